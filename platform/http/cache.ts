import { type Instant, msBetween } from '#kernel/time'
import { contentSecurityPolicy, newNonce } from './security.ts'

type Kept = { parts: readonly string[]; until: number; since: Instant }

/**
 * Public pages as visitors see them, kept for a few seconds so that a crowd costs one rendering.
 * A write in this process empties it; other processes show the change when the seconds are over.
 */
export class PageCache {
  #kept = new Map<string, Kept>()
  version = 0

  clear() {
    this.version += 1
    this.#kept.clear()
  }

  get(key: string, at: Instant): Kept | undefined {
    const kept = this.#kept.get(key)
    return kept && msBetween(kept.since, at) < kept.until ? kept : undefined
  }

  /** A page that was read before a write that came in between is shown, but not kept. */
  keep(key: string, parts: readonly string[], at: Instant, seconds: number, version: number): Kept {
    const kept = { parts, since: at, until: seconds * 1000 }
    if (version !== this.version) return kept
    if (this.#kept.size >= 1000) this.#kept.clear()
    this.#kept.set(key, kept)
    return kept
  }

  answer(kept: Kept): Response {
    const nonce = newNonce()
    return new Response(kept.parts.join(nonce), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy(nonce),
        'cache-control': 'private, no-cache',
      },
    })
  }
}
