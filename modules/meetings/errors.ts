import { invalid, invalidField, Refusal } from '#kernel/errors'
import type { Phase } from './model.ts'

export const already = () => new Refusal('conflict', 'meetings.already_open')

export const phasesOutOfOrder = (phase: Phase) =>
  invalid([{ path: `begins.${phase}`, code: 'meetings.phases_out_of_order' }])
export const phaseReleased = () => invalid([{ path: 'begins.draft', code: 'meetings.phase_after_release' }])
export const reasonNeeded = () => invalidField('reason', 'meetings.reason_needed')
export const noNextPhase = () => new Refusal('conflict', 'meetings.no_next_phase')

export const groupsTooMany = (max: number) => new Refusal('conflict', 'meetings.groups_too_many', { max })
export const groupInUse = () => new Refusal('conflict', 'meetings.group_in_use')
export const groupUnknown = () => invalidField('groupId', 'kernel.field_choose')

/** `slot` is the one that stands, as a clock at the place shows it. */
export const slotOverlaps = (slot: string) =>
  new Refusal('conflict', 'meetings.slot_overlaps', { slot }, [
    { path: 'from', code: 'meetings.slot_overlaps', details: { slot } },
  ])
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
