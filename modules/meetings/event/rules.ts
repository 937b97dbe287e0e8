import { newId } from '#kernel/ids'
import type { Instant, Zone } from '#kernel/time'
import type { Brokerage, SetUp } from '../model.ts'
import { pairingOf, shifted } from '../setup/rules.ts'

type Copy = { id: Brokerage['eventId']; stationId: Brokerage['stationId']; zone: Zone }

/** What is set up for an event's meetings, for its copy so many days later. Nobody takes part in it yet. */
export function copied(from: SetUp, event: Copy, days: number, at: Instant): SetUp {
  const later = (moment: Instant) => shifted(moment, event.zone, days)
  const { begins } = from.brokerage
  const brokerage: Brokerage = {
    ...from.brokerage,
    id: newId<'brokerage'>(),
    eventId: event.id,
    stationId: event.stationId,
    begins: {
      profile: later(begins.profile),
      wish: later(begins.wish),
      draft: later(begins.draft),
      live: later(begins.live),
      done: later(begins.done),
    },
    closedAt: null,
    release: 0,
    changedAt: at,
  }
  const brokerageId = brokerage.id
  const groupOf = new Map(from.groups.map(({ id }) => [id, newId<'meeting_group'>()]))
  const slotOf = new Map(from.slots.map(({ id }) => [id, newId<'meeting_slot'>()]))
  const made = <Id>(found: Id | undefined): Id => {
    if (found === undefined)
      throw new Error('a set-up names a group or slot of its own that it does not have')
    return found
  }
  return {
    brokerage,
    groups: from.groups.map((group) => ({ ...group, id: made(groupOf.get(group.id)), brokerageId })),
    pairings: from.pairings.map(({ a, b }) => pairingOf(made(groupOf.get(a)), made(groupOf.get(b)))),
    slots: from.slots.map((slot) => ({
      id: made(slotOf.get(slot.id)),
      brokerageId,
      startsAt: later(slot.startsAt),
      endsAt: later(slot.endsAt),
    })),
    tables: from.tables.map((table) => ({
      ...table,
      id: newId<'meeting_table'>(),
      brokerageId,
      closed: table.closed.map((id) => made(slotOf.get(id))),
    })),
  }
}

/** The event is off, and its meetings with it; said twice it stays as it was. */
export const closed = (brokerage: Brokerage, at: Instant): Brokerage =>
  brokerage.closedAt === null ? { ...brokerage, closedAt: at, changedAt: at } : brokerage
