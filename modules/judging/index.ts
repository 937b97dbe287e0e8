/** Judging: rounds of an edition, their panels, who reviews what, sealed scores, and what came of them. */

/** Gives judges to projects by ties, field, language and load, or one by hand; takes judges off. Refuses blocking ties. */
export { assignByHand, assignJudges, declareTie, recuse, unassign } from './assign/commands.ts'
/** What goes of judging when a person is erased. */
export { eraseJudging } from './erase.ts'
/** For the export of a person's own data. */
export { ownJudging } from './export.ts'
/** What every fact of this module carries: ids only. */
export type { RoundFact } from './facts.ts'
/** The nouns. */
export {
  type Assignment,
  AssignmentId,
  type Criterion,
  type Decision,
  type Judge,
  JudgeId,
  type Panel,
  PanelId,
  type Points,
  type Round,
  RoundId,
  type RoundKind,
  type RoundState,
  type Score,
} from './model.ts'
/** Rounds the reader may look at; one of them with projects, panels, judges and assignments, never a score. */
export { listRounds, readCandidates, readRound } from './queries.ts'
/** Decides about single projects, and then tells every project's people; whoever is not taken leaves the contest. */
export { decideByHand, decideRound } from './result/commands.ts'
/** A closed round as a table of seals, scores and places, and its check from that table alone. */
export { exportRound, type RoundFault, type Verified, verifyRound } from './result/export.ts'
/** The ranking of a closed round with its scores; what a project's people were told. */
export { readOwnResults, readResult } from './result/queries.ts'
/** Scores that count, none before the round closed; and their ranking, raw and adjusted, computed anew each time. */
export { countingScores, rankingOf as roundRanking } from './result/ranking.ts'
/**
 * A judge's own: opens a file after the question about ties, seals a score (every criterion, 0 to the round's scale), steps
 * back. Each refuses when the round is not open (`judging.not_when_…`) or over; a score also before the file was opened
 * (`judging.open_first`).
 */
export { abstain, openFile, saveScore, stepBack } from './review/commands.ts'
/** What was decided about a project in a round. */
export type { RoundDecision } from './rules/decide.ts'
/** Rounds with criteria, panels, judges and projects; set up in the draft. */
export {
  addJudge,
  changeRound,
  changeTimes,
  createRound,
  putProjects,
  savePanel,
} from './setup/commands.ts'
/** Opens a round to its judges, and closes it, which reveals the scores to whoever runs it. */
export { closeRound, openRound } from './setup/move.ts'
/** Steps for a later module's transaction, within the reader's reach. */
export { assignmentsOf } from './store/assignments.ts'
/** What was decided in a round, in one fixed order. */
export { decisionsOf } from './store/decisions.ts'
/** Judges of a round, its panels, and its projects in one fixed order. */
export { judgesOf } from './store/judges.ts'
/** The same projects as they are shown, and as entries of the round. */
export { cardsOf, type Entry as RoundEntry, entriesOf as roundProjectsOf } from './store/projects.ts'
/** One round by id, all of an edition, and a round's panels. */
export { find as findRound, list as roundsOf, panelsOf } from './store/rounds.ts'
/** Scores of a round: one's own while it is open, every one once it closed. */
export { scoresOf } from './store/scores.ts'
/** Who put money into a project, as the ledger has it: judges from there are tied to its team from then on. */
export { recordFunder } from './store/ties.ts'
