import { createHash, randomBytes } from 'node:crypto'
import type { Criterion, Score } from '../model.ts'

/** What is under the seal. */
export type Sealed = Pick<Score, 'roundId' | 'projectId' | 'judgeId' | 'points' | 'feedback'>

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** The hash of the words for the project's people: the export carries it, the words themselves only their people. */
export const feedbackHash = (feedback: string): string => sha256(feedback)

/**
 * The bytes that are sealed (docs/decisions/0013): UTF-8, each line ended by LF, criteria in the round's order.
 *
 *     haigui-score-1
 *     round <id>
 *     project <id>
 *     judge <id>
 *     points <criterion key> <whole number>      one line for each criterion
 *     feedback <SHA-256 of the feedback, hex>
 */
export function canonical(
  score: Omit<Sealed, 'feedback'> & { feedbackHash: string },
  criteria: readonly Pick<Criterion, 'key'>[],
): string {
  return [
    'haigui-score-1',
    `round ${score.roundId}`,
    `project ${score.projectId}`,
    `judge ${score.judgeId}`,
    ...criteria.map(({ key }) => `points ${key} ${score.points[key]}`),
    `feedback ${score.feedbackHash}`,
    '',
  ].join('\n')
}

/** SHA-256, in hex, of the salt's 32 hex digits, LF, and the canonical bytes. */
export const sealWith = (salt: string, bytes: string): string => sha256(`${salt}\n${bytes}`)

/** The hash of a score under its salt. */
export const sealOf = (score: Sealed, criteria: readonly Pick<Criterion, 'key'>[], salt: string): string =>
  sealWith(salt, canonical({ ...score, feedbackHash: feedbackHash(score.feedback) }, criteria))

/** What makes a seal unguessable: few points are possible, so that a bare hash could be tried out. */
export const newSalt = (): string => randomBytes(16).toString('hex')
