import type { Actor } from '#kernel/access'
import type { Instant } from '#kernel/time'
import { alreadyDisputed, isWithdrawn, notDisputed, ownClaim } from '../errors.ts'
import type { Change, Outcome } from '../model.ts'
import { actorId, changed } from '../rules/claim.ts'

/** Whom it is about says that it is wrong. It stays counted as it stands, marked, until somebody else decides. */
export function dispute(outcome: Outcome, reason: string, actor: Actor, at: Instant): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (outcome.disputed) throw alreadyDisputed()
  return changed({ ...outcome, disputed: true }, { kind: 'disputed', by: actorId(actor), at, reason })
}

/**
 * Neither the claimant nor whom it is about decides. Upheld: the record is withdrawn, in the same breath; rejected: it
 * stands as it was. Either way the reason is an entry.
 */
export function decide(
  outcome: Outcome,
  { upheld, reason }: { upheld: boolean; reason: string },
  actor: Actor,
  at: Instant,
): Change {
  const by = actorId(actor)
  if (by === outcome.claimantId || by === outcome.personId) throw ownClaim()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (!outcome.disputed) throw notDisputed()
  const next: Outcome = { ...outcome, disputed: false, state: upheld ? 'withdrawn' : 'standing' }
  const decided = changed(next, { kind: 'decided', by, at, reason })
  if (!upheld) return decided
  return {
    ...decided,
    entries: [...decided.entries, ...changed(next, { kind: 'withdrawn', by, at, reason }).entries],
  }
}
