import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, Zone } from '#kernel/time'
import { figures } from '../held/rules.ts'
import { attendanceOf } from '../held/store.ts'
import type { Meeting, MeetingId, NextStep } from '../model.ts'
import { meetingColumns } from '../timetable/store/meeting.ts'

type OfOrganisation = { organisationId: Id<'organisation'>; editionId: Id<'edition'> | null }

/** How the 1:1 meetings of an organisation's parties went at one event. `answered` were accepted or not, `asked` all. */
export type MeetingsAt = {
  eventId: Id<'event'>
  title: Bilingual
  parties: number
  asked: number
  accepted: number
  refused: number
  held: number
  notHeld: number
}

const partiesAt = ({ organisationId, editionId }: OfOrganisation) => sql`
  select party.id, event.id as event_id, event.title, event.starts_at
  from meeting_party as party join brokerage on brokerage.id = party.brokerage_id join event on event.id = brokerage.event_id
  where party.organisation_id = ${organisationId} and party.withdrawn_at is null
    and (${editionId}::uuid is null or event.edition_id = ${editionId})`

/** Counts only: with whom the parties of an organisation met is theirs who met. By time of the event. */
export async function meetingsFor(tx: Tx, of: OfOrganisation, at: Instant): Promise<MeetingsAt[]> {
  const parties = await sql<{ id: string; eventId: Id<'event'>; title: Bilingual }>`
    select id, event_id as "eventId", title from (${partiesAt(of)}) as party order by starts_at, event_id`.execute(
    tx,
  )
  const meetings = await sql<Meeting & { eventId: Id<'event'> }>`
    select distinct on (meeting.id) ${meetingColumns}, party.event_id as "eventId"
    from meeting join (${partiesAt(of)}) as party on party.id in (party_a, party_b)`.execute(tx)
  const said = await attendanceOf(
    tx,
    meetings.rows.map(({ id }) => id),
  )
  const events = new Map(parties.rows.map(({ eventId, title }) => [eventId, title]))
  return [...events].map(([eventId, title]) => {
    const here = meetings.rows
      .filter((meeting) => meeting.eventId === eventId)
      .map((meeting) => ({ ...meeting, said: said.filter(({ meetingId }) => meetingId === meeting.id) }))
    const { booked, held, notHeld } = figures(here, at)
    const refused = here.filter(({ state }) => state === 'declined' || state === 'expired').length
    return {
      eventId,
      title,
      parties: parties.rows.filter((party) => party.eventId === eventId).length,
      asked: here.length,
      accepted: booked,
      refused,
      held,
      notHeld,
    }
  })
}

export type StepOf = Pick<NextStep, 'step' | 'dueOn' | 'doneAt'> & { title: Bilingual }

/** What an organisation's own parties want after their meetings, what is due first; never the note, nor with whom. */
export async function nextStepsFor(tx: Tx, of: OfOrganisation): Promise<StepOf[]> {
  const found = await sql<StepOf>`select step, due_on::text as "dueOn", done_at as "doneAt", title
    from meeting_next_step join (${partiesAt(of)}) as party on party.id = party_id
    order by done_at nulls first, due_on nulls last, at`.execute(tx)
  return found.rows
}

/** A meeting that a person had in an edition, with whom, and at which event. */
export type BookedWith = {
  id: MeetingId
  startsAt: Instant
  zone: Zone
  event: Bilingual
  otherId: Id<'person'>
}

/** Meetings of a person in an edition that were not called off, by time; within the reader's reach. */
export async function bookedWith(
  tx: Tx,
  personId: Id<'person'>,
  editionId: Id<'edition'>,
): Promise<BookedWith[]> {
  const found = await sql<BookedWith>`select meeting.id, meeting.starts_at as "startsAt", event.zone,
      event.title as event, case when person_a = ${personId} then person_b else person_a end as "otherId"
    from meeting join brokerage on brokerage.id = meeting.brokerage_id join event on event.id = brokerage.event_id
    where ${personId} in (person_a, person_b) and meeting.state = 'booked' and event.edition_id = ${editionId}
    order by meeting.starts_at, meeting.id limit 100`.execute(tx)
  return found.rows
}
