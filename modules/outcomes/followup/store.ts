import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { PlainDate } from '#kernel/time'
import type { OutcomeId } from '../model.ts'
import { type Followup, type FollowupLine, type FollowupMonths, followupMonths } from './model.ts'
import { spanOf } from './rules.ts'
import type { Span } from './survival.ts'

const columns = sql`outcome_id as "outcomeId", months, station_id as "stationId", due_on as "dueOn", turn,
  next_on as "nextOn", state, asked_on as "askedOn", answered_on as "answeredOn"`

const lasting = sql`(type in ('company', 'landing', 'jobs') or (type = 'post' and terms->>'form' <> 'short_stay'))`

/**
 * Opens what has become due: for each outcome that lasts, stands and has not ended, the latest of its months that has
 * come; what was known since then need not be asked. Several at once (an import of old years) are one question.
 */
export async function openDue(tx: Tx, today: PlainDate): Promise<void> {
  await sql`insert into outcome_followup (outcome_id, months, station_id, due_on, turn, next_on, state)
    select distinct on (outcome.id) outcome.id, months, station_id, happened_on + make_interval(months => months),
      'person', ${today}, 'due'
    from outcome cross join unnest(${[...followupMonths]}::int[]) as months
    where state = 'standing' and ended_on is null and ${lasting}
      and happened_on + make_interval(months => months) <= ${today}::date
      and coalesce(last_seen_on, happened_on) < happened_on + make_interval(months => months)
    order by outcome.id, months desc
    on conflict do nothing`.execute(tx)
  // A later question takes the place of one that nobody answered.
  await sql`update outcome_followup as earlier set state = 'lost' where state in ('due', 'asked') and exists (
    select from outcome_followup as later
    where later.outcome_id = earlier.outcome_id and later.months > earlier.months)`.execute(tx)
}

/** An answer is one to every question about the outcome that is still open. */
export async function closeOpen(tx: Tx, outcomeId: OutcomeId, today: PlainDate): Promise<void> {
  await sql`update outcome_followup set state = 'answered', answered_on = ${today}
    where outcome_id = ${outcomeId} and state in ('due', 'asked')`.execute(tx)
}

/** What has to go on today: nobody asked yet, or the one who was asked did not answer in time. */
export async function dueNow(tx: Tx, today: PlainDate, most: number): Promise<Followup[]> {
  const found = await sql<Followup>`select ${columns} from outcome_followup
    where state in ('due', 'asked') and next_on <= ${today} and exists (
      select from outcome where outcome.id = outcome_id and outcome.state = 'standing' and ended_on is null)
    order by next_on, outcome_id limit ${most}
    for update skip locked`.execute(tx)
  return found.rows
}

export async function lockFollowup(
  tx: Tx,
  outcomeId: OutcomeId,
  months: FollowupMonths,
): Promise<Followup | undefined> {
  const found = await sql<Followup>`select ${columns} from outcome_followup
    where outcome_id = ${outcomeId} and months = ${months} for update`.execute(tx)
  return found.rows[0]
}

export async function saveFollowup(tx: Tx, one: Followup): Promise<void> {
  await sql`update outcome_followup set turn = ${one.turn}, next_on = ${one.nextOn}, state = ${one.state},
    asked_on = ${one.askedOn}, answered_on = ${one.answeredOn}
    where outcome_id = ${one.outcomeId} and months = ${one.months}`.execute(tx)
}

/** Those that wait for an answer or were lost, the oldest first. */
export async function openFollowups(tx: Tx, most: number): Promise<FollowupLine[]> {
  const found = await sql<FollowupLine>`select ${columns}, title, organisation
    from (select outcome_followup.*, title, organisation from outcome_followup join outcome on outcome.id = outcome_id
          where outcome.state = 'standing' and (outcome_followup.state in ('due', 'asked')
            or (outcome_followup.state = 'lost' and lost_on is not null and not exists (
              select from outcome_followup as later
              where later.outcome_id = outcome.id and later.months > outcome_followup.months)))) as open
    order by due_on, outcome_id limit ${most}`.execute(tx)
  return found.rows
}

/** How long each outcome of a kind was watched; the reader's own reach narrows it. */
export async function spansOf(tx: Tx, type: 'post' | 'company' | 'landing' | 'jobs'): Promise<Span[]> {
  const found = await sql<
    Parameters<typeof spanOf>[0]
  >`select happened_on as "happenedOn", ended_on as "endedOn",
      last_seen_on as "lastSeenOn" from outcome where state = 'standing' and type = ${type} and ${lasting}`.execute(
    tx,
  )
  return found.rows.map(spanOf)
}
