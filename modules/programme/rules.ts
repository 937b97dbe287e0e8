import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { daysBetween, type Instant, shiftDate } from '#kernel/time'
import { needsCredits, notBack, slugFixed, wrongOrder } from './errors.ts'
import {
  type Credit,
  type CreditKind,
  creditKinds,
  type Edition,
  type EditionState,
  type OrganisationId,
} from './model.ts'

const ordinal = (number: number) => {
  const rule = new Intl.PluralRules('en-GB', { type: 'ordinal' }).select(number)
  return `${number}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[rule]}`
}

/** How an edition is called when nobody names it otherwise. */
export const usualName = (number: number, year: number): Bilingual => ({
  en: `${ordinal(number)} edition (${year})`,
  zh: `第${number}届（${year}）`,
})

export type Dates = Pick<
  Edition,
  'number' | 'year' | 'slug' | 'name' | 'startsOn' | 'endsOn' | 'zone' | 'place'
>

export function open(facts: Dates & Pick<Edition, 'programmeId'>, at: Instant): Edition {
  if (facts.endsOn < facts.startsOn) throw wrongOrder()
  return { ...facts, id: newId<'edition'>(), state: 'draft', clonedFrom: null, createdAt: at }
}

export type Clone = { edition: Edition; credits: readonly Credit[]; days: number }

/** A new edition from an earlier one: set-up carried, dates moved by the same number of days, nobody copied. */
export function clone(
  from: Edition,
  credits: readonly Credit[],
  to: Pick<Edition, 'number' | 'year' | 'slug' | 'startsOn'>,
  at: Instant,
): Clone {
  const days = daysBetween(from.startsOn, to.startsOn)
  const edition: Edition = {
    ...from,
    ...to,
    id: newId<'edition'>(),
    name: usualName(to.number, to.year),
    endsOn: shiftDate(from.endsOn, { days }),
    state: 'draft',
    clonedFrom: from.id,
    createdAt: at,
  }
  return {
    edition,
    days,
    credits: credits.map((credit) => ({ ...credit, id: newId<'credit'>(), editionId: edition.id })),
  }
}

export function change(edition: Edition, facts: Dates): Edition {
  if (facts.endsOn < facts.startsOn) throw wrongOrder()
  // Links to it stand in letters, calendars and on paper.
  if (edition.state !== 'draft' && facts.slug !== edition.slug) throw slugFixed()
  return { ...edition, ...facts }
}

/** draft → open → closed, and closed → open again; never back to draft, because people have seen it. */
export function moveTo(edition: Edition, state: EditionState, credits: readonly Credit[]): Edition {
  if (state === 'draft' && edition.state !== 'draft') throw notBack()
  if (state === 'open' && credits.length === 0) throw needsCredits()
  return { ...edition, state }
}

/** Positions 1, 2, 3 … within each kind, in the order of the list. */
export const inOrder = (credits: readonly Credit[]): Credit[] =>
  creditKinds.flatMap((kind) =>
    credits
      .filter((credit) => credit.kind === kind)
      .map((credit, index) => ({ ...credit, position: index + 1 })),
  )

export const addCredit = (
  credits: readonly Credit[],
  edition: Edition,
  organisationId: OrganisationId,
  kind: CreditKind,
): Credit[] =>
  inOrder([
    ...credits,
    { id: newId<'credit'>(), editionId: edition.id, organisationId, kind, position: credits.length + 1 },
  ])

export const dropCredit = (credits: readonly Credit[], id: string): Credit[] =>
  inOrder(credits.filter((credit) => credit.id !== id))

/** One place up or down among the credits of its kind; at the end it stays. */
export function moveCredit(credits: readonly Credit[], id: string, by: 'up' | 'down'): Credit[] {
  const ordered = inOrder(credits)
  const index = ordered.findIndex((credit) => credit.id === id)
  const other = by === 'up' ? index - 1 : index + 1
  const [mine, theirs] = [ordered[index], ordered[other]]
  if (!mine || !theirs || mine.kind !== theirs.kind) return ordered
  ordered[index] = theirs
  ordered[other] = mine
  return inOrder(ordered)
}
