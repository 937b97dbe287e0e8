import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { migrationsOf, type Table, tablesOf } from './catalogue.ts'
import { BackupError } from './error.ts'
import type { Manifest } from './manifest.ts'
import { inTransaction } from './session.ts'

export type Schema = {
  /** Names of all migrations this release knows. */
  known: readonly string[]
  /** Brings the database at `url` to exactly the migrations in `upTo`. */
  migrate(url: string, upTo: readonly string[]): Promise<unknown>
}

/**
 * Makes sure the database may be loaded into and has the tables of the backup, migrating it where it is behind.
 * @throws BackupError, before anything is changed, when it is in use, holds data (unless `force`), or is newer.
 */
export async function prepareTarget(
  client: pg.Client,
  options: { url: string; schema: Schema; manifest: Manifest; force: boolean },
): Promise<void> {
  const { url, schema, manifest, force } = options
  const wanted = [...manifest.migrations].sort()
  const unknown = wanted.filter((name) => !schema.known.includes(name))
  if (unknown.length > 0) {
    throw new BackupError(
      `The backup was made by a newer Haigui (${manifest.appVersion}, migration ${unknown[0]}): install that version to restore it.`,
    )
  }
  await refuseWhileInUse(client)
  const applied = await migrationsOf(client)
  const tables = await tablesOf(client)
  if (applied === null && tables.length > 0) {
    throw new BackupError(
      `The database holds tables that are not Haigui's (${tables[0]?.sql}): restore into an empty database.`,
    )
  }
  const ahead = (applied ?? []).filter((name) => !wanted.includes(name))
  if (ahead.length > 0) {
    throw new BackupError(
      `The database is newer than the backup (it has migration ${ahead[0]}): restore into an empty database; the next start brings it up to date.`,
    )
  }
  if (applied !== null && !force) await refuseFilled(client, tables)
  if (applied === null || applied.length < wanted.length) await schema.migrate(url, wanted)
  const reached = await migrationsOf(client)
  if (JSON.stringify(reached) !== JSON.stringify(wanted)) {
    throw new BackupError('The database could not be brought to the migrations of the backup.')
  }
}

/** Connections that were closed a moment ago are still listed for another. */
const PATIENCE = 20

async function refuseWhileInUse(client: pg.Client): Promise<void> {
  for (let round = 0; ; round++) {
    const found = await client.query<{ name: string }>(`
      select application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name like 'haigui%'`)
    if (found.rows.length === 0) return
    if (round >= PATIENCE) {
      throw new BackupError(
        `Haigui still uses the database (${found.rows.length} connections): stop it and try again.`,
      )
    }
    await sleep(100)
  }
}

/**
 * Rows that a migration wrote do not count: they carry the transaction of their migration. Looked at in a
 * transaction that is undone, because forced row-level security has to be lifted to see every row.
 */
async function refuseFilled(client: pg.Client, tables: Table[]): Promise<void> {
  const filled = await inTransaction(
    client,
    'begin',
    async () => {
      const names: string[] = []
      for (const table of tables) {
        if (table.forced) await client.query(`alter table ${table.sql} no force row level security`)
        const found = await client.query(`
          select from only ${table.sql}
          where xmin::text <> all (array(select xmin::text from public.haigui_migration)) limit 1`)
        if (found.rows.length > 0) names.push(`${table.schema}.${table.name}`)
      }
      return names
    },
    'rollback',
  )
  if (filled.length === 0) return
  const more = filled.length > 3 ? ` and ${filled.length - 3} more` : ''
  throw new BackupError(
    `The database is not empty (there are rows in ${filled.slice(0, 3).join(', ')}${more}): restore into an empty one, or force it to replace everything.`,
  )
}
