import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { command, type Tx } from '#kernel/command'
import { invalid, notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { displayName } from '#kernel/names'
import { bilingual } from '#kernel/text'
import { findPerson, letStationSee } from '#modules/people'
import { readAnswers } from '#modules/registration'
import { may } from '../access.ts'
import * as callStore from '../calls/store.ts'
import { notInThisState } from '../errors.ts'
import * as facts from '../facts.ts'
import { CallId, type IpDeclaration, type Member, type Project, ProjectId } from '../model.ts'
import * as rules from '../rules.ts'
import { removeViews } from '../show/store/views.ts'
import * as store from '../store.ts'
import { IpFacts, PassportFacts } from '../wire.ts'
import { forgetContent } from './store.ts'

export const subjectOf = ({ project }: { project: Project }) => ({
  type: 'project',
  id: project.id,
  stationId: project.stationId,
})

/** What is saved while it is being typed leaves no line of its own: the one who saves it in the end does. */
const unlessTyped = (changed: { project: Project; typed: boolean }) =>
  changed.typed ? null : subjectOf(changed)

const peopleIn = (team: readonly Member[]) => team.flatMap(({ personId }) => (personId ? [personId] : []))

/** What the predicates ask about a project. */
export const about = ({ project, team }: Pick<store.Whole, 'project' | 'team'>) => ({
  ...project,
  team: peopleIn(team),
})

export async function lockWhole(tx: Tx, id: ProjectId): Promise<store.Whole> {
  const whole = await store.lock(tx, id)
  if (!whole) throw notFound()
  return whole
}

async function callOf(tx: Tx, project: Pick<Project, 'callId'>) {
  const call = await callStore.find(tx, project.callId)
  if (!call) throw notFound()
  return call
}

/** Begins a draft in an open call. Refuses a second one where the call takes one per entrant. */
export const startProject = command({
  name: 'projects.start',
  input: z.object({ callId: CallId, title: bilingual({ max: 160 }), locale: z.enum(['en', 'zh']) }),
  load: async (tx, { callId }, { actor }) => {
    const personId = personIdOf(actor)
    if (personId === null) throw signInFirst()
    const person = await findPerson(tx, personId)
    if (!person) throw signInFirst()
    return { call: await callOf(tx, { callId }), person }
  },
  allow: signedIn,
  decide: ({ call, person }, { title, locale }, { at }) => {
    rules.mustBeOpen(call, at)
    const project: Project = {
      id: newId<'project'>(),
      editionId: call.editionId,
      callId: call.id,
      stationId: call.stationId,
      entrantId: person.id,
      state: 'draft',
      stateAt: at,
      title,
      summary: { en: '', zh: '' },
      body: { en: '', zh: '' },
      field: null,
      tags: [],
      maturity: null,
      seeking: [],
      financing: null,
      website: null,
      country: null,
      institution: person.affiliation,
      ror: null,
      ip: null,
      answers: {},
      followUpAnswers: {},
      assignedTo: null,
      version: 1,
      locale,
      madeUp: person.madeUp,
      createdAt: at,
      changedAt: at,
      submittedAt: null,
    }
    const entrant: Member = {
      id: newId<'project_member'>(),
      projectId: project.id,
      personId: person.id,
      email: person.email ?? '',
      name: displayName(person.name, locale, { both: true }),
      role: '',
      invitedAt: at,
      joinedAt: at,
      position: 1,
    }
    return { project, entrant, sole: call.onePerEntrant }
  },
  save: async (tx, { project, entrant, sole }) => {
    await store.insert(tx, project, sole)
    await store.insertMember(tx, entrant, project.stationId)
  },
  audit: subjectOf,
})

/**
 * Saves the passport as far as it is: what was typed is never lost for what is missing. Refuses an older form than
 * what stands, and changes after it was sent in.
 */
export const savePassport = command({
  name: 'projects.save_passport',
  input: z.object({
    projectId: ProjectId,
    version: z.number().int(),
    facts: PassportFacts,
    typed: z.boolean().default(false),
  }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project }, { version, facts: passport, typed }, { at }) => ({
    project: rules.rewrite(project, passport, version, at),
    typed,
  }),
  save: (tx, { project }) => store.save(tx, project),
  audit: unlessTyped,
})

