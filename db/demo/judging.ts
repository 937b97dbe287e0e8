import type { Actor } from '#kernel/access'
import { zone } from '#kernel/time'
import {
  addJudge,
  assignJudges,
  changeTimes,
  closeRound,
  createRound,
  openFile,
  openRound,
  type Points,
  putProjects,
  type Round,
  readCandidates,
  readRound,
  savePanel,
  saveScore,
  stepBack,
} from '#modules/judging'
import type { Person } from '#modules/people'
import { fields, type ProjectId } from '#modules/projects'
import { accounts } from './accounts.ts'
import type { Stage } from './programme.ts'
import { type Random, randomOf } from './random.ts'
import type { Scene } from './scene.ts'

type Candidate = { id: ProjectId; state: string }
type Setting = { scene: Scene; random: Random; by: Actor; round: Round }

const words = [
  'A clear need, and a team that has built such things before. 需求明确，团队经验扎实。',
  'Show one customer who pays today. 建议给出一位当前付费客户。',
  'The plan asks for more than its first year needs. 首年资金需求偏高。',
  '',
] as const

/** People of the demo who judge; each with fields of their own, so that assignment has something to go by. */
async function addJudges({ scene, by, round }: Setting, emails: readonly string[]): Promise<void> {
  const use = scene.as(by)
  const { panels } = await use.ask(readRound, { roundId: round.id })
  const [panel] = panels
  if (!panel) throw new Error('a round has a panel')
  for (const [index, email] of emails.entries())
    await use.run(addJudge, {
      roundId: round.id,
      email,
      facts: {
        panelId: panel.id,
        institution: '',
        ror: null,
        organisation: '',
        broughtBy: null,
        fields: fields.filter((_field, at) => at % emails.length === index || at % 2 === index % 2),
        languages: [],
        most: 20,
      },
    })
  const { judges } = await use.ask(readRound, { roundId: round.id })
  const chair = judges[1]
  if (chair)
    await use.run(savePanel, {
      roundId: round.id,
      panelId: panel.id,
      title: { en: 'Technology panel', zh: '技术评审组' },
      chairId: chair.personId,
    })
}

/** Points that hang on the project and on how mild the judge is, so that the ranking has something to take apart. */
const pointsOf = (random: Random, worth: number, mildness: number): Points =>
  Object.fromEntries(
    ['team', 'technology', 'market', 'finance'].map((key) => [
      key,
      Math.min(10, Math.max(0, worth + mildness + random.below(3) - 1)),
    ]),
  )

async function score(
  { scene, random, round, by }: Setting,
  mostOf: (judge: number) => number,
): Promise<void> {
  const { assignments, judges, projects } = await scene.as(by).ask(readRound, { roundId: round.id })
  const worth = new Map(projects.map(({ projectId }) => [projectId, 4 + random.below(5)]))
  for (const [index, judge] of judges.entries()) {
    const actor: Actor = { kind: 'person', personId: judge.personId, grants: [] }
    const own = assignments.filter((each) => each.judgeId === judge.id && each.state === 'assigned')
    for (const [at, { projectId }] of own.slice(0, mostOf(index)).entries()) {
      const which = { roundId: round.id, projectId }
      if (index === 2 && at === 0) {
        await scene
          .as(actor)
          .run(stepBack, { ...which, reason: 'I advised this team last year. 去年曾为该团队提供咨询。' })
        continue
      }
      const { one } = await scene.as(actor).run(openFile, which)
      if (one.state === 'recused') continue
      await scene.as(actor).run(saveScore, {
        ...which,
        points: pointsOf(random, worth.get(projectId) ?? 5, (index % 3) - 1),
        feedback: random.pick(words),
      })
    }
  }
}

type Told = {
  /** When it is opened and scored, and when it is closed, if it is. */
  at: { opened: string; scored: string; closed: string | null }
  given: Pick<Round, 'editionId' | 'stationId' | 'kind' | 'title'>
  place: string
  choose: (candidates: readonly Candidate[]) => readonly Candidate[]
  judges: readonly string[]
  lines: { places: number; waiting: number }
  /** How many of their projects each judge has come to. */
  mostOf: (judge: number) => number
}

/** One round from its making to as far as it is told. */
async function tell(scene: Scene, random: Random, by: Actor, told: Told): Promise<void> {
  scene.at(told.at.opened)
  const use = scene.as(by)
  const { round } = await use.run(createRound, { ...told.given, zone: zone(told.place) })
  const roundId = round.id
  const { candidates } = await use.ask(readCandidates, { roundId })
  const projectIds = told.choose(candidates).map(({ id }) => id)
  await use.run(putProjects, { roundId, projectIds, panelId: null })
  const setting: Setting = { scene, random, by, round }
  await addJudges(setting, told.judges)
  await use.run(assignJudges, { roundId })
  await use.run(openRound, { roundId })
  await use.run(changeTimes, { roundId, times: { dueAt: null, ...told.lines } })
  scene.at(told.at.scored)
  await score(setting, told.mostOf)
  if (told.at.closed === null) return
  scene.at(told.at.closed)
  await use.run(closeRound, { roundId })
}

/** A screening that is closed, its ranking to be looked at and decided; and London’s regional final, which is open. */
export async function addJudging(scene: Scene, stage: Stage, people: readonly Person[]): Promise<void> {
  const random = randomOf(20_195)
  const me = accounts.find(({ key }) => key === 'judge')?.email ?? ''
  const emails = [me, ...people.flatMap(({ email }) => email ?? []).slice(0, 5)]
  const { editionId } = stage
  await tell(scene, random, stage.cast.organiser, {
    at: { opened: '2019-05-13T01:00:00Z', scored: '2019-05-20T08:00:00Z', closed: '2019-05-27T01:00:00Z' },
    given: {
      editionId,
      stationId: null,
      kind: 'screening',
      title: { en: 'Online screening', zh: '线上初评' },
    },
    place: 'Asia/Shanghai',
    choose: (all) =>
      all
        .filter(({ state }, at) => state === 'in_contest' || (state === 'shown' && at % 2 === 0))
        .slice(0, 12),
    judges: emails,
    lines: { places: 5, waiting: 2 },
    mostOf: () => 50,
  })
  await tell(scene, random, stage.cast.londonLead, {
    at: { opened: '2019-06-03T09:00:00Z', scored: '2019-06-07T10:00:00Z', closed: null },
    given: {
      editionId,
      stationId: stage.stations.london ?? null,
      kind: 'regional_final',
      title: { en: 'London regional final', zh: '伦敦区域决赛' },
    },
    place: 'Europe/London',
    choose: (all) => all,
    judges: emails.slice(0, 4),
    lines: { places: 3, waiting: 1 },
    mostOf: (judge) => (judge === 0 ? 2 : 3),
  })
}
