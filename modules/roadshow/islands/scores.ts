import { follow } from './follow.ts'

type Kept = { key: string; entryId: string; title: string; body: object }
type Words = Record<'kept' | 'sent' | 'waiting' | 'signIn' | 'scored' | 'again', string>

const againMs = 5_000

/**
 * Scores on a phone: each is kept on the device before it is sent, and stays there until the server has answered. Without
 * network the judge goes on; what waits is sent by itself when there is network again, each under its own key.
 */
export function start(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? '{}') as Words // written by our own page
  const told = root.querySelector<HTMLElement>('[data-queue]')
  // Another judge on the same device has a queue of their own.
  const place = `roadshow-scores ${root.dataset.roadshow} ${root.dataset.me}`
  const read = (): Kept[] => JSON.parse(localStorage.getItem(place) ?? '[]') as Kept[] // written just below
  const write = (kept: readonly Kept[]) => {
    if (kept.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(kept))
    root.dataset.waiting = String(kept.length)
  }
  const say = (text: string) => {
    if (told) told.textContent = text
  }
  const waiting = () => {
    const { length } = read()
    return length === 0 ? '' : words.waiting.replace('{count}', String(length))
  }
  const fill = (text: string, title: string) => text.replace('{title}', title)

  let sending = false
  const send = async () => {
    if (sending) return
    sending = true
    try {
      for (const one of read()) {
        const answer = await fetch(root.dataset.to ?? '', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(one.body),
        })
        if (answer.status === 401) return say(words.signIn)
        // Busy or broken for now: it waits like without network.
        if (answer.status >= 500 || answer.status === 429) return say(waiting())
        // A newer one of the same project may have been written in the meantime: it has another key.
        write(read().filter(({ key }) => key !== one.key))
        if (answer.ok) mark(one, '')
        else {
          const { error } = (await answer.json()) as { error: { message: string } }
          mark(one, error.message)
          return
        }
        say([fill(words.sent, one.title), waiting()].filter(Boolean).join(' '))
      }
    } catch {
      say(waiting())
    } finally {
      sending = false
    }
  }

  const partOf = (entryId: string) => root.querySelector<HTMLElement>(`[data-entry="${entryId}"]`)

  /** Stands under the form's button, where whoever pressed it looks; the line above the list is read aloud. */
  const beside = (entryId: string, text: string, refused = false) => {
    const line = partOf(entryId)?.querySelector('[data-told]')
    if (!line) return
    line.textContent = text
    line.className = refused ? 'err' : 'hint'
  }

  /** What the server said to a score. */
  const mark = (one: Kept, problem: string) => {
    const part = partOf(one.entryId)
    if (part) part.dataset.sent = problem === '' ? 'yes' : 'refused'
    if (problem !== '') {
      beside(one.entryId, problem, true)
      say(`${one.title}: ${problem}`)
      return
    }
    beside(one.entryId, fill(words.sent, one.title))
    const badge = part?.querySelector('summary .badge')
    if (badge) {
      badge.textContent = words.scored
      badge.className = 'badge good'
    }
    const button = part?.querySelector('form .btn')
    if (button) button.textContent = words.again
  }

  root.addEventListener('submit', (event) => {
    const form = event.target
    const part = form instanceof HTMLFormElement && form.closest<HTMLElement>('[data-entry]')
    if (!part) return
    event.preventDefault()
    const values = new FormData(form)
    const points: Record<string, number> = {}
    const names = part.dataset.names ?? ''
    const start = `${names}points.`
    for (const [name, value] of values)
      if (name.startsWith(start) && value !== '') points[name.slice(start.length)] = Number(value)
    const entryId = part.dataset.entry ?? ''
    const title = part.dataset.title ?? ''
    const key = crypto.randomUUID()
    const body = {
      entryId,
      key,
      points,
      feedback: String(values.get(`${names}feedback`) ?? ''),
      noTie: values.has(`${names}noTie`),
    }
    part.dataset.sent = 'no'
    // The newest of each project is what counts.
    write([...read().filter((kept) => kept.entryId !== entryId), { key, entryId, title, body }])
    say(fill(words.kept, title))
    beside(entryId, fill(words.kept, title))
    void send()
  })
  addEventListener('online', () => void send())
  setInterval(() => {
    if (read().length > 0) void send()
  }, againMs)
  write(read())
  void send()
  follow(root)
  root.dataset.ready = 'true'
}
