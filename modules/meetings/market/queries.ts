import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { PersonName } from '#kernel/names'
import { type Event, EventId, findEvent } from '#modules/events'
import { readPersons } from '#modules/people'
import { type Meeting, MeetingId, PartyId } from '../model.ts'
import { meet } from '../setup/rules.ts'
import type { Place, SeatedParty, Stage } from '../timetable/model.ts'
import { findMeeting } from '../timetable/store/meeting.ts'
import { wishesFrom } from '../wishes/store.ts'
import { reach } from './commands/input.ts'
import { type Acting, actingFor, loadOwn, type Own, partyIn } from './load.ts'
import { freePlaces } from './rules/asking.ts'
import * as store from './store.ts'

const OfParty = z.object({ partyId: PartyId, byLink: z.boolean().default(false) })

export type Free = {
  event: Event
  stage: Stage
  me: SeatedParty
  myName: PersonName | undefined
  acting: Acting
  other: SeatedParty
  otherName: PersonName | undefined
  places: readonly Place[]
  /** The proposal that is being edited. */
  meeting: Meeting | null
}

/** Slots in which a party and another could meet; empty says nothing about why. */
export const readFree = query({
  name: 'meetings.read_free',
  reach,
  input: OfParty.extend({ with: PartyId, meetingId: MeetingId.nullable().default(null) }),
  load: async (tx, input, { actor, at }): Promise<Free> => {
    const { stage, me, acting } = await loadOwn(tx, input.partyId, actor, input.byLink)
    const other = partyIn(stage, input.with)
    const meeting = input.meetingId === null ? null : ((await findMeeting(tx, input.meetingId)) ?? null)
    const between = await store.between(tx, stage, me, other, at)
    const taken = between.taken.filter(({ meetingId }) => meetingId !== meeting?.id)
    const event = await findEvent(tx, EventId.parse(stage.brokerage.eventId))
    if (!event) throw notFound()
    const people = await readPersons(tx, [other.personId, me.personId])
    return {
      event,
      stage,
      me,
      myName: people.get(me.personId)?.name,
      acting,
      other,
      otherName: people.get(other.personId)?.name,
      places: freePlaces({ ...between, taken }, at),
      meeting,
    }
  },
  allow: (actor, { me, stage }, { byLink }) => actingFor(actor, me, stage.brokerage, byLink) !== null,
})

export type Fellow = { party: SeatedParty; name: PersonName | undefined }

/** Whom a party could propose to: groups that meet, without whom it meets already or said no to itself. */
export const readFellows = query({
  name: 'meetings.read_fellows',
  reach,
  input: OfParty.extend({ q: z.string().max(100).default('') }),
  load: async (tx, { partyId, byLink, q }, { actor, at }) => {
    const own: Own = await loadOwn(tx, partyId, actor, byLink)
    const { stage, me } = own
    const event = await findEvent(tx, EventId.parse(stage.brokerage.eventId))
    if (!event) throw notFound()
    const standing = await store.standingOf(tx, [me.id], at)
    const noes = (await wishesFrom(tx, me.id)).filter(({ kind }) => kind === 'no')
    const known = new Set([...standing.flatMap(({ a, b }) => [a, b]), ...noes.map(({ to }) => to)])
    const others = stage.parties.filter(
      (party) =>
        party.id !== me.id &&
        party.withdrawnAt === null &&
        !known.has(party.id) &&
        meet(stage.pairings, me.groupId, party.groupId),
    )
    const people = await readPersons(
      tx,
      [me, ...others].map(({ personId }) => personId),
    )
    const wanted = q.trim().toLowerCase()
    const fellows = others
      .map((party): Fellow => ({ party, name: people.get(party.personId)?.name }))
      .filter(({ party, name }) =>
        [party.organisation, party.headline, party.offers, party.seeks, ...Object.values(name ?? {})]
          .join(' ')
          .toLowerCase()
          .includes(wanted),
      )
    const myName = people.get(me.personId)?.name
    return { ...own, myName, event, fellows: fellows.slice(0, 100), total: fellows.length, noes: noes.length }
  },
  allow: (actor, { me, stage }, { byLink }) => actingFor(actor, me, stage.brokerage, byLink) !== null,
})
