import { Readable } from 'node:stream'
import { endingOf } from './media.ts'
import type { Files, Part } from './port.ts'

/** A file as its noun keeps it. */
export type Kept = { hash: string; mediaType: string; name: string; bytes: number }

/**
 * The part that a request asks for; null when it asks for all, 'none' when there is no such part. Several parts at once,
 * and what is no range at all, are answered with all of it, as the standard allows (RFC 9110, 14.2).
 */
export function partOf(header: string | null, bytes: number): Part | 'none' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  const [from = '', to = ''] = found?.slice(1) ?? []
  if (!found || (from === '' && to === '')) return null
  if (from === '') return to === '0' ? 'none' : { first: Math.max(0, bytes - Number(to)), last: bytes - 1 }
  const first = Number(from)
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= bytes ? 'none' : { first, last }
}

type Whole = { bytes: number; tag: string; headers: Readonly<Record<string, string>> }

/** Answers with all of it or the part that is asked for: a player jumps into a film, and goes on where it was cut off. */
export async function answerInParts(
  request: Pick<Request, 'headers' | 'method'>,
  { bytes, tag, headers: given }: Whole,
  read: (part: Part | undefined) => Promise<Readable>,
): Promise<Response> {
  const headers: Record<string, string> = { ...given, 'accept-ranges': 'bytes', etag: tag }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  // A part of what was there before is no part of what is there now.
  const condition = request.headers.get('if-range')
  const asked = condition === null || condition === tag ? request.headers.get('range') : null
  const part = partOf(asked, bytes)
  if (part === 'none')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}` } })
  const { first, last } = part ?? { first: 0, last: bytes - 1 }
  headers['content-length'] = String(last - first + 1)
  if (part) headers['content-range'] = `bytes ${first}-${last}/${bytes}`
  const body = request.method === 'HEAD' ? null : Readable.toWeb(await read(part ?? undefined))
  return new Response(body as ReadableStream | null, { status: part ? 206 : 200, headers }) // Node's own stream type
}

/**
 * A file leaves as what it was found to be, in a box of its own: nothing in it may run here, and only pictures and
 * captions are looked at in place.
 */
export function sendFile(
  files: Files,
  kept: Kept,
  request: Pick<Request, 'headers' | 'method'>,
  cache: string,
): Promise<Response> {
  const shown = kept.mediaType === 'image/webp'
  const name = `${kept.name.replace(/\.[a-z0-9]{1,5}$/i, '')}.${endingOf(kept.mediaType)}`
  const headers = {
    'content-type': kept.mediaType,
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': cache,
  }
  return answerInParts(request, { bytes: kept.bytes, tag: `"${kept.hash.slice(0, 32)}"`, headers }, (part) =>
    files.read(kept.hash, part),
  )
}
