import type { Actor } from '#kernel/access'
import { personIdOf } from '#kernel/access'
import { forbidden } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { alreadyReleased, needsAnother } from '../errors.ts'
import type { Frozen, Statement } from '../model.ts'

export const writerOf = (actor: Actor): Id<'person'> => {
  const by = personIdOf(actor)
  if (by === null) throw forbidden()
  return by
}

/** Whether the public gets the very text that was hashed; statements from before 0.2 had groups in it that are too small to show. */
export const isWhole = ({ figures }: Pick<Frozen, 'figures'>): boolean =>
  figures.every(({ formula }) => formula !== null)

/** A draft: the numbers as they are at the cut, with their definitions and the end of the ledger, hashed. */
export function draft(
  input: { editionId: Id<'edition'>; frozen: Frozen; body: string; hash: string },
  actor: Actor,
): Statement {
  return {
    id: newId<'statement'>(),
    editionId: input.editionId,
    number: input.frozen.number,
    state: 'draft',
    cutAt: input.frozen.cutAt,
    body: input.body,
    hash: input.hash,
    draftedBy: writerOf(actor),
    releasedBy: null,
    releasedAt: null,
  }
}

/** A second person releases it; from then on it never changes. */
export function release(statement: Statement, actor: Actor, at: Instant): Statement {
  const by = writerOf(actor)
  if (statement.state === 'released') throw alreadyReleased()
  if (by === statement.draftedBy) throw needsAnother()
  return { ...statement, state: 'released', releasedBy: by, releasedAt: at }
}
