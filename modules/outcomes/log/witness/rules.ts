import { type Instant, plus } from '#kernel/time'
import type { Delivery } from './store.ts'

/** Minutes until the next try, after the first, second, … fault. When they are used up it has failed. */
export const waits: readonly number[] = [1, 5, 30, 120, 360, 1440]

/** A delivery in the hands of a process that died comes back after this. */
export const leaseMinutes = 5

export function afterTry(
  delivery: Delivery,
  { ok, answer }: { ok: boolean; answer: string },
  at: Instant,
): Delivery {
  const attempts = delivery.attempts + 1
  const kept = { ...delivery, attempts, answer: answer.slice(0, 500) }
  if (ok) return { ...kept, state: 'done', doneAt: at }
  const wait = waits[attempts - 1]
  return wait === undefined
    ? { ...kept, state: 'failed' }
    : { ...kept, state: 'queued', nextTryAt: plus(at, { minutes: wait }) }
}
