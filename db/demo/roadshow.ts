import { visitor } from '#kernel/access'
import { plus } from '#kernel/time'
import { type Event, EventId } from '#modules/events'
import { listProjects, type Project } from '#modules/projects'
import { attendancesOf } from '#modules/registration'
import {
  addEntry,
  callOn,
  castVote,
  closeVoting,
  type Entry,
  finishRoadshow,
  freezeResult,
  openRoadshow,
  revealNext,
  setUpCommands,
} from '#modules/roadshow'
import { both, local } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

const commands = setUpCommands({ meetingHosts: [] })

const facts = {
  pitchSeconds: 420,
  questionSeconds: 180,
  audienceVotes: true,
  watch: '',
  roundId: null,
}

const presenters = ['Gao Yiming 高一鸣', 'Luo Ruoxi 罗若溪', '', 'Annika Lindner', ''] as const

async function projectsOf(
  scene: Scene,
  stage: Stage,
  states: readonly Project['state'][],
): Promise<Project[]> {
  const all = await scene.step((tx) =>
    listProjects(tx, visitor, { editionId: stage.editionId, callId: null, state: null, assigned: null }),
  )
  return all.filter(({ state }) => states.includes(state)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The final of the summit: five pitches, the hall's votes, and the result told to the end. */
export async function addFinal(scene: Scene, stage: Stage, summit: Event): Promise<void> {
  const organiser = scene.as(stage.cast.organiser)
  const startsAt = local('07-06T13:30', 'Asia/Shanghai')
  scene.at(plus(startsAt, { days: -10 }))
  const { roadshow } = await organiser.run(commands.plan, {
    eventId: EventId.parse(summit.id),
    facts: { ...facts, title: both('Final of the roadshow', '路演总决赛'), startsAt },
  })
  const roadshowId = roadshow.id
  const finalists = (await projectsOf(scene, stage, ['in_contest', 'matched', 'signed'])).slice(0, 5)
  const entries: Entry[] = []
  for (const [index, project] of finalists.entries()) {
    const added = await organiser.run(addEntry, {
      roadshowId,
      projectId: project.id,
      presenter: presenters[index] ?? '',
    })
    entries.push(added.entry)
  }
  scene.at(startsAt)
  await organiser.run(openRoadshow, { roadshowId })
  for (const [index, entry] of entries.entries()) {
    scene.at(plus(startsAt, { minutes: 11 * index + 1 }))
    await organiser.run(callOn, { roadshowId, entryId: entry.id })
  }
  const inside = (await scene.step((tx) => attendancesOf(tx, { editionId: stage.editionId }))).filter(
    ({ eventId }) => eventId === summit.id,
  )
  scene.at(plus(startsAt, { minutes: 58 }))
  const vote = castVote({ keys: scene.keys })
  const hall = scene.as(visitor)
  // Nearly everybody; the later in the order, the fresher in memory.
  await Promise.all(
    inside
      .filter((_one, index) => index % 9 !== 0)
      .map(({ registrationId }, index) => {
        const entry = entries[[0, 3, 1, 3, 4, 1, 3, 2, 4][index % 9] ?? 0]
        if (!entry) throw new Error('the final has five entries')
        return hall.gather(vote, { roadshowId, entryId: entry.id, by: { means: 'link', registrationId } })
      }),
  )
  scene.at(plus(startsAt, { minutes: 62 }))
  await organiser.run(closeVoting, { roadshowId })
  scene.at(plus(startsAt, { minutes: 75 }))
  const { roadshow: frozen } = await organiser.run(freezeResult, { roadshowId })
  for (let step = 1; step <= frozen.steps; step += 1) {
    scene.at(plus(startsAt, { minutes: 75 + step }))
    await organiser.run(revealNext, { roadshowId, step })
  }
  scene.at(plus(startsAt, { minutes: 85 }))
  await organiser.run(finishRoadshow, { roadshowId })
}

/** One that is still to come, with its order, for whoever wants to run it. */
export async function addComingRoadshow(scene: Scene, stage: Stage, evening: Event): Promise<void> {
  scene.at(plus(scene.now, { days: -5 }))
  const lead = scene.as(stage.cast.londonLead)
  const { roadshow } = await lead.run(commands.plan, {
    eventId: EventId.parse(evening.id),
    facts: {
      ...facts,
      title: both('Roadshow of the evening', '校友之夜路演'),
      startsAt: plus(evening.startsAt, { minutes: 45 }),
    },
  })
  const shown = await projectsOf(scene, stage, ['shown', 'in_contest'])
  const own = shown.filter(({ stationId }) => stationId === stage.stations.london).slice(0, 4)
  for (const project of own)
    await lead.run(addEntry, { roadshowId: roadshow.id, projectId: project.id, presenter: '' })
}
