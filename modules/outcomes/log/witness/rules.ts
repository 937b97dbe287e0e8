import { type Instant, instant, msBetween, plus } from '#kernel/time'
import { notFailed } from '../../errors.ts'
import type { Delivery } from './store.ts'

/** Minutes until the next try, after the first, second, … fault. When they are used up it has failed. */
export const waits: readonly number[] = [1, 5, 30, 120, 360, 1440]

/** A delivery in the hands of a process that died comes back after this. */
export const leaseMinutes = 5

/** Someone asks for another try of what failed for good; it has all its tries again. */
export function again(delivery: Delivery, at: Instant): Delivery {
  if (delivery.state !== 'failed') throw notFailed()
  return { ...delivery, state: 'queued', attempts: 0, nextTryAt: at }
}

/** The minute of each hour at which a checkpoint is made, when something is new. */
export const checkpointMinute = 7

/** When the next checkpoint can be: hours begin at the same moments in UTC and in every zone that keeps whole hours. */
export function nextCheckpoint(at: Instant): Instant {
  const inHour = (msBetween(instant('1970-01-01T00:00:00Z'), at) / 60_000) % 60
  const wait = (checkpointMinute - Math.floor(inHour) + 60) % 60 || 60
  return plus(at, { minutes: wait - (inHour % 1) })
}

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
