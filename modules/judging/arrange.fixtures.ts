import type { Actor } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant, zone } from '#kernel/time'
import { ensurePerson, type Person } from '#modules/people'
import {
  insertCall,
  insertProject,
  insertProjectMember,
  type Project,
  type ProjectId,
} from '#modules/projects'
import { type TestDatabase, testDatabase } from '../../tools/test/database.ts'
import { arrangeSummit, holding } from '../events/arrange.fixtures.ts'
import { aCall, aMember, aProject } from '../projects/fixtures.ts'
import { assignJudges } from './assign/commands.ts'
import type { Judge, Round, RoundId } from './model.ts'
import { openFile, saveScore } from './review/commands.ts'
import { addJudge, changeRound, createRound, putProjects } from './setup/commands.ts'
import { openRound } from './setup/move.ts'
import { panelsOf } from './store/rounds.ts'

export const at = '2019-06-15T09:00:00Z'

/** A summit with a call of London and one of Boston, and the ways a round comes about. */
export async function arrangeJudging(of?: TestDatabase) {
  const db = of ?? (await testDatabase({ at }))
  const summit = await db.tx((tx) => arrangeSummit(tx, instant(at)))
  let people = 0
  const person = (email = `someone${++people}@example.org`, affiliation = ''): Promise<Person> =>
    db.tx((tx) =>
      ensurePerson(
        tx,
        {
          email,
          name: personName({ latinGiven: 'Xiuying', latinFamily: 'Zhang', han: '张秀英' }),
          affiliation,
          locale: 'en',
        },
        instant(at),
      ),
    )
  const someone = async (email?: string): Promise<Actor & { personId: Id<'person'> }> => ({
    kind: 'person',
    personId: (await person(email)).id,
    grants: [],
  })
  const lead = async (stationId: Id<'station'>) =>
    holding('station_lead', stationId, (await person()).id) as Actor & { personId: Id<'person'> }
  const calls = new Map<string, Id<'project_call'>>()
  for (const station of [summit.london, summit.boston]) {
    const call = aCall({
      editionId: summit.edition.id,
      stationId: station.id,
      slug: station.slug,
      onePerEntrant: false,
    })
    calls.set(station.id, call.id)
    await db.tx((tx) => insertCall(tx, call))
  }
  const organiser = holding('organiser', null, (await person()).id)

  const project = async (over: Partial<Project> = {}, founder?: Person): Promise<ProjectId> => {
    const entrant = founder ?? (await person())
    const stationId = over.stationId ?? summit.london.id
    const callId = calls.get(stationId)
    if (!callId) throw new Error('no call of that station')
    const one = aProject({
      editionId: summit.edition.id,
      callId,
      stationId,
      entrantId: entrant.id,
      state: 'shown',
      institution: '',
      submittedAt: instant(at),
      ...over,
    })
    await db.tx(async (tx) => {
      await insertProject(tx, one, false)
      await insertProjectMember(
        tx,
        aMember({
          projectId: one.id,
          personId: entrant.id,
          email: entrant.email ?? '',
          name: 'Zhang Xiuying (张秀英)',
        }),
        stationId,
      )
    })
    return one.id
  }

  const round = async (over: Partial<Round> = {}, by: Actor = organiser): Promise<Round> => {
    const kind = over.kind ?? 'screening'
    const made = await db.use(by).run(createRound, {
      editionId: summit.edition.id,
      stationId: kind === 'regional_final' ? summit.london.id : null,
      kind,
      title: { en: 'Screening', zh: '初评' },
      zone: zone('Asia/Shanghai'),
    })
    const { title, about, criteria, scale, blind, filesShown, reviewsEach, blocks } = {
      ...made.round,
      ...over,
    }
    const changed = await db.use(by).run(changeRound, {
      roundId: made.round.id,
      facts: {
        ...{ title, about, scale, blind, filesShown, reviewsEach },
        criteria: [...criteria],
        blocks: [...blocks],
      },
    })
    return changed.round
  }

  const judge = async (
    roundId: RoundId,
    over: Partial<Judge> = {},
    email = `judge${++people}@example.org`,
    by: Actor = organiser,
  ) => {
    const [panel] = await db.tx((tx) => panelsOf(tx, roundId))
    if (!panel) throw new Error('a round has a panel')
    const made = await db.use(by).run(addJudge, {
      roundId,
      email,
      facts: {
        panelId: over.panelId ?? panel.id,
        institution: over.institution ?? '',
        ror: over.ror ?? null,
        organisation: over.organisation ?? '',
        broughtBy: over.broughtBy ?? null,
        fields: [...(over.fields ?? [])],
        languages: [...(over.languages ?? [])] as ('en' | 'zh')[],
        most: over.most ?? 100,
      },
    })
    const actor: Actor = { kind: 'person', personId: made.judge.personId, grants: [] }
    return { ...made.judge, actor }
  }

  const put = (roundId: RoundId, projectIds: ProjectId[], by: Actor = organiser) =>
    db.use(by).run(putProjects, { roundId, projectIds, panelId: null })

  /** A round that is open, every project given to every judge. */
  const opened = async (over: Partial<Round>, projectIds: ProjectId[], judges: number) => {
    const { id } = await round({ reviewsEach: judges, ...over })
    await put(id, projectIds)
    const all = []
    for (let index = 0; index < judges; index++) all.push(await judge(id))
    await db.use(organiser).run(assignJudges, { roundId: id })
    await db.use(organiser).run(openRound, { roundId: id })
    return { id, judges: all }
  }

  const score = async (
    roundId: RoundId,
    by: Actor,
    projectId: ProjectId,
    points: number | Record<string, number>,
    feedback = '',
  ) => {
    await db.use(by).run(openFile, { roundId, projectId })
    const all =
      typeof points === 'number'
        ? { team: points, technology: points, market: points, finance: points }
        : points
    return db.use(by).run(saveScore, { roundId, projectId, points: all, feedback })
  }

  return { db, summit, person, someone, lead, organiser, project, round, judge, put, opened, score }
}
