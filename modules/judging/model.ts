import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, Zone } from '#kernel/time'
import type { Field, FrozenPassport, ProjectId, ProjectState } from '#modules/projects'

export type RoundId = Id<'round'>
export const RoundId = idOf('round')
export type PanelId = Id<'panel'>
export const PanelId = idOf('panel')
export type JudgeId = Id<'judge'>
export const JudgeId = idOf('judge')
export type AssignmentId = Id<'assignment'>
export const AssignmentId = idOf('assignment')

export const roundKinds = ['screening', 'regional_final', 'final'] as const
export type RoundKind = (typeof roundKinds)[number]
export const roundStates = ['draft', 'open', 'closed', 'decided'] as const
export type RoundState = (typeof roundStates)[number]

/** What is scored, and how much it counts. `key` stands in the export and under the seal. */
export type Criterion = { key: string; title: Bilingual; about: Bilingual; weight: number }

/** How a judge can be tied to a project. `self`: on its team; `station`: brought by the same station. */
export const tieKinds = [
  'self',
  'institution',
  'organisation',
  'station',
  'funding',
  'panel',
  'declared',
] as const
export type TieKind = (typeof tieKinds)[number]

/** One judging of projects of an edition, with its own criteria; a regional final is a station's. */
export type Round = {
  id: RoundId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  kind: RoundKind
  title: Bilingual
  about: Bilingual
  state: RoundState
  criteria: readonly Criterion[]
  /** Points of each criterion go from 0 to this. */
  scale: number
  blind: boolean
  filesShown: boolean
  /** How many judges review each project. */
  reviewsEach: number
  /** Ties that keep a judge from a project; the others are only told. */
  blocks: readonly TieKind[]
  zone: Zone
  /** Until when judges may score; null leaves it to whoever closes the round. */
  dueAt: Instant | null
  places: number
  waiting: number
  openedAt: Instant | null
  closedAt: Instant | null
  decidedAt: Instant | null
  feedbackReleased: boolean
  createdAt: Instant
}

export type Panel = {
  id: PanelId
  roundId: RoundId
  title: Bilingual
  chairId: Id<'person'> | null
  position: number
}

/** A person who scores in one round. `most` is how many projects they take. */
export type Judge = {
  id: JudgeId
  roundId: RoundId
  panelId: PanelId
  personId: Id<'person'>
  institution: string
  ror: string | null
  organisation: string
  broughtBy: Id<'station'> | null
  fields: readonly Field[]
  languages: readonly string[]
  most: number
  addedAt: Instant
}

export type RoundProject = {
  roundId: RoundId
  projectId: ProjectId
  panelId: PanelId | null
  was: ProjectState
}

export const assignmentStates = ['assigned', 'scored', 'abstained', 'recused'] as const
export type AssignmentState = (typeof assignmentStates)[number]

/** One judge, one project: how far that is. */
export type Assignment = {
  id: AssignmentId
  roundId: RoundId
  projectId: ProjectId
  judgeId: JudgeId
  personId: Id<'person'>
  panelId: PanelId
  state: AssignmentState
  openedAt: Instant | null
  skippedAt: Instant | null
  reason: string
  byHand: boolean
  changedAt: Instant
}

export type Points = Readonly<Record<string, number>>

/** What a judge thinks of a project. Sealed until the round closes. */
export type Score = {
  assignmentId: AssignmentId
  roundId: RoundId
  projectId: ProjectId
  judgeId: JudgeId
  points: Points
  /** Words for the project's people; told only when the organisers release them. */
  feedback: string
  salt: string
  hash: string
  savedAt: Instant
}

export type Conflict = {
  projectId: ProjectId
  judgeId: JudgeId
  kind: TieKind
  told: string
  inferred: boolean
}

/** Declared, because no record shows it: with a project, or with whoever has this ROR id or name. */
export type Tie = {
  id: Id<'judge_tie'>
  personId: Id<'person'>
  kind: 'institution' | 'organisation' | 'funding' | 'panel' | 'declared'
  projectId: ProjectId | null
  ror: string | null
  name: string
  told: string
}

/** Which project it is: what a judge sees before saying that there is no tie. */
export type Card = { title: Bilingual; field: Field | null; country: string | null; institution: string }
/** What a judge reads after that. */
export type JudgedFile = FrozenPassport

export const decisions = ['accepted', 'waiting', 'declined'] as const
export type Decision = (typeof decisions)[number]
