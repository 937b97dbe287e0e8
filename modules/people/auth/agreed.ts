/** What we and the library agree on. Apart from it, so that the library is loaded only when somebody signs in. */

/** The provider's name in the addresses it calls back: /api/auth/callback/staff. */
export const staffProvider = 'staff'
/** How we tell the library the caller's address; never taken from outside. */
export const callerHeader = 'x-haigui-caller'
/** The cookie that holds a session's token and the library's signature; with https `__Secure-` stands before it. */
export const sessionCookie = 'haigui.session_token'
/** A session ends when it was not used for so long, … */
export const sessionDays = 30
/** … and is prolonged by the library once in so many days. */
export const prolongDays = 1
export const codeMinutes = 10
export const codeTries = 5
export const passwordLeast = 12
export const passwordMost = 200

/** The library's way of saying no; told by its shape, so that nothing of it is loaded for that. */
export type No = Error & { statusCode: number; body?: { code?: string } }

export const isNo = (error: unknown): error is No =>
  error instanceof Error &&
  error.name === 'APIError' &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode < 500
