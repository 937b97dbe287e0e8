import { command } from '#kernel/command'
import { prose } from '#kernel/text'
import { type Meeting, MeetingId, PartyId, SlotId } from '../../model.ts'
import * as facts from '../../timetable/facts.ts'
import type { Seat } from '../../timetable/model.ts'
import { seatsFor } from '../../timetable/rules/seats.ts'
import { loadMeeting, loadOwn, type Own, partyIn } from '../load.ts'
import type { Between } from '../model.ts'
import * as rules from '../rules/asking.ts'
import * as store from '../store.ts'
import { Asking, allow, mustSayWhy, reach } from './input.ts'

type Loaded = { own: Own; between: Between; overdue: readonly Meeting[]; meeting: Meeting | null }
type Outcome = { own: Own; meeting: Meeting; seats: readonly Seat[]; overdue: readonly Meeting[] }

const seatsOf = (own: Own, between: Between, meeting: Meeting): Seat[] =>
  seatsFor(
    [meeting],
    between.taken.filter(({ meetingId }) => meetingId !== meeting.id),
    own.stage,
  )

const subject = ({ own, meeting }: Outcome) => ({
  type: 'meeting',
  id: meeting.id,
  stationId: own.stage.brokerage.stationId,
})

/** Holds that are over give their seats up before new ones are taken. */
const announce = ({ own, meeting, overdue }: Outcome) => {
  const { eventId } = own.stage.brokerage
  return [
    ...overdue.map((each) => facts.became('expired', each, eventId)),
    facts.became('proposed', meeting, eventId, own.me.id),
  ]
}

/**
 * A party asks another for a meeting; slot and table are held until the answer or the end of the hold.
 * Refuses: meetings.slot_taken, market.no_slot, .already_meeting, .most_reached, .not_live_yet, .over, .reason_needed.
 */
export const proposeMeeting = command({
  name: 'meetings.propose',
  reach,
  input: Asking.extend({ to: PartyId, slotId: SlotId, message: prose(500) }),
  load: async (tx, { partyId, to, byLink }, { actor, at }): Promise<Loaded> => {
    await store.lockParties(tx, [partyId, to])
    const own = await loadOwn(tx, partyId, actor, byLink)
    const other = partyIn(own.stage, to)
    return {
      own,
      between: await store.between(tx, own.stage, own.me, other, at),
      overdue: await store.lockOverdue(tx, own.stage.brokerage.id, at),
      meeting: null,
    }
  },
  allow,
  decide: ({ own, between, overdue }, input, { at }): Outcome => {
    mustSayWhy(own, input.reason)
    const meeting = rules.propose(between, input, at)
    return { own, meeting, seats: seatsOf(own, between, meeting), overdue }
  },
  save: async (tx, { meeting, seats, overdue }, { at }) => {
    await store.expireAll(
      tx,
      overdue.map(({ id }) => id),
      at,
    )
    await store.insertMeeting(tx, meeting, seats)
  },
  announce,
  audit: subject,
})

/**
 * The proposer asks for another slot, or in other words, as long as there is no answer.
 * Refuses: meetings.slot_taken, market.not_proposed, .not_yours, .hold_over, .has_begun.
 */
export const editProposal = command({
  name: 'meetings.edit_proposal',
  reach,
  input: Asking.extend({ meetingId: MeetingId, slotId: SlotId, message: prose(500) }),
  load: async (tx, { partyId, meetingId, byLink }, { actor, at }): Promise<Loaded> => {
    const own = await loadOwn(tx, partyId, actor, byLink)
    const { meeting, otherId } = await loadMeeting(tx, own, meetingId)
    return {
      own,
      between: await store.between(tx, own.stage, own.me, partyIn(own.stage, otherId), at),
      overdue: [],
      meeting,
    }
  },
  allow,
  decide: ({ own, between, meeting: before }, input, { at }): Outcome => {
    mustSayWhy(own, input.reason)
    if (!before) throw new Error('a proposal was loaded without its meeting')
    const meeting = rules.edit(between, before, input, at)
    return { own, meeting, seats: seatsOf(own, between, meeting), overdue: [] }
  },
  save: (tx, { meeting, seats }) => store.saveMeeting(tx, meeting, seats),
  announce,
  audit: subject,
})
