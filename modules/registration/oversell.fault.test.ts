import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/access'
import { instant } from '#kernel/time'
import { type Database, openDatabase } from '#platform/db'
import { arrangeCategory, arrangeEvent } from './arrange.fixtures.ts'

const places = 2_000
const requests = 20_000
const connections = 64
/** How soon the house has to answer again after everything was killed. */
const againWithinMs = 10_000

const root = resolve(import.meta.dirname, '../..')
const built = join(root, 'node_modules/.cache', `haigui-fault-${process.pid}`)
const folder = mkdtempSync(join(tmpdir(), 'haigui-fault-'))

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
const port = await freePort()

/** The program as `npm start` runs it, on a folder of its own; mails are not what is tried here. */
function start(): ChildProcess {
  const code = `const { main } = await import(${JSON.stringify(join(built, 'main.js'))}); await main(['start'])`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      HAIGUI_FOLDER: folder,
      HAIGUI_DEMO: 'false',
      HAIGUI_WORKER: 'false',
      HAIGUI_LOG_LEVEL: 'silent',
    },
  })
}

async function ready(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (answer?.ok) return
    await sleep(20)
  }
}

const postgresPid = () =>
  Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

/** Kills without warning, and tells how long it takes until the house answers again. */
async function kill(what: { app: boolean; postgres: boolean }): Promise<number> {
  const before = performance.now()
  if (what.postgres) process.kill(postgresPid(), 'SIGKILL')
  if (what.app) {
    const gone = new Promise((done) => app.once('exit', done))
    app.kill('SIGKILL')
    await gone
    app = start()
  } else {
    // It has to be seen to be away, or the old answer would count.
    while ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok) await sleep(5)
  }
  await ready()
  return performance.now() - before
}

let app: ChildProcess
let database: Database

beforeAll(async () => {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { ssr: true, outDir: built, emptyOutDir: true },
  })
  app = start()
  await ready()
  const socket = encodeURIComponent(join(folder, 'postgres/socket'))
  database = openDatabase(`postgresql://postgres@localhost:5432/haigui?host=${socket}`, { max: 2 })
}, 180_000)

afterAll(async () => {
  await database.close()
  const gone = new Promise((done) => app.once('exit', done))
  app.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
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
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/events/${eventId}/registrations`, {
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
  const afterPostgres = await kill({ app: false, postgres: true })
  await reached(8_000)
  const afterApp = await kill({ app: true, postgres: false })
  await reached(14_000)
  const afterBoth = await kill({ app: true, postgres: true })
  await clients

  for (const ms of [afterPostgres, afterApp, afterBoth]) expect(ms).toBeLessThan(againWithinMs)

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
