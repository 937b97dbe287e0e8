import { z } from 'zod'
import { query } from '#kernel/command'
import { EventId } from '#modules/events'
import { may } from '../access.ts'
import { headOf, namesOf } from '../timetable/queries.ts'
import { meetingsOf } from '../timetable/store/meeting.ts'
import { stageOf } from '../timetable/store/stage.ts'
import { figures } from './rules.ts'
import { attendanceOf, stepsIn } from './store.ts'

/** What the desk sees of what took place: figures, who did not come, and what is to follow. */
export const readHeld = query({
  name: 'meetings.read_held',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor, at }) => {
    const head = await headOf(tx, eventId, actor)
    const stage = await stageOf(tx, head.brokerage)
    const all = await meetingsOf(tx, head.brokerage.id, [
      'booked',
      'proposed',
      'declined',
      'expired',
      'cancelled',
    ])
    const said = await attendanceOf(
      tx,
      all.map(({ id }) => id),
    )
    const of = new Map<string, typeof said>()
    for (const each of said) of.set(each.meetingId, [...(of.get(each.meetingId) ?? []), each])
    const meetings = all.map((meeting) => ({ ...meeting, said: of.get(meeting.id) ?? [] }))
    return {
      ...head,
      stage,
      names: await namesOf(tx, stage.parties),
      meetings,
      steps: await stepsIn(tx, head.brokerage.id),
      figures: figures(meetings, at),
    }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})
