import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command, type Moment, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import {
  type Brokerage,
  type Group,
  GroupId,
  type Pairing,
  type PhaseChange,
  SlotId,
  type Table,
  TableId,
} from '../model.ts'
import * as phases from '../phases/rules.ts'
import { became } from '../timetable/facts.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'
import { usualGroups } from './usual.ts'
import { Begins, DayFacts, GroupFacts, Pairings, TableFacts, TablesFacts } from './wire.ts'

const subjectOf = (brokerage: Brokerage) => ({
  type: 'brokerage',
  id: brokerage.id,
  stationId: brokerage.stationId,
})

/** Opens the 1:1 meetings of an event, with phases from its dates. Refuses a second time: meetings.already_open. */
export const openBrokerage = command({
  name: 'meetings.open',
  input: z.object({ eventId: EventId, usualGroups: z.boolean().default(false) }),
  load: async (tx, { eventId }) => {
    const event = await findEvent(tx, eventId)
    if (!event) throw notFound()
    return event
  },
  allow: (actor, event) => may.manage(actor, event),
  decide: (event, input, { at }) => {
    const brokerage: Brokerage = {
      id: newId<'brokerage'>(),
      eventId: event.id,
      stationId: event.stationId,
      about: { en: '', zh: '' },
      begins: phases.defaultPhases(event, at),
      holdMinutes: 30,
      closedAt: null,
      release: 0,
      changedAt: at,
    }
    return { brokerage, ...(input.usualGroups ? usualGroups(brokerage) : { groups: [], pairings: [] }) }
  },
  save: async (tx, { brokerage, groups, pairings }) => {
    await store.insertBrokerage(tx, brokerage)
    await store.insertGroups(tx, brokerage, groups)
    await store.savePairings(tx, brokerage, pairings)
  },
  audit: ({ brokerage }) => subjectOf(brokerage),
})

const OfEvent = { eventId: EventId }

async function locked(tx: Tx, { eventId }: { eventId: EventId }): Promise<Brokerage> {
  const brokerage = await store.lockBrokerage(tx, eventId)
  if (!brokerage) throw notFound()
  return brokerage
}

async function lockedSetUp(tx: Tx, input: { eventId: EventId }) {
  const brokerage = await locked(tx, input)
  const event = await findEvent(tx, input.eventId)
  if (!event) throw notFound()
  return { ...(await store.readSetUp(tx, brokerage)), event }
}

const Reason = bilingual({ max: 500, optional: true })
type Moved = { brokerage: Brokerage; changes: readonly PhaseChange[] }
const tellMoved = ({ brokerage, changes }: Moved) =>
  changes.length > 0 ? [facts.phasesMoved(brokerage, changes)] : []
const saveMoved = async (tx: Tx, { brokerage, changes }: Moved) => {
  await store.saveBrokerage(tx, brokerage)
  await store.insertPhaseChanges(tx, changes)
}

/** Words about the meetings, the dates of the phases, and how long a proposal is held. Refuses dates out of order. */
export const changeBrokerage = command({
  name: 'meetings.change',
  input: z.object({
    ...OfEvent,
    about: bilingual({ max: 2000, lines: 'many', optional: true }),
    begins: Begins,
    holdMinutes: z.number().int().min(1).max(1440),
    reason: Reason,
  }),
  load: locked,
  allow: (actor, brokerage) => may.manage(actor, brokerage),
  decide: (brokerage, { about, begins, holdMinutes, reason }, { at, actor }) =>
    phases.redated({ ...brokerage, about, holdMinutes }, begins, { at, by: personIdOf(actor), reason }),
  save: saveMoved,
  announce: tellMoved,
  audit: ({ brokerage }) => subjectOf(brokerage),
})

