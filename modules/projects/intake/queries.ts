import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { findEdition, listOrganisations } from '#modules/programme'
import { may } from '../access.ts'
import * as callStore from '../calls/store.ts'
import { ProjectId } from '../model.ts'
import { shownOf } from '../show/store/consents.ts'
import * as store from '../store.ts'
import { about } from './commands.ts'
import { uploadOf } from './video/store.ts'

/** What the reader entered or belongs to, with the call of each. */
export const listOwnProjects = query({
  name: 'projects.own',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const projects = await store.ownOf(tx, me)
    return Promise.all(
      projects.map(async (project) => ({ project, call: await callStore.find(tx, project.callId) })),
    )
  },
  allow: signedIn,
})

/** One project as its team sees it: everything typed, every change with its reason, who may see what. */
export const readOwnProject = query({
  name: 'projects.own_one',
  input: z.object({ projectId: ProjectId }),
  load: async (tx, { projectId }, { actor }) => {
    const whole = await store.find(tx, projectId)
    // Staff have their own page; this one is the team's.
    if (!whole || !may.edit(actor, about(whole))) throw notFound()
    const [call, edition] = [
      await callStore.find(tx, whole.project.callId),
      await findEdition(tx, whole.project.editionId),
    ]
    if (!call || !edition) throw notFound()
    return {
      ...whole,
      call,
      edition,
      changes: await store.changesOf(tx, projectId),
      shown: await shownOf(tx, projectId),
      organisations: await listOrganisations(tx),
      upload: await uploadOf(tx, projectId),
      isEntrant: may.answerFor(actor, about(whole)),
    }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
})
