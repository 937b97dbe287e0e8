import { z } from 'zod'
import { type Actor, personIdOf, signedIn } from '#kernel/access'
import { beyond, command, type Moment, type Tx } from '#kernel/command'
import { invalidField, notFound, signInFirst } from '#kernel/errors'
import { line } from '#kernel/text'
import { EventId } from '#modules/events'
import {
  findPerson,
  findPersonByEmail,
  grantsOf,
  type Person,
  recordConsent,
  withdrawConsents,
} from '#modules/people'
import { OrganisationId, readOrganisations } from '#modules/programme'
import { registrationsOf } from '#modules/registration'
import { isOwn, may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { type Brokerage, GroupId, type Meeting, type Party, PartyId, SlotId } from '../model.ts'
import { mayJoin } from '../phases/rules.ts'
import { most } from '../setup/rules.ts'
import { brokerageById, findBrokerage, groupsOf, slotsOf } from '../setup/store.ts'
import { became } from '../timetable/facts.ts'
import { removeWishesAbout } from '../wishes/store.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'
import { consentText, ProfileFacts, purpose, recipientOf } from './wire.ts'

const subjectOf = ({ party, brokerage }: { party: Party; brokerage: Brokerage }) => ({
  type: 'party',
  id: party.id,
  stationId: brokerage.stationId,
})

async function brokerageAt(tx: Tx, eventId: EventId): Promise<Brokerage> {
  const brokerage = await findBrokerage(tx, eventId)
  if (!brokerage) throw notFound()
  return brokerage
}

/** The one organisation that somebody acts for; of several, the desk says which. */
async function actsFor(tx: Tx, personId: Person['id']): Promise<Party['organisationId']> {
  const [only, ...others] = (await grantsOf(tx, personId)).flatMap(
    ({ organisationId }) => organisationId ?? [],
  )
  return others.length === 0 ? (only ?? null) : null
}

/** What decides whether a person may take part in the meetings of an event. */
async function entryOf(tx: Tx, brokerage: Brokerage, person: Person) {
  const [registration] = await registrationsOf(tx, brokerage.eventId, [person.id])
  return {
    brokerage,
    groups: await groupsOf(tx, brokerage.id),
    person,
    admitted: registration?.state === 'admitted',
    standing: await store.partyOf(tx, brokerage.id, person.id),
    newcomer: (await store.newcomersAmong(tx, brokerage.id, [person.id])).has(person.id),
    organisationId: await actsFor(tx, person.id),
  }
}

type Joined = { party: Party; brokerage: Brokerage; again: boolean }
const write = (tx: Tx, { party, brokerage, again }: Joined) =>
  again ? store.saveParties(tx, brokerage, [party]) : store.insertParties(tx, brokerage, [party])

/**
 * Takes part in the meetings of an event, in one group. Refuses without a place there, without consent, and before or
 * after the time for it.
 */
export const joinBrokerage = command({
  name: 'meetings.join',
  input: z.object({ eventId: EventId, groupId: GroupId, consent: z.boolean() }),
  load: async (tx, { eventId }, { actor }) => {
    const personId = personIdOf(actor)
    const person = personId && (await findPerson(tx, personId))
    if (!person) throw signInFirst()
    return entryOf(tx, await brokerageAt(tx, eventId), person)
  },
  allow: signedIn,
  decide: (loaded, { groupId, consent }, { at }): Joined => {
    if (!consent) throw errors.consentNeeded()
    const party = rules.joined({ ...loaded, groupId, added: null }, loaded.person, at)
    return { party, brokerage: loaded.brokerage, again: loaded.standing !== undefined }
  },
  save: async (tx, joined, { at }) => {
    const { party, brokerage } = joined
    await write(tx, joined)
    await recordConsent(
      tx,
      {
        personId: party.personId,
        stationId: brokerage.stationId,
        purpose,
        recipient: recipientOf(brokerage.eventId),
        textVersion: consentText,
        about: { brokerageId: brokerage.id },
      },
      at,
    )
  },
  announce: ({ party }) => [facts.joined(party)],
  audit: subjectOf,
})

/** The desk puts in a guest who has a place, and says why: there is no receipt of their own. They are told by letter. */
export const addParty = command({
  name: 'meetings.add_party',
  input: z.object({
    eventId: EventId,
    email: z.string().trim().toLowerCase().max(254),
    groupId: GroupId,
    reason: line(500, 0),
  }),
  load: async (tx, { eventId, email }) => {
    const brokerage = await brokerageAt(tx, eventId)
    const person = await findPersonByEmail(tx, email)
    return { brokerage, entry: person ? await entryOf(tx, brokerage, person) : undefined }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: ({ brokerage, entry }, { groupId, reason }, { actor, at }): Joined => {
    const by = personIdOf(actor)
    if (!entry?.admitted) throw errors.noSuchGuest()
    if (reason === '' || by === null) throw errors.reasonNeeded()
    const party = rules.joined({ ...entry, groupId, added: { by, reason } }, entry.person, at)
    return { party, brokerage, again: entry.standing !== undefined }
  },
  save: write,
  announce: ({ party }) => [facts.joined(party)],
  audit: subjectOf,
})

type Own = { party: Party; brokerage: Brokerage }

async function ownParty(tx: Tx, { eventId }: { eventId: EventId }, { actor }: Moment): Promise<Own> {
  const personId = personIdOf(actor)
  if (personId === null) throw signInFirst()
  const brokerage = await brokerageAt(tx, eventId)
  const party = await store.lockPartyOf(tx, brokerage.id, personId)
  if (!party || party.withdrawnAt !== null) throw notFound()
  return { party, brokerage }
}
const own = (actor: Actor, { party }: Own) => isOwn(actor, party)
const save = (tx: Tx, { party, brokerage }: Own) => store.saveParties(tx, brokerage, [party])

/** A party says who it is, what it offers and what it seeks. May be saved unfinished. */
export const saveProfile = command({
  name: 'meetings.save_profile',
  input: z.object({ eventId: EventId, profile: ProfileFacts }),
  load: ownParty,
  allow: own,
  decide: ({ party, brokerage }, { profile }, { at }): Own => {
    if (!mayJoin(brokerage, at)) throw errors.joiningClosed()
    return { brokerage, party: rules.withProfile(party, profile, at) }
  },
  save,
  audit: subjectOf,
})

/**
 * A party says of some slots whether it cannot meet in them; none at all says that it can always.
 * Refuses a slot in which a meeting of its own stands: meetings.slot_booked.
 */
export const tellAvailability = command({
  name: 'meetings.tell_availability',
  input: z.object({
    eventId: EventId,
    slotIds: z.array(SlotId).max(most.slots),
    busy: z.boolean(),
  }),
  load: async (tx, input, moment) => {
    const loaded = await ownParty(tx, input, moment)
    return {
      ...loaded,
      slots: (await slotsOf(tx, loaded.brokerage.id)).map(({ id }) => id),
      known: await store.busyOfParty(tx, loaded.party.id),
      taken: await store.takenSlots(tx, loaded.party.id),
    }
  },
  allow: own,
  decide: ({ party, brokerage, slots, known, taken }, { slotIds, busy }, { at }) => {
    if (!mayJoin(brokerage, at)) throw errors.joiningClosed()
    return {
      brokerage,
      party: { ...party, availabilityToldAt: at },
      busy: rules.busyAfter(known, slots, { slots: slotIds, busy }, taken),
    }
  },
  save: async (tx, outcome) => {
    await save(tx, outcome)
    await store.saveBusy(tx, outcome.brokerage, outcome.party, outcome.busy)
  },
  audit: subjectOf,
})

/** The desk moves a party to another group, says how many of it can meet at the same time, or for whom it meets. */
export const changeParty = command({
  name: 'meetings.change_party',
  input: z.object({
    eventId: EventId,
    partyId: PartyId,
    groupId: GroupId,
    representatives: z.number().int().min(1).max(9),
    newcomer: z.boolean(),
    /** As it is, when left out. */
    organisationId: OrganisationId.nullable().optional(),
  }),
  load: async (tx, { eventId, partyId, organisationId }) => {
    const brokerage = await brokerageAt(tx, eventId)
    const [party] = await store.lockParties(tx, [partyId])
    if (party?.brokerageId !== brokerage.id || party.withdrawnAt !== null) throw notFound()
    const known = organisationId ? await readOrganisations(tx, [organisationId]) : []
    if (organisationId && known.length === 0) throw invalidField('organisationId', 'kernel.field_choose')
    return { party, brokerage, groups: await groupsOf(tx, brokerage.id) }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: (
    { party, brokerage, groups },
    { groupId, representatives, newcomer, organisationId = party.organisationId },
    { at },
  ): Own => {
    if (!groups.some(({ id }) => id === groupId)) throw errors.groupUnknown()
    return {
      brokerage,
      party: { ...party, groupId, representatives, newcomer, organisationId, changedAt: at },
    }
  },
  save,
  audit: subjectOf,
})

type Left = Own & { cancelled: Meeting[] }

/**
 * A party leaves: its words, its wishes, what was wished of it and its meetings to come go; the consent ends; a counted
 * tombstone stays. By the person alone, the desk, or the house when the consent was taken back elsewhere.
 */
export const leaveBrokerage = command({
  name: 'meetings.leave',
  input: z.object({ partyId: PartyId }),
  reach: beyond(
    'what others wished of whoever leaves goes too, and is not theirs to read; allow is the lock',
  ),
  load: async (tx, { partyId }, { actor }): Promise<Own> => {
    const [party] = await store.lockParties(tx, [partyId])
    const brokerage = party && (await brokerageById(tx, party.brokerageId))
    if (!party || !brokerage || !mayEnd(actor, { party, brokerage })) throw notFound()
    return { party, brokerage }
  },
  allow: (actor, loaded) => mayEnd(actor, loaded),
  decide: ({ party, brokerage }, _input, { at }): Left => ({
    brokerage,
    party: party.withdrawnAt === null ? rules.left(party, at) : party,
    cancelled: [],
  }),
  save: async (tx, outcome, { at }) => {
    const { party, brokerage } = outcome
    await removeWishesAbout(tx, party.id)
    await store.saveBusy(tx, brokerage, party, [])
    outcome.cancelled.push(...(await store.cancelMeetingsOf(tx, party.id, at)))
    await store.saveParties(tx, brokerage, [party])
    const recipient = recipientOf(brokerage.eventId)
    await withdrawConsents(tx, { personId: party.personId, purpose, recipient }, at)
  },
  announce: ({ party, cancelled }, before) =>
    before.party.withdrawnAt === null
      ? [
          facts.withdrawn(party),
          ...cancelled.map((meeting) => became('cancelled', meeting, before.brokerage.eventId, party.id)),
        ]
      : [],
  audit: subjectOf,
})

const mayEnd = (actor: Actor, { party, brokerage }: Own): boolean =>
  actor.kind === 'system' || isOwn(actor, party) || may.manage(actor, brokerage)
