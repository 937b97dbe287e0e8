import pg from 'pg'
import {
  copyInTo,
  copyOutOf,
  type ForeignKey,
  foreignKeysOf,
  type Table,
  type Trigger,
  tablesOf,
  triggersOf,
} from './catalogue.ts'
import { copyIn } from './copy.ts'
import { BackupError } from './error.ts'
import { type Manifest, type ManifestTable, pathOf } from './manifest.ts'
import { lookingForward } from './order.ts'
import { measure } from './write.ts'

export type Loader = {
  table(entry: ManifestTable, body: AsyncIterable<Uint8Array>): Promise<void>
  /** Puts back what was lifted and compares every table with the backup. */
  finish(): Promise<void>
}

/**
 * Readies the tables inside the caller's transaction. Nothing here needs a superuser: the owner may lift its own
 * row-level security and triggers, and transactional DDL puts them back or undoes it all.
 */
export async function openLoader(client: pg.Client, manifest: Manifest): Promise<Loader> {
  const tables = matched(manifest, await tablesOf(client))
  const all = [...tables.values()].map(({ table }) => table)
  const triggers = await triggersOf(client)
  const order = all.map(({ sql }) => sql)
  const circular = lookingForward(order, await foreignKeysOf(client))

  for (const { sql, forced } of all)
    if (forced) await client.query(`alter table ${sql} no force row level security`)
  // They have fired when the rows were first written; what they did is in the backup.
  for (const { table, name } of triggers) {
    await client.query(`alter table ${table} disable trigger ${pg.escapeIdentifier(name)}`)
  }
  // Tables come in the order of their references; only in a circle one has to wait until all rows are there.
  for (const key of circular) {
    await client.query(`alter table ${key.from} drop constraint ${pg.escapeIdentifier(key.name)}`)
  }
  if (order.length > 0) await client.query(`truncate ${order.join(', ')}`)

  return {
    async table(entry, body) {
      const pair = tables.get(pathOf(entry))
      if (pair === undefined) throw new BackupError(`There is no table ${entry.schema}.${entry.name}.`)
      const rows = await copyIn(client, copyInTo(pair.table, entry.columns), body)
      if (rows !== entry.rows) differs(entry)
    },
    async finish() {
      await putBack(client, circular, triggers)
      for (const { entry, table } of tables.values()) {
        const { rows, sha256 } = await measure(client, copyOutOf({ ...table, columns: entry.columns }))
        if (rows !== entry.rows || sha256 !== entry.sha256) differs(entry)
      }
      for (const { sql, forced } of all)
        if (forced) await client.query(`alter table ${sql} force row level security`)
      await refreshViews(client)
      for (const sequence of manifest.sequences) {
        await client.query(`select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint, $4)`, [
          sequence.schema,
          sequence.name,
          sequence.last,
          sequence.called,
        ])
      }
    },
  }
}

function differs({ schema, name }: ManifestTable): never {
  throw new BackupError(
    `After loading, the table ${schema}.${name} was not what the backup holds: nothing was changed.`,
  )
}

type Pair = { entry: ManifestTable; table: Table }

/** Pairs each table of the backup with the one here; a difference would lose rows or columns without a word. */
function matched(manifest: Manifest, here: Table[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>()
  for (const entry of manifest.tables) {
    const table = here.find(({ schema, name }) => schema === entry.schema && name === entry.name)
    const same = table !== undefined && [...table.columns].sort().join() === [...entry.columns].sort().join()
    if (!same) {
      throw new BackupError(
        `The table ${entry.schema}.${entry.name} of the backup does not fit this database.`,
      )
    }
    pairs.set(pathOf(entry), { entry, table })
  }
  const extra = here.find(
    ({ schema, name }) => !manifest.tables.some((entry) => entry.schema === schema && entry.name === name),
  )
  if (extra !== undefined) {
    throw new BackupError(`The backup has nothing for the table ${extra.sql} of this database.`)
  }
  return pairs
}

async function putBack(client: pg.Client, circular: ForeignKey[], triggers: Trigger[]): Promise<void> {
  // A table with checks still waiting for the commit cannot be altered.
  await client.query('set constraints all immediate')
  for (const { from, name, definition } of circular) {
    await client.query(`alter table ${from} add constraint ${pg.escapeIdentifier(name)} ${definition}`)
  }
  const how = { O: 'enable', R: 'enable replica', A: 'enable always' } as const
  for (const { table, name, enabled } of triggers) {
    await client.query(`alter table ${table} ${how[enabled]} trigger ${pg.escapeIdentifier(name)}`)
  }
}

async function refreshViews(client: pg.Client): Promise<void> {
  const views = await client.query<{ sql: string }>(`
    select format('%I.%I', n.nspname, c.relname) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and n.nspname !~ '^pg_' order by c.oid`)
  for (const { sql } of views.rows) await client.query(`refresh materialized view ${sql}`)
}
