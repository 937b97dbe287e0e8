import { type Instant, instant, msBetween, plus, systemNow } from '#kernel/time'
import { clockText, leftAt, type Signal, signalOf } from '../rules/clock.ts'

type ClockData = {
  on: boolean
  segment: 'pitch' | 'questions'
  endsAt: Instant | null
  leftMs: number
  totalMs: number
}
type Words = Record<'pitch' | 'questions' | 'still' | 'away' | Signal, string>

/** Follows the hall: draws each part anew as it is told, and counts down in between. */
export function start(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? '{}') as Words // written by our own page
  // The server's clock decides; what this device's shows may be minutes away from it.
  const ahead = root.dataset.now ? msBetween(systemNow(), instant(root.dataset.now)) : 0
  const clock = clockOf(root, words, ahead)
  const source = new EventSource(root.dataset.live ?? '')
  const away = root.querySelector<HTMLElement>('[data-connection]')
  const connected = (yes: boolean) => {
    root.dataset.connected = String(yes)
    if (away) away.textContent = yes ? '' : words.away
  }
  source.onopen = () => connected(true)
  // The browser tries again by itself; what is told first is the whole state.
  source.onerror = () => connected(false)
  for (const place of root.querySelectorAll<HTMLElement>('[data-part]'))
    source.addEventListener(place.dataset.part ?? '', ({ data }: MessageEvent<string>) =>
      redraw(place, JSON.parse(data)),
    )
  source.addEventListener('clock', ({ data }: MessageEvent<string>) => clock?.set(JSON.parse(data)))
}

const opens: ReadonlySet<string> = new Set(['badge', 'ask'])

/** The same part in its new state; whoever stood on a button stands on it again, when it is still there. */
function redraw(place: HTMLElement, html: string): void {
  if (place.innerHTML === html) return
  // A form is its reader's while it stands there: what is typed in it stays.
  if ('opened' in place.dataset && html !== '') return
  const active = document.activeElement
  const held = active instanceof HTMLButtonElement && place.contains(active) ? active.value : null
  // What a finger is on must not be taken away from under it: the press would be lost.
  if (place.matches(':active')) {
    document.addEventListener('pointerup', () => setTimeout(redraw, 0, place, html), { once: true })
    return
  }
  // Nor a question that was just opened.
  if (place.querySelector('[popover]:popover-open')) {
    place.addEventListener('toggle', () => redraw(place, html), { once: true, capture: true })
    return
  }
  if (opens.has(place.dataset.part ?? '') && html !== '') place.dataset.opened = ''
  place.innerHTML = html // made by our own server from our own parts
  if (held === null) return
  for (const button of place.querySelectorAll('button')) if (button.value === held) button.focus()
}

function clockOf(root: HTMLElement, words: Words, ahead: number) {
  const face = root.querySelector<HTMLElement>('[data-clock]')
  const time = face?.querySelector('[data-clock-time]')
  const part = face?.querySelector('[data-clock-part]')
  const told = face?.querySelector('[data-clock-signal]')
  if (!face || !time || !part || !told) return null
  let data = JSON.parse(face.dataset.clock ?? '{}') as ClockData // written by our own page
  let signal: Signal | null = null
  const sound = soundOf(face)

  const draw = () => {
    const left = leftAt(data, plus(systemNow(), { ms: ahead }))
    const text = clockText(left)
    if (time.textContent !== text) time.textContent = text
    const next = signalOf(left, data.totalMs)
    face.dataset.signal = next
    const line = data.endsAt === null ? words.still : words[next]
    // Said once, when it changes: a clock that talks every second is switched off.
    if (told.textContent !== line) told.textContent = line
    if (signal !== null && next !== signal && data.endsAt !== null) sound(next)
    signal = next
  }
  const set = (next: ClockData) => {
    if (next.segment !== data.segment || next.totalMs !== data.totalMs) signal = null
    data = next
    face.hidden = !data.on
    part.textContent = words[data.segment]
    draw()
  }
  set(data)
  setInterval(draw, 200)
  return { set }
}

const beeps: Readonly<Record<Signal, number>> = { go: 0, soon: 1, last: 2, over: 3 }

/** Only where somebody ticked the box: a hall has its own loudspeakers. */
function soundOf(face: HTMLElement): (signal: Signal) => void {
  const place = face.querySelector<HTMLElement>('[data-clock-sound]')
  const box = place?.querySelector('input')
  if (!place || !box) return () => {}
  place.hidden = false
  let audio: AudioContext | null = null
  box.onchange = () => {
    // Browsers give sound only after somebody asked for it.
    audio = box.checked ? new AudioContext() : null
  }
  return (signal) => {
    if (!audio) return
    for (let beep = 0; beep < beeps[signal]; beep += 1) {
      const tone = audio.createOscillator()
      tone.frequency.value = signal === 'over' ? 440 : 880
      tone.connect(audio.destination)
      tone.start(audio.currentTime + beep * 0.3)
      tone.stop(audio.currentTime + beep * 0.3 + 0.15)
    }
  }
}
