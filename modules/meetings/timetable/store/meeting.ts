import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import type { BrokerageId, Meeting, MeetingId, MeetingState, PartyId, Placement } from '../../model.ts'
import { slotTaken } from '../errors.ts'
import type { Seat } from '../model.ts'

export const meetingColumns = sql`meeting.id, meeting.brokerage_id as "brokerageId", meeting.station_id as "stationId",
  party_a as a, party_b as b, meeting.slot_id as "slotId", meeting.table_id as "tableId", meeting.starts_at as "startsAt",
  meeting.ends_at as "endsAt", state, origin, proposed_by as "proposedBy", ended_by as "endedBy", hold_until as "holdUntil", message, sequence,
  pinned, meeting.changed_at as "changedAt", reason`

/** Meetings of a brokerage in these states, by time. */
export async function meetingsOf(
  tx: Tx,
  id: BrokerageId,
  states: readonly MeetingState[],
): Promise<Meeting[]> {
  const found = await sql<Meeting>`select ${meetingColumns} from meeting
    where brokerage_id = ${id} and state = any(${states}::text[]) order by starts_at, id`.execute(tx)
  return found.rows
}

/** Every meeting a party has or had, by time. */
export async function meetingsWith(tx: Tx, partyId: PartyId): Promise<Meeting[]> {
  const found = await sql<Meeting>`select ${meetingColumns} from meeting
    where party_a = ${partyId} or party_b = ${partyId} order by starts_at, id`.execute(tx)
  return found.rows
}

export async function findMeeting(
  tx: Tx,
  id: MeetingId,
  lock: '' | 'lock' = '',
): Promise<Meeting | undefined> {
  const found = await sql<Meeting>`select ${meetingColumns} from meeting where id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/**
 * Calls off what stands and has not begun, of a party or of a whole brokerage; its seats are free at once.
 * Gives what was called off.
 */
export async function cancelComing(
  tx: Tx,
  of: { partyId: PartyId } | { brokerageId: BrokerageId },
  reason: string | null,
  at: Instant,
): Promise<Meeting[]> {
  const whose =
    'partyId' in of
      ? sql`(party_a = ${of.partyId} or party_b = ${of.partyId})`
      : sql`brokerage_id = ${of.brokerageId}`
  const found = await sql<Meeting>`update meeting
    set state = 'cancelled', hold_until = null, sequence = sequence + 1, changed_at = ${at}, reason = ${reason},
      ended_by = ${'partyId' in of ? of.partyId : null}
    where ${whose} and state in ('proposed', 'booked') and starts_at > ${at}
    returning ${meetingColumns}`.execute(tx)
  await leaveSeats(
    tx,
    found.rows.map((row) => row.id),
  )
  return found.rows
}

/** Nothing of the draft is left. */
export async function dropDraft(tx: Tx, id: BrokerageId): Promise<void> {
  await sql`delete from meeting_placement where brokerage_id = ${id}`.execute(tx)
}

/** What is taken of whom, by the meetings that stand. */
export async function seatsOf(tx: Tx, id: BrokerageId): Promise<Seat[]> {
  const found = await sql<Seat>`select meeting_id as "meetingId", lane::text, slot_id as "slotId"
    from meeting_seat join meeting on meeting.id = meeting_id where brokerage_id = ${id}`.execute(tx)
  return found.rows
}

export async function placementsOf(tx: Tx, id: BrokerageId): Promise<Placement[]> {
  const found =
    await sql<Placement>`select party_a as a, party_b as b, slot_id as "slotId", table_id as "tableId", pinned
    from meeting_placement where brokerage_id = ${id} order by party_a, party_b`.execute(tx)
  return found.rows
}

/** Takes seats, all in one write. Whoever was there first has them: the database refuses the whole of it. */
export const takeSeats = (tx: Tx, seats: readonly Seat[]): Promise<unknown> =>
  refuseAs(
    sql`insert into meeting_seat (meeting_id, station_id, lane, during)
      select seat."meetingId", meeting.station_id, seat.lane, tstzrange(meeting.starts_at, meeting.ends_at)
      from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as seat("meetingId" uuid, lane bigint)
      join meeting on meeting.id = seat."meetingId"`.execute(tx),
    { meeting_seat_taken: slotTaken },
  )

export async function leaveSeats(tx: Tx, ids: readonly MeetingId[]): Promise<void> {
  if (ids.length > 0) await sql`delete from meeting_seat where meeting_id = any(${ids}::uuid[])`.execute(tx)
}
