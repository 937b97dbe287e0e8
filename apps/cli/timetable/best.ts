import { type Problem, readWeighted, sentence, solve, unknownFields } from '#solver/timetable'
import type { TimetableMode } from './mode.ts'
import { type Relaxed, relaxed } from './relaxed.ts'

/** The relaxation, or null and a note where it is too large for HiGHS: the plan is not lost by that. */
async function relaxedOr(problem: Problem, note: (text: string) => void): Promise<Relaxed | null> {
  try {
    return await relaxed(problem)
  } catch (error) {
    // WebAssembly ends with a RuntimeError, and an array that is too long with a RangeError, when memory is short.
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
    note('the linear relaxation is too large for HiGHS, so that "relaxed" is null')
    return null
  }
}

/** What is worth most: the weighted format in and out (docs/integrate/timetable.md). */
export const best: TimetableMode = {
  unknown: unknownFields,
  read(value, { seconds, steps, seed, bound, signal, note }) {
    const { name, problem, start } = readWeighted(value)
    const budget = {
      ...(steps === null ? { ms: (seconds ?? 60) * 1000 } : { steps }),
      ...(steps !== null && seconds !== null && { ms: seconds * 1000 }),
    }
    return {
      name,
      run: async () => {
        const answer = await solve(problem, {
          mode: 'best',
          seed,
          budget,
          signal,
          ...(start && { start }),
        })
        const from1 = (array: Int32Array | undefined) => Array.from(array ?? [], (at) => at + 1)
        return {
          name,
          status: answer.status,
          slotOfWish: from1(answer.plan?.slotOf),
          tableOfWish: from1(answer.plan?.tableOf),
          worth: answer.worth,
          bound: answer.bound,
          ...(bound && { relaxed: await relaxedOr(problem, note) }),
          unplaced: answer.unplaced.map(({ wish, reasons }) => ({
            wish: wish + 1,
            reasons: reasons.map((reason) => ({ ...reason, text: sentence(reason, 'en') })),
          })),
          steps: answer.steps,
          seconds: Math.round(answer.ms) / 1000,
        }
      },
    }
  },
}
