import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { awayAt, plan, problem, wish } from './constraints/fixtures.ts'
import { brokerage } from './fixtures.ts'
import {
  FormatError,
  faultsOf,
  type Options,
  type Plan,
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

describe('what is wrong with a plan is told, rule by rule', () => {
  const both = [wish(0, 1), wish(0, 2)]
  const apart = [wish(0, 1), wish(2, 3)]
  const away = (person: number) => problem({ ...three, free: awayAt(4, 3, [[person, 1]]) })
  const hosts = Uint8Array.of(2, 1, 1, 1)
  const most = (limit: number) => problem({ wishes: both, most: Int32Array.of(limit, 9, 9, 9) })
  const ordered = problem({ wishes: apart, precedes: [[0, 1]] })
  const zoned = problem({ wishes: [wish(0, 1, { kinds: [5] })], tables: [{ kind: 4 }, { kind: 5 }] })
  const closed = problem({ wishes: [wish(0, 1)], tables: [{ kind: 0, closed: [1] }, { kind: 0 }] })
  const morning = problem({ wishes: [wish(0, 1, { within: [0, 2] })] })
  const fixed = problem({ wishes: [wish(0, 1, { fixed: 1 })] })
  const long = { people: 3, slots: 5, wishes: [wish(0, 1), wish(0, 1), wish(0, 2)] }
  const cases: [string, Problem, Plan, string[], { all?: boolean; fairness?: number }?][] = [
    ['nothing', problem(three), plan([0, 0], [0, 1]), []],
    ['a wish left out', problem(three), plan([0, 0], null), []],
    ['a wish left out of all', problem(three), plan([0, 0], null), ['broken.left'], { all: true }],
    ['all of all', problem(three), plan([0, 0], [2, 0]), [], { all: true }],
    ['slots of other wishes', problem({ wishes: both }), plan([0, 0]), ['broken.size']],
    [
      'slots of more wishes',
      problem({ wishes: [wish(0, 1)] }),
      { ...plan([0, 0]), slotOf: Int32Array.of(0, 1) },
      ['broken.size'],
    ],
    [
      'tables of other wishes',
      problem({ wishes: [wish(0, 1)] }),
      { ...plan([0, 0]), tableOf: Int32Array.of(0, 1) },
      ['broken.size'],
    ],
    ['a slot after the last', problem(three), plan([3, 0], [0, 0]), ['broken.place']],
    ['a slot before the first', problem(three), plan([-2, 0], null), ['broken.place']],
    ['a table that is none', problem(three), plan([0, 2], null), ['broken.place']],
    ['a slot without a table', problem(three), plan([0, -1], null), ['broken.place']],
    ['a table without a slot', problem(three), plan([-1, 0], null), ['broken.place']],
    [
      'half a slot',
      problem({ wishes: [wish(0, 1)] }),
      { slotOf: [0.5], tableOf: [0] } as unknown as Plan,
      ['broken.place'],
    ],
    ['in its session', morning, plan([2, 0]), []],
    ['outside its session', morning, plan([1, 0]), ['broken.within']],
    ['before its fixed slot', fixed, plan([0, 0]), ['broken.fixed']],
    ['after its fixed slot', fixed, plan([2, 0]), ['broken.fixed']],
    ['in its fixed slot', fixed, plan([1, 0]), []],
    ['the first is away', away(0), plan([1, 0], null), ['broken.free']],
    ['the second is away', away(1), plan([1, 0], null), ['broken.free']],
    ['somebody else is away', away(3), plan([1, 0], null), []],
    ['a table of another kind', zoned, plan([0, 0]), ['broken.kind']],
    ['a table of its kind', zoned, plan([0, 1]), []],
    ['a closed table', closed, plan([1, 0]), ['broken.closed']],
    ['a table closed later', closed, plan([0, 0]), []],
    ['one table for two', problem(three), plan([1, 1], [1, 1]), ['broken.table']],
    ['one table, one slot later', problem(three), plan([1, 1], [2, 1]), []],
    ['the first of each in two at once', problem({ wishes: both }), plan([1, 0], [1, 1]), ['broken.person']],
    [
      'the second of each in two at once',
      problem({ wishes: [wish(1, 0), wish(2, 0)] }),
      plan([2, 0], [2, 1]),
      ['broken.person'],
    ],
    ['two delegates', problem({ wishes: both, delegates: hosts }), plan([1, 0], [1, 1]), []],
    [
      'two delegates in three at once',
      problem({
        wishes: [...both, wish(3, 0)],
        delegates: hosts,
        tables: [{ kind: 0 }, { kind: 0 }, { kind: 0 }],
      }),
      plan([1, 0], [1, 1], [1, 2]),
      ['broken.person'],
    ],
    ['as many as the limit', most(2), plan([0, 0], [1, 0]), []],
    ['one above the limit', most(1), plan([0, 0], [1, 0]), ['broken.most']],
    ['in order', ordered, plan([0, 0], [1, 0]), []],
    ['together, not in order', ordered, plan([1, 0], [1, 1]), ['broken.order']],
    ['the wrong way round', ordered, plan([2, 0], [1, 0]), ['broken.order']],
    ['only the later one', ordered, plan(null, [0, 0]), []],
    ['only the earlier one', ordered, plan([1, 0], null), []],
    ['as far apart as is fair', problem(long), plan([0, 0], [1, 0], [3, 0]), [], { fairness: 1 }],
    [
      'further apart than is fair',
      problem(long),
      plan([0, 0], [2, 0], [4, 0]),
      ['broken.fairness'],
      { fairness: 1 },
    ],
    ['far apart where nobody asks', problem(long), plan([0, 0], [2, 0], [4, 0]), []],
  ]
  it.each(cases)('%s', (_name, asked, given, codes, more) => {
    const faults = faultsOf(asked, given, more)
    expect(faults.map(({ code }) => code)).toEqual(codes)
    for (const fault of faults) expect(sentence(fault, 'en')).toMatch(/^[^{}?]+\.$/)
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
