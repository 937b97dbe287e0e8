import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { prose } from '#kernel/text'
import { isPlainDate, type PlainDate, type Zone } from '#kernel/time'
import { findEvent } from '#modules/events'
import { Asking, allow, mustSayWhy, reach } from '../market/commands/input.ts'
import { loadMeeting, loadOwn, type Own } from '../market/load.ts'
import { type Attendance, type Meeting, MeetingId, type NextStep, nextSteps } from '../model.ts'
import * as facts from './facts.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

type Loaded = { own: Own; meeting: Meeting; zone: Zone; step: NextStep | undefined }

const Input = Asking.extend({ meetingId: MeetingId })

async function load(
  tx: Tx,
  { partyId, meetingId, byLink }: z.output<typeof Input>,
  actor: Parameters<typeof loadOwn>[2],
): Promise<Loaded> {
  const own = await loadOwn(tx, partyId, actor, byLink)
  const { meeting } = await loadMeeting(tx, own, meetingId)
  const event = await findEvent(tx, own.stage.brokerage.eventId)
  if (!event) throw notFound()
  return { own, meeting, zone: event.zone, step: await store.findStep(tx, meetingId, partyId) }
}

const subject = ({ own, meeting }: Pick<Loaded, 'own' | 'meeting'>) => ({
  type: 'meeting',
  id: meeting.id,
  stationId: own.stage.brokerage.stationId,
})
const ownerOf = ({ own }: Pick<Loaded, 'own'>) => ({
  stationId: own.stage.brokerage.stationId,
  personId: own.me.personId,
})

/**
 * Whether a meeting took place, in one tap, from either side; a single "did not happen" wins.
 * Refuses: held.not_booked, .not_begun, .too_late, market.reason_needed (the desk).
 */
export const sayHeld = command({
  name: 'meetings.say_held',
  reach,
  input: Input.extend({ said: z.enum(['held', 'other_absent', 'not_held']) }),
  load: (tx, input, { actor }) => load(tx, input, actor),
  allow,
  decide: (loaded, { said, reason }, { at }): Loaded & { attendance: Attendance } => {
    mustSayWhy(loaded.own, reason)
    return { ...loaded, attendance: rules.say(loaded.meeting, loaded.own.me.id, said, at) }
  },
  save: (tx, outcome) => store.saveAttendance(tx, ownerOf(outcome), outcome.attendance),
  audit: subject,
})

/** A date as a form sends it; '' is none. */
const Due = z
  .string()
  .nullish()
  .transform((text) => text || null)
  .refine((text): text is PlainDate | null => text === null || isPlainDate(text), 'kernel.field_not_a_date')

/**
 * What a party wants after a meeting: opens a follow-up of its own, with a day by which.
 * Refuses: held.not_booked, .not_begun, .too_late, .due_past.
 */
export const chooseNextStep = command({
  name: 'meetings.choose_next_step',
  reach,
  input: Input.extend({ step: z.enum(nextSteps), note: prose(1000), dueOn: Due }),
  load: (tx, input, { actor }) => load(tx, input, actor),
  allow,
  decide: (loaded, { step, note, dueOn, reason }, { at }): Loaded & { step: NextStep } => {
    mustSayWhy(loaded.own, reason)
    return {
      ...loaded,
      step: rules.want(loaded.meeting, loaded.own.me.id, { step, note, dueOn }, loaded.zone, at),
    }
  },
  save: (tx, outcome) => store.saveStep(tx, ownerOf(outcome), outcome.step),
  announce: ({ step, own }) => [facts.nextStep(step, own.stage.brokerage.eventId)],
  audit: subject,
})

/** A follow-up is done, or after all is not. Refuses: held.no_step. */
export const finishStep = command({
  name: 'meetings.finish_step',
  reach,
  input: Input.extend({ done: z.boolean() }),
  load: (tx, input, { actor }) => load(tx, input, actor),
  allow,
  decide: (loaded, { done, reason }, { at }): Loaded & { step: NextStep } => {
    mustSayWhy(loaded.own, reason)
    return { ...loaded, step: rules.finish(loaded.step, done, at) }
  },
  save: (tx, outcome) => store.saveStep(tx, ownerOf(outcome), outcome.step),
  announce: ({ step, own }) => [facts.nextStep(step, own.stage.brokerage.eventId)],
  audit: subject,
})
