import type { Instant } from '#kernel/time'
import { passwordLeast, passwordMost } from './auth/agreed.ts'
import { lastAdministrator } from './errors.ts'
import type { Consent, RoleGrant } from './model.ts'

/** Taking back twice keeps the first moment. */
export const withdrawn = (consent: Consent, at: Instant): Consent =>
  consent.withdrawnAt === null ? { ...consent, withdrawnAt: at } : consent

/** Somebody must always be left who can give roles. */
export function revoked(grant: RoleGrant, administrators: number, at: Instant): RoleGrant {
  if (grant.revokedAt !== null) return grant
  if (grant.role === 'administrator' && administrators <= 1) throw lastAdministrator()
  return { ...grant, revokedAt: at }
}

/**
 * Where somebody goes on after signing in: only a path of our own, without the language.
 * Two slashes, a backslash, a scheme or a control character would lead elsewhere.
 */
export function ownPath(next: string): string | null {
  if (!/^\/(?![/\\])[^\\\s]*$/.test(next) || next.length > 500) return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(next)) return null
  return next
}

/** Long enough; the rest of what makes a password good cannot be counted. */
export const isStrong = (password: string): boolean =>
  [...password].length >= passwordLeast && password.length <= passwordMost

/**
 * Whose tries count together: an IPv4 address, or the 64 bits of an IPv6 address that one household or hall is given,
 * of which it has as many addresses as it likes.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
