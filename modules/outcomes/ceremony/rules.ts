import type { Actor } from '#kernel/access'
import { type FieldProblem, invalid, invalidField, type Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import { isWithdrawn, notHigher } from '../errors.ts'
import { type Asking, factsHash, isOwnSide, sameMailbox } from '../evidence/confirmation/rules.ts'
import type { Change, Evidence } from '../model.ts'
import { actorId, changed } from '../rules/claim.ts'
import { atLeastConfirmed, reaches } from '../rules/level.ts'
import {
  changedSince,
  isOver,
  notSignedYet,
  queuedAlready,
  signedAlready,
  takenOff,
  tooManyCodes,
} from './errors.ts'
import type { Ceremony, Contract, Side, Signing } from './model.ts'

/** How long a side's link opens its page, how long a code holds, how often it may be mistyped, how many are sent. */
export const linkFor = { days: 60 }
export const codeHoldsFor = { minutes: 15 }
export const mostTries = 5
export const mostCodes = 10

export function open(
  facts: Pick<Ceremony, 'editionId' | 'eventId' | 'zone' | 'title'>,
  actor: Actor,
  at: Instant,
): Ceremony {
  return { ...facts, id: newId<'ceremony'>(), state: 'open', openedBy: actorId(actor), openedAt: at }
}

export const close = (ceremony: Ceremony): Ceremony => ({ ...ceremony, state: 'over' })

export type Signatory = Pick<Side, 'organisation' | 'name' | 'email' | 'locale'>
export type Queueing = Omit<Asking, 'asked'> & { ceremony: Ceremony; isQueued: boolean; last: number }

const sideOf = (which: Side['which'], { email, ...rest }: Signatory): Side => ({
  ...rest,
  id: newId<'signing_side'>(),
  which,
  email: email.toLowerCase(),
  codes: 0,
  codeUntil: null,
  tries: 0,
  signed: null,
})

/**
 * Puts a contract at the end of the queue. Refuses what is no contract or of another edition, what both sides have
 * confirmed already, one mailbox for both sides, and a second side that is the claimant's own.
 */
export function queue(
  { ceremony, outcome, isQueued, last, ...own }: Queueing,
  sides: { first: Signatory; second: Signatory },
  actor: Actor,
  at: Instant,
): Signing {
  if (ceremony.state === 'over') throw isOver()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (isQueued) throw queuedAlready()
  const isContract = outcome.terms.type === 'contract' && outcome.editionId === ceremony.editionId
  if (isContract && reaches(outcome.level, 'confirmed')) throw notHigher(outcome.level)
  const problems: FieldProblem[] = isContract ? [] : [{ path: 'outcomeId', code: 'ceremony.field_contract' }]
  if (sameMailbox(sides.first.email, sides.second.email))
    problems.push({ path: 'second.email', code: 'ceremony.field_same_side' })
  else if (isOwnSide(own, sides.second.email))
    problems.push({ path: 'second.email', code: 'outcomes.field_own_side' })
  if (problems.length > 0) throw invalid(problems)
  return {
    id: newId<'signing'>(),
    ceremonyId: ceremony.id,
    outcomeId: outcome.id,
    place: last + 1,
    factsHash: factsHash(outcome),
    queuedBy: actorId(actor),
    queuedAt: at,
    until: plus(at, linkFor),
    state: 'queued',
    signedAt: null,
    sides: [sideOf('first', sides.first), sideOf('second', sides.second)],
  }
}

export function takeOff(signing: Signing): Signing {
  if (signing.state !== 'queued') throw signedAlready()
  return { ...signing, state: 'taken_off' }
}

/** Changes places with the one before it in the queue; the first stays where it is. */
export function moveUp(signing: Signing, queued: readonly Signing[]): readonly Signing[] {
  const before = queued.filter(({ place, state }) => state === 'queued' && place < signing.place).at(-1)
  return before
    ? [
        { ...signing, place: before.place },
        { ...before, place: signing.place },
      ]
    : []
}

const whole = (sides: readonly Side[]): Signing['sides'] => {
  const [first, second] = sides
  if (!first || !second) throw new RangeError('a contract has two sides')
  return [first, second]
}

const withSide = (signing: Signing, side: Side): Signing => ({
  ...signing,
  sides: whole(signing.sides.map((each) => (each.id === side.id ? side : each))),
})

export function sideIn({ sides }: Signing, id: Side['id']): Side {
  const found = sides.find((side) => side.id === id)
  if (!found) throw new RangeError('a side is of another contract')
  return found
}

/** What a link may still do: sign what is queued, unchanged, and not signed by this side. */
function isOpen({ signing, outcome }: Contract, side: Side): void {
  if (side.signed !== null || signing.state === 'signed') throw signedAlready()
  if (signing.state === 'taken_off') throw takenOff()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (signing.factsHash !== factsHash(outcome)) throw changedSince()
}

/** Another code to the side's own mailbox; the one before is worth nothing from then on. */
export function sendCode(contract: Contract, id: Side['id'], at: Instant): Signing {
  const side = sideIn(contract.signing, id)
  isOpen(contract, side)
  if (side.codes >= mostCodes) throw tooManyCodes()
  return withSide(contract.signing, {
    ...side,
    codes: side.codes + 1,
    codeUntil: plus(at, codeHoldsFor),
    tries: 0,
  })
}

export type Signature = { name: string; code: string; publish: boolean; document: Evidence | null }
/** A wrong code is counted, so it is saved before it is refused. */
export type Signed =
  | (Change & { signing: Signing; refused: null })
  | { signing: Signing; refused: Refusal; outcome: Contract['outcome']; entries: readonly never[] }

const hashOf = (document: Evidence | null) =>
  document !== null && 'fileHash' in document ? document.fileHash : null

/**
 * One side signs: the name it types, the code that came to its mailbox, or with it a PDF that both have signed, which has
 * to be the same file on both sides. The entry says so; the second signature lifts the level to "confirmed".
 * `right` is the code that was sent last.
 */
export function sign(
  contract: Contract & { right: string },
  id: Side['id'],
  { name, code, publish, document }: Signature,
  at: Instant,
): Signed {
  const { signing, outcome, right } = contract
  const side = sideIn(signing, id)
  isOpen(contract, side)
  const codeHolds = side.codeUntil !== null && at < side.codeUntil && side.tries < mostTries
  if (!codeHolds) throw invalidField('code', 'ceremony.field_code_over')
  if (code !== right)
    return {
      signing: withSide(signing, { ...side, tries: side.tries + 1 }),
      refused: invalidField('code', 'ceremony.field_code'),
      outcome,
      entries: [],
    }
  const other = signing.sides.find((each) => each.id !== id)
  const [mine, theirs] = [hashOf(document), other?.signed?.documentHash ?? null]
  if (mine !== null && theirs !== null && mine !== theirs)
    throw invalidField('document', 'ceremony.field_other_document')
  const signedSide = { ...side, signed: { at, name, documentHash: mine, publish }, codeUntil: null }
  const both = other?.signed != null
  const next: Signing = {
    ...withSide(signing, signedSide),
    ...(both ? { state: 'signed', signedAt: at } : {}),
  }
  const evidence = mine === null || mine === theirs ? null : document
  const signature = `${name} <${side.email}>, ${side.organisation}`
  return {
    ...changed(both ? atLeastConfirmed(outcome, at) : outcome, {
      ...{ kind: 'signed', by: null, at, evidence, name: signature },
    }),
    signing: next,
    refused: null,
  }
}

/** A side takes back that it may be published; the signature stays. */
export function takeBack(signing: Signing, id: Side['id']): Signing {
  const side = sideIn(signing, id)
  if (side.signed === null) throw notSignedYet()
  return withSide(signing, { ...side, signed: { ...side.signed, publish: false } })
}

/** Whether a wall or a list may name it: both sides have signed and both agreed. */
export const isPublic = ({ state, sides }: Signing): boolean =>
  state === 'signed' && sides.every(({ signed }) => signed?.publish === true)
