import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command } from '#kernel/command'
import { notFound, Refusal } from '#kernel/errors'
import { line } from '#kernel/text'
import { EventId } from '#modules/events'
import { findPersonByEmail, type Person } from '#modules/people'
import { registrationsOf } from '#modules/registration'
import { may } from '../../access.ts'
import * as errors from '../../errors.ts'
import * as facts from '../../facts.ts'
import { GroupId } from '../../model.ts'
import { findBrokerage, groupsOf } from '../../setup/store.ts'
import { joined, withProfile } from '../rules.ts'
import * as store from '../store.ts'
import { ProfileFacts } from '../wire.ts'
import { mostRows } from './rules.ts'

const Row = z.object({
  line: z.number().int(),
  email: z.string().max(254),
  groupId: GroupId,
  profile: ProfileFacts,
})

/** People of a list who have no place at the event: by the lines they stand on. */
const noPlace = (lines: readonly number[]) =>
  new Refusal('conflict', 'meetings.list_no_place', { lines: lines.slice(0, 20).join(', ') })

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
    const people = new Map<string, Person>()
    for (const { email } of rows) {
      const person = await findPersonByEmail(tx, email)
      if (person) people.set(email, person)
    }
    const ids = [...people.values()].map(({ id }) => id)
    const parties = await store.partiesOf(tx, brokerage.id)
    return {
      brokerage,
      groups: await groupsOf(tx, brokerage.id),
      people,
      admitted: new Set(
        (await registrationsOf(tx, eventId, ids))
          .filter(({ state }) => state === 'admitted')
          .map(({ personId }) => personId),
      ),
      standing: new Map(parties.map((party) => [party.personId, party])),
      newcomers: await store.newcomersAmong(tx, brokerage.id, ids),
    }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: (loaded, { rows, reason }, { actor, at }) => {
    const by = personIdOf(actor)
    if (reason === '' || by === null) throw errors.reasonNeeded()
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
