import { system } from '#kernel/access'
import { dateIn, plus, shiftDate } from '#kernel/time'
import type { Event } from '#modules/events'
import { solve } from '#solver/timetable'
import { say as sayOf, want } from '../../modules/meetings/held/rules.ts'
import { saveAttendance, saveStep } from '../../modules/meetings/held/store.ts'
import { type Meeting, nextSteps } from '../../modules/meetings/model.ts'
import { endRun, startRun, takeRun } from '../../modules/meetings/runs/commands.ts'
import { releaseTimetable } from '../../modules/meetings/timetable/commands/release.ts'
import { meetingsOf } from '../../modules/meetings/timetable/store/meeting.ts'
import { findBrokerage, stageOf } from '../../modules/meetings/timetable/store/stage.ts'
import { both } from './events.ts'
import type { Stage } from './programme.ts'
import { randomOf } from './random.ts'
import type { Scene } from './scene.ts'

const notes = [
  both('Sends the data sheet and two references', '发送技术资料和两位推荐人'),
  both('A call in the second week of July', '七月第二周通电话'),
  both('Visits the laboratory in autumn', '秋季参观实验室'),
]

/** The summit's timetable: one run, released with a note, held for the most part, with what is to follow. */
export async function addSummitTimetable(scene: Scene, stage: Stage, event: Event): Promise<void> {
  const brokerage = await scene.step((tx) => findBrokerage(tx, { eventId: event.id }))
  if (!brokerage) return
  const brokerageId = brokerage.id
  scene.at('2019-07-01T03:10:00Z')
  const organiser = scene.as(stage.cast.organiser)
  const run = await organiser.run(startRun, { brokerageId, scope: 'whole', seconds: 30, seed: 2019 })
  const worker = crypto.randomUUID()
  const optimiser = scene.as(system('meetings.search'))
  const task = await optimiser.run(takeRun, { runId: run.id, worker })
  if (!task.asked) return
  const answer = await solve(task.asked.problem, {
    mode: 'best',
    seed: 2019,
    budget: { steps: 20_000 },
    threads: 1,
  })
  scene.at('2019-07-01T03:10:20Z')
  await optimiser.run(endRun, { runId: run.id, worker, ended: { task, answer, fault: null } })
  scene.at('2019-07-01T06:00:00Z')
  await organiser.run(releaseTimetable, {
    brokerageId,
    after: 0,
    note: both(
      'The first timetable. Write to the desk when a slot does not suit you.',
      '首版日程。如有时段不便，请联系洽谈服务台。',
    ),
  })
  await hold(scene, brokerageId, event)
}

/** Both sides say what took place, most of them; one in eight did not happen, and a third want something next. */
async function hold(scene: Scene, brokerageId: Meeting['brokerageId'], { zone }: Event): Promise<void> {
  const random = randomOf(77)
  await scene.step(async (tx) => {
    const brokerage = await findBrokerage(tx, { brokerageId })
    if (!brokerage) return
    const { parties } = await stageOf(tx, brokerage)
    const people = new Map(parties.map(({ id, personId }) => [id, personId]))
    for (const meeting of await meetingsOf(tx, brokerageId, ['booked'])) {
      const at = plus(meeting.endsAt, { minutes: 12 })
      const missed = random.chance(0.12)
      for (const [index, partyId] of [meeting.a, meeting.b].entries()) {
        const personId = people.get(partyId)
        if (!personId || random.chance(0.25)) continue
        const owner = { stationId: brokerage.stationId, personId }
        const said = !missed ? 'held' : index === 0 ? 'other_absent' : 'not_held'
        await saveAttendance(tx, owner, sayOf(meeting, partyId, said, at))
        if (missed || !random.chance(0.35)) continue
        const step = random.pick(nextSteps)
        const dueOn = step === 'not_now' ? null : shiftDate(dateIn(at, zone), { days: 7 + random.below(40) })
        const note = step === 'not_now' ? '' : random.pick(notes).zh
        const wanted = want(meeting, partyId, { step, note, dueOn }, zone, at)
        await saveStep(tx, owner, random.chance(0.4) ? { ...wanted, doneAt: plus(at, { days: 9 }) } : wanted)
      }
    }
  })
}
