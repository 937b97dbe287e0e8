import type { Actor } from '#kernel/access'
import { holds } from '#kernel/access'
import type { Roadshow } from '../model.ts'

/** Who may come to the desk's pages at all; what they see there is the use cases' matter. */
export const atDesk = (actor: Actor) =>
  holds(actor, 'administrator', 'organiser', 'registration_desk', 'auditor', 'station_lead', 'station_staff')

type Of = Pick<Roadshow, 'id'>
const under = (base: string, page: string) => (page === '' ? base : `${base}/${page}`)

export const listPath = (eventId: string, page = '') => under(`/console/events/${eventId}/roadshows`, page)
export const deskPath = ({ id }: Of, page = '') => under(`/console/roadshows/${id}`, page)
export const hallPath = ({ id }: Of, page = '') => under(`/roadshows/${id}`, page)
