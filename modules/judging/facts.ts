import type { Fact } from '#kernel/command'
import type { RoundId } from './model.ts'

/** What every fact of this module carries: ids only. */
export type RoundFact = { roundId: string }

const told =
  (name: string) =>
  (roundId: RoundId): Fact<RoundFact> => ({ name: `judging.${name}`, payload: { roundId } })

/** Judges can begin. */
export const opened = told('opened')
/** Scores are revealed to whoever runs the round. */
export const closed = told('closed')
/** Decisions are made; each project's people are told. */
export const decided = told('decided')

/** Somebody was asked to judge. */
export const judgeAdded = (judgeId: string, roundId: RoundId): Fact<RoundFact & { judgeId: string }> => ({
  name: 'judging.judge_added',
  payload: { judgeId, roundId },
})
