import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import {
  type BrokerageId,
  type Meeting,
  type MeetingId,
  meetingStates,
  type PartyId,
  type SlotId,
  type WishKind,
} from '../model.ts'
import { slotTaken } from '../timetable/errors.ts'
import type { Lane, Seat, SeatedParty, Stage } from '../timetable/model.ts'
import { leaveSeats, meetingColumns, meetingsOf, seatsOf, takeSeats } from '../timetable/store/meeting.ts'
import { alreadyMeeting } from './errors.ts'
import { type Between, busyKey, type Freed } from './model.ts'

/**
 * Holds the two parties' rows, in one order: whoever acts for either of them waits here, and a release of the whole
 * timetable waits for both. Without it two who take one seat at once would wait for each other in the constraint.
 */
export async function lockParties(tx: Tx, ids: readonly PartyId[]): Promise<void> {
  await sql`select from brokerage where id in (select brokerage_id from meeting_party where id = any(${ids}::uuid[]))
    order by id for share`.execute(tx)
  await sql`select from meeting_party where id = any(${ids}::uuid[]) order by id for no key update`.execute(
    tx,
  )
}

/** The same for the table they will sit at. */
const lockTable = (tx: Tx, { tableId }: Pick<Meeting, 'tableId'>) =>
  sql`select from meeting_table where id = ${tableId} for no key update`.execute(tx)

async function busyOf(tx: Tx, ids: readonly PartyId[] | null, brokerageId: BrokerageId) {
  const found = await sql<{ partyId: PartyId; slotId: SlotId }>`
    select party_id as "partyId", slot_id as "slotId" from meeting_busy
    join meeting_party on meeting_party.id = party_id where brokerage_id = ${brokerageId}
      and (${ids}::uuid[] is null or party_id = any(${ids}::uuid[]))`.execute(tx)
  return new Set(found.rows.map(({ partyId, slotId }) => busyKey(partyId, slotId)))
}

/** Seats on these lanes. A hold that is over takes nothing any more, though its row is cleared away later. */
async function seatsOn(tx: Tx, lanes: readonly Lane[], at: Instant): Promise<Seat[]> {
  const found = await sql<Seat>`select meeting_id as "meetingId", lane::text, slot_id as "slotId"
    from meeting_seat join meeting on meeting.id = meeting_id
    where lane = any(${lanes}::bigint[]) and (hold_until is null or hold_until > ${at})`.execute(tx)
  return found.rows
}

/** Meetings of these parties that stand; holds that are over do not. */
export async function standingOf(tx: Tx, ids: readonly PartyId[], at: Instant): Promise<Meeting[]> {
  const found = await sql<Meeting>`select ${meetingColumns} from meeting
    where (party_a = any(${ids}::uuid[]) or party_b = any(${ids}::uuid[]))
      and (state = 'booked' or (state = 'proposed' and hold_until > ${at}))`.execute(tx)
  return found.rows
}

export async function between(
  tx: Tx,
  stage: Stage,
  me: SeatedParty,
  other: SeatedParty,
  at: Instant,
): Promise<Between> {
  const ids = [me.id, other.id]
  const wishes = await sql<{ kind: WishKind }>`select kind from wish
    where from_party = any(${ids}::uuid[]) and to_party = any(${ids}::uuid[])`.execute(tx)
  const lanes = [...me.lanes, ...other.lanes, ...stage.tables.map(({ lane }) => lane)]
  return {
    stage,
    me,
    other,
    busy: await busyOf(tx, ids, stage.brokerage.id),
    taken: await seatsOn(tx, lanes, at),
    wishes: wishes.rows.map(({ kind }) => kind),
    standing: await standingOf(tx, ids, at),
  }
}

/** Holds that are over and not cleared away yet; whoever is busy with one clears it. */
export async function lockOverdue(tx: Tx, brokerageId: BrokerageId, at: Instant): Promise<Meeting[]> {
  const found = await sql<Meeting>`select ${meetingColumns} from meeting
    where brokerage_id = ${brokerageId} and state = 'proposed' and hold_until <= ${at}
    order by id for update skip locked`.execute(tx)
  return found.rows
}

