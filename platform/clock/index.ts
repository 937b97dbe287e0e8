import { type Duration, type Instant, plus, systemNow } from '#kernel/time'

/** Tells the moment. Use cases are handed one; nobody else asks what time it is. */
export interface Clock {
  now(): Instant
}

/** The machine's own clock. */
export const systemClock: Clock = { now: systemNow }

/** A clock that stands until it is told to move (back, by negative parts): for tests and the demo edition. */
export function fixedClock(at: Instant): Clock & { advance(by: Duration): Instant; set(at: Instant): void } {
  let present = at
  return {
    now: () => present,
    advance: (by) => {
      present = plus(present, by)
      return present
    },
    set: (to) => {
      present = to
    },
  }
}
