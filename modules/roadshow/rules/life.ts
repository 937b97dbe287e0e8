import type { Instant } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Entry, Roadshow, RoadshowState, Segment } from '../model.ts'
import { extended, setTo, started, stopped } from './clock.ts'

/**
 * planned ──start──▶ running ──close──▶ closed ──freeze──▶ revealing ──finish──▶ done
 *
 * There is no way back: what was voted after a closing would not be what the hall was told.
 */
const nextState: Readonly<Record<RoadshowState, RoadshowState | null>> = {
  planned: 'running',
  running: 'closed',
  closed: 'revealing',
  revealing: 'done',
  done: null,
}

export const mayBecome = (from: RoadshowState, to: RoadshowState): boolean => nextState[from] === to

function become(roadshow: Roadshow, state: RoadshowState, at: Instant): Roadshow {
  if (!mayBecome(roadshow.state, state)) throw errors.notNow(roadshow.state)
  return { ...roadshow, state, stateAt: at, changedAt: at }
}

/** The hall is open: the first entry is called by the host. Refuses an empty order. */
export function opened(roadshow: Roadshow, entries: readonly Entry[], at: Instant): Roadshow {
  if (entries.length === 0) throw errors.entriesNone()
  return { ...become(roadshow, 'running', at), clock: setTo(roadshow, 'pitch') }
}

const running = (roadshow: Roadshow): Roadshow => {
  if (roadshow.state !== 'running') throw errors.notRunning()
  return roadshow
}

/** Calls an entry on; the clock stands at its whole time until the speaker begins. */
export function calledOn(roadshow: Roadshow, entry: Entry, at: Instant): Roadshow {
  return { ...running(roadshow), entryId: entry.id, clock: setTo(roadshow, 'pitch'), changedAt: at }
}

export type ClockMove =
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'to'; segment: Segment }
  | { kind: 'extend'; seconds: number }

/** The clock goes on, stands still, goes over to the questions (and runs at once), or has some seconds more or less. */
export function clocked(roadshow: Roadshow, move: ClockMove, at: Instant): Roadshow {
  const { clock } = running(roadshow)
  if (roadshow.entryId === null) throw errors.nobodyOn()
  const moved = {
    start: () => started(clock, at),
    stop: () => stopped(clock, at),
    to: () => (move.kind === 'to' ? started(setTo(roadshow, move.segment), at) : clock),
    extend: () => (move.kind === 'extend' ? extended(clock, move.seconds, at) : clock),
  }[move.kind]()
  return { ...roadshow, clock: moved, changedAt: at }
}

/** No vote counts from here on, and nobody is on any more. */
export function closed(roadshow: Roadshow, at: Instant): Roadshow {
  return { ...become(roadshow, 'closed', at), entryId: null, clock: stopped(roadshow.clock, at) }
}

/** The result stands and is not changed any more; none of it is told yet. */
export function frozen(roadshow: Roadshow, steps: number, at: Instant): Roadshow {
  return { ...become(roadshow, 'revealing', at), steps, revealed: 0 }
}

/** Tells the next step. Sending it twice is told by `step`, the number it should become. */
export function revealedTo(roadshow: Roadshow, step: number, at: Instant): Roadshow {
  if (roadshow.state !== 'revealing') throw errors.notNow(roadshow.state)
  // Pressed twice, or by two: it is told already.
  if (step <= roadshow.revealed) return roadshow
  if (step !== roadshow.revealed + 1 || step > roadshow.steps) throw errors.notNow('revealed')
  return { ...roadshow, revealed: step, changedAt: at }
}

/** Everything is told. */
export function finished(roadshow: Roadshow, at: Instant): Roadshow {
  if (roadshow.state === 'revealing' && roadshow.revealed < roadshow.steps) throw errors.stepsLeft()
  return become(roadshow, 'done', at)
}
