import { Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'
import type { RoundState } from './model.ts'

/** The round is not in a state in which this can be done. */
export const notInThisState = (state: RoundState) =>
  new Refusal('conflict', `judging.not_when_${state}`, { state })
export const isOver = (dueAt: Instant) => new Refusal('gone', 'judging.is_over', { at: dueAt })
export const alreadyJudge = () => new Refusal('conflict', 'judging.already_judge')
export const panelInUse = () => new Refusal('conflict', 'judging.panel_in_use')
export const judgeHasScored = () => new Refusal('conflict', 'judging.judge_has_scored')
export const chairIsNoJudge = () => new Refusal('invalid', 'judging.chair_is_no_judge')
export const nothingToJudge = () => new Refusal('conflict', 'judging.nothing_to_judge')
/** Titles of those that were asked back, or went on, since they were put into the round. */
export const projectsAway = (projects: string) =>
  new Refusal('conflict', 'judging.projects_away', { projects })
export const nobodyJudges = () => new Refusal('conflict', 'judging.nobody_judges')
/** A project that was neither shortlisted nor shown cannot come into a round. */
export const notForContest = () => new Refusal('conflict', 'judging.not_for_contest')
export const openFirst = () => new Refusal('conflict', 'judging.open_first')
export const isRecused = () => new Refusal('conflict', 'judging.is_recused')
export const isTied = () => new Refusal('conflict', 'judging.is_tied')
export const needsReason = () =>
  new Refusal('invalid', 'judging.needs_reason', {}, [{ path: 'reason', code: 'kernel.field_required' }])
/** Before anything is decided every project that was scored has a decision. */
export const undecided = (count: number) => new Refusal('conflict', 'judging.undecided', { count })
