import { type Instant, plus } from '#kernel/time'
import type { Keys } from '#platform/keys'
import { type Brokerage, PartyId } from '../model.ts'

/** Long enough after the meetings for attendance and next steps. */
const afterwards = { days: 90 }

/** The personal link's token: opens exactly one party's timetable, without an account. */
export const partyToken = (keys: Keys, id: PartyId, { begins }: Pick<Brokerage, 'begins'>): string =>
  keys.token('meetings', id, plus(begins.done, afterwards))

/** The party that a personal link opens; null when it is forged, of something else, or over. */
export function readPartyToken(keys: Keys, token: string, at: Instant): PartyId | null {
  const read = PartyId.safeParse(keys.readToken('meetings', token, at))
  return read.success ? read.data : null
}
