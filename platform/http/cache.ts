import type { IncomingMessage, ServerResponse } from 'node:http'
import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import { askedOf } from './asked.ts'
import { type Encoding, encodingFor, pack } from './pack.ts'
import { contentSecurityPolicy, securityHeaders } from './security.ts'

/**
 * The bytes stand in a string of one character each: node:http sends those in one piece with the headers, which stand
 * as it takes them without looking at each.
 */
type Packed = { encoding: Encoding; bytes: string; headers: readonly string[] }
type Kept = { html: string; packed: Packed[]; until: Instant; asks: readonly string[] }

/** All of them together; a page with hundreds of sessions has 60 kB. */
const mostKept = 64 * 1024 * 1024

const sameForAll = [
  ...Object.entries(securityHeaders).flat(),
  ...['content-type', 'text/html; charset=utf-8'],
  ...['content-security-policy', contentSecurityPolicy(null)],
  ...['cache-control', 'private, no-cache'],
  ...['vary', 'accept-encoding, cookie'],
]

function packedFor(kept: Kept, encoding: Encoding): Packed {
  const known = kept.packed.find((each) => each.encoding === encoding)
  if (known) return known
  const bytes = pack(kept.html, encoding, 'often').toString('latin1')
  const headers = [...sameForAll, 'content-length', String(bytes.length)]
  if (encoding !== null) headers.push('content-encoding', encoding)
  const packed = { encoding, bytes, headers }
  kept.packed.push(packed)
  return packed
}

const readerZoneOf = (cookies: string) => /(?:^|; )zone=([^;]*)/.exec(cookies)?.[1] ?? ''

/** A page that is asked nothing is the same for every visitor of its path in the same zone. */
export const pageKey = (path: string, cookies: string): string => `${path} ${readerZoneOf(cookies)}`

/** Whether the cookies may sign somebody in: what is kept is for visitors only. */
const mayBeSomebody = (cookies: string) => cookies.includes('session_token')

/**
 * Public pages as visitors see them, kept for a few seconds so that a crowd costs one rendering. Kept is only what
 * has no script of its own: then no answer needs a nonce, and each is compressed once.
 * A write in this process empties it; other processes show the change when the seconds are over.
 */
export class PageCache {
  #kept = new Map<string, Kept>()
  #size = 0
  readonly #now: () => Instant
  version = 0

  readonly #cleared: () => void

  /** `cleared` empties what else was kept of what is not true any more. */
  constructor(now: () => Instant, cleared: () => void = () => {}) {
    this.#now = now
    this.#cleared = cleared
  }

  clear() {
    this.version += 1
    this.#kept.clear()
    this.#size = 0
    this.#cleared()
  }

  /** A page that was read before a write that came in between is shown, but not kept. */
  keep(key: string, html: string, seconds: number, version: number, asks: readonly string[] = []) {
    if (version !== this.version) return
    if (this.#size + html.length > mostKept) this.clear()
    this.#size += html.length - (this.#kept.get(key)?.html.length ?? 0)
    this.#kept.set(key, { html, packed: [], until: plus(this.#now(), { seconds }), asks })
  }

  /** Answers a visitor's request for a kept page from memory; false when it has to go the whole way. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '', headers } = request
    const cookies = headers.cookie ?? ''
    if (method !== 'GET' || this.#kept.size === 0 || mayBeSomebody(cookies)) return false
    const [path = '', search] = url.split('?', 2)
    const kept = this.#kept.get(pageKey(path, cookies))
    if (!kept || this.#now() >= kept.until) return false
    if (search !== undefined && askedOf(new URLSearchParams(search), kept.asks).size > 0) return false
    const { bytes, headers: its } = packedFor(kept, encodingFor(headers['accept-encoding'] ?? ''))
    response.writeHead(200, [...its, 'x-request-id', newId<'request'>()])
    response.end(bytes, 'latin1')
    return true
  }
}
