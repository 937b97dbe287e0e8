import { instanceFields, problemOf, readInstance, sentence, solve } from '#solver/timetable'
import type { TimetableMode } from './mode.ts'

/** Every meeting placed with the fewest breaks: the b2bsp format in, its checker's format out (docs/integrate/timetable.md). */
export const all: TimetableMode = {
  unknown: (value) =>
    Object.keys(Object(value)).filter((name) => !Array.isArray(value) && !instanceFields.includes(name)),
  read(value, { seconds, steps, seed, threads, fairness, signal }) {
    const instance = readInstance(value)
    const problem = problemOf(instance)
    const budget = {
      ...(steps === null ? { ms: (seconds ?? 60) * 1000 } : { steps }),
      ...(steps !== null && seconds !== null && { ms: seconds * 1000 }),
    }
    return {
      name: instance.name,
      run: async () => {
        const answer = await solve(problem, { mode: 'all', seed, budget, fairness, threads, signal })
        return {
          name: instance.name,
          status: answer.status,
          slotOfMeeting: answer.plan === null ? null : Array.from(answer.plan.slotOf, (slot) => slot + 1),
          seconds: Math.round(answer.ms) / 1000,
          breaks: answer.worth?.breaks ?? null,
          bound: answer.bound,
          because: answer.because.map((reason) => ({ ...reason, text: sentence(reason, 'en') })),
        }
      },
    }
  },
}
