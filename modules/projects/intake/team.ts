import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { plus } from '#kernel/time'
import { findPerson } from '#modules/people'
import type { Keys } from '#platform/keys'
import { may } from '../access.ts'
import { isWithdrawn, linkForSomebodyElse } from '../errors.ts'
import * as facts from '../facts.ts'
import { type Member, MemberId, ProjectId } from '../model.ts'
import * as rules from '../rules.ts'
import { insertMember } from '../store.ts'
import { about, lockWhole, subjectOf } from './commands.ts'
import * as store from './store.ts'

const joinDays = { days: 30 }

/** The link that lets the person of an address join a team, for thirty days. */
export const memberToken = (keys: Keys, member: Pick<Member, 'id' | 'invitedAt'>): string =>
  keys.token('project_member', member.id, plus(member.invitedAt, joinDays))

/** The membership that a link opens; null when it is forged, of something else, or over. */
export const readMemberToken = (keys: Keys, token: string, at: Parameters<Keys['readToken']>[2]) =>
  MemberId.safeParse(keys.readToken('project_member', token, at)).data ?? null

/** Invites somebody to the team by mail. They are on it once they joined. */
export const inviteMember = command({
  name: 'projects.invite_member',
  input: z.object({
    projectId: ProjectId,
    email: z.email('kernel.field_email').max(254).toLowerCase(),
    name: line(120),
    role: line(120, 0),
  }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, team }, { projectId, ...given }, { at }) => {
    rules.mustBeNew(given.email, team)
    const member: Member = {
      ...given,
      id: newId<'project_member'>(),
      projectId,
      personId: null,
      invitedAt: at,
      joinedAt: null,
      position: Math.max(1, ...team.map(({ position }) => position)) + 1,
    }
    return { project: rules.rewrite(project, {}, project.version, at), member }
  },
  save: (tx, { project, member }) => insertMember(tx, member, project.stationId),
  announce: ({ member }) => [facts.invited(member.id, member.projectId)],
  audit: subjectOf,
})

/** Whoever signed in with the invited address joins. The link alone is not enough: it may have been passed on. */
export const joinTeam = command({
  name: 'projects.join_team',
  input: z.object({ memberId: MemberId }),
  reach: beyond('an invited person is not on the team yet, so that the project cannot be theirs to see'),
  load: async (tx, { memberId }, { actor }) => {
    const member = await store.findMember(tx, memberId)
    const personId = personIdOf(actor)
    const person = personId === null ? undefined : await findPerson(tx, personId)
    if (!member || !person) throw notFound()
    return { member, person, whole: await lockWhole(tx, member.projectId) }
  },
  allow: (actor) => actor.kind === 'person',
  decide: ({ member, person, whole }) => {
    if (whole.project.state === 'withdrawn') throw isWithdrawn()
    if (person.email !== member.email) throw linkForSomebodyElse()
    return { project: whole.project, member, personId: person.id }
  },
  save: async (tx, { member, personId }, { at }) => {
    if (member.joinedAt === null) await store.joinMember(tx, member.id, personId, at)
  },
  audit: subjectOf,
})

/** Takes somebody off the team; the entrant stays. */
export const removeMember = command({
  name: 'projects.remove_member',
  input: z.object({ projectId: ProjectId, memberId: MemberId }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, team }, { memberId }, { at }) => {
    const member = team.find(({ id, position }) => id === memberId && position > 1)
    if (!member) throw notFound()
    return { project: rules.rewrite(project, {}, project.version, at), member }
  },
  save: (tx, { member }) => store.removeMember(tx, member.id),
  audit: subjectOf,
})

/** How a member is called and what they do, as the show tells it. */
export const describeMember = command({
  name: 'projects.describe_member',
  input: z.object({ projectId: ProjectId, memberId: MemberId, name: line(120), role: line(120, 0) }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, team }, { memberId, name, role }, { at }) => {
    const member = team.find(({ id }) => id === memberId)
    if (!member) throw notFound()
    return { project: rules.rewrite(project, {}, project.version, at), member: { ...member, name, role } }
  },
  save: (tx, { member }) => store.renameMember(tx, member),
  audit: subjectOf,
})
