import { createHmac, timingSafeEqual } from 'node:crypto'
import { sessionCookie } from './agreed.ts'

/**
 * Reads the token of a session out of the cookie that the library gave with it and signed. Null wherever it is not just
 * so: then the library has to look.
 */
export function tokenReader({ origin, secret }: { origin: string; secret: string }) {
  const name = origin.startsWith('https:') ? `__Secure-${sessionCookie}` : sessionCookie
  const place = new RegExp(`(?:^|;\\s*)${name}=(([^;.\\s]+)\\.[^;\\s]+)`)
  return (cookies: string): string | null => {
    const [, value, token] = place.exec(cookies) ?? []
    if (value === undefined || token === undefined) return null
    const signed = `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
    const [given, right] = [Buffer.from(value), Buffer.from(encodeURIComponent(signed))]
    return given.length === right.length && timingSafeEqual(given, right) ? token : null
  }
}
