import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mailer } from '#platform/mail'

export type Publication = { name: string; text: string }

/** Puts a text to a place outside and gives its answer in a line; throws with the reason when it did not arrive. */
export type Publish = (target: string, publication: Publication) => Promise<string>

const timeoutMs = 10_000

async function toFolder(target: URL, { name, text }: Publication): Promise<string> {
  const folder = fileURLToPath(target)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), text)
  return 'written'
}

async function toAddress(target: URL, { name, text }: Publication): Promise<string> {
  const answer = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-publication': name },
    body: text,
    // A redirect would carry it somewhere that nobody configured.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!answer.ok) throw new Error(`the address answered ${answer.status}`)
  return String(answer.status)
}

async function toMailbox(
  target: URL,
  { name, text }: Publication,
  mailer: Mailer | null,
  domain: string,
): Promise<string> {
  if (!mailer) throw new Error('no mail server is set')
  const to = decodeURIComponent(target.pathname)
  const html = `<pre>${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</pre>`
  return mailer.send({ messageId: `<${name}@${domain}>`, to, subject: `${domain}: ${name}`, text, html })
}

/** The places a configuration can name: `file:` (a folder), `https:` or `http:` (a POST), `mailto:`. */
export const publisher =
  ({ mailer, domain }: { mailer: Mailer | null; domain: string }): Publish =>
  async (target, publication) => {
    const url = new URL(target)
    if (url.protocol === 'file:') return toFolder(url, publication)
    if (url.protocol === 'mailto:') return toMailbox(url, publication, mailer, domain)
    return toAddress(url, publication)
  }
