import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { type Outcome, type Span, spanOf } from '#modules/outcomes'
import type { SurvivalMetric } from '../metrics/model.ts'
import type { Scope } from './count.ts'

/** How long each standing outcome of a type was watched, within the reader's reach; short stays are meant to end. */
export async function spans(
  tx: Tx,
  { type }: Pick<SurvivalMetric, 'type'>,
  { editionId = null, stationId = null }: Scope,
): Promise<Span[]> {
  const found = await sql<
    Pick<Outcome, 'happenedOn' | 'endedOn' | 'lastSeenOn'>
  >`select happened_on as "happenedOn", ended_on as "endedOn", last_seen_on as "lastSeenOn" from outcome
    where state = 'standing' and type = ${type} and coalesce(terms->>'form', '') <> 'short_stay'
      and (${editionId}::uuid is null or edition_id = ${editionId})
      and (${stationId}::uuid is null or station_id = ${stationId})`.execute(tx)
  return found.rows.map(spanOf)
}
