import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { testDatabase } from '../../tools/test/database.ts'
import { openDatabase } from './index.ts'

const db = await testDatabase()
const database = openDatabase(db.url, { max: 1, name: 'haigui-transaction' })
afterAll(() => database.close())
const transact = <T>(work: (tx: Tx) => Promise<T>) => database.transact(visitor, 'actor', work)

const make = (tx: Tx, id: string) =>
  sql`insert into outbox (at, name, payload, request_id) values (now(), ${id}, '{}', 'test')`.execute(tx)
const made = async (id: string) => (await db.facts()).filter(({ name }) => name === id).length

test('statements that are given together run in their order, each seeing what the one before has written', async () => {
  const counts = await transact(async (tx) => {
    const count = () =>
      sql<{ n: number }>`select count(*)::int as n from outbox where name = 'order'`.execute(tx)
    const [none, , one, , two] = await Promise.all([
      count(),
      make(tx, 'order'),
      count(),
      make(tx, 'order'),
      count(),
    ])
    return [none, one, two].map(({ rows }) => rows[0]?.n)
  })
  expect(counts).toEqual([0, 1, 2])
})

test('one that fails undoes those beside it, and the connection serves the next', async () => {
  const work = transact((tx) =>
    Promise.all([make(tx, 'undone'), sql`select 1 / 0`.execute(tx), make(tx, 'undone')]),
  )
  await expect(work).rejects.toThrow('division by zero')
  expect(await made('undone')).toBe(0)
  await transact((tx) => make(tx, 'next'))
  expect(await made('next')).toBe(1)
})

test('a failure that nobody looked at is no commit', async () => {
  const work = transact(async (tx) => {
    await make(tx, 'overlooked')
    await sql`select 1 / 0`.execute(tx).catch(() => {})
  })
  await expect(work).rejects.toThrow('a statement of the transaction had failed')
  expect(await made('overlooked')).toBe(0)
})

test('what is sent after the end reaches nobody', async () => {
  let kept: Tx | undefined
  await transact(async (tx) => {
    kept = tx
  })
  if (!kept) throw new Error('no transaction was there')
  await expect(make(kept, 'late')).rejects.toThrow('the transaction is over')
  expect(await made('late')).toBe(0)
})
