import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../platform/db/backup/index.ts'
import { startHouse } from '../../scenarios/support.ts'

const folder = import.meta.dirname
const files = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'))
const secret = 'the secret of the kept release databases'

test('the first release is kept', () => expect(files).toContain('0.1.0.tar.gz'))

/** Where a table went whose rows now stand elsewhere: how they are counted there. */
const moved: Readonly<Record<string, string>> = {
  // One row a figure instead of one a record (0120).
  statement_record: 'select sum(cardinality(keys))::int as n from statement_basis',
}

describe.each(files)('an installation of %s', async (name) => {
  const file = join(folder, name)
  const before = await inspect(file)
  // The secret has to be the installation's own: the private halves of its keys are sealed with it.
  const house = await startHouse({ from: file, env: { HAIGUI_SECRET: secret } })
  const read = async (path: string, headers = {}) => {
    const answer = await fetch(`${house.origin}${path}`, { headers, redirect: 'manual' })
    return { status: answer.status, text: await answer.text() }
  }

  test('keeps every row of every table', async () => {
    const tables = before.tables.filter(
      ({ schema, name }) => schema === 'public' && !name.startsWith('haigui_migration'),
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name, rows } of tables) {
      const [now] = await house.rows<{ n: number }>(moved[name] ?? `select count(*)::int as n from "${name}"`)
      expect(now?.n, name).toBeGreaterThanOrEqual(rows)
    }
  })

  test('has a ledger that is still whole', async () => expect(await house.command('verify')).toBe(0))

  test('is served: its edition, its events and its statement are read in both languages', async () => {
    const [event] = await house.rows<{ slug: string; en: string; zh: string }>(
      `select slug, title->>'en' as en, title->>'zh' as zh from event where state = 'released' and title->>'zh' <> '' order by id limit 1`,
    )
    const [statement] = await house.rows<{ id: string; hash: string }>(
      `select id, hash from statement where state = 'released' limit 1`,
    )
    for (const locale of ['en', 'zh'] as const) {
      expect((await read(`/${locale}/editions/2019`)).status).toBe(200)
      const page = await read(`/${locale}/editions/2019/events/${event?.slug}`)
      expect(page).toEqual({ status: 200, text: expect.stringContaining(event?.[locale] ?? '?') })
      const numbers = await read(`/${locale}/statements/${statement?.id}`)
      expect(numbers).toEqual({ status: 200, text: expect.stringContaining(statement?.hash ?? '?') })
    }
  })

  test('lets its organiser in by a code, to every desk', async () => {
    const post = (path: string, fields: Record<string, string>, cookie = '') =>
      fetch(`${house.origin}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams(fields),
      })
    const email = 'organiser@demo.example'
    const asked = await post('/en/sign-in', { email })
    const letter = await house.letterTo(email, 'sign-in')
    const code = /\b(\d{6})\b/.exec(letter)?.[1] ?? ''
    const entered = await post(asked.headers.get('location') ?? '', { email, code })
    const cookie = entered.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    for (const path of ['/en/console', '/en/console/events', '/en/console/outcomes', '/en/console/audit'])
      expect((await read(path, { cookie })).status, path).toBe(200)
  })
})
