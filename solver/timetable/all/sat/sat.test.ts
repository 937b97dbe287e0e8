import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atMost, count } from '../encode/count.ts'
import { begin } from '../encode/sink.ts'
import { Search } from './search.ts'
import { Sat } from './state.ts'

const variables = 9
const lit = fc.integer({ min: 0, max: variables * 2 - 1 })
const clauses = fc.array(fc.array(lit, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 45 })
const groups = fc.array(
  fc.uniqueArray(fc.integer({ min: 0, max: variables - 1 }), { minLength: 2, maxLength: 4 }),
  {
    maxLength: 2,
  },
)

const holds = (model: number, each: number) => ((model >> (each >> 1)) & 1) === (each & 1 ? 0 : 1)
const models = (test: (model: number) => boolean) =>
  Array.from({ length: 1 << variables }, (_none, model) => model).filter(test)
const modelOf = (sat: Sat) =>
  Array.from({ length: variables }, (_none, at) => ((sat.value[at * 2] as number) > 0 ? 1 << at : 0)).reduce(
    (sum, bit) => sum | bit,
    0,
  )

it('answers as trying every model does, with cores that are cores', () => {
  fc.assert(
    fc.property(clauses, groups, fc.uniqueArray(lit, { maxLength: 4 }), (given, exclusive, assumed) => {
      const fits = (model: number, more: readonly number[]) =>
        more.every((each) => holds(model, each)) &&
        given.every((row) => row.some((each) => holds(model, each))) &&
        exclusive.every((row) => row.filter((at) => holds(model, at * 2)).length <= 1)
      const sat = new Sat(7)
      for (let at = 0; at < variables; at += 1) sat.variable()
      for (const row of exclusive) sat.atMostOne(row.map((at) => at * 2))
      for (const row of given) sat.add(row)
      const search = new Search(sat)
      const verdict = search.run(assumed, 1e9)
      expect(verdict).toBe(models((model) => fits(model, assumed)).length > 0 ? 1 : -1)
      if (verdict === 1) expect(fits(modelOf(sat), assumed)).toBe(true)
      else {
        expect(search.core.every((each) => assumed.includes(each))).toBe(true)
        expect(models((model) => fits(model, search.core))).toEqual([])
      }
      expect(search.run([], 1e9)).toBe(models((model) => fits(model, [])).length > 0 ? 1 : -1)
    }),
    { numRuns: 600 },
  )
})

it('proves that seven doves do not fit into six holes, forgetting on the way', () => {
  const sat = new Sat(1)
  const at = Array.from({ length: 8 }, () => Array.from({ length: 7 }, () => sat.variable() * 2))
  for (const row of at) sat.add(row)
  for (let hole = 0; hole < 7; hole += 1)
    for (let dove = 0; dove < 8; dove += 1)
      for (let other = 0; other < dove; other += 1)
        sat.add([(at[dove]?.[hole] ?? 0) ^ 1, (at[other]?.[hole] ?? 0) ^ 1])
  expect(new Search(sat).run([], 1e9)).toBe(-1)
  expect(sat.conflicts).toBeGreaterThan(500)
})

it('counts up, down and at most as counting does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 7 }),
      fc.nat(127),
      (size, most, model) => {
        const told = () => {
          const sat = new Sat(3)
          begin(sat)
          return { sat, lits: Array.from({ length: size }, () => sat.variable() * 2) }
        }
        const set = (lits: readonly number[]) => lits.map((each, at) => ((model >> at) & 1 ? each : each ^ 1))
        const real = set(told().lits).filter((each) => (each & 1) === 0).length
        const limit = told()
        atMost(limit.sat, limit.lits, most)
        expect(new Search(limit.sat).run(set(limit.lits), 1e9)).toBe(real <= most ? 1 : -1)
        const both = told()
        const outputs = count(both.sat, both.lits, most, 'both')
        const search = new Search(both.sat)
        outputs.forEach((each, k) => {
          expect(search.run([...set(both.lits), each], 1e9)).toBe(real >= k + 1 ? 1 : -1)
          expect(search.run([...set(both.lits), each ^ 1], 1e9)).toBe(real >= k + 1 ? -1 : 1)
        })
      },
    ),
  )
})
