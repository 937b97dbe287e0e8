import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { deskEdition, findEdition, listEditions } from '#modules/programme'
import { mayList } from '../access.ts'
import { ListId } from '../model.ts'
import { listViews, viewsOf } from '../show/store/search.ts'
import * as store from './store.ts'

/** The lists of an edition, of the current one where none is asked for, for the organisers. */
export const readLists = query({
  name: 'projects.lists',
  input: z.object({ edition: z.string().max(60).nullable() }),
  load: async (tx, { edition: slug }) => {
    const edition = await deskEdition(tx, slug)
    return {
      edition,
      editions: await listEditions(tx),
      lists: edition ? await store.listsOf(tx, edition.id) : [],
    }
  },
  allow: mayList,
})

/** One list with its projects in order; those off the show meanwhile are told without a view. */
export const readList = query({
  name: 'projects.featured_list',
  input: z.object({ listId: ListId, query: z.string().max(200).default('') }),
  load: async (tx, { listId, query: asked }) => {
    const list = await store.findList(tx, listId)
    const edition = list && (await findEdition(tx, list.editionId))
    if (!edition) throw notFound()
    const views = new Map(
      (await viewsOf(tx, list.projectIds, 'public')).map((view) => [view.projectId, view]),
    )
    const none = { field: null, maturity: null, country: null, seeking: null }
    const find = { ...none, editionId: edition.id, audience: 'public' as const, query: asked, offset: 0 }
    const found = await listViews(tx, { ...find, sort: asked === '' ? 'newest' : 'title', limit: 24 })
    return {
      edition,
      list,
      listed: list.projectIds.map((projectId) => ({ projectId, view: views.get(projectId) })),
      others: found.views.filter(({ projectId }) => !list.projectIds.includes(projectId)),
    }
  },
  allow: mayList,
})