/** The next phase begins now. Refuses without a reason, and after the last phase. */
export const moveOn = command({
  name: 'meetings.move_on',
  input: z.object({ ...OfEvent, reason: Reason }),
  load: locked,
  allow: (actor, brokerage) => may.manage(actor, brokerage),
  decide: (brokerage, { reason }, { at, actor }) =>
    phases.movedOn(brokerage, { at, by: personIdOf(actor), reason }),
  save: saveMoved,
  announce: tellMoved,
  audit: ({ brokerage }) => subjectOf(brokerage),
})

type SetUpLoaded = Awaited<ReturnType<typeof lockedSetUp>>
const manages = (actor: Moment['actor'], { brokerage }: Pick<SetUpLoaded, 'brokerage'>) =>
  may.manage(actor, brokerage)
const ofSetUp = ({ brokerage }: Pick<SetUpLoaded, 'brokerage'>) => subjectOf(brokerage)

/** A new kind of party. */
export const addGroup = command({
  name: 'meetings.add_group',
  input: z.object({ ...OfEvent, facts: GroupFacts }),
  load: lockedSetUp,
  allow: manages,
  decide: ({ brokerage, groups }, { facts }) => {
    if (groups.length >= rules.most.groups) throw errors.groupsTooMany(rules.most.groups)
    const position = Math.max(0, ...groups.map((group) => group.position)) + 1
    const group: Group = { ...facts, id: newId<'meeting_group'>(), brokerageId: brokerage.id, position }
    return { brokerage, group }
  },
  save: (tx, { brokerage, group }) => store.insertGroups(tx, brokerage, [group]),
  audit: ofSetUp,
})

const groupIn = ({ groups }: Pick<SetUpLoaded, 'groups'>, id: GroupId): Group => {
  const group = groups.find((each) => each.id === id)
  if (!group) throw notFound()
  return group
}

export const changeGroup = command({
  name: 'meetings.change_group',
  input: z.object({ ...OfEvent, groupId: GroupId, facts: GroupFacts }),
  load: lockedSetUp,
  allow: manages,
  decide: (loaded, { groupId, facts }) => ({
    brokerage: loaded.brokerage,
    group: { ...groupIn(loaded, groupId), ...facts },
  }),
  save: (tx, { group }) => store.saveGroup(tx, group),
  audit: ofSetUp,
})

/** Refuses while parties are in it: meetings.group_in_use. */
export const removeGroup = command({
  name: 'meetings.remove_group',
  input: z.object({ ...OfEvent, groupId: GroupId }),
  load: lockedSetUp,
  allow: manages,
  decide: (loaded, { groupId }) => ({ brokerage: loaded.brokerage, group: groupIn(loaded, groupId) }),
  save: (tx, { group }) => store.removeGroup(tx, group.id),
  audit: ofSetUp,
})

/** Who meets whom, whole; a group may meet itself. */
export const setPairings = command({
  name: 'meetings.set_pairings',
  input: z.object({ ...OfEvent, pairings: Pairings }),
  load: lockedSetUp,
  allow: manages,
  decide: (loaded, input) => {
    const pairings = new Map<string, Pairing>()
    for (const { a, b } of input.pairings) {
      const pairing = rules.pairingOf(groupIn(loaded, a).id, groupIn(loaded, b).id)
      pairings.set(`${pairing.a} ${pairing.b}`, pairing)
    }
    return { brokerage: loaded.brokerage, pairings: [...pairings.values()] }
  },
  save: (tx, { brokerage, pairings }) => store.savePairings(tx, brokerage, pairings),
  audit: ofSetUp,
})

/** The slots of a day; a single one is a day of one. Refuses what overlaps, saying with which. */
export const addSlots = command({
  name: 'meetings.add_slots',
  input: z.object({ ...OfEvent, day: DayFacts }),
  load: lockedSetUp,
  allow: manages,
  decide: ({ brokerage, slots, event }, { day }) => ({
    brokerage,
    slots: rules.withSlots(brokerage, slots, rules.slotsOf(day, event.zone), event),
  }),
  save: (tx, { brokerage, slots }) => store.insertSlots(tx, brokerage, slots),
  audit: ofSetUp,
})

