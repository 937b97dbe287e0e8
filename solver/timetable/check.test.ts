import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problem, wish } from './constraints/fixtures.ts'
import { brokerage } from './fixtures.ts'
import {
  FormatError,
  faultsOf,
  type Options,
  type Problem,
  problemOf,
  readInstance,
  ShapeError,
  sentence,
  solve,
} from './index.ts'

const options: Options = { mode: 'all', seed: 1, budget: { steps: 10 } }
const three = { wishes: [wish(0, 1), wish(2, 3)] }
const start = (size: number, slot = -1) => ({
  slotOf: new Int32Array(size).fill(slot),
  tableOf: new Int32Array(size).fill(-1),
  pinned: new Uint8Array(size),
})

describe('a problem that is none is refused before anything runs', () => {
  const cases: [string, Problem, Partial<Options>][] = [
    ['shape.people', { ...problem(), people: -1 }, {}],
    ['shape.slots', problem({ slots: 0 }), {}],
    ['shape.free', problem({ free: new Uint8Array(3) }), {}],
    ['shape.most', problem({ most: new Int32Array(3) }), {}],
    ['shape.delegates', problem({ delegates: new Uint8Array(9) }), {}],
    ['shape.newcomer', problem({ newcomer: new Uint8Array(1) }), {}],
    ['tables.none', problem({ ...three, tables: [] }), {}],
    ['tables.kind', problem({ tables: [{ kind: -2 }] }), {}],
    ['tables.closed', problem({ tables: [{ kind: 0, closed: [3] }] }), {}],
    ['wish.self', problem({ wishes: [wish(1, 1)] }), {}],
    ['wish.person', problem({ wishes: [wish(0, 4)] }), {}],
    ['wish.weight', problem({ wishes: [wish(0, 1, { weight: 1.5 })] }), {}],
    ['wish.slot', problem({ wishes: [wish(0, 1, { fixed: 3 })] }), {}],
    ['wish.slot', problem({ wishes: [wish(0, 1, { within: [-1] })] }), {}],
    ['wish.kind', problem({ wishes: [wish(0, 1, { kinds: [] })] }), {}],
    ['precedes.wish', problem({ ...three, precedes: [[0, 2]] }), {}],
    ['precedes.self', problem({ ...three, precedes: [[1, 1]] }), {}],
    ['options.fairness', problem(), { fairness: -1 }],
    ['options.budget', problem(), { budget: {} }],
    ['options.budget', problem(), { budget: { ms: Number.NaN } }],
    ['options.threads', problem(), { threads: 0 }],
    ['options.seed', problem(), { seed: 0.5 }],
    ['shape.start', problem(three), { start: start(1) }],
    ['shape.start_slot', problem(three), { start: start(2, 7) }],
  ]
  it.each(cases)('%s', async (code, asked, more) => {
    const refused = await solve(asked, { ...options, ...more }).catch((error: unknown) => error)
    if (!(refused instanceof ShapeError)) throw new Error('it was not refused')
    expect(refused.code).toBe(code)
    for (const language of ['en', 'zh'] as const)
      expect(sentence(refused, language)).toMatch(/^[^{}?]+[.。]$/)
  })
})

describe('a line of the b2bsp format', () => {
  const line = brokerage('day', 1, {
    hosts: 3,
    guests: 3,
    slots: 4,
    meetings: 6,
    use: 0.8,
    fixed: 0.2,
    forbidden: 0.05,
  })

  it('is read back as it was written', () => {
    expect(readInstance(JSON.parse(JSON.stringify(line)))).toEqual(line)
    expect(problemOf(line).wishes).toHaveLength(line.meetings.length)
  })

  it.each([
    [{ ...line, name: '' }, '"name"'],
    [{ ...line, participants: -1 }, '"participants"'],
    [{ ...line, slots: 0 }, '"slots"'],
    [{ ...line, meetings: [[1]] }, '"meetings"'],
    [{ ...line, meetings: [[1, 2, 3, 4]] }, '"meetings"'],
    [{ ...line, participants: 1_000_000, slots: 1000 }, '"participants"'],
    [{ ...line, morningSlots: 'two' }, '"morningSlots"'],
    [{ ...line, forbidden: { 1: 3 } }, '"forbidden"'],
    [{ ...line, fixed: { 1: 'two' } }, '"fixed"'],
    [{ ...line, precedes: [[1]] }, '"precedes"'],
    [[1, 2], 'one object'],
  ])('is refused by the name of what is wrong', (value, words) => {
    expect(() => readInstance(value)).toThrow(words)
  })

  it.each([
    [{ ...line, forbidden: { 99: [1] } }, 'person 99'],
    [{ ...line, forbidden: { 1: [9] } }, 'slot 9'],
    [{ ...line, fixed: { 99: 1 } }, 'meeting 99'],
    [{ ...line, fixed: { '01': 1 } }, 'meeting 01'],
    [{ ...line, forbidden: { '1.0': [1] } }, 'person 1.0'],
    [{ ...line, meetings: [[1, 2, 4] as [number, number, number]], fixed: {} }, 'session 4'],
  ])('is refused where a number points nowhere', (value, words) => {
    expect(() => problemOf(value)).toThrow(FormatError)
    expect(() => problemOf(value)).toThrow(words)
  })

  it('may leave out what it does not need, or say null', () => {
    const { name, participants, tables, slots } = line
    const meetings = [
      [1, 2],
      [1, 3, 3],
    ]
    const bare = problemOf(readInstance({ name, participants, tables, slots, meetings }))
    const nothing = { morningSlots: null, forbidden: null, fixed: null, precedes: null }
    expect(problemOf(readInstance({ name, participants, tables, slots, meetings, ...nothing }))).toEqual(bare)
    expect(bare.wishes.map(({ a, b, within }) => [a, b, within])).toEqual([
      [0, 1, undefined],
      [0, 2, undefined],
    ])
  })

  it('is answered or refused with a sentence, whatever one field of it says', async () => {
    let [answered, refused] = [0, 0]
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.integer({ min: -2, max: 9 }),
      fc.array(fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 4 }), { maxLength: 8 }),
      fc.dictionary(
        fc.stringMatching(/^[0-9]{1,2}$/),
        fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 3 }),
      ),
      fc.dictionary(fc.stringMatching(/^[0-9]{1,2}$/), fc.integer({ min: -1, max: 6 })),
    )
    const fields = fc.constantFrom(...Object.keys(line))
    const plain = { mode: 'all', seed: 1, budget: { steps: 500 }, threads: 1 } as const
    await fc.assert(
      fc.asyncProperty(fields, odd, fc.integer({ min: 0, max: 3 }), async (field, value, fairness) => {
        try {
          const problem = problemOf(readInstance({ ...line, [field]: value }))
          const { plan } = await solve(problem, { ...plain, fairness })
          if (plan) expect(faultsOf(problem, plan, { all: true, fairness })).toEqual([])
          answered += 1
        } catch (error) {
          if (error instanceof ShapeError) expect(sentence(error, 'en')).toMatch(/^[^{}?]+\.$/)
          else if (!(error instanceof FormatError)) throw error
          refused += 1
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(answered, refused)).toBeGreaterThan(15)
  })
})
