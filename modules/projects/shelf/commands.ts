import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { command } from '#kernel/command'
import { signInFirst } from '#kernel/errors'
import { ShownQuestion, seenBy } from '../show/queries.ts'
import * as store from './store.ts'

/** Puts a project on show onto the reader's own list, or takes it off. Nobody else sees that list. */
export const keepProject = command({
  name: 'projects.keep',
  input: ShownQuestion.extend({ keep: z.boolean() }),
  load: async (tx, where, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    return { me, view: (await seenBy(tx, where, actor)).view }
  },
  allow: signedIn,
  decide: ({ me, view }, { keep }) => ({ me, projectId: view.projectId, keep }),
  save: (tx, { me, projectId, keep }, { at }) =>
    keep ? store.keep(tx, me, projectId, at) : store.drop(tx, me, projectId),
})
