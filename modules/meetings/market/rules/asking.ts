import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import type { Brokerage, Meeting, PartyId, Slot, SlotId, WishKind } from '../../model.ts'
import { phaseAt } from '../../phases/rules.ts'
import { meet } from '../../setup/rules.ts'
import type { Lane, Place, Seat, SeatedParty, SeatedTable, Stage } from '../../timetable/model.ts'
import * as errors from '../errors.ts'
import { type Between, busyKey } from '../model.ts'

/** Proposing is open while the meeting day is live. */
export function mustBeLive(brokerage: Brokerage, at: Instant): void {
  if (phaseAt(brokerage, at) === 'done') throw errors.marketOver()
  if (at < brokerage.begins.live) throw errors.notLiveYet(brokerage.begins.live)
}

export const isStanding = ({ state }: Pick<Meeting, 'state'>) => state === 'booked' || state === 'proposed'

/** Groups that meet, both still there, and neither said no. */
export function mayMeet(
  { pairings }: Pick<Stage, 'pairings'>,
  a: SeatedParty,
  b: SeatedParty,
  wishes: readonly WishKind[],
): boolean {
  return (
    a.id !== b.id &&
    a.withdrawnAt === null &&
    b.withdrawnAt === null &&
    !wishes.includes('no') &&
    meet(pairings, a.groupId, b.groupId)
  )
}

/** A table without languages suits everybody; otherwise the two need one of its languages, as far as they told theirs. */
export const suits = (table: SeatedTable, a: SeatedParty, b: SeatedParty): boolean =>
  table.languages.length === 0 ||
  [a, b].every(
    ({ languages }) => languages.length === 0 || languages.some((each) => table.languages.includes(each)),
  )

export const fullOf = (taken: readonly Seat[]) =>
  new Set(taken.map(({ lane, slotId }) => `${lane} ${slotId}`))
export const hasLane = (lanes: readonly Lane[], slotId: SlotId, full: ReadonlySet<string>) =>
  lanes.some((lane) => !full.has(`${lane} ${slotId}`))

export const tableFor = (
  { tables }: Pick<Stage, 'tables'>,
  { id }: Slot,
  a: SeatedParty,
  b: SeatedParty,
  full: ReadonlySet<string>,
) =>
  tables.find((table) => !table.closed.includes(id) && !full.has(`${table.lane} ${id}`) && suits(table, a, b))

/**
 * Where the two could meet: each slot to come in which both are free, with the first table that is. Empty where they
 * may not meet at all, so that nobody can read a "no" from it.
 */
export function freePlaces({ stage, me, other, busy, taken, wishes }: Between, at: Instant): Place[] {
  if (!mayMeet(stage, me, other, wishes)) return []
  const full = fullOf(taken)
  return stage.slots.flatMap((slot) => {
    const free = [me, other].every(
      ({ id, lanes }) => !busy.has(busyKey(id, slot.id)) && hasLane(lanes, slot.id, full),
    )
    const table = free && slot.startsAt > at ? tableFor(stage, slot, me, other, full) : undefined
    return table ? [{ slotId: slot.id, tableId: table.id }] : []
  })
}

export const mostOf = ({ groups }: Pick<Stage, 'groups'>, { groupId }: SeatedParty) =>
  groups.find(({ id }) => id === groupId)?.mostMeetings ?? 0
const countOf = (standing: readonly Meeting[], { id }: SeatedParty) =>
  standing.filter(({ a, b }) => a === id || b === id).length

/** A hold never outlasts the beginning of what it holds. */
export const holdUntil = (brokerage: Brokerage, slot: Pick<Slot, 'startsAt'>, at: Instant): Instant => {
  const end = plus(at, { minutes: brokerage.holdMinutes })
  return end < slot.startsAt ? end : slot.startsAt
}

const slotIn = ({ slots }: Pick<Stage, 'slots'>, slotId: SlotId): Slot => {
  const slot = slots.find(({ id }) => id === slotId)
  if (!slot) throw errors.slotTaken()
  return slot
}

export const inOrder = (one: PartyId, other: PartyId) =>
  one < other ? { a: one, b: other } : { a: other, b: one }

