import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate } from '#kernel/time'

export type BrokerageId = Id<'brokerage'>
export const BrokerageId = idOf('brokerage')
export type GroupId = Id<'meeting_group'>
export const GroupId = idOf('meeting_group')
export type SlotId = Id<'meeting_slot'>
export const SlotId = idOf('meeting_slot')
export type TableId = Id<'meeting_table'>
export const TableId = idOf('meeting_table')
export type PartyId = Id<'meeting_party'>
export const PartyId = idOf('meeting_party')
export type RunId = Id<'meeting_run'>
export const RunId = idOf('meeting_run')
export type MeetingId = Id<'meeting'>
export const MeetingId = idOf('meeting')

/** Where a brokerage is. Each phase lasts from its moment until the next one's. */
export const phases = ['profile', 'wish', 'draft', 'live', 'done'] as const
export type Phase = (typeof phases)[number]

/** The 1:1 meetings of one event. */
export type Brokerage = {
  id: BrokerageId
  eventId: Id<'event'>
  stationId: Id<'station'> | null
  about: Bilingual
  /** When each phase begins, in order. */
  begins: Readonly<Record<Phase, Instant>>
  /** How long a proposed meeting is held in the live market. */
  holdMinutes: number
  /** When the event was cancelled and its meetings with it; null = they take place. */
  closedAt: Instant | null
  /** Number of the last release of the timetable; 0 before the first. */
  release: number
  changedAt: Instant
}

/** A phase that was moved after it had been announced. */
export type PhaseChange = {
  id: Id<'meeting_phase_change'>
  brokerageId: BrokerageId
  stationId: Id<'station'> | null
  at: Instant
  by: Id<'person'> | null
  phase: Phase
  was: Instant
  became: Instant
  reason: Bilingual
}

export type Group = {
  id: GroupId
  brokerageId: BrokerageId
  name: Bilingual
  mostMeetings: number
  mostWishes: number
  mostMusts: number
  /** From 1 to 10: whose wish weighs more. */
  weight: number
  position: number
}

/** Two groups that meet; the same twice when members of one group meet each other. */
export type Pairing = { a: GroupId; b: GroupId }

/** Half-open. Slots of one brokerage never overlap. */
export type Slot = { id: SlotId; brokerageId: BrokerageId; startsAt: Instant; endsAt: Instant }

/** Where one meeting at a time is held; `languages` empty = any; with a link it is online. */
export type Table = {
  id: TableId
  brokerageId: BrokerageId
  name: string
  place: Bilingual
  languages: readonly string[]
  onlineUrl: string | null
  position: number
  closed: readonly SlotId[]
}

/** Everything that is set up for an event's meetings; groups and tables by position, slots by time. */
export type SetUp = {
  brokerage: Brokerage
  groups: readonly Group[]
  pairings: readonly Pairing[]
  slots: readonly Slot[]
  tables: readonly Table[]
}

/** A slot in which a party cannot meet. */
export type Busy = { partyId: PartyId; slotId: SlotId }

/** One who meets. Words about themselves are in whatever language they wrote them. */
export type Party = {
  id: PartyId
  brokerageId: BrokerageId
  groupId: GroupId
  personId: Id<'person'>
  organisation: string
  /** For whom it meets, where the house knows that organisation: whoever acts for it sees how its meetings went. */
  organisationId: Id<'organisation'> | null
  headline: string
  offers: string
  seeks: string
  topics: readonly string[]
  languages: readonly string[]
  representatives: number
  newcomer: boolean
  feedKey: string
  joinedAt: Instant
  changedAt: Instant
  /** When they last said in which slots they cannot meet; null = never asked themselves. */
  availabilityToldAt: Instant | null
  /** When the desk last reminded them of what is missing. */
  nudgedAt: Instant | null
  /** Put in by the desk, and why; null = they joined by themselves. */
  added: { by: Id<'person'>; reason: string } | null
  withdrawnAt: Instant | null
}

export const wishKinds = ['must', 'meet', 'no'] as const
export type WishKind = (typeof wishKinds)[number]
export type Wish = { from: PartyId; to: PartyId; kind: WishKind; note: string; changedAt: Instant }

export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

/** Where the draft puts a pair; `a` has the lower id. */
export type Placement = { a: PartyId; b: PartyId; slotId: SlotId; tableId: TableId; pinned: boolean }

export const meetingStates = ['proposed', 'booked', 'declined', 'expired', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** A 1:1 that stands or once stood. `sequence` counts what a calendar has to be told. */
export type Meeting = {
  id: MeetingId
  brokerageId: BrokerageId
  stationId: Id<'station'> | null
  a: PartyId
  b: PartyId
  slotId: SlotId
  tableId: TableId
  startsAt: Instant
  endsAt: Instant
  state: MeetingState
  /** plan: from the timetable; market: asked for by a party; offer: a freed slot given to the next best. */
  origin: 'plan' | 'market' | 'offer'
  proposedBy: PartyId | null
  /** Whoever declined it or called it off; null = the desk, a release, time, or nobody yet. */
  endedBy: PartyId | null
  holdUntil: Instant | null
  message: string
  sequence: number
  pinned: boolean
  changedAt: Instant
  reason: string | null
}

export type Attendance = {
  meetingId: MeetingId
  partyId: PartyId
  said: 'held' | 'other_absent' | 'not_held'
  at: Instant
}

export const nextSteps = ['follow_up', 'send_material', 'interested', 'not_now'] as const
export type NextStep = {
  meetingId: MeetingId
  partyId: PartyId
  step: (typeof nextSteps)[number]
  note: string
  dueOn: PlainDate | null
  doneAt: Instant | null
  at: Instant
}
