import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Answer, Plan, Progress } from '../../../solver/timetable/problem.ts'
import type { Search, Told } from './thread.ts'

/** The thread's program: beside this file as source, beside the built program (or above its chunks) once it is built. */
function programOf(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = ['thread.ts', 'search-thread.js', '../search-thread.js']
    .map((name) => join(here, name))
    .find(existsSync)
  if (!found) throw new Error('the program of the search thread is missing: build again')
  return found
}

/** One thread per core, and one core left for the pages where there are several. */
export const searchThreads = (): number => Math.max(1, Math.min(8, availableParallelism() - 1))

type Ears = {
  signal: AbortSignal
  progress(so: Progress): void
  /** After each leg but the last: the plan so far, and how long was searched for it. */
  reached(plan: Plan, ms: number): void
}

/** Searches in a thread of its own; resolves with null when it was stopped, rejects when the thread fell over. */
export function search(wanted: Search, { signal, progress, reached }: Ears): Promise<Answer | null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const thread = new Worker(programOf(), { workerData: wanted })
    const done = (answer: Answer | null) => {
      resolve(answer)
      signal.removeEventListener('abort', stop)
      void thread.terminate()
    }
    const stop = () => done(null)
    signal.addEventListener('abort', stop)
    thread.on('message', (told: Told) => {
      if ('progress' in told) progress(told.progress)
      else if ('plan' in told) reached(told.plan, told.ms)
      else done(told.answer)
    })
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`the search thread ended with ${code}`)))
  })
}
