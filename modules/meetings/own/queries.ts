import { z } from 'zod'
import { everyone, personIdOf, signedIn } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { PersonName } from '#kernel/names'
import { type Event, EventId, findEvent } from '#modules/events'
import { readPersons } from '#modules/people'
import { type Edition, findEdition } from '#modules/programme'
import { attendanceOf, stepsOf } from '../held/store.ts'
import { type Acting, actingFor, loadOwn, type Own } from '../market/load.ts'
import { type Attendance, type Meeting, type NextStep, PartyId, type Wish } from '../model.ts'
import { lastFound } from '../runs/store.ts'
import type { Release, SeatedParty, SeatedTable, Stage } from '../timetable/model.ts'
import { meetingsWith } from '../timetable/store/meeting.ts'
import { releasesOf } from '../timetable/store/release.ts'
import { findBrokerage } from '../timetable/store/stage.ts'
import { notesTo, wishesFrom } from '../wishes/store.ts'
import { type WhyNot, whyNot } from './rules.ts'
import { partyByFeed, partyByPerson } from './store.ts'

/** One meeting as one of its two sees it. */
export type OwnMeeting = {
  meeting: Meeting
  table: SeatedTable | undefined
  other: SeatedParty
  otherName: PersonName | undefined
  /** What the reader wished of the other, and wrote to it. */
  wish: Wish | undefined
  /** What the other wrote to the reader: only of a meeting that stands. */
  noteToMe: string
  said: readonly Attendance[]
  step: NextStep | undefined
}

export type OwnTimetable = {
  event: Event
  edition: Edition
  stage: Stage
  me: SeatedParty
  myName: PersonName | undefined
  acting: Acting
  meetings: readonly OwnMeeting[]
  /** What each release of the timetable changed, newest first: everybody who takes part reads that. */
  releases: readonly Release[]
  /** Wishes that found no place in what was released, with what may be said about why. */
  left: readonly { other: SeatedParty; otherName: PersonName | undefined; wish: Wish; why: WhyNot }[]
}

const reach = beyond(
  'tables, fellow parties and the reasons of a run are not a person’s own rows; only what concerns this party is given out',
)

async function timetableOf(tx: Tx, { stage, me, acting }: Own): Promise<OwnTimetable> {
  const { brokerage } = stage
  const event = await findEvent(tx, EventId.parse(brokerage.eventId))
  const edition = event && (await findEdition(tx, event.editionId))
  if (!event || !edition) throw notFound()
  const all = await meetingsWith(tx, me.id)
  const wishes = await wishesFrom(tx, me.id)
  const notes = await notesTo(tx, me.id)
  const said = await attendanceOf(
    tx,
    all.map(({ id }) => id),
  )
  const steps = await stepsOf(tx, me.id)
  const parties = new Map(stage.parties.map((party) => [party.id, party]))
  const otherOf = ({ a, b }: Meeting) => parties.get(a === me.id ? b : a)
  const concerned = new Set([...all.map(otherOf), ...wishes.map(({ to }) => parties.get(to)), me])
  const people = await readPersons(
    tx,
    [...concerned].flatMap((party) => party?.personId ?? []),
  )
  const nameOf = ({ personId }: SeatedParty) => people.get(personId)?.name
  const meetings = all.flatMap((meeting): OwnMeeting[] => {
    const other = otherOf(meeting)
    return other
      ? [
          {
            meeting,
            table: stage.tables.find(({ id }) => id === meeting.tableId),
            other,
            otherName: nameOf(other),
            wish: wishes.find(({ to }) => to === other.id),
            noteToMe: meeting.state === 'booked' ? (notes.get(other.id) ?? '') : '',
            said: said.filter(({ meetingId }) => meetingId === meeting.id),
            step: steps.find(({ meetingId }) => meetingId === meeting.id),
          },
        ]
      : []
  })
  const standing = new Set(
    all.flatMap(({ a, b, state }) => (state === 'booked' || state === 'proposed' ? [a, b] : [])),
  )
  const last = brokerage.release > 0 ? await lastFound(tx, brokerage.id) : undefined
  return {
    event,
    edition,
    stage,
    me,
    myName: nameOf(me),
    acting,
    meetings,
    releases: await releasesOf(tx, brokerage.id),
    left: (brokerage.release > 0 ? wishes : []).flatMap((wish) => {
      const other = parties.get(wish.to)
      return wish.kind !== 'no' && other && other.withdrawnAt === null && !standing.has(wish.to)
        ? [{ other, otherName: nameOf(other), wish, why: whyNot(me.id, wish, last, all) }]
        : []
    }),
  }
}

/** A party's own timetable: by its signed link, for its person, or for the desk that acts for it. */
export const readOwnTimetable = query({
  name: 'meetings.read_own',
  input: z.object({ partyId: PartyId, byLink: z.boolean().default(false) }),
  reach,
  load: async (tx, { partyId, byLink }, { actor }) =>
    timetableOf(tx, await loadOwn(tx, partyId, actor, byLink)),
  allow: (actor, { me, stage }, { byLink }) => actingFor(actor, me, stage.brokerage, byLink) !== null,
})

/** Which party somebody is at an event. */
export const findOwnParty = query({
  name: 'meetings.find_own_party',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor }) => {
    const brokerage = await findBrokerage(tx, { eventId })
    const personId = personIdOf(actor)
    const partyId = brokerage && personId && (await partyByPerson(tx, brokerage.id, personId))
    if (!partyId) throw notFound()
    return { partyId, personId }
  },
  allow: signedIn,
})

/** The timetable behind a calendar's secret address. */
export const readFeed = query({
  name: 'meetings.read_feed',
  input: z.object({ feedKey: z.uuid() }),
  reach,
  load: async (tx, { feedKey }) => {
    const found = await partyByFeed(tx, feedKey)
    if (!found) throw notFound()
    return timetableOf(tx, await loadOwn(tx, found, { kind: 'visitor' }, true))
  },
  allow: everyone('the secret address of a calendar is the key to it'),
})
