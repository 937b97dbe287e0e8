import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '#modules/projects'

export type RoadshowId = Id<'roadshow'>
export const RoadshowId = idOf('roadshow')
export type EntryId = Id<'roadshow_entry'>
export const EntryId = idOf('roadshow_entry')
export type QuestionId = Id<'roadshow_question'>
export const QuestionId = idOf('roadshow_question')

export const roadshowStates = ['planned', 'running', 'closed', 'revealing', 'done'] as const
/**
 * planned: the order is made · running: pitches, questions, votes · closed: no vote counts any more ·
 * revealing: the result is frozen and told step by step · done: everything of it is told.
 */
export type RoadshowState = (typeof roadshowStates)[number]

export type Segment = 'pitch' | 'questions'

/** Which part of the time runs. `endsAt` while it runs; while it stands still, `leftMs` is left (below nought: over). */
export type Clock = { segment: Segment; endsAt: Instant | null; leftMs: number }

/** How long each entry has, in seconds; no questions where it is 0. */
export type Times = { pitchSeconds: number; questionSeconds: number }

export type Roadshow = Times & {
  id: RoadshowId
  eventId: Id<'event'>
  stationId: Id<'station'> | null
  roundId: Id<'round'> | null
  /** Ranked by the round's model, which takes harsh and mild judges apart, and not by the plain mean. */
  adjusted: boolean
  title: Bilingual
  startsAt: Instant
  state: RoadshowState
  stateAt: Instant
  audienceVotes: boolean
  watch: string | null
  entryId: EntryId | null
  clock: Clock
  /** Steps of the frozen result, and how many of them are told. */
  steps: number
  revealed: number
  changedAt: Instant
}

/** A project in the running order; `position` counts from 1. */
export type Entry = {
  id: EntryId
  roadshowId: RoadshowId
  projectId: ProjectId
  title: Bilingual
  presenter: string
  position: number
  /** When it was last called on. */
  pitchedAt: Instant | null
}

/** How somebody showed who they are. `code` stands on a badge where a neighbour can read it, so it weighs less. */
export type Means = 'account' | 'link' | 'code'

/** Somebody of the hall: checked in at the roadshow's event. */
export type Voter = { personId: Id<'person'>; registrationId: Id<'registration'>; means: Means }

export type Ballot = { personId: Id<'person'>; entryId: EntryId | null; means: Means; at: Instant }

export const questionStates = ['waiting', 'open', 'answered', 'declined'] as const
export type QuestionState = (typeof questionStates)[number]

export type Question = {
  id: QuestionId
  roadshowId: RoadshowId
  entryId: EntryId | null
  body: string
  state: QuestionState
  at: Instant
  support: number
}

/** One line of the frozen result. `step` is when it is told, 1 first; null: never. */
export type Result = {
  entryId: EntryId
  kind: 'place' | 'audience'
  place: number
  votes: number
  score: number | null
  /** Standard error of an adjusted score, where enough scores say it. */
  error: number | null
  step: number | null
}
