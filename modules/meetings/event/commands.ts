import { z } from 'zod'
import type { Actor } from '#kernel/access'
import { command, type Tx } from '#kernel/command'
import { EventId, findEvent } from '#modules/events'
import type { Brokerage, Meeting, SetUp } from '../model.ts'
import { stopRuns } from '../runs/store.ts'
import * as setUps from '../setup/store.ts'
import { became } from '../timetable/facts.ts'
import { cancelComing, dropDraft } from '../timetable/store/meeting.ts'
import * as rules from './rules.ts'

const isSystem = (actor: Actor) => actor.kind === 'system'

type Closed = { brokerage: Brokerage; reason: string | null; cancelled: Meeting[] }

/**
 * The meetings of an event that was cancelled are closed: what has not begun is called off and each is told, runs stop,
 * and nothing of it is planned or proposed any more. Heard twice it is done once; an event without meetings has none.
 */
export const closeMeetings = command({
  name: 'meetings.close',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => ({
    event: await findEvent(tx, eventId),
    brokerage: await setUps.lockBrokerage(tx, eventId),
  }),
  allow: isSystem,
  decide: ({ event, brokerage }, _input, { at }): Closed | null =>
    event?.state === 'cancelled' && brokerage?.closedAt === null
      ? { brokerage: rules.closed(brokerage, at), reason: event.reviewReason, cancelled: [] }
      : null,
  save: async (tx, outcome, { at }) => {
    if (!outcome) return
    const { brokerage, reason } = outcome
    await setUps.saveBrokerage(tx, brokerage)
    await stopRuns(tx, brokerage.id, at)
    await dropDraft(tx, brokerage.id)
    outcome.cancelled.push(...(await cancelComing(tx, { brokerageId: brokerage.id }, reason, at)))
  },
  announce: (outcome) =>
    outcome
      ? outcome.cancelled.map((meeting) => became('cancelled', meeting, outcome.brokerage.eventId))
      : [],
  audit: (outcome) =>
    outcome && {
      type: 'brokerage',
      id: outcome.brokerage.id,
      stationId: outcome.brokerage.stationId,
    },
})

async function setUpOf(tx: Tx, eventId: EventId): Promise<SetUp | null> {
  const brokerage = await setUps.findBrokerage(tx, eventId)
  return brokerage ? setUps.readSetUp(tx, brokerage) : null
}

/** A copy of an event begins with what was set up for the old one's meetings; heard twice it is copied once. */
export const copySetUp = command({
  name: 'meetings.copy_set_up',
  input: z.object({ from: EventId, to: EventId, days: z.number().int() }),
  load: async (tx, { from, to }) => ({
    event: await findEvent(tx, to),
    source: await setUpOf(tx, from),
    own: await setUps.findBrokerage(tx, to),
  }),
  allow: isSystem,
  decide: ({ event, source, own }, { days }, { at }): SetUp | null =>
    event && source && !own ? rules.copied(source, event, days, at) : null,
  save: async (tx, setUp) => {
    if (!setUp) return
    const { brokerage, groups, pairings, slots, tables } = setUp
    await setUps.insertBrokerage(tx, brokerage)
    await setUps.insertGroups(tx, brokerage, groups)
    await setUps.savePairings(tx, brokerage, pairings)
    if (slots.length > 0) await setUps.insertSlots(tx, brokerage, slots)
    if (tables.length > 0) await setUps.insertTables(tx, brokerage, tables)
    for (const table of tables) if (table.closed.length > 0) await setUps.saveTable(tx, brokerage, table)
  },
  audit: (setUp) =>
    setUp && { type: 'brokerage', id: setUp.brokerage.id, stationId: setUp.brokerage.stationId },
})