export async function overdueBrokerages(tx: Tx, at: Instant): Promise<BrokerageId[]> {
  const found = await sql<{ id: BrokerageId }>`select distinct brokerage_id as id from meeting
    where state = 'proposed' and hold_until <= ${at}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export async function freed(tx: Tx, stage: Stage, ended: Meeting, at: Instant): Promise<Freed> {
  const { id } = stage.brokerage
  const wishes = await sql<
    Freed['wishes'][number]
  >`select from_party as "from", to_party as "to", kind from wish
    where brokerage_id = ${id}`.execute(tx)
  const all = await meetingsOf(tx, id, meetingStates)
  const counts = new Map<PartyId, number>()
  for (const { a, b, state, holdUntil } of all)
    if (state === 'booked' || (state === 'proposed' && (holdUntil ?? at) > at))
      for (const party of [a, b]) counts.set(party, (counts.get(party) ?? 0) + 1)
  return {
    stage,
    ended,
    taken: await seatsOf(tx, id),
    busy: await busyOf(tx, null, id),
    wishes: wishes.rows,
    known: new Set(all.map(({ a, b }) => `${a} ${b}`)),
    counts,
    before: all.filter(({ slotId }) => slotId === ended.slotId),
  }
}

const refusals = { meeting_pair_once: alreadyMeeting, meeting_seat_taken: slotTaken }

/** A new meeting with its seats: refused by the database where one of them is taken. */
export async function insertMeeting(tx: Tx, meeting: Meeting, seats: readonly Seat[]): Promise<void> {
  await lockTable(tx, meeting)
  await refuseAs(
    sql`insert into meeting (id, brokerage_id, station_id, party_a, party_b, person_a, person_b, slot_id, table_id,
        starts_at, ends_at, state, origin, proposed_by, hold_until, message, sequence, changed_at, reason)
      select ${meeting.id}, ${meeting.brokerageId}, ${meeting.stationId}, ${meeting.a}, ${meeting.b}, one.person_id,
        other.person_id, ${meeting.slotId}, ${meeting.tableId}, ${meeting.startsAt}, ${meeting.endsAt}, ${meeting.state},
        ${meeting.origin}, ${meeting.proposedBy}, ${meeting.holdUntil}, ${meeting.message}, ${meeting.sequence},
        ${meeting.changedAt}, ${meeting.reason}
      from meeting_party as one, meeting_party as other where one.id = ${meeting.a} and other.id = ${meeting.b}`.execute(
      tx,
    ),
    refusals,
  )
  await takeSeats(tx, seats)
}

/** A meeting as it is now; with other seats where it moved, with none once it is over. */
export async function saveMeeting(tx: Tx, meeting: Meeting, seats: readonly Seat[] | 'same' | 'none') {
  if (typeof seats !== 'string') await lockTable(tx, meeting)
  if (seats !== 'same') await leaveSeats(tx, [meeting.id])
  await sql`update meeting set slot_id = ${meeting.slotId}, table_id = ${meeting.tableId}, starts_at = ${meeting.startsAt},
    ends_at = ${meeting.endsAt}, state = ${meeting.state}, proposed_by = ${meeting.proposedBy}, ended_by = ${meeting.endedBy},
    hold_until = ${meeting.holdUntil}, message = ${meeting.message}, sequence = ${meeting.sequence},
    changed_at = ${meeting.changedAt}, reason = ${meeting.reason},
    called_off = ${meeting.state === 'cancelled' || meeting.state === 'declined'} where id = ${meeting.id}`.execute(
    tx,
  )
  if (typeof seats !== 'string') await takeSeats(tx, seats)
}

/** What was called off is not placed again by the next release. */
export async function dropPlacement(tx: Tx, { a, b }: Pick<Meeting, 'a' | 'b'>): Promise<void> {
  await sql`delete from meeting_placement where party_a = ${a} and party_b = ${b}`.execute(tx)
}

export async function expireAll(tx: Tx, ids: readonly MeetingId[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await leaveSeats(tx, ids)
  await sql`update meeting set state = 'expired', hold_until = null, changed_at = ${at}
    where id = any(${ids}::uuid[])`.execute(tx)
}

export async function brokerageOfParty(tx: Tx, id: PartyId): Promise<BrokerageId | undefined> {
  const found = await sql<{
    id: BrokerageId
  }>`select brokerage_id as id from meeting_party where id = ${id}`.execute(tx)
  return found.rows[0]?.id
}
