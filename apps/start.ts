import { z } from 'zod'
import { type Actor, hasRole } from '#kernel/access'
import { query } from '#kernel/command'
import { listEvents } from '#modules/events'
import { creditsOf, type Edition, EditionId, findEdition } from '#modules/programme'
import { listCategories } from '#modules/registration'
import { listStations } from '#modules/stations'
import type { Visit } from '#platform/http'
import { anyDoor, anyEvents, anyOutcomes } from './web/nav.ts'

/** What an edition still needs before people can come, read from the facts and never ticked by hand. */
const goLiveFacts = query({
  name: 'programme.go_live',
  input: z.object({ editionId: EditionId }),
  load: async (tx, { editionId }) => {
    const events = await listEvents(tx, { editionId, states: ['released'] })
    const categories = await Promise.all(events.slice(0, 20).map((event) => listCategories(tx, event.id)))
    return {
      edition: await findEdition(tx, editionId),
      credits: (await creditsOf(tx, editionId)).length,
      stations: (await listStations(tx, editionId)).length,
      events: events.length,
      categories: categories.flat().length,
    }
  },
  allow: hasRole('administrator', 'organiser'),
})

export async function goLive(visit: Visit, edition: Edition) {
  const facts = await visit.use.ask(goLiveFacts, { editionId: edition.id })
  const desk = `/console/editions/${edition.slug}`
  return [
    { key: 'credits', done: facts.credits > 0, href: desk },
    { key: 'stations', done: facts.stations > 0, href: '/console/stations' },
    { key: 'event', done: facts.events > 0, href: '/console/events' },
    { key: 'category', done: facts.categories > 0, href: '/console/events' },
    { key: 'open', done: facts.edition?.state === 'open', href: desk },
  ]
}

/** Where each role's work begins. */
export const tiles = [
  { key: 'events', href: '/console/events', who: (actor: Actor) => anyEvents(actor, undefined) },
  { key: 'doors', href: '/console/check-in', who: (actor: Actor) => anyDoor(actor, undefined) },
  {
    key: 'stations',
    href: '/console/stations',
    who: (actor: Actor) => hasRole('station_lead', 'station_staff')(actor, undefined),
  },
  {
    key: 'outcomes',
    href: '/console/outcomes',
    who: (actor: Actor) => anyOutcomes(actor, undefined),
  },
  {
    key: 'statements',
    href: '/console/statements',
    who: (actor: Actor) => hasRole('administrator', 'organiser', 'auditor', 'verifier')(actor, undefined),
  },
  {
    key: 'roles',
    href: '/console/people/roles',
    who: (actor: Actor) => hasRole('administrator', 'organiser')(actor, undefined),
  },
  {
    key: 'audit',
    href: '/console/audit',
    who: (actor: Actor) => hasRole('administrator', 'organiser', 'auditor')(actor, undefined),
  },
]
