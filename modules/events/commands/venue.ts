import { z } from 'zod'
import { isStaff } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { isCountry } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { mayManageEvent } from '../access.ts'
import { venueShared, zoneOfEvents } from '../errors.ts'
import * as facts from '../facts.ts'
import { type Venue, VenueId } from '../model.ts'
import * as rules from '../rules/event.ts'
import * as store from '../store/event.ts'
import * as places from '../store/place.ts'
import { ZoneName } from './input.ts'

const venueFacts = {
  name: bilingual({ max: 200 }),
  address: bilingual({ max: 300, optional: true }),
  city: bilingual({ max: 120 }),
  country: z.string().refine(isCountry, 'kernel.field_country'),
  zone: ZoneName,
}

export const addVenue = command({
  name: 'events.add_venue',
  input: z.object(venueFacts),
  load: async () => null,
  allow: isStaff,
  decide: (_loaded, input): Venue => ({ ...input, id: newId<'venue'>() }),
  save: places.insertVenue,
  audit: (venue) => ({ type: 'venue', id: venue.id }),
})

/**
 * Mends a venue that is written wrong; what is public says that it changed. Venues are shared: whoever mends one must
 * have all events that are held there. Another zone is taken while all of them are drafts: their moments stay.
 * Refuses: events.venue_shared; events.field_zone_of_events, when something there is public.
 */
export const changeVenue = command({
  name: 'events.change_venue',
  input: z.object({ venueId: VenueId, ...venueFacts }),
  reach: beyond('whether a neighbour’s draft is held there too must be seen, and is not told'),
  load: async (tx, { venueId }) => {
    const venue = (await places.venuesOf(tx, [venueId])).get(venueId)
    if (!venue) throw notFound()
    return { venue, events: await store.lockAt(tx, venueId) }
  },
  allow: isStaff,
  decide: ({ venue, events }, { venueId: _id, ...facts }, { actor, at }) => {
    if (!events.every((event) => mayManageEvent(actor, event))) throw venueShared()
    const next = { ...venue, ...facts }
    if (next.zone !== venue.zone) {
      if (events.some(({ state }) => state !== 'draft')) throw zoneOfEvents()
      // A schedule that named no zone was given one: its moments are right, and only the clock they are shown by is not.
      const drafts = events.map((event) => ({
        event: { ...event, zone: next.zone, changedAt: at },
        log: null,
      }))
      return { venue: next, changes: drafts }
    }
    const same = JSON.stringify(next) === JSON.stringify(venue)
    const shown = same ? [] : events.filter(({ state, endsAt }) => state === 'released' && endsAt > at)
    return { venue: next, changes: shown.map((event) => rules.venueMended(event, at)) }
  },
  save: async (tx, { venue, changes }) => {
    await places.saveVenue(tx, venue)
    for (const change of changes) await store.save(tx, change)
  },
  announce: ({ changes }) => changes.filter(({ log }) => log !== null).map(facts.changed),
  audit: ({ venue }) => ({ type: 'venue', id: venue.id }),
})
