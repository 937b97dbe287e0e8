import { readWeighted, sentence, solve } from '#solver/timetable'
import type { TimetableMode } from './mode.ts'
import { relaxed } from './relaxed.ts'

/** What is worth most: the weighted format in and out (docs/integrate/timetable.md). */
export const best: TimetableMode = {
  read(value, { seconds, steps, seed, bound, signal }) {
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
          ...(bound && { relaxed: await relaxed(problem) }),
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
