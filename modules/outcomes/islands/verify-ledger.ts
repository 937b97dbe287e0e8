import { checkExport, type Fault, type Ports } from '../log/check-export.ts'
import { sha256 } from '../log/sha256.ts'

const ports: Omit<Ports, 'progress'> = {
  sha256,
  verifyEd25519: async (publicKey, bytes, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, [
        'verify',
      ])
      return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(bytes))
    } catch {
      return null // no Ed25519 here, or no secure context
    }
  },
}

async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
    // Lets the page draw how far it is.
    await new Promise((resolve) => setTimeout(resolve))
  }
}

const fill = (text: string, values: object) =>
  Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)),
    text,
  )

/** Checks an export in this browser. The file is read here and goes nowhere: nothing is sent. */
export function start(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? '{}') as Record<string, string> // written by our own page
  const form = root.querySelector('form')
  const file = root.querySelector<HTMLInputElement>('input[type=file]')
  const key = root.querySelector<HTMLTextAreaElement>('textarea[name=key]')
  const kept = root.querySelector<HTMLTextAreaElement>('textarea[name=kept]')
  const answer = root.querySelector<HTMLElement>('[data-answer]')
  if (!form || !file || !key || !kept || !answer) return
  const say = (tone: string, text: string) => {
    answer.hidden = false
    answer.className = `note ${tone}`
    answer.dataset.answer = tone
    answer.textContent = text
  }
  const broken = (fault: Fault) => fill(words[fault.fault] ?? '', fault)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const chosen = file.files?.[0]
    if (!chosen) return
    const began = performance.now()
    const progress = (entries: number) => say('info', fill(words.running ?? '', { entries }))
    const { entries, checkpoints, fault } = await checkExport(
      piecesOf(chosen),
      key.value,
      { ...ports, progress },
      kept.value.trim() === '' ? [] : [kept.value],
    )
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    if (fault) say('error', `${broken(fault)} ${fill(words.before ?? '', { entries })}`)
    else {
      const agrees = kept.value.trim() === '' ? '' : ` ${words.kept_agrees ?? ''}`
      say('success', fill(words.whole ?? '', { entries, checkpoints, seconds }) + agrees)
    }
  })
  root.hidden = false
}
