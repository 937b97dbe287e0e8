import type { Visit } from '#platform/http'
import { CategoryId, registrationStates } from '../model.ts'
import { eventIn } from '../parts.tsx'

/** The list that the address asks for. Anything it does not know counts as not asked. */
export function filterIn(visit: Visit, search: URLSearchParams = visit.search) {
  const category = CategoryId.safeParse(search.get('category'))
  return {
    eventId: eventIn(visit),
    state: registrationStates.find((state) => state === search.get('state')) ?? null,
    categoryId: category.success ? category.data : null,
    search: (search.get('q') ?? '').slice(0, 200),
  }
}
export type Filter = ReturnType<typeof filterIn>

/** The address of a list: only what differs from the plain one. */
export function listPath(filter: Filter, more: Record<string, string | null> = {}): string {
  const search = new URLSearchParams()
  const all = { state: filter.state, category: filter.categoryId, q: filter.search, ...more }
  for (const [name, value] of Object.entries(all)) if (value) search.set(name, value)
  return `/console/events/${filter.eventId}/guests${search.size > 0 ? `?${search}` : ''}`
}
