import { notFound } from '#kernel/errors'
import type { Visit } from '#platform/http'
import { CategoryId } from '../model.ts'
import { eventIn } from '../parts.tsx'
import { readSetUp } from './queries.ts'

/** The event of the address with its categories, as the console's pages read it. */
export const setUpOf = (visit: Visit) => visit.use.ask(readSetUp, { eventId: eventIn(visit) })

/** One category of the address, or not found. */
export async function categoryOf(visit: Visit) {
  const id = CategoryId.safeParse(visit.params.category)
  const { event, categories, counts } = await setUpOf(visit)
  const category = categories.find((each) => each.id === (id.success ? id.data : null))
  if (!category) throw notFound()
  return { event, category, counts: counts.get(category.id) ?? {} }
}
