import { type Instant, instant, plus } from '#kernel/time'
import { minutesIn } from './mend/clock.ts'
import type { Event } from './model.ts'

/** Whole minutes of a duration as the model holds it (H:MM or H:MM:SS). */
export const minutesOf = (duration: string): number => minutesIn(duration, false) ?? 0

/** When an event of a read or mended schedule begins and ends. */
export function timesOf(event: Event): { startsAt: Instant; endsAt: Instant } {
  const startsAt = instant(event.date)
  return { startsAt, endsAt: plus(startsAt, { minutes: minutesOf(event.duration) }) }
}