/**
 * All slots so many days later or earlier: the event has other dates. Meetings that stand keep their time until the next
 * release, which moves them and tells everybody. Refuses days on which the event is not.
 */
export const moveSlots = command({
  name: 'meetings.move_slots',
  input: z.object({ ...OfEvent, days: z.number().int().min(-3700).max(3700) }),
  load: lockedSetUp,
  allow: manages,
  decide: ({ brokerage, slots, event }, { days }) => ({
    brokerage,
    slots: rules.movedSlots(slots, days, event),
  }),
  save: (tx, { slots }) => store.moveSlots(tx, slots),
  audit: ofSetUp,
})

/** Refuses while a meeting is planned in one of them: meetings.slot_in_use. */
export const removeSlots = command({
  name: 'meetings.remove_slots',
  input: z.object({ ...OfEvent, slotIds: z.array(SlotId).min(1).max(rules.most.slots) }),
  load: lockedSetUp,
  allow: manages,
  decide: ({ brokerage, slots }, { slotIds }) => {
    if (slotIds.some((id) => !slots.some((slot) => slot.id === id))) throw notFound()
    return { brokerage, slotIds }
  },
  save: (tx, { slotIds }) => store.removeSlots(tx, slotIds),
  audit: ofSetUp,
})

/** Several tables alike, named by the prefix and the next free numbers. */
export const addTables = command({
  name: 'meetings.add_tables',
  input: z.object({ ...OfEvent, facts: TablesFacts }),
  load: lockedSetUp,
  allow: manages,
  decide: ({ brokerage, tables }, { facts }) => ({
    brokerage,
    tables: rules.withTables(brokerage, tables, facts),
  }),
  save: (tx, { brokerage, tables }) => store.insertTables(tx, brokerage, tables),
  audit: ofSetUp,
})

const tableIn = ({ tables }: Pick<SetUpLoaded, 'tables'>, id: TableId): Table => {
  const table = tables.find((each) => each.id === id)
  if (!table) throw notFound()
  return table
}

/**
 * What a table is called, where it stands, and in which slots it is closed. Refuses a name that is taken. Where it is
 * found otherwise, meetings to come at it have changed: calendars count them up, and the two of each are told.
 */
export const changeTable = command({
  name: 'meetings.change_table',
  input: z.object({ ...OfEvent, tableId: TableId, facts: TableFacts }),
  load: lockedSetUp,
  allow: manages,
  decide: (loaded, { tableId, facts }) => {
    const before = tableIn(loaded, tableId)
    const closed = facts.closed.filter((id) => loaded.slots.some((slot) => slot.id === id))
    const touched: store.Touched[] = []
    return {
      brokerage: loaded.brokerage,
      table: { ...before, ...facts, closed },
      elsewhere: rules.isElsewhere(before, facts),
      touched,
    }
  },
  save: async (tx, { brokerage, table, elsewhere, touched }, { at }) => {
    await store.saveTable(tx, brokerage, table)
    if (elsewhere) touched.push(...(await store.touchMeetingsAt(tx, table.id, at)))
  },
  announce: ({ brokerage, touched }) => touched.map((meeting) => became('moved', meeting, brokerage.eventId)),
  audit: ofSetUp,
})

/** Refuses while a meeting is planned at it: meetings.table_in_use. */
export const removeTables = command({
  name: 'meetings.remove_tables',
  input: z.object({ ...OfEvent, tableIds: z.array(TableId).min(1).max(rules.most.tables) }),
  load: lockedSetUp,
  allow: manages,
  decide: (loaded, { tableIds }) => {
    for (const id of tableIds) tableIn(loaded, id)
    return { brokerage: loaded.brokerage, tableIds }
  },
  save: (tx, { tableIds }) => store.removeTables(tx, tableIds),
  audit: ofSetUp,
})
