/**
 * Opens the project on stage and goes along with it. Whoever is writing about another one stays where they are: what is
 * typed is neither lost nor moved from under the hand, and a link that stays in view says who is on now.
 */
export function follow(root: HTMLElement): void {
  const now = document.querySelector('[data-part="now"]')
  const link = root.querySelector<HTMLElement>('[data-to-stage]')
  if (!now || !link) return
  const partOf = (entryId: string) => root.querySelector<HTMLElement>(`[data-entry="${entryId}"]`)
  const detailsOf = (part: Element | null) => part?.querySelector('details') ?? null
  const onStage = () => now.querySelector<HTMLElement>('[data-on]')?.dataset.on ?? ''
  const unsent = new Set<Element>()
  const partAt = (event: Event) =>
    event.target instanceof Element ? event.target.closest('[data-entry]') : null

  const lead = () => {
    const part = partOf(onStage())
    const anchor = link.querySelector('a')
    link.hidden = part === null
    if (!part || !anchor) return
    anchor.href = `#${part.id}`
    const title = anchor.querySelector('[data-title-of]')
    if (title) title.textContent = part.dataset.title ?? ''
    link.dataset.elsewhere = String(unsent.size > 0 && !unsent.has(part))
  }
  const show = (part: HTMLElement, before: Element | null) => {
    const details = detailsOf(part)
    if (!details) return
    details.open = true
    const last = detailsOf(before)
    if (before && last && before !== part && !unsent.has(before)) last.open = false
    part.scrollIntoView({ block: 'start' })
  }

  let at = onStage()
  const go = () => {
    const id = onStage()
    if (id === at) return
    const before = partOf(at)
    at = id
    const part = partOf(id)
    lead()
    if (part && unsent.size === 0) show(part, before)
  }
  root.addEventListener('input', (event) => {
    const part = partAt(event)
    if (part) unsent.add(part)
    lead()
  })
  // A form that was sent is kept on the device: nothing in it can be lost any more.
  root.addEventListener('submit', (event) => {
    const part = partAt(event)
    if (part) unsent.delete(part)
    lead()
  })
  link.addEventListener('click', (event) => {
    const part = partOf(onStage())
    if (!part) return
    event.preventDefault()
    show(part, null)
    detailsOf(part)?.querySelector('summary')?.focus({ preventScroll: true })
  })
  new MutationObserver(go).observe(now, { childList: true, subtree: true })
  lead()
  // The server opened it; on a phone it is still below the clock. What came back with an answer is shown from its top.
  const first = partOf(at)
  if (
    first &&
    location.hash === '' &&
    location.search === '' &&
    scrollY === 0 &&
    !document.querySelector('.err')
  )
    first.scrollIntoView({ block: 'start' })
}
