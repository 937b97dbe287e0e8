import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import { rateTaken, slugTaken } from '../errors.ts'
import type { Counting } from '../metrics/model.ts'
import type { OwnMetric } from '../metrics/own.ts'
import type { Claim, ClaimId, Cost, CostId, Rate, RateId } from '../model.ts'

const rateColumns = sql`id, currency, target, on_day as "onDay", rate, source_title as "sourceTitle",
  source_url as "sourceUrl", entered_by as "enteredBy", entered_at as "enteredAt"`

/** Rates as they stood at a moment, or now; newest day first. */
export async function rates(tx: Tx, at: Instant | null = null): Promise<Rate[]> {
  const found = await sql<Rate>`select ${rateColumns} from rate
    where case when ${at}::timestamptz is null then withdrawn_at is null
      else entered_at <= ${at} and (withdrawn_at is null or withdrawn_at > ${at}) end
    order by on_day desc, currency, target`.execute(tx)
  return found.rows
}

export async function insertRate(tx: Tx, rate: Rate): Promise<void> {
  await refuseAs(
    sql`insert into rate (id, currency, target, on_day, rate, source_title, source_url, entered_by, entered_at)
      values (${rate.id}, ${rate.currency}, ${rate.target}, ${rate.onDay}, ${rate.rate}, ${rate.sourceTitle},
        ${rate.sourceUrl}, ${rate.enteredBy}, ${rate.enteredAt})`.execute(tx),
    { rate_once: rateTaken },
  )
}

/** It no longer converts anything new; statements that used it still say so. */
export async function withdrawRate(tx: Tx, id: RateId, at: Instant): Promise<void> {
  await sql`update rate set withdrawn_at = ${at} where id = ${id} and withdrawn_at is null`.execute(tx)
}

export async function costs(tx: Tx): Promise<Cost[]> {
  const found = await sql<Cost>`select id, edition_id as "editionId", station_id as "stationId",
      jsonb_build_object('minor', minor, 'currency', currency) as amount, spent_on as "spentOn", label,
      entered_by as "enteredBy", entered_at as "enteredAt"
    from cost where withdrawn_at is null order by spent_on desc, id`.execute(tx)
  return found.rows
}

export async function insertCost(tx: Tx, cost: Cost): Promise<void> {
  await sql`insert into cost (id, edition_id, station_id, minor, currency, spent_on, label, entered_by, entered_at)
    values (${cost.id}, ${cost.editionId}, ${cost.stationId}, ${cost.amount.minor}, ${cost.amount.currency},
      ${cost.spentOn}, ${cost.label}, ${cost.enteredBy}, ${cost.enteredAt})`.execute(tx)
}

export async function withdrawCost(tx: Tx, id: CostId, at: Instant): Promise<void> {
  await sql`update cost set withdrawn_at = ${at} where id = ${id} and withdrawn_at is null`.execute(tx)
}

/** Organisers' own metrics as they now are. */
export async function ownMetrics(tx: Tx): Promise<OwnMetric[]> {
  const found = await sql<Omit<OwnMetric, 'metric'> & { slug: string; version: number; counting: Counting }>`
    select id, slug, version, counting, title, definition from metric where ended_at is null
    order by made_at, id`.execute(tx)
  return found.rows.map(({ slug, version, counting, ...row }) => ({
    ...row,
    metric: { kind: 'counted', id: slug, version, ...counting },
  }))
}

/** A new definition, or a new version of one: the earlier stays for the statements that used it. */
export async function saveOwnMetric(
  tx: Tx,
  { id, metric, title, definition }: OwnMetric,
  by: Id<'person'>,
  at: Instant,
): Promise<void> {
  const { kind: _kind, id: slug, version, ...counting } = metric
  await sql`update metric set ended_at = ${at} where slug = ${slug} and ended_at is null`.execute(tx)
  await refuseAs(
    sql`insert into metric (id, slug, version, counting, title, definition, made_by, made_at)
      values (${id}, ${slug}, ${version}, ${JSON.stringify(counting)}::jsonb, ${JSON.stringify(title)}::jsonb,
        ${JSON.stringify(definition)}::jsonb, ${by}, ${at})`.execute(tx),
    { metric_version_once: slugTaken },
  )
}

export async function versionsOf(tx: Tx, slug: string): Promise<number> {
  const found = await sql<{ last: number }>`select coalesce(max(version), 0) as last from metric
    where slug = ${slug}`.execute(tx)
  return found.rows[0]?.last ?? 0
}

/** It is offered no longer. */
export async function endOwnMetric(tx: Tx, slug: string, at: Instant): Promise<void> {
  await sql`update metric set ended_at = ${at} where slug = ${slug} and ended_at is null`.execute(tx)
}

export async function claims(tx: Tx): Promise<Claim[]> {
  const found =
    await sql<Claim>`select id, programme_id as "programmeId", metric, label, value_text as "valueText",
    stated_on as "statedOn", source_title as "sourceTitle", source_url as "sourceUrl", position
    from claim order by position, id`.execute(tx)
  return found.rows
}

export async function insertClaim(tx: Tx, claim: Claim): Promise<void> {
  await sql`insert into claim (id, programme_id, metric, label, value_text, stated_on, source_title, source_url, position)
    values (${claim.id}, ${claim.programmeId}, ${claim.metric}, ${JSON.stringify(claim.label)}::jsonb,
      ${JSON.stringify(claim.valueText)}::jsonb, ${claim.statedOn}, ${claim.sourceTitle}, ${claim.sourceUrl},
      ${claim.position})`.execute(tx)
}

export async function removeClaim(tx: Tx, id: ClaimId): Promise<void> {
  await sql`delete from claim where id = ${id}`.execute(tx)
}
