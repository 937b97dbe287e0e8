import { notFound, signInFirst } from '#kernel/errors'
import { type Instant, instant } from '#kernel/time'
import { weakPassword, wrongOldPassword, wrongSecondCode } from '../errors.ts'
import { isStrong } from '../rules.ts'
import { type Caller, headersOf, refusing } from './caller.ts'
import type { Library } from './library.ts'

/** What somebody who is signed in may change about how they sign in. */
export function security(library: () => Promise<Library>) {
  const read = async (caller: Caller) => {
    const { api } = await library()
    const headers = headersOf(caller)
    const own = await api.getSession({ headers })
    if (!own) throw signInFirst()
    const [accounts, sessions, passkeys] = await Promise.all([
      api.listUserAccounts({ headers }),
      api.listSessions({ headers }),
      api.listPasskeys({ headers }),
    ])
    return { own, accounts, sessions, passkeys }
  }

  return {
    /** When this very session began; null where nobody is signed in. */
    async begunAt(caller: Caller): Promise<Instant | null> {
      const { api } = await library()
      const own = await api.getSession({ headers: headersOf(caller) })
      return own ? instant(own.session.createdAt.toISOString()) : null
    },

    /** How this person signs in, and where they are signed in now. */
    async overview(caller: Caller) {
      const { own, accounts, sessions, passkeys } = await read(caller)
      return {
        hasPassword: accounts.some(({ providerId }) => providerId === 'credential'),
        secondStep: own.user.twoFactorEnabled === true,
        passkeys: passkeys.map(({ id, name, createdAt }) => ({
          id,
          name: name ?? '',
          addedAt: createdAt ? instant(createdAt.toISOString()) : null,
        })),
        sessions: sessions
          .map((session) => ({
            id: session.id,
            begunAt: instant(session.createdAt.toISOString()),
            seenAt: instant(session.updatedAt.toISOString()),
            device: session.userAgent ?? '',
            address: session.ipAddress ?? '',
            here: session.id === own.session.id,
          }))
          .sort((a, b) => Number(b.here) - Number(a.here) || (a.seenAt < b.seenAt ? 1 : -1)),
      }
    },

    /** Sets the first password, or replaces it; every other session ends with the old one. */
    async savePassword(caller: Caller, given: { old: string; next: string }): Promise<Headers> {
      if (!isStrong(given.next)) throw weakPassword()
      const { api } = await library()
      const headers = headersOf(caller)
      const { accounts } = await read(caller)
      if (!accounts.some(({ providerId }) => providerId === 'credential')) {
        await api.setPassword({ body: { newPassword: given.next }, headers })
        return new Headers()
      }
      const answer = await refusing(
        api.changePassword({
          body: { currentPassword: given.old, newPassword: given.next, revokeOtherSessions: true },
          headers,
          returnHeaders: true,
        }),
        () => wrongOldPassword('currentPassword'),
      )
      return answer.headers
    },

    /** A new secret for the authenticator app and ten recovery codes; nothing is asked for until `confirm`. */
    async beginSecondStep(caller: Caller, password: string) {
      const { api } = await library()
      const answer = await refusing(
        api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(caller) }),
        () => wrongOldPassword('password'),
      )
      if (answer.method !== 'totp') throw new Error('the library gave no secret')
      const secret = new URL(answer.totpURI).searchParams.get('secret') ?? ''
      return { address: answer.totpURI, secret, recoveryCodes: answer.backupCodes }
    },

    async confirmSecondStep(caller: Caller, code: string): Promise<Headers> {
      const { api } = await library()
      const answer = await refusing(
        api.verifyTOTP({
          body: { code: code.replace(/\D/g, '') },
          headers: headersOf(caller),
          returnHeaders: true,
        }),
        wrongSecondCode,
      )
      return answer.headers
    },

    async newRecoveryCodes(caller: Caller, password: string): Promise<readonly string[]> {
      const { api } = await library()
      const answer = await refusing(
        api.generateBackupCodes({ body: { password }, headers: headersOf(caller) }),
        () => wrongOldPassword('password'),
      )
      return answer.backupCodes
    },

    async endSecondStep(caller: Caller, password: string): Promise<Headers> {
      const { api } = await library()
      const answer = await refusing(
        api.disableTwoFactor({ body: { password }, headers: headersOf(caller), returnHeaders: true }),
        () => wrongOldPassword('password'),
      )
      return answer.headers
    },

    async removePasskey(caller: Caller, id: string): Promise<void> {
      const { api } = await library()
      await refusing(api.deletePasskey({ body: { id }, headers: headersOf(caller) }), notFound)
    },

    /** Ends one session of one's own, by its id; the token itself is never shown. */
    async endSession(caller: Caller, id: string): Promise<void> {
      const { sessions } = await read(caller)
      const session = sessions.find((each) => each.id === id)
      if (!session) throw notFound()
      const { api } = await library()
      await api.revokeSession({ body: { token: session.token }, headers: headersOf(caller) })
    },

    /** Signed out everywhere, here too: gives the cookies that forget. */
    async endAllSessions(caller: Caller): Promise<Headers> {
      const { api } = await library()
      await refusing(api.revokeSessions({ headers: headersOf(caller) }), signInFirst)
      const { headers } = await api.signOut({ headers: headersOf(caller), returnHeaders: true })
      return headers
    },
  }
}
