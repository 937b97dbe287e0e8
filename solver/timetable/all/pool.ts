import { Worker } from 'node:worker_threads'
import type { Known } from './encode/index.ts'
import type { Model } from './model.ts'
import type { Found, Task } from './task.ts'

/** Another thread that searches the same problem from another end. */
export type Helper = {
  readonly conflicts: number
  /** Takes what it has found into `found`, and tells it what is there already. */
  share(found: Found): void
  stop(): void
}

/** What a helper tells: its best so far. */
export type Told = Found & { readonly conflicts: number }
/** What a helper is told. */
export type Heard = Pick<Found, 'best' | 'breaks' | 'lower'>

// As sources each file is its own; in the built server the worker is an entry beside the program (vite.config.ts).
const script = () =>
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./timetable-worker.js', import.meta.url)

function helper(task: Task): Helper {
  const worker = new Worker(script(), { workerData: task })
  let [news, conflicts]: [Told | null, number] = [null, 0]
  let said: Heard = { best: null, breaks: Number.POSITIVE_INFINITY, lower: 0 }
  worker.on('message', (told: Told) => {
    news = told
    conflicts = told.conflicts
  })
  // A thread that dies is missed and no more: what it has told stands, and the caller's own search goes on.
  worker.on('error', () => {})
  worker.unref()
  return {
    get conflicts() {
      return conflicts
    },
    share(found) {
      if (news) {
        if (news.best && news.breaks < found.breaks) {
          found.best = news.best
          found.breaks = news.breaks
          // What a helper has found it need not be told.
          said = { ...said, breaks: news.breaks }
        }
        found.lower = Math.max(found.lower, news.lower)
        found.impossible ||= news.impossible
        news = null
      }
      if (found.breaks < said.breaks || found.lower > said.lower) {
        said = { best: found.best, breaks: found.breaks, lower: found.lower }
        worker.postMessage(said)
      }
    },
    stop() {
      void worker.terminate()
    },
  }
}

/** Starts `threads − 1` helpers: the first comes from above, then they take turns, each with its own seed. */
export function helpers(
  task: { model: Model; known: readonly Known[]; fairness: number; seed: number; lower: number },
  threads: number,
): Helper[] {
  return Array.from({ length: threads - 1 }, (_none, index) =>
    helper({ ...task, seed: task.seed + 7919 * (index + 1), side: index % 2 === 0 ? 'above' : 'below' }),
  )
}
