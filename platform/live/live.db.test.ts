import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tools/test/database.ts'
import { changed, openLive, type Sink, type Topic } from './index.ts'

const db = await testDatabase()
/** The owner, who sees every connection. */
const owner = new pg.Pool({ connectionString: db.url, max: 1 })
owner.on('error', () => {})
const state = { value: 0, reads: 0 }
const errors: unknown[] = []
const log = { error: (about: unknown) => void errors.push(about) }
/** Two processes of the house on one database. */
const here = openLive({ url: db.url, log })
const there = openLive({ url: db.url, log })
afterAll(() => Promise.all([here.stop(), there.stop(), owner.end()]))

/** A browser that takes what it is given; `full` makes it read no more. */
type Browser = {
  got: { event: string; data: unknown }[]
  ended: boolean
  full: boolean
  drain(): void
  sink: Sink
}

function browser(): Browser {
  const got: Browser['got'] = []
  let drained: (() => void) | null = null
  const it: Browser = {
    got,
    ended: false,
    full: false,
    drain: () => {
      it.full = false
      drained?.()
      drained = null
    },
    sink: {
      write: (bytes) => {
        for (const frame of bytes.toString().split('\n\n')) {
          const [, event = '', data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(frame) ?? []
          if (event !== '') got.push({ event, data: JSON.parse(data) })
        }
        return !it.full
      },
      drained: (then) => {
        drained = then
      },
      end: () => {
        it.ended = true
      },
    },
  }
  return it
}

const topic = (over: Partial<Topic> = {}): Topic => ({
  name: 'thing',
  view: 'en',
  read: async () => {
    state.reads += 1
    return { value: state.value, still: 'the same' }
  },
  gap: 5,
  ...over,
})
const tell = (value: number) => {
  state.value = value
  return db.tx((tx) => changed(tx, 'thing'))
}
const values = ({ got }: Browser) => got.flatMap(({ event, data }) => (event === 'value' ? [data] : []))
const hears = () =>
  expect
    .poll(async () => {
      const { rows } = await owner.query(
        `select count(*)::int as n from pg_stat_activity where application_name = 'haigui-live' and datname = current_database() and query like 'listen%'`,
      )
      return rows[0].n
    })
    .toBe(2)

test('each process tells its own the whole state first, then the part that changed, wherever it was changed', async () => {
  const [one, other] = [browser(), browser()]
  const leave = [await here.follow(topic(), one.sink), await there.follow(topic(), other.sink)]
  expect(one.got).toEqual([
    { event: 'value', data: 0 },
    { event: 'still', data: 'the same' },
  ])
  await hears()
  await tell(1)
  await expect.poll(() => [values(one).at(-1), values(other).at(-1)]).toEqual([1, 1])
  expect(one.got.filter(({ event }) => event === 'still')).toHaveLength(1)
  for (const each of leave) each()
})

test('a crowd costs one reading, and what changes while it is read is not lost', async () => {
  const crowd = Array.from({ length: 200 }, browser)
  const leave = await Promise.all(crowd.map(({ sink }) => here.follow(topic(), sink)))
  state.reads = 0
  for (let value = 10; value < 60; value += 1) await tell(value)
  await expect.poll(() => crowd.every((each) => values(each).at(-1) === 59)).toBe(true)
  expect(state.reads).toBeLessThan(60)
  for (const each of leave) each()
})

test('whoever reads too slowly is left out and then has the state as it is', async () => {
  const slow = browser()
  const leave = await here.follow(topic(), slow.sink)
  slow.full = true
  // What fills it still goes out; the two that follow would have to wait.
  await tell(101)
  await expect.poll(() => values(slow).at(-1)).toBe(101)
  const quick = browser()
  const leaveToo = await here.follow(topic(), quick.sink)
  for (const value of [102, 103]) await tell(value)
  await expect.poll(() => values(quick).at(-1)).toBe(103)
  const before = values(slow)
  slow.drain()
  expect(values(slow).at(-1)).toBe(103)
  expect(before).not.toContain(103)
  leave()
  leaveToo()
})

test('when the connection that hears breaks, it is opened anew and everything is looked at', async () => {
  const one = browser()
  const leave = await here.follow(topic(), one.sink)
  state.value = 7
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'haigui-live' and datname = current_database()`,
  )
  await expect.poll(() => values(one).at(-1)).toBe(7)
  leave()
})

test('a topic that cannot be read any more sends everybody away; one that never could refuses', async () => {
  const one = browser()
  let broken = false
  const fragile = topic({
    name: 'fragile',
    read: async () => {
      if (broken) throw new Error('not yours any more')
      return { value: 1 }
    },
  })
  await here.follow(fragile, one.sink)
  await hears()
  broken = true
  await db.tx((tx) => changed(tx, 'fragile'))
  await expect.poll(() => one.ended).toBe(true)
  await expect(here.follow(fragile, browser().sink)).rejects.toThrow('not yours')
})
