import type { Fact } from '#kernel/command'
import type { Brokerage, Meeting, PartyId } from '../model.ts'

/** What every fact about one meeting carries: ids only. */
export type MeetingFact = {
  meetingId: string
  brokerageId: string
  eventId: string
  stationId: string | null
  sequence: number
  /** Who did it, where a party did. */
  by: string | null
}

type What = 'proposed' | 'booked' | 'declined' | 'expired' | 'moved' | 'cancelled'

/** What became of one meeting. */
export const became = (
  what: What,
  meeting: Pick<Meeting, 'id' | 'brokerageId' | 'stationId' | 'sequence'>,
  eventId: string,
  by: PartyId | null = null,
): Fact<MeetingFact> => ({
  name: `meetings.${what}`,
  payload: {
    meetingId: meeting.id,
    brokerageId: meeting.brokerageId,
    eventId,
    stationId: meeting.stationId,
    sequence: meeting.sequence,
    by,
  },
})

/** What a release changed for one party: told to each of them by itself, so that each is one letter. */
export type ReleasedFact = {
  brokerageId: string
  eventId: string
  stationId: string | null
  number: number
  partyId: string
  added: readonly string[]
  moved: readonly string[]
  dropped: readonly string[]
}

export const released = (
  { id, eventId, stationId }: Pick<Brokerage, 'id' | 'eventId' | 'stationId'>,
  number: number,
  changes: Pick<ReleasedFact, 'partyId' | 'added' | 'moved' | 'dropped'>,
): Fact<ReleasedFact> => ({
  name: 'meetings.released',
  payload: { brokerageId: id, eventId, stationId, number, ...changes },
})
