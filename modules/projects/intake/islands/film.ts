import { beginsAsFilm, choiceOf, type Going } from './choice.ts'

const piece = 8 * 1024 * 1024
const longestWait = 30_000
const headers = { 'tus-resumable': '1.0.0' }

type Words = Record<string, string>

/** The server said no; the reader is told why, and trying again would not help. */
class Refused extends Error {}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** Resolves when the line may be back: after a while, or as soon as the browser says so. */
const waited = (ms: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
  })

async function refusalOf(answer: Response): Promise<Refused> {
  const body = (await answer.json().catch(() => null)) as {
    error?: { message: string; fields: { message: string }[] }
  } | null // written by our own door
  return new Refused(body?.error?.fields[0]?.message ?? body?.error?.message ?? String(answer.status))
}

/** Begins anew at the server; gives the address where the pieces go. */
async function begin(to: string, file: File): Promise<string> {
  const answer = await fetch(to, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(file.size),
      'upload-metadata': `filename ${base64(file.name)}`,
    },
  })
  const place = answer.headers.get('location')
  if (!answer.ok || place === null) throw await refusalOf(answer)
  return place
}

/** How far the server has it; null when it has given it up. */
async function offsetAt(place: string): Promise<number | null> {
  const answer = await fetch(place, { method: 'HEAD', headers })
  if (answer.status === 404 || answer.status === 410) return null
  if (!answer.ok) throw new Error(String(answer.status))
  return Number(answer.headers.get('upload-offset'))
}

async function sendPiece(place: string, file: File, offset: number): Promise<number> {
  const answer = await fetch(place, {
    method: 'PATCH',
    headers: {
      ...headers,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: file.slice(offset, offset + piece),
  })
  // Somebody else's piece, or one that arrived after all: the server is asked where it stands.
  if (answer.status === 409 || answer.status === 423 || answer.status >= 500)
    throw new Error(String(answer.status))
  if (!answer.ok) throw await refusalOf(answer)
  return Number(answer.headers.get('upload-offset'))
}

/**
 * Sends a file in pieces by the protocol of tus.io and goes on where it was cut off: after the line broke by itself, and
 * after the page was closed when the same file is chosen again.
 */
async function send(file: File, to: string, going: Going | null, told: (sent: number | null) => void) {
  let place = going?.to ?? null
  let offset: number | null = null
  let wait = 1000
  while (offset === null || offset < file.size) {
    try {
      if (place !== null && offset === null) offset = await offsetAt(place)
      if (place === null || offset === null) {
        place = await begin(to, file)
        offset = 0
      }
      told(offset)
      offset = await sendPiece(place, file, offset)
      told(offset)
      wait = 1000
    } catch (error) {
      if (error instanceof Refused) throw error
      told(null)
      await waited(wait)
      wait = Math.min(wait * 2, longestWait)
      offset = null
    }
  }
}

/** A film of up to two gigabytes; without script the form below takes a smaller one. */
export function start(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? '{}') as Words // written by our own page
  const going = JSON.parse(root.dataset.going ?? 'null') as Going | null // as above
  const input = root.querySelector<HTMLInputElement>('input[type=file]')
  const button = root.querySelector('button')
  const bar = root.querySelector('progress')
  const status = root.querySelector<HTMLElement>('[role=status]')
  const alarm = root.querySelector<HTMLElement>('[role=alert]')
  if (!input || !button || !bar || !status || !alarm) return
  const refuse = (text: string) => {
    alarm.textContent = text
    alarm.hidden = text === ''
  }
  let asked: File | null = null
  button.addEventListener('click', async () => {
    const file = input.files?.[0]
    refuse('')
    if (!file) return input.focus()
    if (file.size > Number(root.dataset.largest)) return refuse(words.film_too_large ?? '')
    // Found out before anything is given up for it.
    if (!beginsAsFilm(new Uint8Array(await file.slice(0, 12).arrayBuffer())))
      return refuse(words.field_file_video ?? '')
    const choice = choiceOf(going, file, asked)
    asked = file
    if (choice === 'ask') return refuse(words.film_other ?? '')
    const same = choice === 'goes_on' ? going : null
    button.disabled = true
    input.disabled = true
    bar.hidden = false
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', leaving)
    try {
      await send(file, root.dataset.to ?? '', same, (sent) => {
        if (sent === null) {
          status.textContent = words.film_lost ?? ''
          return
        }
        bar.value = sent / file.size
        const part = `${Math.floor((100 * sent) / file.size)}%`
        status.textContent = (words.film_going ?? '').replace('{part}', part)
      })
      removeEventListener('beforeunload', leaving)
      location.assign(root.dataset.done ?? '')
    } catch (error) {
      removeEventListener('beforeunload', leaving)
      status.textContent = ''
      bar.hidden = true
      button.disabled = false
      input.disabled = false
      refuse(error instanceof Refused ? error.message : String(error))
    }
  })
  root.hidden = false
}
