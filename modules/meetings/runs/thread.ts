// A thread of its own for one search: the process that serves pages keeps its event loop.
import { parentPort, workerData } from 'node:worker_threads'
import { solve } from '../../../solver/timetable/index.ts'
import type { Options, Problem } from '../../../solver/timetable/problem.ts'

/** What the thread is started with. */
export type Search = {
  problem: Problem
  options: Pick<Options, 'mode' | 'seed' | 'budget' | 'start' | 'threads'>
}

const { problem, options } = workerData as Search // given by search.ts, which starts nothing else here
const answer = await solve(problem, {
  ...options,
  progress: (progress) => parentPort?.postMessage({ progress }),
})
parentPort?.postMessage({ answer })
