import { z } from 'zod'
import { idOf } from '#kernel/ids'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { api, type Doors } from '#platform/http'
import { isOver, type RegistrationState } from '../model.ts'
import { atSomeDoor } from './access.ts'
import { doorCommands, type Ports } from './commands.ts'
import { reachOf } from './pages/door.ts'
import { doorQueries } from './queries.ts'
import { cameIn } from './recent.ts'
import { DoorwayAnswer, type GuestRow, guestStates, ScansAnswer, ScansRequest } from './wire.ts'

const stateOf = (state: RegistrationState) =>
  guestStates.indexOf(state === 'admitted' ? 'admitted' : isOver(state) ? 'cancelled' : 'not_admitted')

/** What check-in devices speak: everything to decide alone in one answer, and scans back in batches. */
export const doors = (ports: Ports): Doors => {
  const commands = doorCommands(ports)
  return {
    module: 'registration',
    routes: [
      api({
        path: '/api/v1/events/:eventId/doorway',
        method: 'get',
        summary: 'Public keys and the guest list, to check in without network',
        who: atSomeDoor,
        input: z.object({ eventId: idOf('event'), lang: z.enum(['en', 'zh']).optional() }),
        output: DoorwayAnswer,
        answer: async (visit, { eventId, lang }) => {
          const locale = lang ?? visit.locale
          const { event, keys, guests, counts } = await visit.use.run(commands[reachOf(visit)].open, {
            eventId,
          })
          const categories = [...new Map(guests.map(({ categoryId, category }) => [categoryId, category]))]
          const places = new Map(categories.map(([id], place) => [id, place]))
          return {
            body: {
              event: { id: event.id, endsAt: event.endsAt, zone: event.zone },
              now: visit.use.now(),
              keys: { ...keys },
              categories: categories.map(([, name]) => pick(name, locale).value),
              guests: guests.map(
                ({ serial, name, categoryId, state, since }): GuestRow => [
                  serial,
                  displayName(name, locale, { both: true }),
                  places.get(categoryId) ?? 0,
                  stateOf(state),
                  since,
                ],
              ),
              counts,
            },
          }
        },
      }),
      api({
        path: '/api/v1/events/:eventId/scans',
        method: 'post',
        summary: 'Scans of a device, at most 1,000; sending one again changes nothing',
        who: atSomeDoor,
        limit: 1024 * 1024,
        input: ScansRequest,
        output: ScansAnswer,
        answer: async (visit, { eventId, scans }) => {
          // Read within the asker's own reach first: a door of somebody else's is not found.
          const { counts } = await visit.use.ask(doorQueries[reachOf(visit)].counts, { eventId })
          const { answers, arrived } = await visit.use.gather(commands.scans, { eventId, scans })
          cameIn(eventId, arrived.length)
          return { body: { answers: [...answers], counts: { ...counts, in: counts.in + arrived.length } } }
        },
      }),
    ],
  }
}
