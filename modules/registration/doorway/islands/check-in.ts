import type { Id } from '#kernel/ids'
import { isLocale } from '#kernel/locale'
import { formatInstant, type Instant, zone } from '#kernel/time'
import type { IslandWords } from '../pages/island-words.ts'
import { type Camera, readPicture, startCamera, warmUp } from './camera.ts'
import type { Decision, ListedGuest } from './decide.ts'
import { Door, type DoorState } from './door.ts'
import { draw, fill } from './draw.ts'
import { openKept } from './kept.ts'
import { keepPage, wipePages } from './offline.ts'

const looks = { admitted: 'success', again: 'warn' } as const

/** Check-in on a phone: camera, picture or name; works without network once the page has loaded. */
export async function start(root: HTMLElement): Promise<void> {
  const eventId = (root.dataset.event ?? '') as Id<'event'> // written by our own page
  const lang = isLocale(root.dataset.lang) ? root.dataset.lang : 'en'
  const place = zone(root.dataset.zone ?? 'UTC')
  const words = JSON.parse(root.dataset.words ?? '{}') as IslandWords // written by our own page
  const timeOf = (at: Instant) => formatInstant(at, place, lang, 'time')

  const status = draw('p', { class: 'hint', role: 'status', 'data-status': true })
  const answer = draw('div', { 'aria-live': 'assertive', 'data-answer': true })
  const video = draw('video', { muted: true, playsinline: true, hidden: true })
  const cameraButton = draw('button', { type: 'button', class: 'btn primary' }, words.scan_start)
  const picture = draw('input', { type: 'file', accept: 'image/*', id: 'door-picture' })
  const search = draw('input', { type: 'search', id: 'door-search', autocomplete: 'off' })
  const found = draw('ul', { 'data-found': true })

  const showState = (state: DoorState) => {
    const list = state.guests === null ? words.no_list : fill(words.ready, { count: state.guests })
    const queue = state.queued === 0 ? '' : fill(words.queued, { count: state.queued })
    const line = state.signedOut ? words.sign_in_again : state.online ? words.online : words.offline
    status.textContent = [line, list, queue].filter(Boolean).join(' · ')
    status.dataset.queued = String(state.queued)
    status.dataset.online = String(state.online)
    if (state.counts) showCounts(state.counts)
  }

  const kept = await openKept()
  const door = new Door(eventId, lang, kept, showState)

  const nameOf = (guest: ListedGuest | null) => guest?.name ?? words.new_guest
  const sentence = ({ told, guest, since }: Decision): [string, string] => {
    if (told === 'admitted') return [fill(words.now_in, { name: nameOf(guest) }), guest?.category ?? '']
    if (told !== 'again') return [words[told], guest?.name ?? '']
    const values = { name: nameOf(guest), since: since === null ? '' : timeOf(since) }
    return [fill(words.already_in, values), words.already_in_hint]
  }
  const handle = async (code: string) => {
    const decision = await door.scan(code)
    const [title, more] = sentence(decision)
    const look = decision.told in looks ? looks[decision.told as keyof typeof looks] : 'error'
    answer.replaceChildren(
      draw(
        'div',
        { class: `note ${look}`, 'data-told': decision.told },
        draw('div', {}, draw('p', { class: 'note-title' }, title), more === '' ? null : draw('p', {}, more)),
      ),
    )
    if (decision.told !== 'admitted') navigator.vibrate?.([80, 60, 80])
    showFound()
  }

  function showFound() {
    const guests = door.find(search.value, 8)
    const rows = guests.map((guest) => {
      const since = door.sinceOf(guest)
      const line = fill(words.guest_line, { name: guest.name, category: guest.category })
      if (since !== null)
        return draw(
          'li',
          {},
          line,
          ' ',
          draw('small', {}, fill(words.in_since_time, { since: timeOf(since) })),
        )
      const button = draw('button', { type: 'button', class: 'btn secondary small' }, words.check_in)
      button.onclick = () => void handle(guest.serial)
      return draw('li', {}, line, ' ', button)
    })
    const none = search.value.trim() !== '' && rows.length === 0
    found.replaceChildren(...(none ? [draw('li', {}, words.search_none)] : rows))
  }

  let camera: Camera | null = null
  cameraButton.onclick = async () => {
    if (camera) {
      camera.stop()
      camera = null
    } else {
      video.hidden = false
      try {
        camera = await startCamera(video, (code) => void handle(code))
      } catch {
        answer.replaceChildren(draw('div', { class: 'note error' }, draw('p', {}, words.camera_refused)))
      }
    }
    video.hidden = camera === null
    cameraButton.textContent = camera === null ? words.scan_start : words.scan_stop
  }
  picture.onchange = async () => {
    const file = picture.files?.[0]
    if (!file) return
    const code = await readPicture(file)
    picture.value = ''
    if (code === null)
      answer.replaceChildren(draw('div', { class: 'note warn' }, draw('p', {}, words.scan_no_code)))
    else await handle(code)
  }
  search.oninput = showFound

  root.replaceChildren(
    draw(
      'section',
      { class: 'sec' },
      draw('div', { class: 'sec-head' }, draw('h2', {}, words.scan_title)),
      draw('p', { class: 'sec-lead' }, words.scan_hint),
      answer,
      video,
      draw('div', { class: 'acts' }, cameraButton),
      draw(
        'div',
        { class: 'form' },
        draw('div', { class: 'field' }, draw('label', { for: picture.id }, words.scan_image), picture),
        draw('div', { class: 'field' }, draw('label', { for: search.id }, words.search_label), search),
      ),
      found,
      status,
    ),
  )
  watchSigningOut(door, () => {
    answer.replaceChildren(draw('div', { class: 'note warn' }, draw('p', {}, words.not_sent)))
  })
  takeFormWithoutNetwork(handle)
  listen(root.dataset.live ?? '', door)
  await door.open()
  await warmUp().catch(() => {})
  await keepPage(root.dataset.scope ?? '')
  root.dataset.ready = 'true'
}

function showCounts(counts: { expected: number; in: number }) {
  for (const [name, value] of Object.entries(counts))
    for (const place of document.querySelectorAll(`[data-count="${name}"]`)) place.textContent = String(value)
}

/** Scans go before the sign-out does; then the list and the page leave the device with the person. */
function watchSigningOut(door: Door, refuse: () => void) {
  document.addEventListener('submit', async (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !new URL(form.action).pathname.endsWith('/sign-out')) return
    event.preventDefault()
    await door.send()
    if (door.state.queued > 0) return refuse()
    await door.wipe()
    await wipePages()
    form.submit()
  })
}

/** The form of the page asks the server; without network the device answers what it can. */
function takeFormWithoutNetwork(handle: (code: string) => Promise<void>) {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (navigator.onLine || !(form instanceof HTMLFormElement)) return
    const code = new FormData(form).get('code')
    if (typeof code !== 'string') return
    event.preventDefault()
    void handle(code)
  })
}

/** Counts as they change, and another try at sending whenever there may be network again. */
function listen(live: string, door: Door) {
  const source = new EventSource(live)
  source.addEventListener('counts', ({ data }: MessageEvent<string>) =>
    showCounts(JSON.parse(data) as { expected: number; in: number }),
  )
  window.addEventListener('online', () => void door.send().then(() => door.refresh()))
  window.addEventListener('offline', () => void door.refresh())
  setInterval(() => {
    if (door.state.queued > 0) void door.send()
  }, 5_000)
  setInterval(() => void door.refresh(), 120_000)
}
