import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { visitor } from '#kernel/access'
import { methodsOf, type Route } from '#platform/http'
import { demoHouse } from '../tools/test/demo-house.ts'
import { hostileJson, hostileSegment, hostileText } from '../tools/test/hostile.ts'
import { as } from '../tools/test/house.ts'
import type { PageForm } from '../tools/test/html.ts'
import { tour } from '../tools/test/tour.ts'

// The same seed asks the same: HAIGUI_FUZZ_SEED=… repeats a run, HAIGUI_FUZZ_SECONDS=… lets it look longer.
const seed = Number(process.env.HAIGUI_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(process.env.HAIGUI_FUZZ_SECONDS ?? 20)

const house = await demoHouse()
const actors = [visitor, ...house.actors.values()]
// Those who between them see every page.
const guides = ['administrator', 'london', 'scholar'].flatMap(
  (name) => house.actors.get(`${name}@demo.example`) ?? [],
)
const found = await tour(house, [visitor, ...guides], { from: house.links })

type Fields = readonly (readonly [string, string | File])[]
/** One thing to ask: at a real address, with what a page would have sent there. */
type Ask = { method: string; address: string; route: Route; form: PageForm | null }

const emptyForm: PageForm = { method: 'POST', action: null, multipart: false, fields: [], files: [] }
const asks: Ask[] = [...found].flatMap(([route, places]) =>
  places.flatMap(({ address, forms }) =>
    methodsOf(route).flatMap((method): Ask[] => {
      if (['GET', 'HEAD'].includes(method) || route.kind === 'api')
        return [{ method, address, route, form: null }]
      return (forms.length > 0 ? forms : [emptyForm]).map((form) => ({ method, address, route, form }))
    }),
  ),
)

/** What a JSON body may hold, by its own schema, so that what is spoiled in it is one thing at a time. */
function sampleOf(schema: z.core.JSONSchema.BaseSchema): unknown {
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (one && typeof one === 'object') return sampleOf(one)
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [
        name,
        sampleOf(inner as typeof schema),
      ]), // never `true` in what zod writes
    )
  if (schema.type === 'array') return [sampleOf((schema.items ?? {}) as typeof schema)]
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  return '2019-06-12T13:00:00.000Z'
}

/** The same value with another one put somewhere in it. */
function spoiled(value: unknown, other: unknown, steps: readonly number[]): unknown {
  const [step, ...rest] = steps
  if (step === undefined || typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return other
  const inner = spoiled((value as Record<string, unknown>)[key], other, rest)
  return Array.isArray(value)
    ? value.map((each, index) => (String(index) === key ? inner : each))
    : { ...value, [key]: inner }
}

const hostileFile = fc
  .tuple(hostileText, fc.constantFrom('text/csv', 'image/png', 'application/pdf', '', 'x/y;z'), hostileText)
  .map(([name, type, text]) => new File([text.toWellFormed()], name.slice(0, 300), { type }))

const times = { minLength: 1, maxLength: 4 }
const anyFields = (form: PageForm): fc.Arbitrary<Fields> => {
  const names = [...new Set([...form.fields.map(([name]) => name), ...form.files])]
  const name = names.length > 0 ? fc.oneof(fc.constantFrom(...names), hostileText) : hostileText
  const value = fc.oneof({ weight: 5, arbitrary: hostileText }, { weight: 1, arbitrary: hostileFile })
  return fc
    .record({
      spoil: fc.array(fc.tuple(name, value), times),
      drop: seldom(name),
      keep: fc.boolean(),
    })
    .map(({ spoil, drop, keep }) => {
      const replaced = new Set(spoil.map(([field]) => field))
      const base = form.fields.filter(([field]) => field !== drop && (keep || !replaced.has(field)))
      return [...spoil, ...base]
    })
}

const urlencoded = 'application/x-www-form-urlencoded'
const oddBody = fc.tuple(
  fc.constantFrom(
    urlencoded,
    `${urlencoded}; charset=utf-16`,
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/json',
    'text/plain',
    'application/xml',
    '',
  ),
  fc.oneof(
    fc.constantFrom(
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n',
      '--x--',
      '{',
      '[',
      'null',
      '"a"',
      '1',
      '%',
      '&&==&',
      'a=%ff%fe',
      `${'['.repeat(20_000)}`,
      `{"a":${'{"b":'.repeat(3_000)}1${'}'.repeat(3_001)}`,
    ),
    hostileText.map((text) => text.toWellFormed()),
    hostileJson.map((value) => JSON.stringify(value)),
  ),
)

const queryNames = [
  'q',
  'page',
  'after',
  'before',
  'state',
  'type',
  'level',
  'edition',
  'category',
  'told',
  'next',
  'as',
  'with',
  'record',
  'by',
  'lang',
  '__proto__',
] as const
const oddQuery = fc.oneof(
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...queryNames), hostileText), hostileText), times)
    .map(
      (pairs) =>
        `?${new URLSearchParams(pairs.map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed().slice(0, 2_000)]))}`,
    ),
  fc.constantFrom(
    '?',
    '?%',
    '?a[]=1&a[b]=2',
    '?=',
    '?page=%00',
    '?state=waiting&state=x',
    '?told=kernel.told_x',
    '?after=a,b',
  ),
)

