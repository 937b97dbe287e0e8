import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { answerInParts } from './send.ts'

// Lists of a live stream change every few seconds; their parts, and recordings, never do.
const kinds: Readonly<Record<string, { type: string; cache: string }>> = {
  m3u8: { type: 'application/vnd.apple.mpegurl', cache: 'no-cache' },
  ts: { type: 'video/mp2t', cache: 'public, max-age=3600' },
  m4s: { type: 'video/iso.segment', cache: 'public, max-age=3600' },
  mp4: { type: 'video/mp4', cache: 'public, max-age=3600' },
  webm: { type: 'video/webm', cache: 'public, max-age=3600' },
  vtt: { type: 'text/vtt; charset=utf-8', cache: 'public, max-age=3600' },
}

/** `final.mp4`, `2026/final/part7.ts`: no hidden name, no way up, and only what a player asks for. */
const named = /^(?:[\w-][\w.-]*\/){0,4}[\w-][\w.-]*\.(m3u8|ts|m4s|mp4|webm|vtt)$/

/** A film that an operator or an encoder put into a folder, whole or in parts; null when there is none of that name. */
export async function sendFilm(
  folder: string,
  path: string,
  request: Pick<Request, 'headers' | 'method'>,
): Promise<Response | null> {
  const kind = kinds[named.exec(path)?.[1] ?? '']
  if (!kind) return null
  try {
    // A link in the folder may lead elsewhere in it, and not out of it.
    const [base, place] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    const { size, mtimeMs, ino, isFile } = await stat(place).then((found) => ({
      ...found,
      isFile: found.isFile(),
    }))
    if (!isFile || !place.startsWith(base + sep)) return null
    const tag = `"${ino.toString(36)}-${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
    const headers = { 'content-type': kind.type, 'cache-control': kind.cache }
    return await answerInParts(request, { bytes: size, tag, headers }, async (part) =>
      createReadStream(place, part ? { start: part.first, end: part.last } : {}),
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null
    throw error
  }
}
