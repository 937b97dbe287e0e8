import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokerage, smallProblem } from '../../fixtures.ts'
import { problemOf } from '../../formats/instance.ts'
import { faultsOf, measure, type Problem } from '../../index.ts'
import { contradictions } from '../contradictions.ts'
import { floorsOf, outlineOf } from '../floors.ts'
import { modelOf } from '../model.ts'
import { narrow } from '../narrow.ts'
import { seat } from '../seats.ts'
import { knownOf } from '../task.ts'
import { Annealer } from './anneal.ts'
import { Chains } from './chains.ts'

/** What the search is given, or null where the rules show at once that there is no plan. */
function readied(problem: Problem, fairness: number) {
  if (contradictions(problem).length > 0) return null
  const model = modelOf(problem)
  if (narrow(model).because) return null
  return { model, known: knownOf(model, floorsOf(model, outlineOf(model)), fairness) }
}

/** The best plan of a short annealing; every plan it calls its best is checked by the code that makes none. */
function annealed(problem: Problem, fairness: number, seed: number, moves: number): number | null {
  const ready = readied(problem, fairness)
  if (!ready) return null
  const annealer = new Annealer(ready.model, ready.known, fairness, seed)
  if (!annealer.begin()) return null
  annealer.run(moves, 0)
  if (!annealer.best) return null
  const plan = seat(problem, annealer.best)
  if (!plan) throw new Error('slots without tables')
  expect(faultsOf(problem, plan, { all: true, fairness })).toEqual([])
  expect(measure(problem, plan).breaks).toBe(annealer.breaks)
  return annealer.breaks
}

describe('annealing over Kempe chains', () => {
  it('only keeps plans that break no rule: kinds of table, delegates, sessions, order, fairness', () => {
    let plans = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 2 }), (seed, fairness) => {
        if (annealed(smallProblem(seed), fairness, seed, 3000) !== null) plans += 1
      }),
      { numRuns: 300 },
    )
    expect(plans).toBeGreaterThan(40)
  })

  it('takes days of more slots than a mask has bits', () => {
    const long = { hosts: 10, guests: 12, slots: 40, meetings: 110, use: 0.6, forbidden: 0.1 }
    const day = problemOf(brokerage('long', 7, long))
    expect(annealed(day, 2, 1, 200_000)).toBeLessThan(60)
  })

  it('counts by what changes as if it had counted everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = smallProblem(seed)
        const ready = readied(problem, 2)
        if (!ready) return
        const { model, known } = ready
        const board = new Chains(model, known, 2, seed)
        const annealer = new Annealer(model, known, 2, seed)
        if (!annealer.begin() || !annealer.best) return
        board.lay(annealer.best)
        for (let move = 0; move < 40; move += 1) {
          const [meeting, to] = [board.random(model.meetings), board.random(model.slots)]
          if (board.slotOf[meeting] === to) continue
          const before = board.cost
          const more = board.gather(meeting, to)
          if (more === null) continue
          board.swap()
          expect(board.cost).toBe(before + more)
          const counted = [board.breaks, board.excess, board.crowded, board.reversed]
          board.tally()
          expect([board.breaks, board.excess, board.crowded, board.reversed]).toEqual(counted)
        }
      }),
      { numRuns: 300 },
    )
  })
})
