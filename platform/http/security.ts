import { randomBytes } from 'node:crypto'
import { zoneScriptSource } from './zone-script.ts'

export const newNonce = () => randomBytes(16).toString('base64')

/**
 * Everything comes from our own origin; scripts only with this answer's nonce, and on a page without one only the line
 * that tells the reader's zone; nobody may frame us.
 */
export const contentSecurityPolicy = (nonce: string | null) =>
  [
    "default-src 'self'",
    `script-src ${zoneScriptSource}${nonce === null ? '' : ` 'nonce-${nonce}' 'strict-dynamic'`}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
  'x-frame-options': 'DENY',
}

/**
 * A write must come from our own pages: browsers say so in Sec-Fetch-Site or Origin, and a foreign site cannot lie there.
 * Callers without either header (curl, a scanner's client) carry no cookies of ours by accident and may pass.
 */
export function fromOurPages(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const from = request.headers.get('origin')
  if (from === null) return true
  return from === origin || from === new URL(request.url).origin
}
