import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokerage, bruteForce, smallProblem } from '../fixtures.ts'
import { problemOf } from '../formats/instance.ts'
import { type Answer, faultsOf, type Options, type Problem, sentence, sentences, solve } from '../index.ts'

const ask = (problem: Problem, more: Partial<Options> = {}): Promise<Answer> =>
  solve(problem, { mode: 'all', seed: 1, budget: { steps: 20_000 }, fairness: 2, threads: 1, ...more })

const day = problemOf(
  brokerage('day', 3, {
    hosts: 12,
    guests: 14,
    slots: 8,
    meetings: 64,
    use: 0.9,
    sessions: 0.3,
    precedes: 0.1,
  }),
)

describe('mode all beside every plan there is', () => {
  it('finds the same fewest breaks, and no plan where there is none', async () => {
    let plans = 0
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 2 }),
        async (seed, fairness) => {
          const problem = smallProblem(seed)
          const best = bruteForce(problem, fairness)
          const answer = await ask(problem, { fairness, seed })
          expect(answer.status).toBe(best === null ? 'infeasible' : 'optimal')
          if (best === null) {
            expect(answer.because.length).toBeGreaterThan(0)
            for (const { code } of answer.because) expect(sentences[code]).toBeDefined()
            return
          }
          plans += 1
          expect(answer.worth?.breaks).toBe(best)
          expect(answer.bound).toBe(best)
          expect(answer.plan && faultsOf(problem, answer.plan, { all: true, fairness })).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
    expect(plans).toBeGreaterThan(50)
  })
})

describe('a day of a brokerage event', () => {
  it('is solved to the proved best, the same for the same seed and steps', async () => {
    const first = await ask(day)
    const again = await ask(day)
    expect(first.status).toBe('optimal')
    expect(first.plan && faultsOf(day, first.plan, { all: true, fairness: 2 })).toEqual([])
    expect(again.plan).toEqual(first.plan)
    expect(again.steps).toBe(first.steps)
  })

  it('keeps what is pinned', async () => {
    const first = await ask(day)
    const { plan } = first
    if (!plan) throw new Error('no plan')
    const pinned = Uint8Array.from(day.wishes, (_wish, index) => (index % 5 === 0 ? 1 : 0))
    const next = await ask(day, { seed: 9, start: { ...plan, pinned } })
    expect(next.worth?.breaks).toBe(first.worth?.breaks)
    pinned.forEach((pin, wish) => {
      if (!pin) return
      expect(next.plan?.slotOf[wish]).toBe(plan.slotOf[wish])
      expect(next.plan?.tableOf[wish]).toBe(plan.tableOf[wish])
    })
  })

  it('says nothing that is not proved when it has no time', async () => {
    const answer = await ask(day, { budget: { steps: 0 } })
    expect(answer.status).toBe('unknown')
    expect(answer.plan).toBeNull()
  })

  it.each([7, 13])(
    'is called the best just when the bound meets it, however early it ends: day %i',
    async (seed) => {
      const shape = { hosts: 12, guests: 14, slots: 8, meetings: 64, use: 0.9 }
      const stiff = problemOf(brokerage('day', seed, { ...shape, sessions: 0.3, precedes: 0.1, fixed: 0.2 }))
      for (const steps of [1, 150, 300, 450, 600]) {
        const { status, worth, bound } = await ask(stiff, { budget: { steps } })
        expect(status).toBe(worth?.breaks === bound ? 'optimal' : 'feasible')
      }
    },
  )

  it('stops when it is told to, with what it has', async () => {
    const stop = new AbortController()
    stop.abort()
    const answer = await ask(day, { signal: stop.signal, budget: { ms: 60_000 } })
    expect(['unknown', 'feasible']).toContain(answer.status)
  })

  it('is told in threads too', async () => {
    const hard = problemOf(
      brokerage('hard', 11, { hosts: 20, guests: 24, slots: 10, meetings: 165, use: 0.95, precedes: 0.1 }),
    )
    const bounds: (number | null)[] = []
    const stop = new AbortController()
    const answer = await ask(hard, {
      threads: 2,
      // Long enough for the slowest machine: it ends when a plan and a bound have been told.
      budget: { ms: 50_000 },
      signal: stop.signal,
      progress: ({ worth, bound }) => {
        bounds.push(bound)
        if (worth && bound !== null) stop.abort()
      },
    })
    expect(bounds.length).toBeGreaterThan(0)
    expect(['optimal', 'feasible']).toContain(answer.status)
    expect(answer.plan && faultsOf(hard, answer.plan, { all: true, fairness: 2 })).toEqual([])
    expect(answer.bound ?? 0).toBeLessThanOrEqual(answer.worth?.breaks ?? -1)
  })
})

