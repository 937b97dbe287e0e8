import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { type Actor, system } from '#kernel/access'
import type { Tx, Use } from '#kernel/command'
import { instant } from '#kernel/time'
import { fixedClock } from '#platform/clock'
import { type Database, migrate, openDatabase } from '#platform/db'
import { useCases } from '#platform/usecases'
import { createDatabase, dropDatabase, withDatabase } from '../../platform/db/embedded/index.ts'

const template = 'haigui_template'

/** The first file of a run makes the migrated template; the others wait for it and copy it (~50 ms). */
async function prepareTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7411)')
    const found = await client.query('select from pg_database where datname = $1', [template])
    if (found.rowCount === 0) {
      await createDatabase(url, `${template}_new`)
      await migrate(withDatabase(url, `${template}_new`))
      await client.query(`alter database ${template}_new rename to ${template}`)
    }
    await client.query('select pg_advisory_unlock(7411)')
  } finally {
    await client.end()
  }
}

export type TestDatabase = {
  readonly url: string
  readonly database: Database
  readonly clock: ReturnType<typeof fixedClock>
  /** Runs use cases as this actor; audit lines are dropped unless `recorded` is looked at. */
  use(actor: Actor): Use
  /** A transaction that sees everything, for arranging and looking. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** A transaction with this actor's reach: what row-level security lets it see. */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Facts told so far, oldest first. */
  facts(): Promise<{ name: string; payload: object }[]>
}

/** A real, migrated PostgreSQL database of this file's own, gone after its last test. */
export async function testDatabase(options: { at?: string } = {}): Promise<TestDatabase> {
  const server = inject('postgres')
  await prepareTemplate(server)
  const name = `t_${randomBytes(6).toString('hex')}`
  await createDatabase(server, name, template)
  const url = withDatabase(server, name)
  const database = openDatabase(url, { max: 8, name: 'haigui-test' })
  const clock = fixedClock(instant(options.at ?? '2019-05-01T09:00:00Z'))
  const cases = useCases(database, clock, async () => {})
  afterAll(async () => {
    await database.close()
    await dropDatabase(server, name)
  })
  const everything = system('test')
  return {
    url,
    database,
    clock,
    use: (actor) => cases.as({ actor, door: 'web', requestId: 'test' }),
    tx: (work) => database.transact(everything, 'actor', work),
    as: (actor, work) => database.transact(actor, 'actor', work),
    facts: () =>
      database.transact(everything, 'actor', async (tx) => {
        const told = await sql<{
          name: string
          payload: object
        }>`select name, payload from outbox order by id`.execute(tx)
        return told.rows
      }),
  }
}
