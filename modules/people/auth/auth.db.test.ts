import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tools/test/database.ts'
import { Browser, testAuth, testSecret } from './arrange.fixtures.ts'
import { tokenReader } from './session.ts'

const db = await testDatabase()
const { auth, codes, lastCode, signIn } = testAuth(db)
const password = 'a long enough password'

/** RFC 6238 over the base32 secret that an authenticator app is shown. */
function appCode(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('a code by e-mail', () => {
  test('opens an account at the first time, and the same one ever after', async () => {
    const browser = await signIn('Mei.Lin@Example.org')
    const first = await auth.identify(browser.headers)
    expect(first.me?.email).toBe('mei.lin@example.org')
    expect(first.actor.kind).toBe('person')
    const again = await auth.identify((await signIn('mei.lin@example.ORG')).headers)
    expect(again.me?.personId).toBe(first.me?.personId)
  })

  test('opens the account in the language it was asked for in', async () => {
    const caller = new Browser().caller
    await auth.requestCode(caller, 'zh@example.org', 'zh')
    await auth.signInWithCode(caller, 'zh@example.org', lastCode(), 'zh')
    const kept = await db.tx((tx) =>
      sql<{ locale: string }>`select locale from person where email = 'zh@example.org'`.execute(tx),
    )
    expect(kept.rows[0]?.locale).toBe('zh')
  })

  test('is forgotten when one signs out, on the server too', async () => {
    const browser = await signIn('out@example.org')
    const kept = browser.headers
    browser.take(await auth.signOut(browser.caller))
    expect((await auth.identify(browser.headers)).me).toBeNull()
    expect((await auth.identify(kept)).me).toBeNull()
  })

  test('works once', async () => {
    const browser = await signIn('once@example.org')
    expect(browser.cookies.size).toBeGreaterThan(0)
    await expect(
      auth.signInWithCode(new Browser().caller, 'once@example.org', lastCode()),
    ).rejects.toMatchObject({ fields: [{ path: 'code', code: 'people.code_wrong' }] })
  })

  test('works for its own address only', async () => {
    await auth.requestCode(new Browser().caller, 'mine@example.org', 'zh')
    expect(codes.at(-1)).toMatchObject({ email: 'mine@example.org', locale: 'zh' })
    await expect(
      auth.signInWithCode(new Browser().caller, 'other@example.org', lastCode()),
    ).rejects.toMatchObject({ code: 'kernel.invalid' })
  })

  test('is over after ten minutes', async () => {
    await auth.requestCode(new Browser().caller, 'late@example.org', 'en')
    const left = await db.tx((tx) =>
      sql<{
        minutes: number
      }>`update auth_verification set expires_at = expires_at - interval '10 minutes 1 second'
        where identifier like '%late@example.org'
        returning extract(epoch from (expires_at - created_at)) / 60 as minutes`.execute(tx),
    )
    expect(left.rows).toHaveLength(1)
    await expect(
      auth.signInWithCode(new Browser().caller, 'late@example.org', lastCode()),
    ).rejects.toMatchObject({ fields: [{ code: 'people.code_wrong' }] })
  })

  test('is dead after five wrong tries, also for the right one', async () => {
    await auth.requestCode(new Browser().caller, 'guess@example.org', 'en')
    const right = lastCode()
    const wrong = right === '000000' ? '000001' : '000000'
    for (let each = 0; each < 5; each += 1)
      await expect(
        auth.signInWithCode(new Browser().caller, 'guess@example.org', wrong),
      ).rejects.toMatchObject({ code: 'kernel.invalid' })
    await expect(auth.signInWithCode(new Browser().caller, 'guess@example.org', right)).rejects.toMatchObject(
      { code: 'kernel.invalid' },
    )
  })

  test('a newer code takes the place of the older', async () => {
    const caller = new Browser().caller
    await auth.requestCode(caller, 'twice@example.org', 'en')
    const older = lastCode()
    await auth.requestCode(caller, 'twice@example.org', 'en')
    if (older !== lastCode())
      await expect(auth.signInWithCode(caller, 'twice@example.org', older)).rejects.toMatchObject({
        code: 'kernel.invalid',
      })
    await expect(auth.signInWithCode(caller, 'twice@example.org', lastCode())).resolves.toMatchObject({
      second: false,
    })
  })

  test('is not kept in clear', async () => {
    await auth.requestCode(new Browser().caller, 'hash@example.org', 'en')
    const kept = await db.tx((tx) =>
      sql<{
        value: string
      }>`select value from auth_verification where identifier like '%hash@example.org'`.execute(tx),
    )
    expect(kept.rows[0]?.value).not.toContain(lastCode())
  })
})

describe('limits', () => {
  test('five codes in a quarter of an hour for one address, known or not', async () => {
    await signIn('known@example.org')
    const ask = (email: string) => auth.requestCode(new Browser('198.51.100.7').caller, email, 'en')
    for (const email of ['known@example.org', 'unknown@example.org']) {
      const before = email.startsWith('known') ? 4 : 5
      for (let each = 0; each < before; each += 1) await ask(email)
      await expect(ask(email.toUpperCase())).rejects.toMatchObject({
        code: 'people.too_often',
        details: { minutes: 15 },
      })
    }
    db.clock.advance({ minutes: 15 })
    await expect(ask('known@example.org')).resolves.toBe('known@example.org')
  })

  test('one caller cannot ask for everybody', async () => {
    const caller = new Browser('203.0.113.9').caller
    for (let each = 0; each < 60; each += 1) await auth.requestCode(caller, `n${each}@example.org`, 'en')
    await expect(auth.requestCode(caller, 'n60@example.org', 'en')).rejects.toMatchObject({
      kind: 'too_many',
    })
  })

  const guess = (address: string, email: string) =>
    auth.signInWithPassword(new Browser(address).caller, email, 'wrong wrong wrong')

  test('passwords cannot be guessed on and on, and whoever tries keeps nobody else out', async () => {
    const email = 'guessed@example.org'
    for (let each = 0; each < 20; each += 1)
      await expect(guess('2001:db8:0:1::5', email)).rejects.toMatchObject({ code: 'people.password_wrong' })
    // The next address of the same network is no new caller.
    await expect(guess('2001:db8:0:1:ffff::9', email)).rejects.toMatchObject({ code: 'people.too_often' })
    await expect(guess('192.0.2.5', email)).rejects.toMatchObject({ code: 'people.password_wrong' })
    expect((await auth.identify((await signIn(email)).headers)).me?.email).toBe(email)
  })

  test('nor from many networks at once', async () => {
    for (let each = 0; each < 100; each += 1)
      await guess(`198.51.100.${each % 50}`, 'many.guess@example.org').catch(() => {})
    await expect(guess('198.51.100.99', 'many.guess@example.org')).rejects.toMatchObject({
      code: 'people.too_often',
    })
  })
})

describe('a password and its second step', () => {
  test('the whole way', async () => {
    const email = 'second@example.org'
    const browser = await signIn(email)
    await expect(auth.savePassword(browser.caller, { old: '', next: 'short' })).rejects.toMatchObject({
      fields: [{ path: 'newPassword', code: 'people.password_weak' }],
    })
    browser.take(await auth.savePassword(browser.caller, { old: '', next: password }))
    const kept = await db.tx((tx) =>
      sql<{ password: string }>`select password from auth_account where provider_id = 'credential'`.execute(
        tx,
      ),
    )
    expect(kept.rows[0]?.password).toMatch(/^\$argon2id\$/)

    const plain = new Browser()
    const once = await auth.signInWithPassword(plain.caller, email.toUpperCase(), password)
    expect(once.second).toBe(false)
    plain.take(once.headers)
    expect((await auth.identify(plain.headers)).me?.email).toBe(email)
    await expect(
      auth.signInWithPassword(new Browser().caller, email, 'another long password'),
    ).rejects.toMatchObject({ code: 'people.password_wrong' })

    await expect(auth.beginSecondStep(browser.caller, 'not the password')).rejects.toMatchObject({
      fields: [{ path: 'password' }],
    })
    const { secret, recoveryCodes } = await auth.beginSecondStep(browser.caller, password)
    expect(recoveryCodes).toHaveLength(10)
    await expect(auth.confirmSecondStep(browser.caller, '12')).rejects.toMatchObject({
      fields: [{ path: 'code', code: 'people.second_code_wrong' }],
    })
    browser.take(await auth.confirmSecondStep(browser.caller, appCode(secret)))
    expect((await auth.overview(browser.caller)).secondStep).toBe(true)

    const other = new Browser()
    const half = await auth.signInWithPassword(other.caller, email, password)
    expect(half.second).toBe(true)
    other.take(half.headers)
    expect((await auth.identify(other.headers)).me).toBeNull()
    await expect(auth.secondStep(other.caller, '000000', 'app')).rejects.toMatchObject({
      fields: [{ path: 'code' }],
    })
    const shown = appCode(secret)
    other.take(await auth.secondStep(other.caller, shown, 'app'))
    expect((await auth.identify(other.headers)).me?.email).toBe(email)

    // Read over a shoulder, the same code is worth nothing, and leaves no session behind.
    const shoulder = new Browser('192.0.2.77')
    shoulder.take((await auth.signInWithPassword(shoulder.caller, email, password)).headers)
    await expect(auth.secondStep(shoulder.caller, shown, 'app')).rejects.toMatchObject({
      fields: [{ path: 'code', code: 'people.second_code_wrong' }],
    })
    expect((await auth.identify(shoulder.headers)).me).toBeNull()
    const { sessions } = await auth.overview(other.caller)
    expect(sessions.map(({ address }) => address)).not.toContain('192.0.2.77')

    const code = recoveryCodes[3] ?? ''
    for (const works of [true, false]) {
      const lost = new Browser()
      lost.take((await auth.signInWithPassword(lost.caller, email, password)).headers)
      const step = auth.secondStep(lost.caller, code, 'recovery')
      if (works) lost.take(await step)
      else await expect(step).rejects.toMatchObject({ fields: [{ path: 'code' }] })
      expect((await auth.identify(lost.headers)).me !== null).toBe(works)
    }

    browser.take(await auth.endSecondStep(browser.caller, password))
    expect((await auth.overview(browser.caller)).secondStep).toBe(false)
  })

  test('is asked for after a code by e-mail too: a stolen mailbox is not enough', async () => {
    const email = 'mailbox@example.org'
    const browser = await signIn(email)
    await auth.savePassword(browser.caller, { old: '', next: password })
    const { secret } = await auth.beginSecondStep(browser.caller, password)
    browser.take(await auth.confirmSecondStep(browser.caller, appCode(secret)))

    const other = new Browser('192.0.2.9')
    await auth.requestCode(other.caller, email, 'en')
    const half = await auth.signInWithCode(other.caller, email, lastCode())
    expect(half.second).toBe(true)
    other.take(half.headers)
    expect((await auth.identify(other.headers)).me).toBeNull()
    await expect(auth.secondStep(other.caller, 'none', 'app')).rejects.toMatchObject({
      fields: [{ path: 'code' }],
    })
    other.take(await auth.secondStep(other.caller, appCode(secret), 'app'))
    expect((await auth.identify(other.headers)).me?.email).toBe(email)
  })

  test('a second step without a first is over', async () => {
    await expect(auth.secondStep(new Browser().caller, '123456', 'app')).rejects.toMatchObject({
      code: 'people.step_over',
    })
  })
})

describe('sessions', () => {
  test('are listed with where they are, end one by one, and all at once', async () => {
    const email = 'many@example.org'
    const [phone, desk, hall] = [new Browser('192.0.2.50', 'Phone'), new Browser(), new Browser()]
    for (const browser of [phone, desk, hall]) await signIn(email, browser)
    const { sessions } = await auth.overview(phone.caller)
    expect(sessions).toHaveLength(3)
    expect(sessions[0]).toMatchObject({ here: true, device: 'Phone', address: '192.0.2.50' })

    const { sessions: seenFromHall } = await auth.overview(hall.caller)
    await auth.endSession(phone.caller, seenFromHall.find(({ here }) => here)?.id ?? '')
    expect((await auth.identify(hall.headers)).me).toBeNull()
    expect((await auth.identify(desk.headers)).me).not.toBeNull()

    const kept = desk.headers
    phone.take(await auth.endAllSessions(phone.caller))
    expect(phone.cookies.size).toBe(0)
    expect((await auth.identify(kept)).me).toBeNull()
  })

  test('nobody ends another’s', async () => {
    const mine = await signIn('mine2@example.org')
    const theirs = await signIn('theirs@example.org')
    const { sessions } = await auth.overview(theirs.caller)
    await expect(auth.endSession(mine.caller, sessions[0]?.id ?? '')).rejects.toMatchObject({
      kind: 'not_found',
    })
  })

  test('is prolonged a day after it was last, and over when nobody came for thirty', async () => {
    const email = 'long@example.org'
    const browser = await signIn(email)
    const daysLeft = async (change = 0) => {
      const kept = await db.tx((tx) =>
        sql<{
          days: number
        }>`update auth_session set expires_at = expires_at + make_interval(days => ${change})
          where user_id = (select id from person where email = ${email})
          returning round(extract(epoch from expires_at - now()) / 86400)::int as days`.execute(tx),
      )
      return kept.rows[0]?.days
    }
    const seen = async () => (await auth.identify(browser.headers)).me?.email
    expect(await seen()).toBe(email)
    await daysLeft(-2)
    expect(await seen()).toBe(email)
    expect(await daysLeft()).toBe(30)
    await daysLeft(-30)
    expect(await seen()).toBeUndefined()
    expect(await daysLeft()).toBeUndefined()
  })

  test('of the same token opens nothing under another signature, and another installation’s nothing here', async () => {
    const browser = await signIn('token@example.org')
    const [name = '', value = ''] = [...browser.cookies][0] ?? []
    for (const forged of [value.replace(/\..*/, ''), value.replace(/\../, '.x'), `${value}x`, `x${value}`]) {
      browser.cookies.set(name, forged)
      expect((await auth.identify(browser.headers)).actor.kind).toBe('visitor')
    }
    browser.cookies.set(name, value)
    expect((await auth.identify(browser.headers)).me?.email).toBe('token@example.org')
    expect((await testAuth(db, { origin: 'https://a.example' }).auth.identify(browser.headers)).me).toBeNull()
  })

  test.each(['http://localhost:3000', 'https://summit.example.org'])(
    'is read from the cookie as the library signs it at %s, so that it is found without asking the library',
    async (origin) => {
      const browser = await testAuth(db, { origin }).signIn('quick@example.org')
      const token = tokenReader({ origin, secret: testSecret })(browser.headers.get('cookie') ?? '')
      const kept = await db.tx((tx) =>
        sql<{ token: string }>`select token from auth_session where token = ${token}`.execute(tx),
      )
      expect(kept.rows).toHaveLength(1)
    },
  )

  test('carries the roles that are held at that moment', async () => {
    const browser = await signIn('role@example.org')
    const roles = async () => {
      const { actor } = await auth.identify(browser.headers)
      return actor.kind === 'person' ? actor.grants : null
    }
    expect(await roles()).toEqual([])
    await db.tx((tx) =>
      sql`insert into role_grant (id, person_id, role, granted_at)
        select gen_random_uuid(), id, 'organiser', now() from person where email = 'role@example.org'`.execute(
        tx,
      ),
    )
    expect(await roles()).toEqual([{ role: 'organiser', stationId: null, organisationId: null }])
    await db.tx((tx) => sql`update role_grant set revoked_at = now()`.execute(tx))
    expect(await roles()).toEqual([])
  })

  test('a forged cookie is a visitor’s', async () => {
    const browser = await signIn('forge@example.org')
    const name = [...browser.cookies.keys()][0] ?? ''
    browser.cookies.set(name, `${(browser.cookies.get(name) ?? '').slice(0, -6)}AAAA%3D`)
    expect((await auth.identify(browser.headers)).actor.kind).toBe('visitor')
  })
})

test('cookies are for us alone, and for https alone where the site is', async () => {
  const secure = testAuth(db, { origin: 'https://summit.example.org' })
  for (const [made, isSecure] of [
    [testAuth(db), false],
    [secure, true],
  ] as const) {
    const caller = new Browser('192.0.2.77').caller
    await made.auth.requestCode(caller, 'cookie@example.org', 'en')
    const { headers } = await made.auth.signInWithCode(caller, 'cookie@example.org', made.lastCode())
    const line = headers.getSetCookie().find((each) => each.includes('session_token')) ?? ''
    expect(line).toMatch(/HttpOnly/i)
    expect(line).toMatch(/SameSite=Lax/i)
    expect(/; Secure/i.test(line)).toBe(isSecure)
    const browser = new Browser()
    browser.take(headers)
    expect((await made.auth.identify(browser.headers)).me?.email).toBe('cookie@example.org')
  }
})

test('the library’s own address opens nothing but passkeys and the way back', async () => {
  for (const path of [
    'sign-in/email',
    'sign-up/email',
    'email-otp/send-verification-otp',
    'get-session',
    'update-user',
  ]) {
    const answer = await auth.handler(
      new Request(`http://localhost:3000/api/auth/${path}`, { method: 'POST' }),
    )
    expect(answer.status).toBe(404)
  }
  const options = await auth.handler(
    new Request('http://localhost:3000/api/auth/passkey/generate-authenticate-options'),
    '192.0.2.1',
  )
  expect(options.status).toBe(200)
  expect(await options.json()).toMatchObject({ rpId: 'localhost' })
})

test('what a browser says of a passkey is short; more is not read', async () => {
  const answer = await auth.handler(
    new Request('http://localhost:3000/api/auth/passkey/verify-authentication', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response: { id: 'x'.repeat(100_000) } }),
    }),
  )
  expect(answer.status).toBe(413)
})
