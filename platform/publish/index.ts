import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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

/** The places a configuration can name beside mailboxes, which are the letters' own: `file:` (a folder), `https:` or `http:` (a POST). */
export const publish: Publish = async (target, publication) => {
  const url = new URL(target)
  return url.protocol === 'file:' ? toFolder(url, publication) : toAddress(url, publication)
}
