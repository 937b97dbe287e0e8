const rest = 1_200

type Answer = { version: number; said: string }

/**
 * Saves a draft while it is typed, and says when. What the server does not take stays in the form; a colleague's change
 * stops it, because the next save would go over what they wrote. Without script the form's button saves as ever.
 */
export function start(root: HTMLElement): void {
  const form = root.closest('form')
  const version = form?.querySelector<HTMLInputElement>('input[name=version]')
  if (!form || !version) return
  const words = JSON.parse(root.dataset.words ?? '{}') as Record<string, string> // written by our own page
  let timer: ReturnType<typeof setTimeout> | undefined
  let going: Promise<void> | null = null
  let dirty = false
  let stopped = false
  const say = (state: string, text = words[state] ?? '') => {
    root.dataset.state = state
    root.textContent = text
  }

  const send = async (): Promise<void> => {
    dirty = false
    say('saving')
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.append('typed', '1')
    try {
      const answer = await fetch(form.action, { method: 'POST', body, keepalive: true, redirect: 'manual' })
      if (answer.ok) {
        const { version: next, said } = (await answer.json()) as Answer // written by our own door
        version.value = String(next)
        say('saved', said)
      } else if (answer.status === 409) {
        stopped = true
        say('changed_meanwhile')
      } else say(answer.type === 'opaqueredirect' ? 'not_saved_signed_out' : 'not_saved')
    } catch {
      dirty = true
      say('not_saved_offline')
    }
  }
  const save = () => {
    clearTimeout(timer)
    if (stopped || !dirty || going) return
    going = send().finally(() => {
      going = null
      if (dirty) timer = setTimeout(save, rest)
    })
  }

  form.addEventListener('input', () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(save, rest)
  })
  document.addEventListener('visibilitychange', () => document.hidden && save())
  addEventListener('online', save)
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    stopped = true
    if (!going) return
    // The save under way gives the version that this one has to build on.
    event.preventDefault()
    const by = event.submitter
    void going.then(() => form.requestSubmit(by instanceof HTMLElement ? by : null))
  })
}