const headers = fc.constantFrom<Record<string, string>>(
  {},
  {},
  {},
  { cookie: 'zone=%' },
  { cookie: 'zone=%E0%A4%A; zone=x; =; ;;' },
  { cookie: 'haigui.session_token=x.y; __Secure-haigui.session_token=%' },
  { 'accept-language': 'zh;q=a,,;en' },
  { referer: 'http://[' },
  { referer: '/%' },
  { origin: 'null' },
  { 'content-length': 'abc' },
  { 'content-length': '-1' },
  { 'if-modified-since': 'yesterday', range: 'bytes=9-1' },
  { 'user-agent': '' },
)

/** One time in five: most requests must get past the first lock. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

/** The address with one of its parts replaced, or with another query. */
const place = (address: string) =>
  fc
    .record({
      part: seldom(fc.tuple(fc.nat(12), hostileSegment)),
      query: seldom(oddQuery),
    })
    .map(({ part, query }) => {
      const [path = '', search] = address.split('?')
      const pieces = path.split('/')
      if (part && pieces.length > 2) pieces[2 + (part[0] % (pieces.length - 2))] = part[1]
      return pieces.join('/') + (query ?? (search === undefined ? '' : `?${search}`))
    })

const bodyOf = ({
  method,
  route,
  form,
}: Ask): fc.Arbitrary<{ body: BodyInit | null; type: string | null }> => {
  if (['GET', 'HEAD', 'DELETE'].includes(method)) return fc.constant({ body: null, type: null })
  const odd = oddBody.map(([type, body]) => ({ body, type }))
  if (route.kind === 'api') {
    const sample = sampleOf(z.toJSONSchema(route.input, { unrepresentable: 'any', io: 'input' }))
    const json = fc.tuple(hostileJson, fc.array(fc.nat(20), { maxLength: 4 })).map(([value, steps]) => ({
      body: JSON.stringify(spoiled(sample, value, steps)),
      type: 'application/json',
    }))
    return fc.oneof({ weight: 4, arbitrary: json }, { weight: 1, arbitrary: odd })
  }
  const sent = anyFields(form ?? emptyForm).map((fields) => {
    if (!fields.some(([, value]) => value instanceof File) && !form?.multipart)
      return {
        body: new URLSearchParams(
          fields.map(([name, value]) => [name.toWellFormed(), String(value).toWellFormed()]),
        ),
        type: null,
      }
    const data = new FormData()
    for (const [name, value] of fields) data.append(name, value)
    return { body: data, type: null }
  })
  return fc.oneof({ weight: 5, arbitrary: sent }, { weight: 1, arbitrary: odd })
}

const anyRequest = fc.nat(asks.length - 1).chain((index) => {
  const ask = asks[index]
  if (!ask) throw new Error('the index is one of the list')
  return fc.record({
    door: fc.constant(`${ask.method} ${ask.route.path}`),
    method: fc.constant(ask.method),
    address: place(ask.address),
    actor: fc.oneof(fc.nat(actors.length - 1), fc.constant(1)),
    sent: bodyOf(ask),
    headers,
    chinese: fc.boolean(),
  })
})

test('every door of the house has a real address to try', () => {
  const unknown = [...found].filter(([, places]) => places.length === 0).map(([route]) => route.path)
  expect(unknown).toEqual([])
})

test(`whatever is sent to whichever door, the answer is never the house’s own failure (seed ${seed})`, async () => {
  let asked = 0
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(anyRequest, async ({ method, address, actor, sent, headers, chinese }) => {
      const at = chinese ? address.replace(/^\/en(?=\/|$|\?)/, '/zh') : address
      const answer = await house.app.request(at, {
        method,
        body: sent.body,
        headers: {
          ...as(actors[actor] ?? visitor),
          ...headers,
          ...(sent.type === null ? {} : { 'content-type': sent.type }),
        },
      })
      asked += 1
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (address.includes('/live')) await answer.body?.cancel()
      else await answer.arrayBuffer()
      const broken = house.broken.splice(0)
      expect({ status: answer.status < 500 ? 'answered' : answer.status, broken }).toEqual({
        status: 'answered',
        broken: [],
      })
    }),
    {
      seed,
      numRuns: 100_000,
      interruptAfterTimeLimit: seconds * 1_000,
      skipAllAfterTimeLimit: (seconds + 15) * 1000,
      markInterruptAsFailure: false,
    },
  )
  const tally = [...statuses].sort().map(([status, count]) => `${count} × ${status}`)
  console.info(
    `fuzz: seed ${seed}, ${asked} requests to ${asks.length} places of ${found.size} doors: ${tally.join(', ')}`,
  )
  expect(asked).toBeGreaterThan(300)
})
