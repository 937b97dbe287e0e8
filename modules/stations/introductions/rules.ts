import { newId } from '#kernel/ids'
import { type Instant, type PlainDate, shiftDate } from '#kernel/time'
import type { PersonId } from '#modules/people'
import type { EditionId } from '#modules/programme'
import type { StationId } from '../model.ts'
import * as errors from './errors.ts'
import type { Introduction, IntroductionId, IntroductionKind, Verdict } from './model.ts'

/** The protection window: as long as one edition lasts until the next. */
export const windowMonths = 12
/** What is written down later than this after meeting is no longer a first bringing. */
export const lateMonths = 6

/**
 * By what the same is known again: the address of a person or of a project's founder, an enterprise's domain or register
 * number. Refuses what is neither.
 */
export function signOf(kind: IntroductionKind, contact: string): string {
  const text = contact.trim().toLowerCase()
  if (kind !== 'enterprise') {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)) throw errors.contactUnusable(kind)
    return text
  }
  const host = /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)(?:[/?#].*)?$/u.exec(
    text,
  )?.[1]
  if (host) return host
  const number = text.replace(/[\s.-]/g, '')
  if (!/^(?=.*\d)[\p{L}\p{N}]{5,30}$/u.test(number)) throw errors.contactUnusable(kind)
  return number
}

export type NewIntroduction = {
  editionId: EditionId
  stationId: StationId
  kind: IntroductionKind
  name: string
  metOn: PlainDate
  need: string
}

/** What stands of the same when a new one comes, the first first: whether it holds, of which credit, and whether it is the station's own. */
export type Standing = { own: boolean; held: boolean; creditId: IntroductionId }

/** The first holds; what comes while another station's does waits for a decision. Refuses a second one of its own. */
export function record(
  input: NewIntroduction,
  standing: readonly Standing[],
  who: { by: PersonId; personId: PersonId | null },
  at: { moment: Instant; today: PlainDate },
): Introduction {
  if (input.metOn > at.today) throw errors.metLater()
  const since = shiftDate(at.today, { months: -lateMonths })
  if (input.metOn < since) throw errors.metTooLongAgo(since)
  if (standing.some(({ own }) => own)) throw errors.broughtAlready()
  const holds = standing.find(({ held }) => held)
  const waits = holds !== undefined
  const id = newId<'introduction'>()
  return {
    ...input,
    id,
    personId: who.personId,
    state: waits ? 'under_review' : 'held',
    heldUntil: shiftDate(at.today, { months: windowMonths }),
    creditId: holds?.creditId ?? id,
    share: waits ? 0 : 100,
    recordedBy: who.by,
    recordedAt: at.moment,
    decidedBy: null,
    decidedAt: null,
    reason: '',
  }
}

export type Decision = { verdict: Verdict; share: number; reason: string; by: PersonId; at: Instant }

/** What becomes of both. The credit of the two is never more, nor less, than all of it. */
export function decide(
  first: Introduction | undefined,
  later: Introduction,
  { verdict, share, reason, by, at }: Decision,
): { first: Introduction | undefined; later: Introduction } {
  if (later.state !== 'under_review') throw errors.decidedAlready()
  if (verdict === 'share' && !(Number.isInteger(share) && share >= 1 && share <= 99))
    throw errors.shareUnusable()
  const to = (which: Introduction, state: Introduction['state'], part: number): Introduction => ({
    ...which,
    state,
    share: part,
    reason,
    decidedBy: by,
    decidedAt: at,
  })
  // Its window is over, so there is nobody left who keeps or shares.
  if (!first) {
    if (verdict !== 'move') throw errors.firstIsOver()
    return { first, later: { ...to(later, 'held', 100), creditId: later.id } }
  }
  // What an earlier decision left the first with is what there is to give.
  const whole = first.share
  const { creditId } = first
  if (verdict === 'keep') return { first, later: { ...to(later, 'declined', 0), creditId } }
  if (verdict === 'move')
    return { first: to(first, 'declined', 0), later: { ...to(later, 'held', whole), creditId } }
  const part = Math.round((whole * share) / 100)
  return { first: to(first, 'shared', whole - part), later: { ...to(later, 'shared', part), creditId } }
}