describe('why there is no plan', () => {
  const base = smallProblem(1)
  const wish = (a: number, b: number, more = {}) => ({ a, b, weight: 1, must: true, ...more })
  const people = (count: number, slots: number, more: Partial<Problem>): Problem => ({
    ...base,
    people: count,
    slots,
    free: new Uint8Array(count * slots).fill(1),
    tables: [{ kind: 0 }, { kind: 0 }, { kind: 0 }],
    precedes: [],
    wishes: [],
    ...more,
  })
  const cases: [string, Problem, string][] = [
    [
      'more meetings than slots',
      people(4, 2, { wishes: [wish(0, 1), wish(0, 2), wish(0, 3)] }),
      'Person 1 has 3 meetings that can only be in 2 slots, with 1 at a time.',
    ],
    [
      'more meetings in the morning than the morning has slots',
      people(4, 4, { wishes: [1, 2, 3].map((other) => wish(0, other, { within: [0, 1] })) }),
      'Person 1 has 3 meetings that can only be in 2 slots, with 1 at a time.',
    ],
    [
      'more meetings than tables',
      people(6, 1, { tables: [{ kind: 0 }], wishes: [wish(0, 1), wish(2, 3)] }),
      '2 meetings can only be in 1 slots, which have 1 tables in all that would do.',
    ],
    [
      'two fixed together',
      people(3, 2, { wishes: [wish(0, 1, { fixed: 1 }), wish(0, 2, { fixed: 1 })] }),
      'Person 1 has meetings 1 and 2 fixed in the same slot, 2.',
    ],
    [
      'a circle of order',
      people(4, 3, {
        wishes: [wish(0, 1), wish(2, 3)],
        precedes: [
          [0, 1],
          [1, 0],
        ],
      }),
      'Meeting 1 has to come before itself: 2 rules of order make a circle.',
    ],
    [
      'a chain longer than the day',
      people(6, 2, {
        wishes: [wish(0, 1), wish(2, 3), wish(4, 5)],
        precedes: [
          [0, 1],
          [1, 2],
        ],
      }),
      'No slot is left for meeting 2.',
    ],
    [
      'fixed when somebody is away',
      people(2, 2, { free: Uint8Array.from([1, 0, 1, 1]), wishes: [wish(0, 1, { fixed: 1 })] }),
      'Meeting 1 is fixed in slot 2, when person 1 cannot meet.',
    ],
    [
      'three who all have to meet in two slots',
      people(3, 2, { wishes: [wish(0, 1), wish(1, 2), wish(0, 2)] }),
      'A complete search found no plan',
    ],
    [
      'breaks that nobody else can have',
      people(4, 5, { wishes: [wish(0, 1, { fixed: 0 }), wish(0, 2, { fixed: 2 })] }),
      'Person 1 has at least 1 breaks',
    ],
  ]
  it.each([
    ['two pins at one table', { tables: [{ kind: 0 }, { kind: 0 }] }, [0, 0]],
    ['a pin at a closed table', { tables: [{ kind: 0 }, { kind: 0, closed: [0] }] }, [0, 1]],
  ])('%s', async (_name, more, tableOf) => {
    const problem = people(4, 1, { wishes: [wish(0, 1), wish(2, 3)], ...more })
    const start = {
      slotOf: Int32Array.of(0, 0),
      tableOf: Int32Array.from(tableOf),
      pinned: Uint8Array.of(1, 1),
    }
    const answer = await ask(problem, { start })
    expect(answer.status).toBe('infeasible')
    expect(answer.because.map((reason) => sentence(reason, 'en')).at(-1)).toMatch(
      /^Meeting 2 is pinned to table/,
    )
  })

  it("names the few who are in each other's way among many who are not", async () => {
    // Three who all have to meet in the two slots of the morning, beside six who have all day.
    const morning = { within: [0, 1] }
    const wishes = [
      ...[3, 4, 5].flatMap((one) => [6, 7].map((other) => wish(one, other))),
      wish(0, 1, morning),
      wish(1, 2, morning),
      wish(0, 2, morning),
    ]
    const answer = await ask(people(9, 4, { wishes }))
    expect(answer.status).toBe('infeasible')
    expect(answer.because.map((reason) => sentence(reason, 'en'))).toEqual([
      'Between 3 people alone there are 3 meetings that cannot all be placed, whatever the others do:',
      ...[1, 2, 3].map((person) => `Person ${person} is one of them, with 2 of these meetings.`),
      expect.stringContaining('A complete search found no plan'),
    ])
  })

  it('moves who needs the table that a pin has taken, and says so when nothing else is left', async () => {
    const tables = [{ kind: 1 }, { kind: 0 }]
    const wishes = [wish(0, 1), wish(2, 3, { kinds: [1] })]
    const start = {
      slotOf: Int32Array.of(0, 0),
      tableOf: Int32Array.of(0, -1),
      pinned: Uint8Array.of(1, 0),
    }
    const free = await ask(people(4, 2, { tables, wishes }), { start })
    expect(free.status).toBe('optimal')
    expect([...(free.plan?.slotOf ?? [])]).toEqual([0, 1])
    const full = await ask(people(4, 1, { tables, wishes }), { start })
    expect(full.status).toBe('infeasible')
  })

  it('tells no step that the end does not need', async () => {
    const wishes = [wish(0, 1), wish(0, 2), wish(0, 3)]
    const { because } = await ask(people(4, 2, { wishes, precedes: [[0, 2]] }))
    expect(because.map((reason) => sentence(reason, 'en'))).toEqual([
      'Person 1 has 3 meetings that can only be in 2 slots, with 1 at a time.',
    ])
  })

  it.each(cases)('%s', async (name, problem, words) => {
    const answer = await ask(problem, { fairness: name.startsWith('breaks') ? 0 : 2 })
    expect(answer.status).toBe('infeasible')
    const said = answer.because.map((reason) => sentence(reason, 'en'))
    expect(said.at(-1)).toContain(words)
    expect(answer.because.map((reason) => sentence(reason, 'zh')).join('')).not.toContain('{')
  })
})
