import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { type Grant, system, visitor } from '#kernel/access'
import { Refusal, statusOf } from '#kernel/errors'
import type { Locale } from '#kernel/i18n'
import { personName } from '#kernel/names'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { type Identify, limited } from '#platform/http'
import { type Person, PersonId } from '../model.ts'
import { networkOf } from '../rules.ts'
import { ensurePerson } from '../steps.ts'
import * as store from '../store.ts'
import { callerHeader, prolongDays, sessionDays } from './agreed.ts'
import { type EntryPorts, entry } from './entry.ts'
import type { Library, StaffSignIn } from './library.ts'
import { counter, limits, withinLimit } from './limits.ts'
import { security } from './security.ts'
import { tokenReader } from './session.ts'

export type { Caller as AuthCaller } from './caller.ts'

export type AuthOptions = {
  pool: pg.Pool
  database: Database
  /** The public address, without a slash at the end; with https the cookies are for https only. */
  origin: string
  secret: string
  clock: Clock
  /** Delivers a sign-in code to an address, in a language. */
  sendCode: EntryPorts['sendCode']
  /** The organisation's own sign-in; absent: there is none. */
  oidc?: StaffSignIn
  /** The header in which a trusted proxy gives the caller's address, as platform/http takes it. */
  addressHeader?: string
}

/** What the browser itself may ask of the library: passkeys, and the way back from the organisation's sign-in. */
const reachable =
  /^\/api\/auth\/(passkey\/(generate-register-options|generate-authenticate-options|verify-registration|verify-authentication)|callback\/staff)$/

/** What a browser says of a passkey is a few kB. */
const largestAnswer = 64 * 1024

const hasSession = (headers: Headers) =>
  /(^|;\s*)(__Secure-)?haigui\.session_token=/.test(headers.get('cookie') ?? '')

/** Accounts, sessions and every way in. The library is loaded when it is first needed, not when the house starts. */
export function createAuth(options: AuthOptions) {
  const { pool, database, origin, secret, clock, sendCode, oidc, addressHeader } = options
  const itself = system('people.sign_in')

  // The library makes the account by itself; this carries the reader's language to where the person is made.
  const spoken = new AsyncLocalStorage<Locale>()
  const personOf = (email: string): Promise<string> =>
    database.transact(itself, 'actor', async (tx) => {
      const locale = spoken.getStore() ?? 'en'
      const person = await ensurePerson(tx, { email, name: personName({}), locale }, clock.now())
      return person.id
    })

  const count = counter(database, clock.now)
  const within = withinLimit(database, clock.now)

  let opened: Promise<Library> | undefined
  const library = () => {
    opened ??= import('./library.ts').then(({ openLibrary }) =>
      openLibrary({ pool, origin, secret, personOf, staff: oidc ?? null }),
    )
    return opened
  }

  const tokenIn = tokenReader({ origin, secret })
  const isNobody = { actor: visitor, me: null }

  const identified = (person: Person | undefined, grants: readonly Grant[]): Awaited<ReturnType<Identify>> =>
    !person || person.erasedAt !== null
      ? isNobody
      : {
          actor: { kind: 'person', personId: person.id, grants },
          me: { personId: person.id, name: person.name, email: person.email ?? '' },
        }

  /**
   * The actor of a request. Costs a visitor without our cookie no query at all, and somebody whose session has just to be
   * found one; everything else about sessions is the library's, with which it takes four.
   */
  const identify: Identify = async (headers) => {
    if (!hasSession(headers)) return isNobody
    const cookie = headers.get('cookie') ?? ''
    const token = tokenIn(cookie)
    const known =
      token === null
        ? undefined
        : await database.transact(itself, 'actor', (tx) =>
            store.findBySession(tx, token, sessionDays - prolongDays),
          )
    if (known) return identified(known.person, known.grants)
    const { api } = await library()
    const found = await api.getSession({ headers: new Headers({ cookie }) })
    const id = PersonId.safeParse(found?.user.id)
    if (!id.success) return isNobody
    return database.transact(itself, 'actor', async (tx) => {
      const [person, grants] = await Promise.all([store.find(tx, id.data), store.grantsOf(tx, id.data)])
      return identified(person, grants)
    })
  }

  return {
    identify,
    /** Whether the organisation's own sign-in is set up. */
    hasStaffSignIn: oidc !== undefined,
    ...entry({ library, count, within, sendCode, speaking: (locale, work) => spoken.run(locale, work) }),
    ...security(library),
    /** Answers /api/auth/*; everything but passkeys and the way back is not there. */
    async handler(request: Request, socketAddress = ''): Promise<Response> {
      if (!reachable.test(new URL(request.url).pathname)) return new Response(null, { status: 404 })
      const told = addressHeader === undefined ? null : request.headers.get(addressHeader)
      const address = told?.split(',')[0]?.trim() ?? socketAddress
      let body: string | null = null
      try {
        await count([[limits.tryFromAddress, networkOf(address)]])
        if (request.method === 'POST') body = await (await limited(request, largestAnswer)).text()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return Response.json({ error: { code: error.code } }, { status: statusOf[error.kind] })
      }
      const headers = new Headers(request.headers)
      headers.delete(callerHeader)
      if (address !== '') headers.set(callerHeader, address)
      // Behind a proxy the request's own address is not the public one, which passkeys are bound to.
      const { pathname, search } = new URL(request.url)
      const asked = new Request(`${origin}${pathname}${search}`, { method: request.method, headers, body })
      return (await library()).handler(asked)
    },
  }
}

export type Auth = ReturnType<typeof createAuth>
