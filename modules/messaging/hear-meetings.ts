import { z } from 'zod'
import { type Job, job, query, type Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { findMeeting, MeetingId, PartyId, partyToken, readOwnTimetable } from '#modules/meetings'
import { PersonId, readPersons } from '#modules/people'
import type { Keys } from '#platform/keys'
import { isSystem } from './access.ts'
import { queueLetters } from './commands.ts'
import { type AboutMeetings, type MeetingLetter, meetingLetter, releaseLetter } from './letters/meetings.ts'
import { senderIn } from './sender.ts'

type Ports = {
  words: Words
  keys: Keys
  origin: string
  /** As the mail server knows it: `Name <address>`, or the address alone. */
  from: string
}

const personOf = query({
  name: 'messaging.party_person',
  input: z.object({ personId: PersonId }),
  load: async (tx, { personId }) => (await readPersons(tx, [personId])).get(personId) ?? null,
  allow: isSystem,
})

const meetingOf = query({
  name: 'messaging.meeting',
  input: z.object({ meetingId: MeetingId }),
  load: async (tx, { meetingId }) => (await findMeeting(tx, meetingId)) ?? null,
  allow: isSystem,
})

async function aboutOf(
  use: Use,
  { keys, origin, from }: Ports,
  partyId: PartyId,
): Promise<AboutMeetings | null> {
  const timetable = await use.ask(readOwnTimetable, { partyId, byLink: true })
  const person = await use.ask(personOf, { personId: timetable.me.personId })
  if (!person) return null
  const token = partyToken(keys, partyId, timetable.stage.brokerage)
  const link = `${origin}/${person.locale}/timetables/${token}`
  return { timetable, person, origin, link, sender: senderIn(from) }
}

const kinds: Readonly<Record<string, MeetingLetter>> = {
  'meetings.proposed': 'proposed',
  'meetings.booked': 'booked',
  'meetings.declined': 'declined',
  'meetings.expired': 'expired',
  'meetings.moved': 'moved',
  'meetings.cancelled': 'cancelled',
}

const OneMeeting = z.object({
  fact: z.string(),
  payload: z.object({ meetingId: MeetingId, by: PartyId.nullish() }),
})

const ReleasedTo = z.object({
  payload: z.object({
    partyId: PartyId,
    number: z.number().int(),
    added: z.array(MeetingId),
    moved: z.array(MeetingId),
    dropped: z.array(MeetingId),
  }),
})

/** Letters about 1:1 meetings: to whoever did not do it themselves; what was booked and called off, to both. */
export const hearMeetings = (ports: Ports): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_meeting',
    input: OneMeeting,
    hears: Object.keys(kinds),
    run: async (use, { fact, payload }) => {
      const meeting = await use.ask(meetingOf, { meetingId: payload.meetingId })
      const kind = kinds[fact]
      if (!meeting || !kind) return
      const toBoth = kind === 'booked' || kind === 'cancelled'
      for (const partyId of [meeting.a, meeting.b]) {
        if (!toBoth && partyId === payload.by) continue
        const about = await aboutOf(use, ports, partyId)
        const own = about?.timetable.meetings.find((each) => each.meeting.id === meeting.id)
        if (!about || !own) continue
        const told: MeetingLetter = kind === 'proposed' && meeting.proposedBy === null ? 'offered' : kind
        const onceKey = `meeting ${told} ${meeting.id} ${meeting.sequence} ${partyId}`
        const draft = meetingLetter(ports.words, told, about, own, onceKey)
        if (draft) await use.run(queueLetters, [draft])
      }
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.tell_release',
    input: ReleasedTo,
    hears: ['meetings.released'],
    run: async (use, { payload }) => {
      const about = await aboutOf(use, ports, payload.partyId)
      if (!about) return
      const draft = releaseLetter(ports.words, about, payload, `release ${payload.partyId} ${payload.number}`)
      if (draft) await use.run(queueLetters, [draft])
    },
  }) as Job<z.ZodType>, // as above
]
