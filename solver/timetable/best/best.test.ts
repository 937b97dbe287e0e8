import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { awayAt, plan, problem, wish } from '../constraints/fixtures.ts'
import { boardOf, brokenBy, compare } from '../constraints/index.ts'
import type { Options, Plan, Problem, Start, Wish } from '../problem.ts'
import { sentences } from '../sentences.ts'
import { faultsOf } from '../verify.ts'
import { exhausted } from './brute.fixtures.ts'
import { solveBest } from './index.ts'
import { modelOf } from './model.ts'
import { Proof } from './proof.ts'

const options = (more: Partial<Options> = {}): Options => ({
  mode: 'best',
  seed: 1,
  budget: { steps: 4000 },
  ...more,
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** Small problems with every rule in them. */
const small: fc.Arbitrary<Problem> = fc
  .record({ people: fc.integer({ min: 2, max: 5 }), slots: fc.integer({ min: 1, max: 3 }) })
  .chain(({ people, slots }) => {
    const slot = fc.integer({ min: 0, max: slots - 1 })
    const person = fc.integer({ min: 0, max: people - 1 })
    const wishes = fc.array(
      fc
        .record({
          a: person,
          b: person,
          weight: fc.integer({ min: 0, max: 5 }),
          must: fc.boolean(),
          within: maybe(fc.uniqueArray(slot, { minLength: 1 })),
          fixed: fc.option(slot, { nil: undefined, freq: 8 }),
          kinds: maybe(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1 })),
        })
        .filter(({ a, b }) => a !== b)
        .map(({ a, b, weight, must, ...more }): Wish => {
          const { within, fixed, kinds } = more
          return {
            a,
            b,
            weight,
            must,
            ...(within && { within }),
            ...(fixed !== undefined && { fixed }),
            ...(kinds && { kinds }),
          }
        }),
      { minLength: 1, maxLength: 5 },
    )
    const most = maybe(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: people, maxLength: people }))
    const delegates = maybe(
      fc.array(fc.integer({ min: 1, max: 2 }), { minLength: people, maxLength: people }),
    )
    const newcomer = maybe(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: people, maxLength: people }))
    return wishes.chain((list) =>
      fc
        .record({
          free: fc.array(fc.constantFrom(1, 1, 1, 0), {
            minLength: people * slots,
            maxLength: people * slots,
          }),
          tables: fc.array(
            fc.record({ kind: fc.integer({ min: 0, max: 2 }), closed: fc.constantFrom([], [0]) }),
            { minLength: 1, maxLength: 3 },
          ),
          precedes: fc.array(
            fc
              .tuple(
                fc.integer({ min: 0, max: list.length - 1 }),
                fc.integer({ min: 0, max: list.length - 1 }),
              )
              .filter(([x, y]) => x !== y || list.length === 1),
            { maxLength: list.length > 1 ? 2 : 0 },
          ),
          most,
          delegates,
          newcomer,
        })
        .map(({ free, most: limits, delegates: several, newcomer: fresh, ...rest }) => ({
          people,
          slots,
          wishes: list,
          free: Uint8Array.from(free),
          ...rest,
          ...(limits && { most: Int32Array.from(limits) }),
          ...(several && { delegates: Uint8Array.from(several) }),
          ...(fresh && { newcomer: Uint8Array.from(fresh) }),
        })),
    )
  })

const found = async (asked: Problem, more: Partial<Options> = {}) => {
  const answer = await solveBest(asked, options(more))
  if (!answer.plan || !answer.worth) throw new Error('mode best always has a plan')
  return { ...answer, plan: answer.plan, worth: answer.worth }
}

const startOf = (from: Plan, pinned: Uint8Array, more: Partial<Start> = {}): Start => ({
  ...from,
  pinned,
  ...more,
})

