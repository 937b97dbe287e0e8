import { z } from 'zod'
import { command, type Moment, type Tx } from '#kernel/command'
import { type Meeting, MeetingId } from '../../model.ts'
import * as facts from '../../timetable/facts.ts'
import { loadMeeting, loadOwn, type Own } from '../load.ts'
import * as rules from '../rules/asking.ts'
import * as store from '../store.ts'
import { Asking, allow, mustSayWhy, reach } from './input.ts'

type Loaded = { own: Own; meeting: Meeting }

const OfMeeting = Asking.extend({ meetingId: MeetingId })

async function load(
  tx: Tx,
  { partyId, meetingId, byLink }: z.output<typeof OfMeeting>,
  { actor }: Moment,
): Promise<Loaded> {
  const own = await loadOwn(tx, partyId, actor, byLink)
  return { own, meeting: (await loadMeeting(tx, own, meetingId)).meeting }
}

const subject = ({ own, meeting }: Loaded) => ({
  type: 'meeting',
  id: meeting.id,
  stationId: own.stage.brokerage.stationId,
})

/** The name of what became of it by an answer: a first yes to an offered slot is a proposal to the other. */
const named = { booked: 'booked', declined: 'declined', proposed: 'proposed' } as const
const factOf = ({ state }: Meeting) =>
  state === 'booked' || state === 'declined' ? named[state] : 'proposed'

/**
 * Yes or no to a proposal, or to a freed slot that was offered.
 * Refuses: market.not_proposed, .not_yours, .hold_over, .has_begun, .reason_needed.
 */
export const answerProposal = command({
  name: 'meetings.answer',
  reach,
  input: OfMeeting.extend({ yes: z.boolean() }),
  load,
  allow,
  decide: ({ own, meeting }, input, { at }) => {
    mustSayWhy(own, input.reason)
    return { own, meeting: rules.answer(own.stage.brokerage, meeting, own.me.id, input, at) }
  },
  save: (tx, { meeting }) => store.saveMeeting(tx, meeting, meeting.state === 'declined' ? 'none' : 'same'),
  announce: ({ own, meeting }) => [
    facts.became(factOf(meeting), meeting, own.stage.brokerage.eventId, own.me.id),
  ],
  audit: subject,
})

/**
 * Takes a proposal of one's own back, or calls a meeting off; its slot is free at once.
 * Refuses: market.not_standing, .not_yours, .has_begun, .reason_needed.
 */
export const cancelMeeting = command({
  name: 'meetings.cancel',
  reach,
  input: OfMeeting,
  load,
  allow,
  decide: ({ own, meeting }, { reason }, { at }) => {
    mustSayWhy(own, reason)
    return {
      own,
      meeting: rules.cancel(meeting, { by: own.me.id, isDesk: own.acting === 'desk' }, reason, at),
    }
  },
  save: async (tx, { meeting }) => {
    await store.saveMeeting(tx, meeting, 'none')
    await store.dropPlacement(tx, meeting)
  },
  announce: ({ own, meeting }) => [
    facts.became('cancelled', meeting, own.stage.brokerage.eventId, own.acting === 'desk' ? null : own.me.id),
  ],
  audit: subject,
})
