import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command, query, type Tx } from '#kernel/command'
import { invalidField, notFound, Refusal } from '#kernel/errors'
import { line } from '#kernel/text'
import { EventId } from '#modules/events'
import { findPersonByEmail, type Person } from '#modules/people'
import { registrationsOf } from '#modules/registration'
import { may } from '../../access.ts'
import * as facts from '../../facts.ts'
import { GroupId } from '../../model.ts'
import { findBrokerage, groupsOf } from '../../setup/store.ts'
import { joined, withProfile } from '../rules.ts'
import * as store from '../store.ts'
import { ProfileFacts } from '../wire.ts'
import { longestEmail, mostRows } from './rules.ts'

const Row = z.object({
  line: z.number().int(),
  email: z.string().max(longestEmail),
  groupId: GroupId,
  profile: ProfileFacts,
})

/** People of a list who have no place at the event: by the lines they stand on. */
const noPlace = (lines: readonly number[]) =>
  new Refusal('conflict', 'meetings.list_no_place', { lines: lines.slice(0, 20).join(', ') })

/** Whom the addresses of a list name, and who of them has a place at the event. */
async function guestsNamed(tx: Tx, eventId: EventId, emails: Iterable<string>) {
  const people = new Map<string, Person>()
  for (const email of new Set(emails)) {
    const person = await findPersonByEmail(tx, email)
    if (person) people.set(email, person)
  }
  const ids = [...people.values()].map(({ id }) => id)
  const admitted = new Set(
    (await registrationsOf(tx, eventId, ids))
      .filter(({ state }) => state === 'admitted')
      .map(({ personId }) => personId),
  )
  return { people, ids, admitted }
}

/** The lines of a list whose address nobody with a place has, so that a page tells them with all else that is wrong. */
export const linesWithoutPlace = query({
  name: 'meetings.lines_without_place',
  input: z.object({
    eventId: EventId,
    lines: z.array(Row.pick({ line: true, email: true })).max(mostRows),
  }),
  load: async (tx, { eventId, lines }) => {
    const brokerage = await findBrokerage(tx, eventId)
    if (!brokerage) throw notFound()
    const named = lines.map(({ email }) => email)
    const { people, admitted } = await guestsNamed(tx, eventId, named)
    const without = lines.filter(({ email }) => {
      const person = people.get(email)
      return !person || !admitted.has(person.id)
    })
    return { brokerage, lines: without.map(({ line }) => line) }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
})

/**
 * The desk brings in a list of guests as parties, all of them or, with a refusal, none. Whoever takes part already stays
 * as they are. The reason is kept with each, as when one is put in alone.
 */
export const importParties = command({
  name: 'meetings.import_parties',
  input: z.object({
    eventId: EventId,
    reason: line(500, 0),
    rows: z.array(Row).min(1, 'meetings.list_empty').max(mostRows),
  }),
  load: async (tx, { eventId, rows }) => {
    const brokerage = await findBrokerage(tx, eventId)
    if (!brokerage) throw notFound()
    const named = rows.map(({ email }) => email)
    const { people, ids, admitted } = await guestsNamed(tx, eventId, named)
    const parties = await store.partiesOf(tx, brokerage.id)
    return {
      brokerage,
      groups: await groupsOf(tx, brokerage.id),
      people,
      admitted,
      standing: new Map(parties.map((party) => [party.personId, party])),
      newcomers: await store.newcomersAmong(tx, brokerage.id, ids),
    }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: (loaded, { rows, reason }, { actor, at }) => {
    const by = personIdOf(actor)
    if (reason === '' || by === null) throw invalidField('reason', 'kernel.field_required')
    const personOf = (email: string) => {
      const person = loaded.people.get(email)
      return person && loaded.admitted.has(person.id) ? person : undefined
    }
    const without = rows.filter(({ email }) => !personOf(email)).map((row) => row.line)
    if (without.length > 0) throw noPlace(without)
    const parties = rows.flatMap(({ email, groupId, profile }) => {
      const person = personOf(email)
      const standing = person && loaded.standing.get(person.id)
      if (!person || standing?.withdrawnAt === null) return []
      const entry = {
        ...loaded,
        groupId,
        standing,
        admitted: true,
        newcomer: loaded.newcomers.has(person.id),
        organisationId: null,
        added: { by, reason },
      }
      return [withProfile(joined(entry, person, at), profile, at)]
    })
    const again = parties.filter(({ personId }) => loaded.standing.has(personId))
    const fresh = parties.filter(({ personId }) => !loaded.standing.has(personId))
    return { brokerage: loaded.brokerage, fresh, again }
  },
  save: async (tx, { brokerage, fresh, again }) => {
    await store.insertParties(tx, brokerage, fresh)
    await store.saveParties(tx, brokerage, again)
  },
  announce: ({ fresh, again }) => [...fresh, ...again].map((party) => facts.joined(party)),
  audit: ({ brokerage }) => ({ type: 'brokerage', id: brokerage.id, stationId: brokerage.stationId }),
})
