import type { Fact } from '#kernel/command'
import type { ContactId, Project, ProjectId, ProjectState } from './model.ts'

/** What every fact of this module carries: ids only. */
export type ProjectFact = { projectId: string; state: ProjectState }

const told =
  (name: string) =>
  ({ id, state }: Pick<Project, 'id' | 'state'>): Fact<ProjectFact> => ({
    name: `projects.${name}`,
    payload: { projectId: id, state },
  })

export const submitted = told('submitted')
/** Staff moved it on, or declined it. */
export const decided = told('decided')
/** Staff ask the applicant for something before they go on. */
export const askedBack = told('asked_back')
export const withdrawn = told('withdrawn')
/** What audiences see of it changed. */
export const viewed = told('view_changed')

export const invited = (
  memberId: string,
  projectId: string,
): Fact<{ memberId: string; projectId: string }> => ({
  name: 'projects.member_invited',
  payload: { memberId, projectId },
})

/** What a question to a project's people carries: ids only. */
export type ContactFact = { contactId: ContactId; projectId: ProjectId }

const ofContact =
  (name: string) =>
  ({ id, projectId }: { id: ContactId; projectId: ProjectId }): Fact<ContactFact> => ({
    name: `projects.${name}`,
    payload: { contactId: id, projectId },
  })

/** Somebody asks a project's people to get in touch. */
export const contactAsked = ofContact('contact_asked')
/** The team said yes or no. */
export const contactAnswered = ofContact('contact_answered')
