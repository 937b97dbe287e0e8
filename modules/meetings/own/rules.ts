import type { Meeting, PartyId, Wish } from '../model.ts'
import type { Run } from '../runs/model.ts'

/**
 * Why a wish has no meeting, as far as it may be said to whoever wished it: nothing of it tells what the other side
 * wished, or whom the other side meets instead.
 */
export type WhyNot =
  | 'cancelled'
  | 'declined'
  | 'expired'
  | 'apart'
  | 'own_full'
  | 'own_most'
  | 'tables'
  | 'language'
  | 'not_fitted'
  | 'later'
  | 'unknown'

type Ended = Pick<Meeting, 'a' | 'b' | 'state' | 'changedAt'>

/** What a reason of the optimiser may be called to the person `me`; reasons about the other side say the least. */
const named = (code: string, aboutMe: boolean): WhyNot => {
  if (code === 'left.apart' || code === 'left.session' || code === 'left.fixed') return 'apart'
  if (code === 'left.tables' || code === 'left.kind') return 'tables'
  if (code === 'left.busy' && aboutMe) return 'own_full'
  if (code === 'move.most' && aboutMe) return 'own_most'
  return 'not_fitted'
}

const order: readonly WhyNot[] = [
  'apart',
  'language',
  'own_most',
  'own_full',
  'tables',
  'not_fitted',
  'unknown',
]

/**
 * What became of the two's last meeting says it best, then that it was wished after the last run had begun: whatever that
 * run knew of the two came from the other side. A wish that no run looked at may be one that somebody said no to: that is
 * 'not_fitted', as for everybody else.
 */
export function whyNot(
  me: PartyId,
  { to: other, changedAt }: Pick<Wish, 'to' | 'changedAt'>,
  last: Pick<Run, 'answer' | 'startedAt'> | undefined,
  meetings: readonly Ended[] = [],
): WhyNot {
  const isPair = ({ a, b }: { a: PartyId; b: PartyId }) =>
    (a === me && b === other) || (a === other && b === me)
  const [ended] = meetings.filter(isPair).sort((one, next) => (one.changedAt < next.changedAt ? 1 : -1))
  if (ended?.state === 'cancelled' || ended?.state === 'declined' || ended?.state === 'expired')
    return ended.state
  const found = last?.answer
  if (!found) return 'unknown'
  if (last.startedAt !== null && changedAt >= last.startedAt) return 'later'
  if (found.withoutTable.some(isPair)) return 'language'
  const left = found.unplaced.find(isPair)
  if (!left) return 'not_fitted'
  const mine = found.parties.indexOf(me)
  const reasons = left.reasons.map(({ code, with: facts }) => named(code, facts.person === mine))
  return order.find((each) => reasons.includes(each)) ?? 'not_fitted'
}