export const held = (
  { stage: { brokerage } }: Pick<Between, 'stage'>,
  pair: { a: PartyId; b: PartyId },
  place: Place,
  slot: Slot,
  at: Instant,
): Meeting => ({
  id: newId<'meeting'>(),
  brokerageId: brokerage.id,
  stationId: brokerage.stationId,
  ...pair,
  ...place,
  startsAt: slot.startsAt,
  endsAt: slot.endsAt,
  state: 'proposed',
  origin: 'market',
  proposedBy: null,
  endedBy: null,
  holdUntil: holdUntil(brokerage, slot, at),
  message: '',
  sequence: 0,
  pinned: false,
  changedAt: at,
  reason: null,
})

/** Asks for a meeting: the slot and a table are held until the other answers or the hold is over. */
export function propose(
  between: Between,
  wanted: { slotId: SlotId; message: string; reason: string | null },
  at: Instant,
): Meeting {
  const { stage, me, other, standing } = between
  mustBeLive(stage.brokerage, at)
  const pair = inOrder(me.id, other.id)
  if (standing.some(({ a, b }) => a === pair.a && b === pair.b)) throw errors.alreadyMeeting()
  if (countOf(standing, me) >= mostOf(stage, me)) throw errors.mostReached(mostOf(stage, me))
  const places = countOf(standing, other) >= mostOf(stage, other) ? [] : freePlaces(between, at)
  if (places.length === 0) throw errors.noSlot()
  const place = places.find(({ slotId }) => slotId === wanted.slotId)
  if (!place) throw errors.slotTaken()
  return {
    ...held(between, pair, place, slotIn(stage, place.slotId), at),
    proposedBy: me.id,
    message: wanted.message,
    reason: wanted.reason,
  }
}

/** The proposer asks for another slot or in other words; the hold begins anew. */
export function edit(
  between: Between,
  meeting: Meeting,
  wanted: { slotId: SlotId; message: string },
  at: Instant,
): Meeting {
  mustBeOpen(meeting, at)
  if (meeting.proposedBy !== between.me.id) throw errors.notYours()
  const { brokerage } = between.stage
  const taken = between.taken.filter(({ meetingId }) => meetingId !== meeting.id)
  const stays = wanted.slotId === meeting.slotId
  const place = stays
    ? meeting
    : freePlaces({ ...between, taken }, at).find(({ slotId }) => slotId === wanted.slotId)
  if (!place) throw errors.slotTaken()
  const slot = slotIn(between.stage, place.slotId)
  return {
    ...meeting,
    slotId: place.slotId,
    tableId: place.tableId,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    message: wanted.message,
    holdUntil: holdUntil(brokerage, slot, at),
    sequence: meeting.sequence + 1,
    changedAt: at,
  }
}

function mustBeOpen({ state, holdUntil: until, startsAt }: Meeting, at: Instant): void {
  if (state !== 'proposed') throw errors.notProposed()
  if (startsAt <= at) throw errors.hasBegun()
  if (until !== null && until <= at) throw errors.holdOver()
}

/**
 * The answer to a proposal. Of a freed slot that was offered to two, the first yes makes it a proposal to the other, who
 * has the whole hold for it: a meeting stands only when both said so.
 */
export function answer(
  brokerage: Brokerage,
  meeting: Meeting,
  by: PartyId,
  { yes, reason }: { yes: boolean; reason: string | null },
  at: Instant,
): Meeting {
  mustBeOpen(meeting, at)
  if (meeting.proposedBy === by) throw errors.notYours()
  const answered = { ...meeting, changedAt: at, reason: reason ?? meeting.reason }
  if (!yes) return { ...answered, state: 'declined', endedBy: by, holdUntil: null }
  if (meeting.proposedBy === null)
    return { ...answered, proposedBy: by, holdUntil: holdUntil(brokerage, meeting, at) }
  return { ...answered, state: 'booked', holdUntil: null }
}

/** Takes back a proposal of one's own, or calls off what was agreed; the slot is free at once. */
export function cancel(
  meeting: Meeting,
  { by, isDesk }: { by: PartyId; isDesk: boolean },
  reason: string | null,
  at: Instant,
): Meeting {
  if (!isStanding(meeting)) throw errors.notStanding()
  if (meeting.startsAt <= at) throw errors.hasBegun()
  if (meeting.state === 'proposed' && !isDesk && meeting.proposedBy !== by) throw errors.notYours()
  return {
    ...meeting,
    state: 'cancelled',
    endedBy: by,
    holdUntil: null,
    sequence: meeting.sequence + 1,
    changedAt: at,
    reason,
  }
}

export const expire = (meeting: Meeting, at: Instant): Meeting => ({
  ...meeting,
  state: 'expired',
  holdUntil: null,
  changedAt: at,
})
