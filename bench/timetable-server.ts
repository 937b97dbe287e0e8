// Solves one day after another in a thread of its own, as a server's job does: what the bench itself runs for the rival
// (writing its clauses as text) neither warms nor clutters it. Days of our own come first and warm the compiler.
import { parentPort } from 'node:worker_threads'
import { type Answer, type Instance, problemOf, solve } from '../solver/timetable/index.ts'
import { days } from './days.ts'

export type Ask = { instance: Instance; ms: number }
/** With the seconds of processor time it took. */
export type Told = { answer: Answer; seconds: number }

const answerTo = ({ instance, ms }: Ask) =>
  solve(problemOf(instance), { mode: 'all', seed: 1, budget: { ms }, fairness: 2 })

for (const day of days().filter(({ name }) => /^(small|brief)\./.test(name)))
  await answerTo({ instance: day, ms: 1500 })

parentPort?.on('message', async (ask: Ask) => {
  const before = process.threadCpuUsage()
  const answer = await answerTo(ask)
  const { user, system } = process.threadCpuUsage(before)
  const told: Told = { answer, seconds: Math.max((user + system) / 1e6, 0.001) }
  parentPort?.postMessage(told)
})