describe('what is proved', () => {
  it('is never less than the best plan there is: musts, and the weight beside as many of them', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 60 }), (asked, rounds) => {
        const best = exhausted(asked)
        const proof = new Proof(modelOf(asked), asked)
        // Towards nothing at all: the musts are bounded by prices, too, however good a plan is known.
        for (let turn = 0; turn < 3; turn += 1) proof.run(rounds, 0, 0)
        expect(proof.musts).toBeGreaterThanOrEqual(best.musts)
        expect(proof.weight(best.musts)).toBeGreaterThanOrEqual(best.weight)
      }),
      { numRuns: 300 },
    )
  })

  it('is all that makes a plan the best one, also where the search had no time', async () => {
    let claimed = 0
    await fc.assert(
      fc.asyncProperty(small, fc.constantFrom(0, 1, 5), async (asked, steps) => {
        const { status, worth, bound } = await found(asked, { budget: { steps } })
        if (status !== 'optimal') return
        claimed += 1
        expect(bound).toBe(worth.weight)
        expect({ musts: worth.musts, weight: worth.weight }).toEqual(exhausted(asked))
      }),
      { numRuns: 300 },
    )
    expect(claimed).toBeGreaterThan(0)
  })

  it('two threes who all want each other in one slot: two meet, prices allow three, and nothing is claimed', async () => {
    const pairs = [0, 3].flatMap((first) => [
      wish(first, first + 1),
      wish(first + 1, first + 2),
      wish(first, first + 2),
    ])
    const asked = problem({ people: 6, slots: 1, wishes: pairs, tables: pairs.map(() => ({ kind: 0 })) })
    const { status, worth, bound } = await found(asked)
    expect([worth.weight, worth.placed]).toEqual([2, 2])
    expect(status).toBe(bound === 2 ? 'optimal' : 'feasible')
  })
})

