import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { job } from '#kernel/command'
import { openLog } from '#platform/log'
import { useCases } from '#platform/usecases'
import { testDatabase } from '../../tools/test/database.ts'
import { openQueue } from './index.ts'

const db = await testDatabase()
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()

const heard: string[] = []
let broken: string | null = null
const Heard = z.object({ fact: z.string(), payload: z.object({ word: z.string() }) })
const hear = (word: string) => {
  if (word === broken) throw new Error(`cannot hear ${word}`)
  heard.push(word)
}
const together = job({
  name: 'test.together',
  input: Heard,
  hears: ['test.said'],
  run: async (_use, { payload }) => hear(payload.word),
  runAll: async (_use, all) => {
    for (const { payload } of all) if (payload.word === broken) throw new Error('all of it is undone')
    heard.push(all.map(({ payload }) => payload.word).join('+'))
  },
})
const alone = job({
  name: 'test.alone',
  input: Heard,
  hears: ['test.told'],
  run: async (_use, { payload }) => hear(payload.word),
})
const queue = await openQueue({
  url: db.url,
  jobs: [together, alone],
  useCases: useCases(db.database, db.clock, async () => {}),
  clock: db.clock,
  log: openLog('silent'),
})
afterAll(async () => {
  await queue.stop()
  await owner.end()
})
beforeEach(() => {
  heard.length = 0
  broken = null
})

const tell = (name: string, ...words: string[]) =>
  owner.query(
    `insert into outbox (at, name, payload, request_id)
     select now(), $1, jsonb_build_object('word', word), 'test' from unnest($2::text[]) with ordinality as told(word, place)
     order by place`,
    [name, words],
  )
/** What waits for a later try is tried now. */
const retry = () =>
  owner.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()')

test('facts that wait together are heard in one go by whoever can, in order', async () => {
  await tell('test.said', 'a', 'b', 'c')
  await queue.settled()
  expect(heard).toEqual(['a+b+c'])
})

test('whoever hears one at a time hears each, in order', async () => {
  await tell('test.told', 'a', 'b', 'c')
  await queue.settled()
  expect(heard).toEqual(['a', 'b', 'c'])
})

test.each(['test.said', 'test.told'])(
  'one fact of %s that fails is tried again; the others are heard once',
  async (name) => {
    broken = 'b'
    await tell(name, 'a', 'b', 'c')
    queue.poke()
    await expect.poll(() => [...heard]).toEqual(['a', 'c'])
    broken = null
    await expect
      .poll(async () => {
        await retry()
        return [...heard]
      })
      .toEqual(['a', 'c', 'b'])
  },
)

test('more than a hundred are cut into parts, and none is heard twice', async () => {
  const words = Array.from({ length: 250 }, (_, n) => `w${n}`)
  await tell('test.said', ...words)
  await queue.settled()
  expect(heard.map((part) => part.split('+').length).sort()).toEqual([100, 100, 50])
  expect(heard.flatMap((part) => part.split('+')).sort()).toEqual(words.sort())
})

test('a fact that a release before this one has queued alone is heard too, and once', async () => {
  await tell('test.nobody', 'old')
  const { rows } = await owner.query('select max(id)::int as id from outbox')
  const input = JSON.stringify({ fact: 'test.said', payload: { word: 'old' } })
  for (const key of ['first', 'again']) {
    await owner.query(
      `select graphile_worker.add_job('test.together', json_build_object('outboxId', $1::int, 'input', $2::json), job_key := $3)`,
      [rows[0].id, input, key],
    )
    await queue.settled()
  }
  expect(heard).toEqual(['old'])
})
