import { sql } from 'kysely'
import { personIdOf } from '#kernel/access'
import type { Moment, Tx } from '#kernel/command'
import type { Brokerage, BrokerageId, Meeting, MeetingId, Placement } from '../../model.ts'
import type { Release, Seat } from '../model.ts'
import { leaveSeats, takeSeats } from './meeting.ts'

export type Written = {
  brokerage: Brokerage
  release: Release
  added: readonly (Placement & { id: MeetingId })[]
  moved: readonly { meeting: Meeting; to: Placement }[]
  dropped: readonly Meeting[]
  seats: readonly Seat[]
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/**
 * Makes meetings of the draft: a handful of writes, whatever their number. What goes gives its seats up before what
 * comes takes them; a seat that somebody else took meanwhile refuses the whole release.
 */
export async function writeRelease(tx: Tx, written: Written, { actor, at }: Moment): Promise<void> {
  const { brokerage, release, added, moved, dropped, seats } = written
  await leaveSeats(tx, [...moved.map(({ meeting }) => meeting.id), ...dropped.map(({ id }) => id)])
  await sql`update meeting set state = 'cancelled', sequence = sequence + 1, changed_at = ${at}, reason = null
    where id = any(${dropped.map(({ id }) => id)}::uuid[])`.execute(tx)
  const places = moved.map(({ meeting, to }) => ({ id: meeting.id, ...to }))
  await sql`update meeting set slot_id = place."slotId", table_id = place."tableId", starts_at = slot.starts_at,
      ends_at = slot.ends_at, sequence = sequence + 1, pinned = place.pinned, changed_at = ${at}
    from jsonb_to_recordset(${json(places)}) as place(id uuid, "slotId" uuid, "tableId" uuid, pinned boolean)
    join meeting_slot as slot on slot.id = place."slotId" where meeting.id = place.id`.execute(tx)
  await sql`insert into meeting (id, brokerage_id, station_id, party_a, party_b, person_a, person_b, slot_id, table_id,
      starts_at, ends_at, state, origin, pinned, changed_at)
    select place.id, ${brokerage.id}, ${brokerage.stationId}, place.a, place.b, one.person_id, other.person_id,
      place."slotId", place."tableId", slot.starts_at, slot.ends_at, 'booked', 'plan', place.pinned, ${at}
    from jsonb_to_recordset(${json(added)})
      as place(id uuid, a uuid, b uuid, "slotId" uuid, "tableId" uuid, pinned boolean)
    join meeting_party as one on one.id = place.a join meeting_party as other on other.id = place.b
    join meeting_slot as slot on slot.id = place."slotId"`.execute(tx)
  await takeSeats(tx, seats)
  await sql`insert into meeting_release (brokerage_id, station_id, number, at, by_person, note, added, moved, dropped, kept,
      worth)
    values (${brokerage.id}, ${brokerage.stationId}, ${release.number}, ${at}, ${personIdOf(actor)}, ${json(release.note)},
      ${release.added}, ${release.moved}, ${release.dropped}, ${release.kept}, ${json(release.worth)})`.execute(
    tx,
  )
  await sql`update brokerage set release = ${release.number}, changed_at = ${at} where id = ${brokerage.id}`.execute(
    tx,
  )
}

/** The public log of the timetable, newest first. */
export async function releasesOf(tx: Tx, id: BrokerageId): Promise<Release[]> {
  const found =
    await sql<Release>`select number, at, note, added, moved, dropped, kept, worth from meeting_release
    where brokerage_id = ${id} order by number desc`.execute(tx)
  return found.rows
}

/** How many of the placements were asked for as a must by either side. */
export async function mustsIn(tx: Tx, id: BrokerageId): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from meeting_placement as place
    where brokerage_id = ${id} and exists (select from wish where kind = 'must'
      and ((from_party = party_a and to_party = party_b) or (from_party = party_b and to_party = party_a)))`.execute(
    tx,
  )
  return found.rows[0]?.count ?? 0
}