/** Saves the answers of the call's form, or of the one that is asked after the shortlist. */
export const saveAnswers = command({
  name: 'projects.save_answers',
  input: z.object({
    projectId: ProjectId,
    version: z.number().int(),
    which: z.enum(['form', 'followUp']),
    answers: z.record(z.string().max(60), z.unknown()),
    typed: z.boolean().default(false),
  }),
  load: async (tx, { projectId }) => {
    const whole = await lockWhole(tx, projectId)
    return { ...whole, call: await callOf(tx, whole.project) }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, call }, { version, which, answers: raw, typed }, { at }) => {
    if ((which === 'followUp') !== (project.state === 'shortlisted')) throw notInThisState(project.state)
    const { answers, problems } = readAnswers(call[which], raw)
    // A draft may leave questions open; only answers that cannot be are refused.
    const wrong = problems.filter(
      ({ code }) => (which === 'followUp' && !typed) || code !== 'kernel.field_required',
    )
    if (wrong.length > 0 && !typed) throw invalid(wrong)
    return {
      project: rules.rewrite(
        project,
        which === 'form' ? { answers } : { followUpAnswers: answers },
        version,
        at,
      ),
      typed,
      /** What could not be kept as it was typed. */
      left: wrong.length,
    }
  },
  save: (tx, { project }) => store.save(tx, project),
  audit: unlessTyped,
})

/** The entrant declares who owns what the project rests on. A later declaration replaces an earlier one until it is sent in. */
export const declareIp = command({
  name: 'projects.declare_ip',
  input: z.object({ projectId: ProjectId, version: z.number().int(), facts: IpFacts }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, { project }) => may.answerFor(actor, { ...project, team: [] }),
  decide: ({ project }, { version, facts: { sworn: _sworn, ...declared } }, { at }) => {
    const ip: IpDeclaration = { ...declared, declaredBy: project.entrantId, declaredAt: at }
    return { project: rules.rewrite(project, { ip }, version, at) }
  },
  save: (tx, { project }) => store.save(tx, project),
  audit: subjectOf,
})

/**
 * Sends the project in. Refuses with the list of what is missing, each at its field. What came in in time and was asked
 * back comes in again whenever it is ready: the call may be over by then.
 */
export const submitProject = command({
  name: 'projects.submit',
  input: z.object({ projectId: ProjectId }),
  load: async (tx, { projectId }) => {
    const whole = await lockWhole(tx, projectId)
    return { ...whole, call: await callOf(tx, whole.project) }
  },
  allow: (actor, whole) => may.answerFor(actor, about(whole)),
  decide: ({ project, files, call }, _input, { actor, at }) => {
    if (project.submittedAt === null) rules.mustBeOpen(call, at)
    const open = readAnswers(call.form, project.answers).problems
    const problems = [...rules.missing(project, files), ...open]
    if (project.state === 'draft' && problems.length > 0) throw invalid(problems)
    return rules.move(project, 'submitted', '', actor, at)
  },
  save: async (tx, { project, change }) => {
    await store.save(tx, project)
    await store.insertChanges(tx, [change], new Map([[project.id, project.stationId]]))
    if (project.stationId) await letStationSee(tx, project.entrantId, project.stationId)
  },
  announce: ({ project }) => [facts.submitted(project)],
  audit: subjectOf,
})

/** One click: everything that was typed and uploaded goes; what stays is that there was a project, and its dates. */
export const withdrawProject = command({
  name: 'projects.withdraw',
  input: z.object({ projectId: ProjectId }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.answerFor(actor, about(whole)),
  decide: ({ project }, _input, { actor, at }) =>
    rules.tombstone(rules.move(project, 'withdrawn', '', actor, at)),
  save: async (tx, { project, change }, { at }) => {
    await store.save(tx, project)
    await store.insertChanges(tx, [change], new Map([[project.id, project.stationId]]))
    await removeViews(tx, project.id)
    await forgetContent(tx, project.id, at)
  },
  announce: ({ project }) => [facts.withdrawn(project), facts.viewed(project)],
  audit: subjectOf,
})
