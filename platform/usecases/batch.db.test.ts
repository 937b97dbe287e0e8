import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, visitor } from '#kernel/access'
import { batch, beyond } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { openDatabase } from '#platform/db'
import { testDatabase } from '../../tools/test/database.ts'
import { type Line, useCases } from './index.ts'

const db = await testDatabase()
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
await owner.query('create table tally (word text primary key, tx text not null default txid_current()::text)')
await owner.query('grant all on tally to haigui_app')
afterAll(() => owner.end())
beforeEach(() => owner.query('truncate tally, outbox cascade'))

const lines: Line[] = []
const database = openDatabase(db.url, { max: 3, name: 'haigui-batch' })
afterAll(() => database.close())
const cases = useCases(database, db.clock, async (_tx, told) => void lines.push(...told))
const as = (actor: Actor, requestId = 'r') => cases.as({ actor, door: 'api', requestId })

/** Writes words. 'no' is refused by the rule, 'odd' is written and refused, 'secret' needs somebody signed in. */
const say = batch({
  name: 'test.say',
  input: z.object({ word: z.string().min(1), line: z.string().default('one') }),
  reach: beyond('a test'),
  key: ({ line }) => line,
  load: async (_tx, asked) => ({ together: asked.length }),
  allow: (actor, _loaded, { word }) => word !== 'secret' || actor.kind === 'person',
  decide: ({ together }, asked) => asked.map(({ input }) => ({ word: input.word, together })),
  save: async (tx, outcomes) => {
    const words = outcomes.map(({ word }) => word).filter((word) => word !== 'no')
    await sql`insert into tally (word) select unnest(${words}::text[])`.execute(tx)
  },
  announce: ({ word }) => (word === 'no' ? [] : [{ name: 'test.said', payload: { word } }]),
  audit: ({ word }) => (word === 'no' ? null : { type: 'word', id: word }),
  refusal: ({ word }) => (word === 'no' || word === 'odd' ? new Refusal('conflict', `test.${word}`) : null),
})

const tally = async () =>
  (await owner.query('select word, tx from tally order by word')).rows as { word: string; tx: string }[]
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const all = (...words: string[]) =>
  Promise.all(words.map((word) => told(as(visitor, word).gather(say, { word }))))

test('those who come together are written by one transaction, each with its fact and its line', async () => {
  lines.length = 0
  expect(await all('a', 'b', 'c')).toEqual(['done', 'done', 'done'])
  const written = await tally()
  expect(written.map(({ word }) => word)).toEqual(['a', 'b', 'c'])
  expect(new Set(written.map(({ tx }) => tx)).size).toBe(1)
  expect((await db.facts()).map(({ payload }) => payload)).toEqual([
    { word: 'a' },
    { word: 'b' },
    { word: 'c' },
  ])
  expect(lines.map(({ requestId, subject, door }) => [requestId, subject?.id, door])).toEqual([
    ['a', 'a', 'api'],
    ['b', 'b', 'api'],
    ['c', 'c', 'api'],
  ])
})

test('whoever comes while one transaction runs is in the next', async () => {
  const outcomes = await Promise.all([
    as(visitor).gather(say, { word: 'first' }),
    new Promise((resolve) => setImmediate(() => setImmediate(resolve))).then(() =>
      Promise.all(['second', 'third'].map((word) => as(visitor).gather(say, { word }))),
    ),
  ])
  expect(outcomes).toMatchObject([{ together: 1 }, [{ together: 2 }, { together: 2 }]])
})

test('another key is another line', async () => {
  const [a, b] = await Promise.all(['a', 'b'].map((word) => as(visitor).gather(say, { word, line: word })))
  expect([a?.together, b?.together]).toEqual([1, 1])
})

test('one is refused by the rule, one may not, the others have what they asked for', async () => {
  const someone: Actor = { kind: 'person', personId: newId<'person'>(), grants: [] }
  const answers = await Promise.all([
    ...['a', 'no', 'odd', 'secret'].map((word) => told(as(visitor).gather(say, { word }))),
    told(as(someone).gather(say, { word: 'secret' })),
  ])
  expect(answers).toEqual(['done', 'test.no', 'test.odd', 'kernel.sign_in_first', 'done'])
  expect((await tally()).map(({ word }) => word)).toEqual(['a', 'odd', 'secret'])
})

test('one breaks a rule of the database: each is tried alone, and only that one fails', async () => {
  await all('twice')
  const answers = await all('a', 'twice', 'b')
  expect(answers).toEqual(['done', expect.stringContaining('duplicate key'), 'done'])
  expect((await tally()).map(({ word }) => word)).toEqual(['a', 'b', 'twice'])
})

test('what is no input is refused before anything is asked', async () => {
  expect(await told(as(visitor).gather(say, { word: '' }))).toBe('kernel.invalid')
})

test('a lost connection fails those who were in it, all of them, and the next are served', async () => {
  const blocked = new pg.Client({ connectionString: db.url })
  await blocked.connect()
  await blocked.query("begin; insert into tally values ('b')")
  const lost = all('a', 'b', 'c')
  await expect
    .poll(async () => {
      const cut = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'haigui-batch' and wait_event_type = 'Lock'`,
      )
      return cut.rowCount
    })
    .toBe(1)
  expect(new Set(await lost)).toEqual(new Set(['kernel.busy']))
  await blocked.query('rollback')
  await blocked.end()
  expect(await all('a', 'b', 'c')).toEqual(['done', 'done', 'done'])
  expect(await tally()).toHaveLength(3)
})
