import { notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import type { Visit } from '#platform/http'
import { isCrewAlone } from '../access.ts'

const EventId = idOf('event')

/** The event of the address; what is no id is not found. */
export function eventIdOf(visit: Pick<Visit, 'params'>) {
  const read = EventId.safeParse(visit.params.event ?? visit.params.eventId)
  if (!read.success) throw notFound()
  return read.data
}

/** Which of the two sets of use cases is the reader's: see isCrewAlone. */
export const reachOf = ({ actor }: Pick<Visit, 'actor'>): 'crew' | 'staff' =>
  isCrewAlone(actor) ? 'crew' : 'staff'
