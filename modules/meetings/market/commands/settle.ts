import { z } from 'zod'
import type { Actor } from '#kernel/access'
import { command, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { BrokerageId, type Meeting, MeetingId } from '../../model.ts'
import * as facts from '../../timetable/facts.ts'
import type { Seat } from '../../timetable/model.ts'
import { seatsFor } from '../../timetable/rules/seats.ts'
import { findMeeting } from '../../timetable/store/meeting.ts'
import { findBrokerage, stageOf } from '../../timetable/store/stage.ts'
import { isStanding } from '../rules/asking.ts'
import { offer } from '../rules/offering.ts'
import * as store from '../store.ts'

const isSystem = (actor: Actor) => actor.kind === 'system'

export const brokeragesToSettle = query({
  name: 'meetings.to_settle',
  input: z.object({}),
  load: (tx, _input, { at }) => store.overdueBrokerages(tx, at),
  allow: isSystem,
})

/** Ends the holds of a brokerage that are over: each is told, and its seats are free. */
export const expireHolds = command({
  name: 'meetings.expire_holds',
  input: z.object({ brokerageId: BrokerageId }),
  load: async (tx, { brokerageId }, { at }) => {
    const brokerage = await findBrokerage(tx, { brokerageId })
    if (!brokerage) throw notFound()
    return { brokerage, overdue: await store.lockOverdue(tx, brokerageId, at) }
  },
  allow: isSystem,
  decide: (loaded) => loaded,
  save: (tx, { overdue }, { at }) =>
    store.expireAll(
      tx,
      overdue.map(({ id }) => id),
      at,
    ),
  announce: ({ brokerage, overdue }) =>
    overdue.map((meeting) => facts.became('expired', meeting, brokerage.eventId)),
})

/**
 * A slot became free: it is held for the pair that wished most to meet and can, and both are asked. Said twice it is
 * offered once, because the table is taken by then. Nobody to offer it to is no fault.
 */
export const offerFreed = command({
  name: 'meetings.offer_freed',
  input: z.object({ meetingId: MeetingId }),
  load: async (tx, { meetingId }, { at }) => {
    const ended = await findMeeting(tx, meetingId)
    const brokerage = ended && (await findBrokerage(tx, { brokerageId: ended.brokerageId }, 'lock'))
    if (!ended || !brokerage) throw notFound()
    return store.freed(tx, await stageOf(tx, brokerage), ended, at)
  },
  allow: isSystem,
  decide: (freed, _input, { at }): { meeting: Meeting | null; seats: Seat[]; eventId: string } => {
    const meeting = isStanding(freed.ended) ? null : offer(freed, at)
    const seats = meeting ? seatsFor([meeting], freed.taken, freed.stage) : []
    return { meeting, seats, eventId: freed.stage.brokerage.eventId }
  },
  save: async (tx, { meeting, seats }) => {
    if (meeting) await store.insertMeeting(tx, meeting, seats)
  },
  announce: ({ meeting, eventId }) => (meeting ? [facts.became('proposed', meeting, eventId)] : []),
  audit: ({ meeting }) => meeting && { type: 'meeting', id: meeting.id, stationId: meeting.stationId },
})
