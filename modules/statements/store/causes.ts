import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import type { CountedMetric } from '../metrics/model.ts'
import { sources } from './sources/index.ts'

/** Units that are counted by the ids of records, which can be looked for one by one; the others are countries, hosts, places. */
const byRecord: readonly CountedMetric['unit'][] = [
  'persons',
  'person_times',
  'projects',
  'meetings',
  'outcomes',
  'contracts',
]

export type Causes = { counts: Readonly<Record<string, number>>; unexplained: number }

/**
 * Why ids came or went since a moment: how many by each cause, and how many that nothing accounts for. A record that is not
 * there any more is a cause (`gone`) where its source lets records go.
 */
export async function causesOf(
  tx: Tx,
  { source, unit }: Pick<CountedMetric, 'source' | 'unit'>,
  at: Instant,
  ids: readonly string[],
): Promise<Causes> {
  const touched = sources[source].touched?.(at)
  if (!touched) return { counts: {}, unexplained: ids.length }
  const isRecord = byRecord.includes(unit) || source === 'sessions'
  const found = await sql<{ cause: string; n: number; ids: string[] }>`
    select cause, count(distinct id)::int as n, array_agg(distinct id) as ids from (${touched}) as touched
    where ${isRecord ? sql`id = any(${ids}::text[])` : sql`true`} group by cause order by cause`.execute(tx)
  const counts: Record<string, number> = Object.fromEntries(found.rows.map(({ cause, n }) => [cause, n]))
  // A country or a host has no record of its own: that something behind it was touched is as much as can be said.
  if (!isRecord) return { counts, unexplained: found.rows.length > 0 ? 0 : ids.length }
  const known = new Set(found.rows.flatMap((row) => row.ids))
  const open = ids.filter((id) => !known.has(id))
  const gone = source === 'sessions' ? await goneAmong(tx, open) : 0
  if (gone > 0) counts.gone = gone
  return { counts, unexplained: open.length - gone }
}

async function goneAmong(tx: Tx, ids: readonly string[]): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from unnest(${ids}::text[]) as asked(id)
    where not exists (select from session where session.id::text = asked.id)`.execute(tx)
  return found.rows[0]?.n ?? 0
}
