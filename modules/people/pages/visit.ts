import type { Visit } from '#platform/http'
import type { AuthCaller } from '../auth/index.ts'
import { ownPath } from '../rules.ts'

export const callerOf = (visit: Visit): AuthCaller => ({
  headers: visit.request.headers,
  address: visit.address,
})

/** Puts the cookies of signing in or out on whatever answer is given. */
export function relay(visit: Visit, headers: Headers): void {
  for (const line of headers.getSetCookie()) visit.answerHeaders.append('set-cookie', line)
}

/** Where to go on after signing in; anything but a path of our own leads to the usual place. */
export const nextOf = (given: string | null): string => ownPath(given ?? '') ?? '/sign-in/done'

export const nextIn = (visit: Visit): string => nextOf(visit.search.get('next'))

/** The same page of another step, with the way on kept. */
export const withNext = (path: string, next: string): string =>
  next === '/sign-in/done' ? path : `${path}?next=${encodeURIComponent(next)}`

const cookieName = 'haigui.address'

/** The address between two steps of signing in: a cookie, because an address in a link ends up in logs. */
export function keepEmail(visit: Visit, email: string): void {
  const secure = visit.origin.startsWith('https:') ? '; Secure' : ''
  const value = Buffer.from(email).toString('base64url')
  visit.answerHeaders.append(
    'set-cookie',
    `${cookieName}=${value}; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax${secure}`,
  )
}

export function keptEmail(visit: Visit): string {
  const pairs = (visit.request.headers.get('cookie') ?? '').split(/;\s*/)
  const value = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? ''
  return Buffer.from(value, 'base64url').toString().slice(0, 254)
}
