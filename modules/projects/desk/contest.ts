import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import * as callStore from '../calls/store.ts'
import type { FrozenPassport, Project, ProjectId } from '../model.ts'
import * as rules from '../rules.ts'
import * as root from '../store.ts'
import { moved, saveMoved } from './commands.ts'
import * as store from './store.ts'

export type Frozen = {
  id: Id<'project_frozen'>
  /** As it stood before the contest, where it goes back to when it is not taken. */
  was: Project['state']
  project: Project
  content: FrozenPassport
  hash: string
}

async function freeze(tx: Tx, id: ProjectId, why: string, at: Instant) {
  const whole = await root.find(tx, id)
  const call = whole && (await callStore.find(tx, whole.project.callId))
  if (!whole || !call) throw notFound()
  const { project, team, files } = whole
  const answersTo = (form: typeof call.form, answers: Project['answers']) =>
    form.flatMap((question) => {
      const answer = answers[question.id]
      return answer === undefined ? [] : [{ question, answer }]
    })
  const { title, summary, body, field, tags, maturity, seeking, financing } = project
  const { website, country, institution, ror, madeUp } = project
  const content: FrozenPassport = {
    ...{
      title,
      summary,
      body,
      field,
      tags,
      maturity,
      seeking,
      financing,
      website,
      country,
      institution,
      ror,
    },
    madeUp,
    team: team.filter(({ joinedAt }) => joinedAt !== null).map(({ name, role }) => ({ name, role })),
    answers: [...answersTo(call.form, project.answers), ...answersTo(call.followUp, project.followUpAnswers)],
    files: files.map(
      ({ projectId: _project, addedBy: _by, addedAt: _at, position: _place, ...file }) => file,
    ),
  }
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const frozen = { id: newId<'project_frozen'>(), project, content, hash }
  await store.insertFrozen(tx, frozen, why, at)
  return frozen
}

/** Moves what was shortlisted or shown into the contest, and freezes every one of them. Those already in it stay. */
export async function enterContest(
  tx: Tx,
  {
    ids,
    reason,
    why,
    actor,
    at,
  }: { ids: readonly ProjectId[]; reason: string; why: string; actor: Actor; at: Instant },
): Promise<Frozen[]> {
  const projects = await root.lockMany(tx, ids)
  if (projects.length < new Set(ids).size) throw notFound()
  const entering = projects.filter(({ state }) => state !== 'in_contest')
  await saveMoved(
    tx,
    moved(entering.map((project) => rules.move(project, 'in_contest', reason, actor, at))),
    {
      at,
    },
  )
  const before = await store.stateBeforeContest(tx, ids)
  const frozen: Frozen[] = []
  for (const { id } of projects)
    frozen.push({ ...(await freeze(tx, id, why, at)), was: before.get(id) ?? 'shown' })
  return frozen
}

/** Takes projects out of the contest. One that is not in it any more, because its people withdrew it, is left alone. */
export async function leaveContest(
  tx: Tx,
  leaving: readonly { id: ProjectId; becomes: 'shown' | 'declined'; reason: string }[],
  { actor, at }: { actor: Actor; at: Instant },
): Promise<void> {
  const projects = await root.lockMany(
    tx,
    leaving.map(({ id }) => id),
  )
  const steps = projects.flatMap((project) => {
    const step = leaving.find(({ id }) => id === project.id)
    return step && project.state === 'in_contest'
      ? [rules.move(project, step.becomes, step.reason, actor, at)]
      : []
  })
  await saveMoved(tx, moved(steps), { at })
}
