import { z } from 'zod'
import { api, type Doors } from '#platform/http'
import { publicEvents } from './access.ts'
import type { Event } from './model.ts'
import { listPublic, readPublic } from './queries.ts'
import { Shape, shapeOf } from './wire.ts'

export const doors: Doors = {
  module: 'events',
  routes: [
    api({
      method: 'get',
      path: '/api/v1/editions/:edition/events',
      summary: 'Released events of an edition, by start',
      who: publicEvents,
      input: z.object({ edition: z.string().max(60) }),
      output: z.object({ events: z.array(Shape) }),
      answer: async (visit, { edition }) => {
        const { events } = await visit.use.ask(listPublic, { edition })
        return { body: { events: events.map((event: Event) => shapeOf(event)) } }
      },
    }),
    api({
      method: 'get',
      path: '/api/v1/editions/:edition/events/:event',
      summary: 'One released event',
      who: publicEvents,
      input: z.object({ edition: z.string().max(60), event: z.string().max(100) }),
      output: z.object({ event: Shape }),
      answer: async (visit, input) => {
        const { event } = await visit.use.ask(readPublic, { edition: input.edition, slug: input.event })
        return { body: { event: shapeOf(event) } }
      },
    }),
  ],
}
