// Pure, and used in the browser as well: every screen counts down by itself between two messages.
import { type Instant, msBetween, plus } from '#kernel/time'
import type { Clock, Segment, Times } from '../model.ts'

const secondsOf = (times: Times, segment: Segment) =>
  segment === 'pitch' ? times.pitchSeconds : times.questionSeconds

/** Set to the start of a part of the time, standing still. */
export const setTo = (times: Times, segment: Segment): Clock => ({
  segment,
  endsAt: null,
  leftMs: secondsOf(times, segment) * 1000,
})

/** What is left, in milliseconds; below nought it is over. */
export const leftAt = ({ endsAt, leftMs }: Clock, at: Instant): number =>
  endsAt === null ? leftMs : msBetween(at, endsAt)

/** Goes on from where it stood; a running clock stays as it is. */
export const started = (clock: Clock, at: Instant): Clock =>
  clock.endsAt === null ? { ...clock, endsAt: plus(at, { ms: clock.leftMs }) } : clock

/** Stands still at what is left. */
export const stopped = (clock: Clock, at: Instant): Clock => ({
  ...clock,
  endsAt: null,
  // Left running for days, it is over by a day at most: that is a number every table can hold.
  leftMs: Math.max(leftAt(clock, at), -86_400_000),
})

/** So much more, or less, whether it runs or not; nobody is left more than three hours. */
export function extended(clock: Clock, seconds: number, at: Instant): Clock {
  const left = Math.min(leftAt(clock, at) + seconds * 1000, 3 * 3600 * 1000)
  return clock.endsAt === null
    ? { ...clock, leftMs: left }
    : { ...clock, endsAt: plus(at, { ms: left }), leftMs: left }
}

/** `go`: enough time · `soon`: the last minute, or the last quarter of a short part · `last`: ten seconds · `over`. */
export type Signal = 'go' | 'soon' | 'last' | 'over'

/** What the speaker is shown for what is left of `total` milliseconds. */
export function signalOf(leftMs: number, totalMs: number): Signal {
  if (leftMs <= 0) return 'over'
  if (leftMs <= Math.min(10_000, totalMs / 4)) return 'last'
  return leftMs <= Math.min(60_000, totalMs / 4) ? 'soon' : 'go'
}

export const totalMs = (times: Times, segment: Segment): number => secondsOf(times, segment) * 1000

/** `7:00`, and `-0:05` when it is over. Whole seconds are counted until they are gone: 0:01 is shown to the end. */
export function clockText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000)
  const size = Math.abs(seconds)
  const text = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`
  return seconds < 0 ? `-${text}` : text
}
