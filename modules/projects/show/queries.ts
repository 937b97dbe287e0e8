import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { findEditionBySlug } from '#modules/programme'
import { meant, plain, queryOf } from '#platform/search'
import { publicShow } from '../access.ts'
import { fields, maturities, type Recipient, soughtKinds } from '../model.ts'
import { countByField, listViews, wordsLike } from './store/search.ts'
import * as store from './store/views.ts'

/** What a reader counts as: admitted to an event of the edition, or anybody. Row-level security asks the same again. */
async function audienceOf(tx: Tx, editionId: Id<'edition'>, actor: Actor): Promise<Recipient> {
  const me = personIdOf(actor)
  return me !== null && (await store.isAdmitted(tx, editionId, me)) ? 'registered' : 'public'
}

export const pageSize = 24

/** The query with slips of the keyboard mended by words that there are; null when there is nothing to mend. */
async function mend(tx: Tx, editionId: Id<'edition'>, query: string): Promise<string | null> {
  let changed = false
  let text = plain(query)
  for (const word of queryOf(query).words) {
    const near =
      meant(word, await wordsLike(tx, editionId, word.slice(0, 3))) ??
      meant(word, await wordsLike(tx, editionId, word.slice(0, 1)))
    if (near === undefined) continue
    text = text.replace(word, near)
    changed = true
  }
  return changed ? text : null
}

/** The exhibition of an edition, as far as each project agreed to show itself to this reader. */
export const readShow = query({
  name: 'projects.show',
  input: z.object({
    edition: z.string().max(60),
    query: z.string().max(200).default(''),
    field: z.enum(fields).nullable().default(null),
    maturity: z.enum(maturities).nullable().default(null),
    country: z.string().length(2).nullable().default(null),
    seeking: z.enum(soughtKinds).nullable().default(null),
    sort: z.enum(['newest', 'title']).default('newest'),
    page: z.number().int().min(1).max(10_000).default(1),
  }),
  load: async (tx, { edition: slug, page, ...filter }, { actor }) => {
    const edition = await findEditionBySlug(tx, slug)
    if (!edition || edition.state === 'draft') throw notFound()
    const audience = await audienceOf(tx, edition.id, actor)
    const list = (asked: string) =>
      listViews(tx, {
        ...filter,
        query: asked,
        editionId: edition.id,
        audience,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      })
    let found = await list(filter.query)
    const mended = found.total === 0 ? await mend(tx, edition.id, filter.query) : null
    if (mended !== null) found = await list(mended)
    return {
      edition,
      audience,
      ...found,
      mended: found.total > 0 ? mended : null,
      halls: await countByField(tx, edition.id, audience),
    }
  },
  allow: publicShow,
})

export const readShown = query({
  name: 'projects.shown',
  input: z.object({ edition: z.string().max(60), slug: z.string().max(80) }),
  load: async (tx, { edition: editionSlug, slug }, { actor }) => {
    const edition = await findEditionBySlug(tx, editionSlug)
    if (!edition || edition.state === 'draft') throw notFound()
    const audience = await audienceOf(tx, edition.id, actor)
    const view = await store.findView(tx, edition.id, slug, audience)
    if (!view) throw notFound()
    return { edition, audience, view }
  },
  allow: publicShow,
})

/** A file of a shown project: only one that its audience may see, under the project's own address. */
export const readShownFile = query({
  name: 'projects.shown_file',
  input: z.object({ edition: z.string().max(60), slug: z.string().max(80), file: z.string().max(40) }),
  load: async (tx, { edition: editionSlug, slug, file }, { actor }) => {
    const edition = await findEditionBySlug(tx, editionSlug)
    if (!edition || edition.state === 'draft') throw notFound()
    const view = await store.findView(tx, edition.id, slug, await audienceOf(tx, edition.id, actor))
    const shown = view?.content.files.find(({ id }) => id === file)
    const found = view && shown && (await store.fileOf(tx, view.projectId, shown.id))
    if (!found) throw notFound()
    return found
  },
  // What may be shown has been narrowed to the view's own files.
  reach: {
    beyond: 'a file belongs to its project; who may see it was read from what the project agreed to show',
  },
  allow: publicShow,
})
