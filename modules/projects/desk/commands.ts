import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { command, type Moment, type Tx } from '#kernel/command'
import { forbidden, notFound, signInFirst } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { prose } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { PersonId } from '#modules/people'
import { may } from '../access.ts'
import { noSuchStep } from '../errors.ts'
import * as facts from '../facts.ts'
import { type Project, ProjectId, type ProjectState, projectStates } from '../model.ts'
import * as rules from '../rules.ts'
import { refreshViews } from '../show/commands.ts'
import * as root from '../store.ts'
import * as store from './store.ts'

const Ids = z.array(ProjectId).min(1, 'projects.pick_some').max(200)
const Reason = prose(2000)
const Becomes = z.enum(projectStates)

const stationsOf = (projects: readonly Project[]) =>
  new Map<string, Id<'station'> | null>(projects.map(({ id, stationId }) => [id, stationId]))
const mayDecide = (actor: Actor, projects: readonly Project[]) =>
  projects.every((project) => may.decide(actor, { ...project, team: [] }))

async function lockAll(tx: Tx, ids: readonly ProjectId[]) {
  const projects = await root.lockMany(tx, ids)
  // One that is not there or a neighbour's is not found, and then nothing is done at all.
  if (projects.length < new Set(ids).size) throw notFound()
  return projects
}

/** With those of them that have been on show before. */
async function lockSteps(tx: Tx, ids: readonly ProjectId[]) {
  return { projects: await lockAll(tx, ids), before: await root.onShowBefore(tx, ids) }
}

const oneSubject = ({ projects }: { projects: readonly Project[] }) => {
  const [first] = projects
  return first ? { type: 'project', id: first.id, stationId: first.stationId } : null
}

/** One step of staff: withdrawing is not theirs, and the contest is the host's. */
function step(
  project: Project,
  { becomes, reason }: { becomes: ProjectState; reason: string },
  before: ReadonlySet<ProjectId>,
  actor: Actor,
  at: Instant,
): rules.Moved {
  if (!rules.staffSteps(project.state, before.has(project.id)).includes(becomes))
    throw noSuchStep(project.state, becomes)
  if (rules.isContestStep(becomes) && !may.decideContest(actor, { ...project, team: [] })) throw forbidden()
  return rules.move(project, becomes, reason, actor, at)
}

export const moved = (steps: readonly rules.Moved[]) => ({
  projects: steps.map(({ project }) => project),
  changes: steps.map(({ change }) => change),
})
type Steps = ReturnType<typeof moved>

/** Their new states with the changes, what was held about them dropped, and what audiences see made anew. */
export async function saveMoved(
  tx: Tx,
  { projects, changes }: Steps,
  { at }: Pick<Moment, 'at'>,
): Promise<void> {
  const ids = projects.map(({ id }) => id)
  await store.saveStates(tx, projects)
  await root.insertChanges(tx, changes, stationsOf(projects))
  await store.release(tx, ids)
  for (const id of ids) {
    const whole = await root.find(tx, id)
    if (whole) await refreshViews(tx, whole, at)
  }
}

const told = ({ projects }: Steps) =>
  projects.map((project) => (project.state === 'draft' ? facts.askedBack(project) : facts.decided(project)))

/**
 * Moves projects on, or declines them, with the reason their people are told. The contest and what follows is the
 * host's. Asking back is a move to draft; what was on show is off it until it came in again and is put back.
 */
export const decideProjects = command({
  name: 'projects.decide',
  input: z.object({ projectIds: Ids, becomes: Becomes, reason: Reason }),
  load: (tx, { projectIds }) => lockSteps(tx, projectIds),
  allow: (actor, { projects }) => mayDecide(actor, projects),
  decide: ({ projects, before }, decision, { actor, at }) => {
    return moved(projects.map((project) => step(project, decision, before, actor, at)))
  },
  save: saveMoved,
  announce: told,
  audit: oneSubject,
})

/** Holds decisions back: nobody but the desk sees them until they are applied in one go. */
export const holdDecisions = command({
  name: 'projects.hold',
  input: z.object({ projectIds: Ids, becomes: Becomes, reason: Reason }),
  load: (tx, { projectIds }) => lockSteps(tx, projectIds),
  allow: (actor, { projects }) => mayDecide(actor, projects),
  decide: ({ projects, before }, { becomes, reason }, { actor, at }) => {
    const by = personIdOf(actor)
    if (by === null) throw signInFirst()
    // Tried now, so that what is held can be applied later.
    for (const project of projects) step(project, { becomes, reason }, before, actor, at)
    return {
      projects,
      pending: projects.map(({ id }) => ({ projectId: id, becomes, reason, byPerson: by, at })),
    }
  },
  save: (tx, { projects, pending }) => store.hold(tx, pending, stationsOf(projects)),
  audit: oneSubject,
})

/** Drops what was held. */
export const dropHeld = command({
  name: 'projects.drop_held',
  input: z.object({ projectIds: Ids }),
  load: (tx, { projectIds }) => lockAll(tx, projectIds),
  allow: mayDecide,
  decide: (projects) => ({ projects }),
  save: (tx, { projects }) =>
    store.release(
      tx,
      projects.map(({ id }) => id),
    ),
  audit: oneSubject,
})

/** Applies every held decision of these projects at once: all of them or, when one cannot be, none. */
export const applyHeld = command({
  name: 'projects.apply_held',
  input: z.object({ projectIds: Ids }),
  load: async (tx, { projectIds }) => {
    const locked = await lockSteps(tx, projectIds)
    return { ...locked, held: await store.pendingOf(tx, projectIds) }
  },
  allow: (actor, { projects }) => mayDecide(actor, projects),
  decide: ({ projects, before, held }, _input, { actor, at }) => {
    return moved(
      projects.flatMap((project) => {
        const decision = held.get(project.id)
        return decision ? [step(project, decision, before, actor, at)] : []
      }),
    )
  },
  save: saveMoved,
  announce: told,
  audit: oneSubject,
})

/** Gives projects to one of the staff, or to nobody. */
export const assignProjects = command({
  name: 'projects.assign',
  input: z.object({ projectIds: Ids, personId: PersonId.nullable() }),
  load: (tx, { projectIds }) => lockAll(tx, projectIds),
  allow: mayDecide,
  decide: (projects, { personId }) => ({ projects, personId }),
  save: (tx, { projects, personId }) =>
    store.assign(
      tx,
      projects.map(({ id }) => id),
      personId,
    ),
  audit: oneSubject,
})