describe('against every plan there is', () => {
  it('is valid, never above the optimum, its bound never below, and optimal is true', async () => {
    let same = 0
    let all = 0
    await fc.assert(
      fc.asyncProperty(small, async (asked) => {
        const answer = await found(asked)
        const best = exhausted(asked)
        expect(faultsOf(asked, answer.plan)).toEqual([])
        expect(answer.worth.musts).toBeLessThanOrEqual(best.musts)
        if (answer.worth.musts === best.musts) {
          expect(answer.worth.weight).toBeLessThanOrEqual(best.weight)
          expect(answer.bound).toBeGreaterThanOrEqual(best.weight)
        }
        const met = answer.worth.musts === best.musts && answer.worth.weight === best.weight
        if (answer.status === 'optimal') expect(met).toBe(true)
        all += 1
        if (met) same += 1
      }),
      { numRuns: 40 },
    )
    expect(same / all).toBeGreaterThan(0.99)
  })

  it('gives true reasons, in words, for each wish that is left out', async () => {
    await fc.assert(
      fc.asyncProperty(small, async (asked) => {
        const { plan: made, unplaced } = await found(asked, { budget: { steps: 1000 } })
        const left = asked.wishes.flatMap((_, index) => ((made.slotOf[index] ?? -1) < 0 ? [index] : []))
        expect(unplaced.map((each) => each.wish)).toEqual(left)
        const board = boardOf(asked, made)
        for (const { wish: index, reasons } of unplaced) {
          expect(reasons.length).toBeGreaterThan(0)
          for (const { code } of reasons) expect(sentences[code]).toBeDefined()
          // The search leaves no wish out that could simply be put somewhere.
          for (let slot = 0; slot < asked.slots; slot += 1)
            for (let table = 0; table < asked.tables.length; table += 1)
              expect(brokenBy(board, index, slot, table)).not.toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a plan to start from', () => {
  it('keeps its pins, and with gapsOnly moves nobody', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.infiniteStream(fc.boolean()), async (asked, coin) => {
        const first = await found(asked, { budget: { steps: 50 } })
        const pinned = Uint8Array.from(asked.wishes, (_, index) =>
          (first.plan.slotOf[index] ?? -1) >= 0 && coin.next().value ? 1 : 0,
        )
        const kept = await found(asked, { start: startOf(first.plan, pinned), seed: 2 })
        expect(faultsOf(asked, kept.plan)).toEqual([])
        for (const [index, pin] of pinned.entries())
          if (pin) {
            expect(kept.plan.slotOf[index]).toBe(first.plan.slotOf[index])
            expect(kept.plan.tableOf[index]).toBe(first.plan.tableOf[index])
          }
        expect(kept.worth.musts * 100 + kept.worth.weight).toBeGreaterThanOrEqual(
          first.worth.musts * 100 + first.worth.weight,
        )
        const gaps = await found(asked, { start: startOf(first.plan, pinned, { gapsOnly: true }) })
        expect(faultsOf(asked, gaps.plan)).toEqual([])
        const { dropped, moved } = compare(asked, first.plan, gaps.plan)
        expect([dropped, moved]).toEqual([[], []])
      }),
      { numRuns: 40 },
    )
  })

  it('refuses pins that stand against each other', async () => {
    const asked = problem({ wishes: [wish(0, 1), wish(0, 2)] })
    const start = startOf(plan([0, 0], [0, 1]), Uint8Array.of(1, 1))
    await expect(solveBest(asked, options({ start }))).rejects.toMatchObject({ code: 'start.pin' })
  })
})

describe('the order of what counts', () => {
  it('a must before any weight', async () => {
    const asked = problem({
      wishes: [
        wish(0, 1, { weight: 1_000_000, within: [0] }),
        wish(0, 2, { must: true, within: [0], weight: 0 }),
      ],
    })
    expect((await found(asked)).worth).toMatchObject({ musts: 1, weight: 0 })
  })

  it('at the same weight a newcomer’s first meeting before a second of another', async () => {
    const asked = problem({
      tables: [{ kind: 0 }],
      slots: 2,
      wishes: [wish(0, 1), wish(0, 2), wish(0, 3)],
      newcomer: Uint8Array.of(0, 0, 0, 1),
    })
    for (const seed of [1, 2, 3, 4])
      expect((await found(asked, { seed })).worth).toMatchObject({ placed: 2, newcomers: 1 })
  })

  it('few breaks at the same weight, and no change of table that is not needed', async () => {
    const asked = problem({
      people: 7,
      slots: 8,
      free: awayAt(7, 8, [[1, 1]]),
      tables: [{ kind: 0 }, { kind: 0 }, { kind: 0 }],
      wishes: [1, 2, 3, 4].map((b) => wish(0, b)).concat([wish(5, 6)]),
    })
    expect((await found(asked)).worth).toMatchObject({ placed: 5, breaks: 0, tableChanges: 0 })
  })
})

describe('a run', () => {
  const asked = problem({
    people: 12,
    slots: 4,
    free: new Uint8Array(48).fill(1),
    wishes: Array.from({ length: 40 }, (_, i) => wish(i % 6, 6 + ((i * 5) % 6), { weight: 1 + (i % 7) })),
  })

  it('is the same for the same problem, seed and steps', async () => {
    const [one, other] = [await found(asked, { seed: 7 }), await found(asked, { seed: 7 })]
    expect(other.plan).toEqual(one.plan)
    expect([other.bound, other.status, other.steps]).toEqual([one.bound, one.status, one.steps])
  })

  it('stops when it is told to, with a valid plan', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    const answer = await found(asked, { budget: { ms: 60_000 }, signal: stop.signal })
    expect(answer.ms).toBeLessThan(30_000)
    expect(faultsOf(asked, answer.plan)).toEqual([])
  })

  it('tells of its progress', async () => {
    const told: number[] = []
    await found(asked, { progress: ({ worth }) => told.push(worth.weight) })
    expect(told.length).toBeGreaterThan(1)
    expect([...told].sort((x, y) => x - y)).toEqual(told)
  })
})
