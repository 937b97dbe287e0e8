import { invalid, Refusal } from '#kernel/errors'
import { storable } from '#kernel/text'
import { fieldProblems } from '#platform/usecases'
import { answer } from './answer.ts'
import { limited } from './body.ts'
import type { ApiRoute, Visit } from './route.ts'

/** Only escapes can bring in what no row can hold. */
const mayHurt = /\\u(0000|d[89a-f])/i

const storableIn = (value: unknown): unknown => {
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(storableIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), storableIn(inner)]))
}

async function bodyOf(route: ApiRoute, visit: Visit): Promise<object> {
  if (route.method === 'get' || route.method === 'delete') return {}
  const text = await (await limited(visit.request, route.limit ?? 256 * 1024)).text()
  if (text.trim() === '') return {}
  try {
    const read: unknown = JSON.parse(text)
    const body = mayHurt.test(text) ? storableIn(read) : read
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch {
    // answered below: both are a body that is not a JSON object
  }
  throw new Refusal('invalid', 'kernel.not_json')
}

export const answerJson = (visit: Visit, status: number, body: unknown): Response =>
  answer(visit, status, { 'content-type': 'application/json' }, JSON.stringify(body))

/** Path, search and body are read into one object and parsed by the route's schema before anything runs. */
export async function answerApi(route: ApiRoute, visit: Visit): Promise<Response> {
  const raw = { ...Object.fromEntries(visit.search), ...(await bodyOf(route, visit)), ...visit.params }
  const input = route.input.safeParse(raw)
  if (!input.success) throw invalid(fieldProblems(input.error))
  const { status, body } = await route.answer(visit, input.data)
  return answerJson(visit, status ?? 200, route.output.parse(body))
}
