import type { Instant } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Ballot, EntryId, Roadshow, Voter } from '../model.ts'

/** Whether the hall may vote at all, and now. */
export function votingProblem({ state, audienceVotes }: Pick<Roadshow, 'state' | 'audienceVotes'>) {
  if (!audienceVotes) return errors.noAudienceVotes()
  if (state === 'planned') return errors.votingNotOpen()
  return state === 'running' ? null : errors.votingClosed()
}

/** An account or a personal link is somebody's own; a ticket's number can be read off a neighbour's badge. */
const isOwn = (means: Ballot['means']) => means !== 'code'

export type Cast =
  | { kind: 'cast'; ballot: Ballot }
  /** Sent again: it stands as it was. */
  | { kind: 'stands' }
  | { kind: 'refused'; refusal: ReturnType<typeof errors.votedAlready> }

/**
 * One vote a person, and it stands. The one exception: a vote by the number of a badge, which somebody else may have
 * given, gives way to the person's own.
 */
export function cast(before: Ballot | undefined, voter: Voter, entryId: EntryId, at: Instant): Cast {
  const { personId, means } = voter
  const ballot: Ballot = { personId, entryId, means, at }
  if (before === undefined) return { kind: 'cast', ballot }
  if (!isOwn(before.means) && isOwn(means)) return { kind: 'cast', ballot }
  if (before.entryId === entryId) return { kind: 'stands' }
  return { kind: 'refused', refusal: errors.votedAlready() }
}
