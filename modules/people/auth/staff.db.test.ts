import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../tools/test/database.ts'
import { Browser, testAuth } from './arrange.fixtures.ts'
import { testProvider } from './provider.fixtures.ts'

const db = await testDatabase()
const provider = await testProvider('haigui')
const { auth, signIn } = testAuth(db, {
  oidc: { issuer: provider.issuer, clientId: 'haigui', clientSecret: 'the provider’s secret for us' },
})
const origin = 'http://localhost:3000'

/** The whole way: to the provider, which says who it is, and back. */
async function throughProvider(claims: Record<string, unknown>, browser = new Browser('192.0.2.60')) {
  provider.claims = claims
  const begun = await auth.startStaff(browser.caller, {
    to: `${origin}/zh/console`,
    failed: `${origin}/zh/sign-in`,
  })
  browser.take(begun.headers)
  const { searchParams } = new URL(begun.url)
  provider.nonce = searchParams.get('nonce') ?? ''
  const back = `${origin}/api/auth/callback/staff?code=any&state=${searchParams.get('state')}`
  const answer = await auth.handler(new Request(back, { headers: browser.headers }), browser.address)
  browser.take(answer.headers)
  const { me } = await auth.identify(browser.headers)
  return { me, to: answer.headers.get('location') }
}

test('opens an account, and is a way into one that is there', async () => {
  const first = await throughProvider({ sub: '1', email: 'New.Staff@example.org', email_verified: true })
  expect(first.me?.email).toBe('new.staff@example.org')
  expect(first.to).toBe(`${origin}/zh/console`)

  const before = await auth.identify((await signIn('known.staff@example.org')).headers)
  const linked = await throughProvider({ sub: '2', email: 'known.staff@example.org', email_verified: true })
  expect(linked.me?.personId).toBe(before.me?.personId)
})

test('an address that the provider has not verified opens nothing', async () => {
  await signIn('lead@example.org')
  for (const claims of [
    { sub: '3', email: 'lead@example.org', email_verified: false },
    { sub: '4', email: 'lead@example.org' },
    { sub: '5', email: 'nobody.yet@example.org', email_verified: false },
    { sub: '6' },
  ]) {
    const { me, to } = await throughProvider(claims)
    expect(me).toBeNull()
    expect(to).toMatch(`${origin}/zh/sign-in?error=`)
  }
  const made = await db.tx((tx) => sql`select from person where email = 'nobody.yet@example.org'`.execute(tx))
  expect(made.rows).toHaveLength(0)
})

test('the way back belongs to the browser that went', async () => {
  provider.claims = { sub: '7', email: 'swap@example.org', email_verified: true }
  const begun = await auth.startStaff(new Browser().caller, {
    to: `${origin}/en`,
    failed: `${origin}/en/sign-in`,
  })
  const state = new URL(begun.url).searchParams.get('state')
  const victim = new Browser('192.0.2.61')
  const answer = await auth.handler(new Request(`${origin}/api/auth/callback/staff?code=any&state=${state}`))
  victim.take(answer.headers)
  expect((await auth.identify(victim.headers)).me).toBeNull()
})

test('what the provider gave us is kept sealed', async () => {
  const kept = await db.tx((tx) =>
    sql<{
      token: string
    }>`select access_token as token from auth_account where provider_id = 'staff'`.execute(tx),
  )
  expect(kept.rows.length).toBeGreaterThan(0)
  for (const { token } of kept.rows) expect(token).not.toBe('access')
})
