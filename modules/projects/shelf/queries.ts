import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { signInFirst } from '#kernel/errors'
import { type Edition, findEdition } from '#modules/programme'
import { publicShow } from '../access.ts'
import * as contacts from '../contact/store.ts'
import type { View } from '../model.ts'
import { audienceOf, editionOf } from '../show/queries.ts'
import { viewsOf } from '../show/store/search.ts'
import { findView } from '../show/store/views.ts'
import * as store from './store.ts'

/** As many as stand side by side and can still be read. */
export const mostCompared = 4

/** What the reader saved, by edition, as far as it is still shown to them; and what they asked. */
export const readSaved = query({
  name: 'projects.saved',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const saved = await store.savedOf(tx, me)
    const asked = await contacts.ofPerson(tx, me)
    const ids = [...new Set([...saved, ...asked.map(({ projectId }) => projectId)])]
    const everybodys = await viewsOf(tx, ids, 'public')
    const editions = await Promise.all(
      [...new Set(everybodys.map(({ editionId }) => editionId))].map((id) => findEdition(tx, id)),
    )
    const groups: { edition: Edition; views: View[] }[] = []
    const views = new Map<string, View>()
    for (const edition of editions) {
      if (!edition) continue
      const audience = await audienceOf(tx, edition.id, actor)
      const seen = (await viewsOf(tx, ids, audience)).filter(({ editionId }) => editionId === edition.id)
      for (const view of seen) views.set(view.projectId, view)
      const kept = saved.flatMap((id) => seen.find(({ projectId }) => projectId === id) ?? [])
      groups.push({ edition, views: kept })
    }
    return {
      groups,
      asked: asked.map((contact) => {
        const view = views.get(contact.projectId)
        return {
          contact,
          view,
          edition: groups.find(({ edition }) => edition.id === view?.editionId)?.edition,
        }
      }),
    }
  },
  allow: signedIn,
})

/** Up to four projects of an edition side by side, in the order asked; what is not shown to the reader is left out. */
export const readCompared = query({
  name: 'projects.compared',
  input: z.object({ edition: z.string().max(60), slugs: z.array(z.string().max(80)).max(mostCompared) }),
  load: async (tx, { edition: slug, slugs }, { actor }) => {
    const edition = await editionOf(tx, slug)
    const audience = await audienceOf(tx, edition.id, actor)
    const views = await Promise.all(
      [...new Set(slugs)].map((each) => findView(tx, edition.id, each, audience)),
    )
    return { edition, views: views.flatMap((view) => view ?? []) }
  },
  allow: publicShow,
})
