import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { newId } from '#kernel/ids'
import type { Attendance, BrokerageId, Meeting, MeetingId, NextStep, PartyId } from '../model.ts'

type Owner = { stationId: Meeting['stationId']; personId: string }

export async function saveAttendance(
  tx: Tx,
  { stationId, personId }: Owner,
  said: Attendance,
): Promise<void> {
  await sql`insert into meeting_attendance (meeting_id, party_id, station_id, person_id, said, at)
    values (${said.meetingId}, ${said.partyId}, ${stationId}, ${personId}, ${said.said}, ${said.at})
    on conflict (meeting_id, party_id) do update set said = excluded.said, at = excluded.at`.execute(tx)
}

export async function attendanceOf(tx: Tx, ids: readonly MeetingId[]): Promise<Attendance[]> {
  const found = await sql<Attendance>`select meeting_id as "meetingId", party_id as "partyId", said, at
    from meeting_attendance where meeting_id = any(${ids}::uuid[]) order by at`.execute(tx)
  return found.rows
}

const stepColumns = sql`meeting_id as "meetingId", party_id as "partyId", step, note, due_on::text as "dueOn",
  done_at as "doneAt", at`

export async function findStep(
  tx: Tx,
  meetingId: MeetingId,
  partyId: PartyId,
): Promise<NextStep | undefined> {
  const found = await sql<NextStep>`select ${stepColumns} from meeting_next_step
    where meeting_id = ${meetingId} and party_id = ${partyId}`.execute(tx)
  return found.rows[0]
}

/** A party's own next steps, what is due first. */
export async function stepsOf(tx: Tx, partyId: PartyId): Promise<NextStep[]> {
  const found = await sql<NextStep>`select ${stepColumns} from meeting_next_step where party_id = ${partyId}
    order by done_at nulls first, due_on nulls last, at`.execute(tx)
  return found.rows
}

export async function stepsIn(tx: Tx, id: BrokerageId): Promise<NextStep[]> {
  const found = await sql<NextStep>`select ${stepColumns} from meeting_next_step
    where meeting_id in (select id from meeting where brokerage_id = ${id})
    order by done_at nulls first, due_on nulls last, at`.execute(tx)
  return found.rows
}

export async function saveStep(tx: Tx, { stationId, personId }: Owner, step: NextStep): Promise<void> {
  await sql`insert into meeting_next_step (id, meeting_id, party_id, station_id, person_id, step, note, due_on, done_at, at)
    values (${newId()}, ${step.meetingId}, ${step.partyId}, ${stationId}, ${personId}, ${step.step}, ${step.note},
      ${step.dueOn}, ${step.doneAt}, ${step.at})
    on conflict on constraint meeting_next_step_once do update set step = excluded.step, note = excluded.note,
      due_on = excluded.due_on, done_at = excluded.done_at, at = excluded.at`.execute(tx)
}
