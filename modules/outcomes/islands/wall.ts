/** Draws the wall anew whenever something was signed or put in the queue: from the page itself, without a blink. */
export function start(root: HTMLElement): void {
  const events = new EventSource(root.dataset.live ?? '')
  events.addEventListener('wall', async ({ data }: MessageEvent<string>) => {
    if (JSON.parse(data) === root.dataset.version) return
    const answer = await fetch(location.href)
    const text = answer.ok ? await answer.text() : ''
    const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
    if (!next) return
    root.dataset.version = next.dataset.version ?? ''
    root.replaceChildren(...next.childNodes)
  })
}
