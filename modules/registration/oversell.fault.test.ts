import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/access'
import { instant } from '#kernel/time'
import { type Database, openDatabase } from '#platform/db'
import { killable } from '../../tools/test/killable.ts'
import { arrangeCategory, arrangeEvent } from './arrange.fixtures.ts'

const places = 2_000
const requests = 20_000
const connections = 64

const root = resolve(import.meta.dirname, '../..')
const built = join(root, 'node_modules/.cache', `haigui-fault-${process.pid}`)

let house: Awaited<ReturnType<typeof killable>>
let database: Database

beforeAll(async () => {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { ssr: true, outDir: built, emptyOutDir: true },
  })
  const code = `const { main } = await import(${JSON.stringify(join(built, 'main.js'))}); await main(['start'])`
  house = await killable(['--input-type=module', '-e', code])
  database = openDatabase(house.databaseUrl, { max: 2 })
}, 180_000)

afterAll(async () => {
  await database.close()
  await house.stop()
  rmSync(built, { recursive: true, force: true })
}, 60_000)

const read = <Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> =>
  database.transact(system('test'), 'actor', async (tx) => (await query.execute(tx)).rows)

test('20,000 ask for 2,000 places while the program and the database are killed: nothing acknowledged is lost, nothing oversold', async () => {
  const { eventId, category } = await database.transact(system('test'), 'actor', async (tx) => {
    const at = { startsAt: instant('2099-06-12T13:00:00Z'), endsAt: instant('2099-06-12T17:00:00Z') }
    const place = await arrangeEvent(tx, at)
    return { ...place, category: await arrangeCategory(tx, place, { quota: places }) }
  })
  const told = new Map<string, string>()

  /** Sends one request until it is answered, as a careful client does: with the same key. */
  const ask = async (index: number): Promise<void> => {
    const email = `guest${index}@fault.org`
    const body = JSON.stringify({
      categoryId: category.id,
      person: { email, name: { latinFamily: `Guest ${index}` }, country: 'GB' },
      consents: { process: true },
      key: `request-${index}`,
    })
    for (;;) {
      const answer = await fetch(`${house.origin}/api/v1/events/${eventId}/registrations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => null)
      if (answer && answer.status < 500) {
        const { state, error } = (await answer.json()) as { state?: string; error?: { code: string } }
        told.set(email, state ?? error?.code ?? '')
        return
      }
      await answer?.arrayBuffer().catch(() => null)
      await sleep(20)
    }
  }
  let next = 0
  const client = async () => {
    while (next < requests) {
      next += 1
      await ask(next - 1)
    }
  }
  const clients = Promise.all(Array.from({ length: connections }, client))
  const reached = async (count: number) => {
    while (told.size < count) await sleep(5)
  }

  await reached(1_000)
  await house.kill({ app: false, postgres: true })
  await reached(8_000)
  await house.kill({ app: true, postgres: false })
  await reached(14_000)
  await house.kill({ app: true, postgres: true })
  await clients

  const rows = await read(
    sql<{ email: string; state: string; place: number }>`select person.email, state, place from registration
      join person on person.id = registration.person_id where event_id = ${eventId} order by place`,
  )
  const states = new Map(rows.map(({ email, state }) => [email, state]))
  expect(told.size).toBe(requests)
  // Every answer that was given is true, and whoever asked is in the list exactly once.
  expect([...told].filter(([email, state]) => states.get(email) !== state)).toEqual([])
  expect(rows).toHaveLength(requests)
  // The first 2,000 in order of arrival are in, everybody else is in line behind them, and no number is missing.
  expect(rows.findIndex(({ state }) => state !== 'admitted')).toBe(places)
  expect(rows.slice(places).every(({ state }) => state === 'waiting')).toBe(true)
  expect(rows.every(({ place }, index) => place === index + 1)).toBe(true)
  const [kept] = await read(
    sql<{ room: number; category: number; facts: number; receipts: number; lines: number }>`
      select admission.taken as room, category.taken as category,
        (select count(*) from outbox where name in ('registration.admitted', 'registration.waiting')) as facts,
        (select count(*) from consent) as receipts,
        (select count(*) from audit_entry where command = 'registration.register') as lines
      from admission join category using (event_id) where event_id = ${eventId}`,
  )
  // One fact, one receipt and one line of the trail for each, none for what was rolled back.
  expect(kept).toEqual({
    room: places,
    category: places,
    facts: requests,
    receipts: requests,
    lines: requests,
  })
}, 600_000)
