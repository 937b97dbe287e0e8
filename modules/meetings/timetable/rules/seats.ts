import type { MeetingId, PartyId } from '../../model.ts'
import type { Lane, Place, Seat, Stage } from '../model.ts'

export type ToSeat = Place & { id: MeetingId; a: PartyId; b: PartyId }

/**
 * Who sits where: the first representative of each party who is in no other meeting then, and the table. Where nobody
 * is free the first one is named all the same, and the database refuses the seat by its own rule.
 */
export function seatsFor(
  meetings: readonly ToSeat[],
  taken: readonly Seat[],
  { parties, tables }: Pick<Stage, 'parties' | 'tables'>,
): Seat[] {
  const lanesOf = new Map(parties.map(({ id, lanes }) => [id, lanes]))
  const laneOf = new Map(tables.map(({ id, lane }) => [id, lane]))
  const full = new Set(taken.map(({ lane, slotId }) => `${lane} ${slotId}`))
  const seats: Seat[] = []
  const sit = (meetingId: MeetingId, lanes: readonly Lane[], slotId: Seat['slotId']) => {
    const lane = lanes.find((each) => !full.has(`${each} ${slotId}`)) ?? lanes[0]
    if (lane === undefined) return
    full.add(`${lane} ${slotId}`)
    seats.push({ meetingId, lane, slotId })
  }
  for (const { id, a, b, slotId, tableId } of meetings) {
    sit(id, lanesOf.get(a) ?? [], slotId)
    sit(id, lanesOf.get(b) ?? [], slotId)
    const table = laneOf.get(tableId)
    sit(id, table === undefined ? [] : [table], slotId)
  }
  return seats
}
