import { z } from 'zod'
import { everyone } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { type Event, EventId, findEvent, findReleasedEvent } from '#modules/events'
import { findEdition, findShownEdition } from '#modules/programme'
import { findStation } from '#modules/stations'
import { linkBroken } from '../errors.ts'
import { InvitationId } from '../model.ts'
import { listCategories } from '../store.ts'
import * as store from './store.ts'

/** How the places stand, and the station that is the host, if one is. */
async function around(tx: Tx, event: Pick<Event, 'id' | 'stationId'>) {
  const places = (await store.readPlaces(tx, event.id)) ?? { capacity: null, taken: 0 }
  const station = event.stationId ? await findStation(tx, event.stationId) : undefined
  return { places, host: station?.name ?? null }
}

/** The public form of a released event. */
export const readForm = query({
  name: 'registration.read_form',
  input: z.object({ edition: z.string().max(100), event: z.string().max(100) }),
  load: async (tx, input, { actor }) => {
    const edition = await findShownEdition(tx, input.edition, actor)
    const event = edition && (await findReleasedEvent(tx, input.edition, input.event))
    if (!edition || !event) throw notFound()
    const categories = (await listCategories(tx, event.id)).filter(({ state }) => state !== 'draft')
    return { edition, event, categories, ...(await around(tx, event)) }
  },
  allow: everyone('the form of a released event is there to be filled in'),
})

/** What an invitation's link opens: its one category, whether or not others may see that. */
export const readInvitation = query({
  name: 'registration.read_invitation',
  input: z.object({ invitationId: InvitationId }),
  reach: beyond('the signed link opens exactly this invitation'),
  load: async (tx, { invitationId }) => {
    const invitation = await store.findInvitation(tx, invitationId)
    const event = invitation && (await findEvent(tx, EventId.parse(invitation.eventId)))
    const edition = event && (await findEdition(tx, event.editionId))
    if (!invitation || !event || !edition) throw linkBroken()
    const categories = (await listCategories(tx, event.id)).filter(({ id }) => id === invitation.categoryId)
    return { invitation, edition, event, categories, ...(await around(tx, event)) }
  },
  allow: everyone('the door has read the signed link'),
})
