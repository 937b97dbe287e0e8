import { z } from 'zod'
import { type Job, job, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { findPerson } from '#modules/people'
import {
  ContactId,
  findCall,
  findProject,
  MemberId,
  memberToken,
  ProjectId,
  projectChanges,
  readContactLetter,
  wasOnShow,
} from '#modules/projects'
import type { Keys } from '#platform/keys'
import { isSystem } from './access.ts'
import { queueLetters } from './commands.ts'
import { contactAnsweredLetters, contactAskedLetters } from './letters/contacts.ts'
import { projectLetter, teamLetter } from './letters/projects.ts'

const readProject = query({
  name: 'messaging.project',
  input: z.object({ projectId: ProjectId }),
  load: async (tx, { projectId }) => {
    const whole = await findProject(tx, projectId)
    const call = whole && (await findCall(tx, whole.project.callId))
    const person = whole && (await findPerson(tx, whole.project.entrantId))
    if (!whole || !call || !person) throw notFound()
    return { ...whole, call, person, changes: await projectChanges(tx, projectId) }
  },
  allow: isSystem,
})

/** What projects tell becomes letters to the entrant, and invitations to the team. */
export const hearProjects = ({
  words,
  keys,
  origin,
}: {
  words: Words
  keys: Keys
  origin: string
}): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_project',
    input: z.object({ payload: z.object({ projectId: ProjectId }) }),
    hears: ['projects.submitted', 'projects.decided', 'projects.asked_back', 'projects.withdrawn'],
    run: async (use, { payload }) => {
      const { project, call, person, changes } = await use.ask(readProject, payload)
      const last = changes.at(-1)
      if (!last) return
      // Two steps soon after each other make one letter, about where it stands now.
      const letter = projectLetter(
        words,
        { project, call, person, reason: last.reason, onShowBefore: wasOnShow(changes), origin },
        `project ${last.id}`,
      )
      if (letter) await use.run(queueLetters, [letter])
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.invite_member',
    input: z.object({ payload: z.object({ memberId: MemberId, projectId: ProjectId }) }),
    hears: ['projects.member_invited'],
    run: async (use, { payload }) => {
      const { project, team } = await use.ask(readProject, payload)
      const member = team.find(({ id }) => id === payload.memberId)
      if (!member) return
      const link = `${origin}/${project.locale}/project-team/${memberToken(keys, member)}`
      await use.run(queueLetters, [teamLetter(words, { project, member, link })])
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.tell_contact_asked',
    input: z.object({ payload: z.object({ contactId: ContactId }) }),
    hears: ['projects.contact_asked'],
    run: async (use, { payload }) => {
      const about = await use.ask(readContactLetter, payload)
      await use.run(queueLetters, contactAskedLetters(words, { ...about, origin }))
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.tell_contact_answered',
    input: z.object({ payload: z.object({ contactId: ContactId }) }),
    hears: ['projects.contact_answered'],
    run: async (use, { payload }) => {
      const about = await use.ask(readContactLetter, payload)
      await use.run(queueLetters, contactAnsweredLetters(words, { ...about, origin }))
    },
  }) as Job<z.ZodType>, // as above
]
