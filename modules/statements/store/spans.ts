import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { PlainDate } from '#kernel/time'
import { type Outcome, type Span, spanOf } from '#modules/outcomes'
import type { SurvivalMetric } from '../metrics/model.ts'
import type { Scope } from './count.ts'
import type { Cut, Folded } from './sources/index.ts'

type Watched = Pick<Outcome, 'happenedOn' | 'endedOn' | 'lastSeenOn'>

/** As the ledger had them at a moment. */
const then = (
  outcomes: readonly Folded[],
  { type }: Pick<SurvivalMetric, 'type'>,
  { editionId = null, stationId = null }: Scope,
): Watched[] =>
  outcomes
    .filter(
      (each) =>
        each.type === type &&
        each.form !== 'short_stay' &&
        (editionId === null || each.edition === editionId) &&
        (stationId === null || each.station === stationId),
    )
    .map(({ happenedOn, endedOn, lastSeenOn }) => ({
      happenedOn: happenedOn as PlainDate, // days, as the ledger's entries wrote them
      endedOn: endedOn as PlainDate | null,
      lastSeenOn: lastSeenOn as PlainDate,
    }))

/** How long each standing outcome of a type was watched, within the reader's reach; short stays are meant to end. */
export async function spans(
  tx: Tx,
  metric: Pick<SurvivalMetric, 'type'>,
  scope: Scope,
  { outcomes }: Cut,
): Promise<Span[]> {
  if (outcomes !== null) return then(outcomes, metric, scope).map(spanOf)
  const { editionId = null, stationId = null } = scope
  const found =
    await sql<Watched>`select happened_on as "happenedOn", ended_on as "endedOn", last_seen_on as "lastSeenOn"
    from outcome
    where state = 'standing' and type = ${metric.type} and coalesce(terms->>'form', '') <> 'short_stay'
      and (${editionId}::uuid is null or edition_id = ${editionId})
      and (${stationId}::uuid is null or station_id = ${stationId})`.execute(tx)
  return found.rows.map(spanOf)
}
