import { z } from 'zod'
import { type Actor, everyone, personIdOf } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { EventId, findEvent, findReleasedEvent } from '#modules/events'
import { actedFor, findPerson, readPersons } from '#modules/people'
import { findEditionBySlug, readOrganisations } from '#modules/programme'
import { registrationsOf } from '#modules/registration'
import { isOwn, may } from '../access.ts'
import { takePartFirst } from '../errors.ts'
import { guestsOf } from '../invite/store.ts'
import { type Group, PartyId } from '../model.ts'
import { findBrokerage, groupsOf, pairingsOf, phaseChangesOf, readSetUp, slotsOf } from '../setup/store.ts'
import { quotaOf } from '../wishes/rules/wishing.ts'
import { wishesFrom, wishesOf } from '../wishes/store.ts'
import * as store from './store.ts'

const Slug = z.string().max(100)
/** An event as the public addresses name it. */
export const Address = z.object({ edition: Slug, event: Slug })
export type Address = z.output<typeof Address>

/** The event of an address, its meetings, and who of them meets whom. */
export async function placeOf(tx: Tx, address: Address) {
  const edition = await findEditionBySlug(tx, address.edition)
  const event = edition && (await findReleasedEvent(tx, address.edition, address.event))
  const brokerage = event && (await findBrokerage(tx, event.id))
  if (!edition || edition.state === 'draft' || !event || !brokerage) throw notFound()
  return {
    edition,
    event,
    brokerage,
    groups: await groupsOf(tx, brokerage.id),
    pairings: await pairingsOf(tx, brokerage.id),
  }
}

/** The same with the party of whoever asks; who takes no part is told where to begin: that there are meetings is published. */
export async function ownOf(tx: Tx, address: Address, actor: Actor) {
  const personId = personIdOf(actor)
  if (personId === null) throw signInFirst()
  const place = await placeOf(tx, address)
  const party = await store.partyOf(tx, place.brokerage.id, personId)
  const group = place.groups.find(({ id }) => id === party?.groupId)
  if (!party || party.withdrawnAt !== null || !group) throw takePartFirst()
  return { ...place, party, group }
}

async function standingOf(tx: Tx, place: Awaited<ReturnType<typeof placeOf>>, actor: Actor) {
  const personId = personIdOf(actor)
  const person = personId === null ? undefined : await findPerson(tx, personId)
  if (!person) return null
  const [registration] = await registrationsOf(tx, place.event.id, [person.id])
  const party = await store.partyOf(tx, place.brokerage.id, person.id)
  const joined = party?.withdrawnAt === null ? party : null
  const group = place.groups.find(({ id }) => id === joined?.groupId)
  const wishes = joined ? await wishesFrom(tx, joined.id) : []
  return {
    person,
    admitted: registration?.state === 'admitted',
    registered: registration?.state ?? null,
    party: joined,
    busy: joined ? await store.busyOfParty(tx, joined.id) : [],
    quota: group ? quotaOf(group, wishes) : null,
  }
}

/** The meetings of an event as everybody may read of them, and where whoever asks stands in them. */
export const readPlace = query({
  name: 'meetings.place',
  input: Address,
  load: async (tx, address, { actor }) => {
    const place = await placeOf(tx, address)
    return {
      ...place,
      slots: await slotsOf(tx, place.brokerage.id),
      changes: await phaseChangesOf(tx, place.brokerage.id),
      own: await standingOf(tx, place, actor),
    }
  },
  allow: everyone('phases and groups of a released event are published; one’s own party is one’s own'),
})

/** One's own party with its times. */
export const readOwn = query({
  name: 'meetings.own_party',
  input: Address,
  load: async (tx, address, { actor }) => {
    const own = await ownOf(tx, address, actor)
    return {
      ...own,
      slots: await slotsOf(tx, own.brokerage.id),
      busy: await store.busyOfParty(tx, own.party.id),
      taken: await store.takenSlots(tx, own.party.id),
    }
  },
  allow: (actor, { party }) => isOwn(actor, party),
})

/** Everything the desk has of an event's meetings; null where none are open yet. */
export const readDesk = query({
  name: 'meetings.desk',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor }) => {
    const event = await findEvent(tx, eventId)
    if (!event || !may.see(actor, event)) throw notFound()
    const brokerage = await findBrokerage(tx, eventId)
    if (!brokerage) return { event, desk: null }
    const parties = await store.partiesOf(tx, brokerage.id)
    const there = parties.filter(({ withdrawnAt }) => withdrawnAt === null)
    return {
      event,
      desk: {
        setUp: await readSetUp(tx, brokerage),
        changes: await phaseChangesOf(tx, brokerage.id),
        parties: there,
        people: await readPersons(
          tx,
          there.map(({ personId }) => personId),
        ),
        wishes: await wishesOf(tx, brokerage.id),
        busy: await store.busyOf(tx, brokerage.id),
        left: await store.countLeft(tx, brokerage.id),
        guests: await guestsOf(tx, brokerage, event),
      },
    }
  },
  allow: (actor, { event }) => may.see(actor, event),
})

/** One party as the desk sees it. */
export const readParty = query({
  name: 'meetings.desk_party',
  input: z.object({ eventId: EventId, partyId: PartyId }),
  load: async (tx, { eventId, partyId }, { actor }) => {
    const event = await findEvent(tx, eventId)
    const brokerage = event && (await findBrokerage(tx, eventId))
    if (!event || !brokerage || !may.see(actor, event)) throw notFound()
    const party = await store.findParty(tx, partyId)
    if (party?.brokerageId !== brokerage.id || party.withdrawnAt !== null) throw notFound()
    const groups: Group[] = await groupsOf(tx, brokerage.id)
    const adder = party.added ? await findPerson(tx, party.added.by) : undefined
    return {
      event,
      brokerage,
      party,
      groups,
      person: await findPerson(tx, party.personId),
      // Whom somebody acts for, and whom this party meets for already.
      organisations: await readOrganisations(
        tx,
        [...(await actedFor(tx)), party.organisationId].filter((id) => id !== null),
      ),
      adder,
      slots: await slotsOf(tx, brokerage.id),
      busy: await store.busyOfParty(tx, party.id),
      wishes: await wishesFrom(tx, party.id),
    }
  },
  allow: (actor, { event }) => may.see(actor, event),
})
