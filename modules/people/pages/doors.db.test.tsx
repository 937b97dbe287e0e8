import { describe, expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { personName } from '#kernel/names'
import { serve } from '#platform/http'
import { openLive } from '#platform/live'
import { openLog } from '#platform/log'
import { useCases } from '#platform/usecases'
import { draw } from '#ui'
import { catalogues } from '../../../locales/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { Browser, testAuth } from '../auth/arrange.fixtures.ts'
import { pages } from '../pages.tsx'
import { ensurePerson } from '../steps.ts'
import * as store from '../store.ts'
import type { DemoAccount } from './ports.ts'

const db = await testDatabase()
const origin = 'http://localhost:3000'
const { auth, lastCode } = testAuth(db, { origin })

function site(demoAccounts: (() => Promise<readonly DemoAccount[]>) | null) {
  return serve({
    origin,
    doors: [
      pages({
        auth,
        demoAccounts,
        exporters: [],
        mine: [],
        stations: async () => [],
        organisations: { byIds: async () => [], called: async () => [] },
      }),
    ],
    words: compileWords(catalogues),
    useCases: useCases(db.database, db.clock, async () => {}),
    identify: auth.identify,
    layout: (_visit, sheet, told) => (
      <html lang="en">
        <body>
          {told}
          {sheet.body}
        </body>
      </html>
    ),
    draw,
    refusalSheet: (_visit, { message }) => ({ title: '', shell: 'public', body: <p>{message}</p> }),
    log: openLog('silent'),
    live: openLive({ url: db.url, log: openLog('silent') }),
  }).app
}

/** Sends as a browser without script does: cookies kept, forms as fields. */
function visitor(app: ReturnType<typeof site>) {
  const browser = new Browser()
  const go = async (path: string, fields?: Record<string, string>) => {
    const answer = await app.request(path, {
      method: fields ? 'POST' : 'GET',
      headers: browser.headers,
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    })
    browser.take(answer.headers)
    return answer
  }
  return { browser, go, to: (answer: Response) => answer.headers.get('location') }
}

describe('signing in without script', () => {
  const app = site(null)

  test('leads back to where one was going, and signing out ends it', async () => {
    const { go, to } = visitor(app)
    expect(to(await go('/zh/account/data'))).toMatch(/\/zh\/sign-in\?next=%2Faccount%2Fdata$/)
    const sent = await go('/zh/sign-in?next=%2Faccount%2Fdata', { email: 'New@Example.org' })
    expect(sent.status).toBe(303)
    expect(to(sent)).toBe('/zh/sign-in/code?next=%2Faccount%2Fdata')
    expect(await (await go(to(sent) ?? '')).text()).toContain('new@example.org')
    const entered = await go(to(sent) ?? '', { email: 'new@example.org', code: lastCode() })
    expect(to(entered)).toBe('/zh/account/data')
    expect((await go('/zh/account/data')).status).toBe(200)
    const file = await go('/zh/account/data/download')
    expect(await file.json()).toMatchObject({ person: { email: 'new@example.org', locale: 'zh' } })
    expect(to(await go('/zh/sign-out', {}))).toBe('/zh/?told=people.told_signed_out')
    expect((await go('/zh/account/data')).status).toBe(303)
  })

  test('answers alike whether an account exists or not', async () => {
    const known = await visitor(app).go('/en/sign-in', { email: 'new@example.org' })
    const unknown = await visitor(app).go('/en/sign-in', { email: 'nobody.yet@example.org' })
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/en/sign-in/code')
    }
    const wrong = async (email: string) => {
      const answer = await visitor(app).go('/en/sign-in/password', { email, password: 'wrong wrong wrong' })
      return [answer.status, (await answer.text()).replaceAll(email, '')]
    }
    expect(await wrong('new@example.org')).toEqual(await wrong('nobody.yet@example.org'))
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
    'never leads to %s',
    async (next) => {
      const { go, to } = visitor(app)
      const query = `?next=${encodeURIComponent(next)}`
      const email = `own${next.length}@example.org`
      await go(`/en/sign-in${query}`, { email })
      const entered = await go(`/en/sign-in/code${query}`, { email, code: lastCode() })
      expect(to(entered)).toBe('/en/sign-in/done')
      expect(to(await go('/en/sign-in/done'))).toBe('/en/me')
    },
  )

  test('a wrong code brings the form back, and an address that is none too', async () => {
    const { go } = visitor(app)
    expect((await go('/en/sign-in', { email: 'not an address' })).status).toBe(422)
    expect((await go('/en/sign-in/code', { email: 'new@example.org', code: '1' })).status).toBe(422)
  })

  test('a password is never written into a page', async () => {
    const { go } = visitor(app)
    const answer = await go('/en/sign-in/password', { email: 'a@example.org', password: 'my secret words' })
    expect(await answer.text()).not.toContain('my secret words')
  })
})

describe('the demo’s buttons', () => {
  const accounts: DemoAccount[] = [{ email: 'host@demo.example', name: '林美', role: 'organiser' }]

  test('do not exist in production', async () => {
    const { go } = visitor(site(null))
    expect((await go('/en/sign-in/demo', { email: 'host@demo.example' })).status).toBe(404)
    expect(await (await go('/en/sign-in')).text()).not.toContain('demo')
  })

  test('sign in the demo’s own people, and nobody else', async () => {
    const at = db.clock.now()
    const person = await db.tx((tx) =>
      ensurePerson(tx, { email: 'host@demo.example', name: personName({ han: '林美' }), locale: 'zh' }, at),
    )
    await db.tx((tx) =>
      store.insertGrant(tx, { personId: person.id, role: 'organiser', stationId: null, grantedBy: null }, at),
    )
    const { go, to } = visitor(site(async () => accounts))
    expect((await go('/en/sign-in/demo', { email: 'new@example.org' })).status).toBe(404)
    expect(await (await go('/en/sign-in')).text()).toContain('host@demo.example')
    expect(to(await go('/en/sign-in/demo', { email: 'host@demo.example' }))).toBe('/en/sign-in/done')
    expect(to(await go('/en/sign-in/done'))).toBe('/en/console')
    expect((await go('/en/console/people/roles')).status).toBe(200)
    const given = await go('/en/console/people/roles', {
      email: 'v@example.org',
      role: 'verifier',
      stationId: '',
    })
    expect(to(given)).toBe('/en/console/people/roles?told=people.told_role_given')
    const high = await go('/en/console/people/roles', { email: 'v@example.org', role: 'administrator' })
    expect(high.status).toBe(403)
  })
})
