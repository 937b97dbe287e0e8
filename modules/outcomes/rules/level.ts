import { type Instant, type PlainDate, shiftDate } from '#kernel/time'
import { type Level, levels, type Outcome, type Terms } from '../model.ts'

export const rank = (level: Level): number => levels.indexOf(level)
export const reaches = (level: Level, floor: Level): boolean => rank(level) >= rank(floor)

/** The other side has said yes: "confirmed", where it was not more already, and vouched for anew. */
export const atLeastConfirmed = (outcome: Outcome, at: Instant): Outcome => ({
  ...outcome,
  level: reaches(outcome.level, 'confirmed') ? outcome.level : 'confirmed',
  vouchedAt: at,
})

/** What goes on after its day and may end: a post, a company, a landing, jobs. A signature or a prize does not. */
export const lasts = (terms: Terms): boolean =>
  terms.type === 'company' ||
  terms.type === 'landing' ||
  terms.type === 'jobs' ||
  (terms.type === 'post' && terms.form !== 'short_stay')

/** What somebody means to do: it says less with every year in which it is not done. */
const meant = (terms: Terms): boolean =>
  (terms.type === 'contract' && terms.force === 'intention') ||
  (terms.type === 'investment' && terms.stage === 'committed')

/** Months that a level holds without being reconfirmed; then it sinks by one, and by one more each time again. */
export const decayMonths = 18

/**
 * The level that is left on a day. What lasts and what is meant sinks by one for every 18 months since it was last
 * vouched for, never below "stated"; what is done on one day (a payment, a grant, a prize) stays as it is.
 */
export function levelOn(
  outcome: Pick<Outcome, 'terms' | 'level'> & { vouchedAt: string },
  day: PlainDate,
): Level {
  if (!lasts(outcome.terms) && !meant(outcome.terms)) return outcome.level
  const since = outcome.vouchedAt.slice(0, 10) as PlainDate // an instant begins with its day in UTC
  let sunk = 0
  while (sunk < rank(outcome.level) && shiftDate(since, { months: decayMonths * (sunk + 1) }) <= day)
    sunk += 1
  return levels[rank(outcome.level) - sunk] ?? 'stated'
}

/** Money that moved, or is owed: two verifiers have to see it, each for themselves. */
export const movesMoney = (terms: Terms): boolean =>
  (terms.type === 'investment' && terms.stage === 'paid') ||
  (terms.type === 'contract' && terms.force === 'binding' && terms.amount !== null)
