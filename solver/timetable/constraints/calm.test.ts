import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dice, smallProblem } from '../fixtures.ts'
import { calmed, compare, faultsOf, measure, moreWorth, type Plan, type Problem, solve } from '../index.ts'

/** Some plan that breaks no rule, by chance. */
function planOf(problem: Problem, seed: number): Plan {
  const { below } = dice(seed)
  const plan = {
    slotOf: new Int32Array(problem.wishes.length).fill(-1),
    tableOf: new Int32Array(problem.wishes.length).fill(-1),
  }
  for (let tries = 0; tries < 60; tries += 1) {
    const wish = below(problem.wishes.length)
    if ((plan.slotOf[wish] ?? -1) >= 0) continue
    plan.slotOf[wish] = below(problem.slots)
    plan.tableOf[wish] = below(problem.tables.length)
    if (faultsOf(problem, plan).length === 0) continue
    plan.slotOf[wish] = -1
    plan.tableOf[wish] = -1
  }
  return plan
}

it('is worth no less, breaks no rule, and moves no more meetings than before', () => {
  let calmer = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      // Orders between meetings are of no use here: no plan with a start has them.
      const problem = { ...smallProblem(seed), precedes: [] }
      const [before, after] = [planOf(problem, seed), planOf(problem, seed + 1)]
      const calm = calmed(problem, before, after)
      expect(faultsOf(problem, calm)).toEqual([])
      const [had, has] = [measure(problem, after), measure(problem, calm)]
      expect(
        moreWorth({ ...has, spread: 0, tableChanges: 0 }, { ...had, spread: 0, tableChanges: 0 }),
      ).toBeGreaterThanOrEqual(0)
      const [moved, less] = [after, calm].map((plan) => compare(problem, before, plan).moved.length)
      expect(less).toBeLessThanOrEqual(moved ?? 0)
      if ((less ?? 0) < (moved ?? 0)) calmer += 1
    }),
    { numRuns: 2000 },
  )
  expect(calmer).toBeGreaterThan(300)
})

it('leaves a plan as it was where a search came to another that is worth no more', async () => {
  const { next, below } = dice(5)
  const pairs = new Set(Array.from({ length: 300 }, () => below(30) * 30 + below(30)))
  const problem: Problem = {
    people: 60,
    slots: 10,
    free: Uint8Array.from({ length: 600 }, () => (next() < 0.9 ? 1 : 0)),
    tables: Array.from({ length: 20 }, () => ({ kind: 0 })),
    wishes: [...pairs].map((pair) => ({
      a: Math.floor(pair / 30),
      b: 30 + (pair % 30),
      weight: 1,
      must: false,
    })),
    precedes: [],
  }
  const first = await solve(problem, { mode: 'best', seed: 1, budget: { steps: 3_000_000 } })
  if (!first.plan) throw new Error('there is always a plan')
  const start = { ...first.plan, pinned: new Uint8Array(problem.wishes.length) }
  const again = await solve(problem, { mode: 'best', seed: 2, budget: { steps: 3_000_000 }, start })
  if (!again.plan) throw new Error('there is always a plan')
  const moved = (plan: Plan) => compare(problem, first.plan ?? plan, plan).moved.length
  expect(again.worth).toMatchObject({ weight: first.worth?.weight, breaks: first.worth?.breaks })
  expect(moved(again.plan)).toBeGreaterThan(50)
  expect(moved(calmed(problem, first.plan, again.plan))).toBe(0)
  // One who can no longer come in a slot is no reason to move everybody else.
  const wish = first.plan.slotOf.findIndex((slot) => slot >= 0)
  const free = problem.free.slice()
  free[(problem.wishes[wish]?.a ?? 0) * problem.slots + (first.plan.slotOf[wish] ?? 0)] = 0
  const later = { ...problem, free }
  const fresh = await solve(later, { mode: 'best', seed: 3, budget: { steps: 3_000_000 } })
  if (!fresh.plan) throw new Error('there is always a plan')
  const calm = calmed(later, first.plan, fresh.plan)
  expect(faultsOf(later, calm)).toEqual([])
  expect(measure(later, calm).breaks).toBeLessThanOrEqual(fresh.worth?.breaks ?? 0)
  expect(moved(calm)).toBeLessThan(moved(fresh.plan))
})
