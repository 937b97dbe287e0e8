import { invalid, invalidField, Refusal } from '#kernel/errors'
import type { Phase } from './model.ts'

export const already = () => new Refusal('conflict', 'meetings.already_open')

export const phasesOutOfOrder = (phase: Phase) =>
  invalid([{ path: `begins.${phase}`, code: 'meetings.phases_out_of_order' }])
export const phaseReleased = () => invalid([{ path: 'begins.draft', code: 'meetings.phase_after_release' }])
export const reasonNeeded = () => invalidField('reason', 'meetings.reason_needed')
/** The event was cancelled, and its meetings with it. */
export const closed = () => new Refusal('conflict', 'meetings.closed')
export const noNextPhase = () => new Refusal('conflict', 'meetings.no_next_phase')

export const groupsTooMany = (max: number) => new Refusal('conflict', 'meetings.groups_too_many', { max })
export const groupInUse = () => new Refusal('conflict', 'meetings.group_in_use')
export const groupUnknown = () => invalidField('groupId', 'kernel.field_choose')

/** `taken` is the slot that stands, as a clock at the place shows it; none where two desks add slots at once. */
export function slotOverlaps(taken?: { day: string; from: string; until: string }) {
  const code = taken ? 'meetings.slot_overlaps' : 'meetings.slot_overlaps_new'
  return new Refusal('conflict', code, { ...taken }, [{ path: 'from', code, details: { ...taken } }])
}
export const slotsNone = () => invalidField('until', 'meetings.slots_none')
export const slotsTooMany = (max: number) => invalidField('until', 'meetings.slots_too_many', { max })
export const slotOutside = (start: string, end: string) =>
  invalidField('day', 'meetings.slot_outside', { start, end })
export const slotInUse = () => new Refusal('conflict', 'meetings.slot_in_use')

export const tableNameTaken = () => invalidField('name', 'meetings.table_name_taken')
export const tablesTooMany = (max: number) => invalidField('count', 'meetings.tables_too_many', { max })
export const tableInUse = () => new Refusal('conflict', 'meetings.table_in_use')

/** Why no run may start; `what` is a key of the readiness checks. */
export const notReady = (what: string) => new Refusal('conflict', `meetings.not_ready_${what}`)

export const joiningClosed = () => new Refusal('conflict', 'meetings.joining_closed')
export const notAdmitted = () => new Refusal('conflict', 'meetings.not_admitted')
export const joinedAlready = () => new Refusal('conflict', 'meetings.joined_already')
export const consentNeeded = () => invalidField('consent', 'meetings.consent_needed')
export const slotBooked = () => new Refusal('conflict', 'meetings.slot_booked')
/** Whoever has a place takes part, has left, or was asked within a day. */
export const nobodyToInvite = () => new Refusal('conflict', 'meetings.nobody_to_invite')
/** The address is of nobody with a place at the event. */
export const noSuchGuest = () => invalidField('email', 'meetings.no_such_guest')
export const csvBroken = (line: number) => invalidField('file', 'meetings.csv_broken', { line })

export const wishingClosed = () => new Refusal('conflict', 'meetings.wishing_closed')
export const wishForOneself = () => new Refusal('conflict', 'meetings.wish_for_oneself')
/** Also where there is such a party: whom one does not meet one does not see. */
export const noSuchParty = () => new Refusal('not_found', 'meetings.no_such_party')
export const profileFirst = () => new Refusal('conflict', 'meetings.profile_first')
export const wishesUsed = (max: number) => new Refusal('conflict', 'meetings.wishes_used', { max })
export const mustsUsed = (max: number) => new Refusal('conflict', 'meetings.musts_used', { max })

export const nothingPicked = () => new Refusal('conflict', 'meetings.nothing_picked')
export const nudgedToday = () => new Refusal('conflict', 'meetings.nudged_today')
/** That there are meetings is published: whoever takes no part may know where to begin. */
export const takePartFirst = () => new Refusal('forbidden', 'meetings.take_part_first')
