import pg from 'pg'
import type { Reference } from './order.ts'

export type Table = {
  /** `schema.table`, both quoted as SQL wants them. */
  sql: string
  schema: string
  name: string
  /** As they are inserted: generated columns compute themselves. */
  columns: string[]
  /** ORDER BY list that gives the same order on every server. */
  order: string
  forced: boolean
}

export type ForeignKey = Reference & { name: string; definition: string }
export type Trigger = { table: string; name: string; enabled: 'O' | 'R' | 'A' }
export type Sequence = { schema: string; name: string; last: string; called: boolean }

/** Ours, whatever schema it is in: not the server's, not an extension's, not the worker's, not the migrator's. */
const ours = (relation: string) => `
  ${relation}.relnamespace = any (
    select oid from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker'))
  and ${relation}.relpersistence <> 't'
  and not exists (
    select from pg_depend e
    where e.classid = 'pg_class'::regclass and e.objid = ${relation}.oid and e.deptype = 'e')`

const migratorTables = `('haigui_migration', 'haigui_migration_lock')`

export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const found = await client.query<{
    sql: string
    schema: string
    name: string
    forced: boolean
    columns: string[]
    key: { name: string; collated: boolean }[] | null
  }>(`
    select format('%I.%I', n.nspname, c.relname) as sql, n.nspname as schema, c.relname as name,
      c.relforcerowsecurity as forced,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      (select json_agg(json_build_object('name', a.attname, 'collated', a.attcollation <> 0) order by k.at)
        from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${ours('c')}
      and not (n.nspname = 'public' and c.relname in ${migratorTables})
    order by 2, 3`)
  return found.rows.map(({ sql, schema, name, forced, columns, key }) => ({
    sql,
    schema,
    name,
    columns,
    forced,
    order: key === null ? 't::text collate "C"' : key.map(keyColumn).join(', '),
  }))
}

/** Two servers may sort words differently, but bytes alike. */
function keyColumn({ name, collated }: { name: string; collated: boolean }): string {
  return `t.${pg.escapeIdentifier(name)}${collated ? ' collate "C"' : ''}`
}

/** Text format, a line for each row: the one both directions and every version agree on. */
export function copyOutOf(table: Table): string {
  const columns = table.columns.map((column) => `t.${pg.escapeIdentifier(column)}`).join(', ')
  return `copy (select ${columns} from only ${table.sql} as t order by ${table.order}) to stdout`
}

export function copyInTo(table: Table, columns: readonly string[]): string {
  return `copy ${table.sql} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')}) from stdin`
}

export async function foreignKeysOf(client: pg.Client): Promise<ForeignKey[]> {
  const found = await client.query<ForeignKey>(`
    select format('%I.%I', fn.nspname, f.relname) as "from", format('%I.%I', tn.nspname, t.relname) as "to",
      k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and ${ours('f')}
    order by 1, 3`)
  return found.rows
}

/** Our own triggers that fire now; those PostgreSQL makes for its constraints are left alone. */
export async function triggersOf(client: pg.Client): Promise<Trigger[]> {
  const found = await client.query<Trigger>(`
    select format('%I.%I', n.nspname, c.relname) as "table", t.tgname as name, t.tgenabled as enabled
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' and ${ours('c')}
    order by 1, 2`)
  return found.rows
}

export async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const found = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ours('c')}
    order by 1, 2`)
  const sequences: Sequence[] = []
  for (const { schema, name } of found.rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called
       from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
    )
    for (const row of state.rows) sequences.push({ schema, name, ...row })
  }
  return sequences
}

/** Names of the migrations applied, or null where the migrator never ran. */
export async function migrationsOf(client: pg.Client): Promise<string[] | null> {
  const exists = await client.query(`select to_regclass('public.haigui_migration') is not null as yes`)
  if (exists.rows[0]?.yes !== true) return null
  const found = await client.query<{ name: string }>(
    'select name from public.haigui_migration order by name collate "C"',
  )
  return found.rows.map(({ name }) => name)
}
