import { notFound } from '#kernel/errors'
import type { Visit } from '#platform/http'
import { readDesk } from '../parties/queries.ts'
import { eventIn } from '../parts.tsx'

/** The meetings of the console's address, or not found where none are open. */
export async function deskOf(visit: Visit) {
  const { event, desk } = await visit.use.ask(readDesk, { eventId: eventIn(visit) })
  if (!desk) throw notFound()
  return { event, ...desk }
}
export type Desk = Awaited<ReturnType<typeof deskOf>>
