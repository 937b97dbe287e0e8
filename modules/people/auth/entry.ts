import { z } from 'zod'
import { invalidField, signInFirst } from '#kernel/errors'
import type { Locale } from '#kernel/i18n'
import { stepOver, tooOften, wrongCode, wrongPassword, wrongSecondCode } from '../errors.ts'
import { networkOf } from '../rules.ts'
import { staffProvider } from './agreed.ts'
import { type Caller, headersOf, refusing } from './caller.ts'
import type { Library } from './library.ts'
import { type Count, limits, type WithinLimit } from './limits.ts'

export type EntryPorts = {
  library(): Promise<Library>
  count: Count
  within: WithinLimit
  /** Runs the work with the language that whoever is new in it will be written to. */
  speaking<T>(locale: Locale, work: () => Promise<T>): Promise<T>
  sendCode(email: string, code: string, locale: Locale): Promise<void>
}

/** The cookies of a new session; or, with `second`, of a first step that was right, and a second one is asked for. */
export type Entered = { headers: Headers; second: boolean }

const Address = z.email().max(254)

const addressOf = (email: string): string => {
  const parsed = Address.safeParse(email.trim().toLowerCase())
  if (!parsed.success) throw invalidField('email', 'kernel.field_email')
  return parsed.data
}

/** Every way in. Each counts its tries before it looks at anything, and answers alike whether an account exists or not. */
export function entry({ library, count, within, speaking, sendCode }: EntryPorts) {
  const tries = (caller: Caller, email: string, by: 'code' | 'password') =>
    count([
      [limits.tryFromAddress, networkOf(caller.address)],
      [limits[`${by}TryFromHere`], `${email} ${networkOf(caller.address)}`],
      [limits[`${by}TryForEmail`], email],
    ])

  const useCode = async (caller: Caller, email: string, code: string): Promise<Entered> => {
    const { api } = await library()
    const { headers, response } = await refusing(
      api.signInEmailOTP({
        body: { email, otp: code.replace(/\D/g, '') },
        headers: headersOf(caller),
        returnHeaders: true,
      }),
      wrongCode,
    )
    return { headers, second: 'twoFactorRedirect' in response }
  }

  return {
    /** Makes a code and sends it. Says nothing about whether anybody is known by the address. */
    async requestCode(caller: Caller, given: string, locale: Locale): Promise<string> {
      const email = addressOf(given)
      await count([
        [limits.codeFromAddress, networkOf(caller.address)],
        [limits.codeForEmail, email],
      ])
      const { api } = await library()
      const code = await api.createVerificationOTP({ body: { email, type: 'sign-in' } })
      await sendCode(email, code, locale)
      return email
    },

    /** Makes the account at the first time. */
    async signInWithCode(
      caller: Caller,
      given: string,
      code: string,
      locale: Locale = 'en',
    ): Promise<Entered> {
      const email = addressOf(given)
      await tries(caller, email, 'code')
      return speaking(locale, () => useCode(caller, email, code))
    },

    async signInWithPassword(caller: Caller, given: string, password: string): Promise<Entered> {
      const email = addressOf(given)
      await tries(caller, email, 'password')
      const { api } = await library()
      const { headers, response } = await refusing(
        api.signInEmail({ body: { email, password }, headers: headersOf(caller), returnHeaders: true }),
        wrongPassword,
      )
      return { headers, second: 'twoFactorRedirect' in response }
    },

    /** A code of the authenticator app, or one of the recovery codes; each works once. */
    async secondStep(caller: Caller, code: string, kind: 'app' | 'recovery'): Promise<Headers> {
      await count([[limits.tryFromAddress, networkOf(caller.address)]])
      const { api, $context } = await library()
      const headers = headersOf(caller)
      const no = (why: string | undefined) => {
        if (why === 'ACCOUNT_TEMPORARILY_LOCKED') return tooOften(15)
        return why === 'INVALID_CODE' || why === 'INVALID_BACKUP_CODE' ? wrongSecondCode() : stepOver()
      }
      if (kind === 'recovery') {
        const work = api.verifyBackupCode({ body: { code: code.trim() }, headers, returnHeaders: true })
        return (await refusing<{ headers: Headers }>(work, no)).headers
      }
      const digits = code.replace(/\D/g, '')
      const work = api.verifyTOTP({ body: { code: digits }, headers, returnHeaders: true })
      const entered = await refusing(work, no)
      const { token, user } = entered.response
      if (await within(limits.appCodeOfPerson, `${user.id} ${digits}`)) return entered.headers
      // The library lets a code in again and again while it is shown; nobody gets to know this session.
      await (await $context).internalAdapter.deleteSession(token)
      throw wrongSecondCode()
    },

    /** Where the organisation's own sign-in begins, and the cookies that will recognise the way back. */
    async startStaff(
      caller: Caller,
      { to, failed }: { to: string; failed: string },
    ): Promise<{ url: string; headers: Headers }> {
      await count([[limits.tryFromAddress, networkOf(caller.address)]])
      const { api } = await library()
      const { headers, response } = await api.signInSocial({
        body: { provider: staffProvider, callbackURL: to, errorCallbackURL: failed, disableRedirect: true },
        headers: headersOf(caller),
        returnHeaders: true,
      })
      if (!response.url) throw signInFirst()
      return { url: response.url, headers }
    },

    /** Signs in without any proof: only for the accounts of the demo edition. */
    async signInAs(caller: Caller, email: string): Promise<Entered> {
      const { api } = await library()
      const code = await api.createVerificationOTP({ body: { email: addressOf(email), type: 'sign-in' } })
      return useCode(caller, addressOf(email), code)
    },

    async signOut(caller: Caller): Promise<Headers> {
      const { api } = await library()
      const { headers } = await api.signOut({ headers: headersOf(caller), returnHeaders: true })
      return headers
    },
  }
}
