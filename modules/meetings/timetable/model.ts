import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import type {
  Meeting,
  MeetingId,
  Party,
  PartyId,
  Placement,
  SetUp,
  SlotId,
  Table,
  TableId,
} from '../model.ts'

/** A number of whoever or whatever is in one place at a time: a representative of a party, a table. */
export type Lane = string

export type SeatedParty = Party & { lanes: readonly Lane[] }
export type SeatedTable = Table & { lane: Lane }

/** What a timetable is made of, apart from the wishes and the plan. */
export type Stage = Omit<SetUp, 'tables'> & {
  tables: readonly SeatedTable[]
  parties: readonly SeatedParty[]
}

export type Place = { slotId: SlotId; tableId: TableId }

/** A lane that a standing meeting takes in a slot. */
export type Seat = { meetingId: MeetingId; lane: Lane; slotId: SlotId }

/** What a release would change: from the meetings that stand to the draft. */
export type Difference = {
  added: readonly Placement[]
  moved: readonly { meeting: Meeting; to: Placement }[]
  dropped: readonly Meeting[]
  kept: readonly Meeting[]
}

/** The same for one party. */
export type PartyDifference = {
  partyId: PartyId
  added: readonly Placement[]
  moved: readonly { meeting: Meeting; to: Placement }[]
  dropped: readonly Meeting[]
}

/** One line of the timetable's public log. */
export type Release = {
  number: number
  at: Instant
  note: Bilingual
  added: number
  moved: number
  dropped: number
  kept: number
  worth: { meetings: number; parties: number; musts: number }
}
