import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { type Edition, findEditionBySlug } from '#modules/programme'
import { meant, plain, queryOf, slipsIn } from '#platform/search'
import { publicShow } from '../access.ts'
import { ofProject as contactsOf } from '../contact/store.ts'
import { listsOf } from '../lists/store.ts'
import { fields, maturities, type Recipient, soughtKinds } from '../model.ts'
import { isSaved } from '../shelf/store.ts'
import { pictureOf } from './picture.ts'
import {
  countByField,
  countriesOf,
  listViews,
  looserThan,
  mostCounted,
  type ShowFilter,
  viewsOf,
  wordsLike,
} from './store/search.ts'
import * as store from './store/views.ts'

/** What a reader counts as: admitted to an event of the edition, or anybody. Row-level security asks the same again. */
export async function audienceOf(tx: Tx, editionId: Id<'edition'>, actor: Actor): Promise<Recipient> {
  const me = personIdOf(actor)
  return me !== null && (await store.isAdmitted(tx, editionId, me)) ? 'registered' : 'public'
}

export const pageSize = 24

/** Nobody is led further than this. */
export const mostPages = mostCounted / pageSize

/** An edition that is public. */
export async function editionOf(tx: Tx, slug: string): Promise<Edition> {
  const edition = await findEditionBySlug(tx, slug)
  if (!edition || edition.state === 'draft') throw notFound()
  return edition
}

/** Where a project stands on the show. */
export const ShownQuestion = z.object({ edition: z.string().max(60), slug: z.string().max(80) })

/** A project as the reader may see it; not found when they may not. */
export async function seenBy(
  tx: Tx,
  { edition: editionSlug, slug }: z.output<typeof ShownQuestion>,
  actor: Actor,
) {
  const edition = await editionOf(tx, editionSlug)
  const audience = await audienceOf(tx, edition.id, actor)
  const view = await store.findView(tx, edition.id, slug, audience)
  if (!view) throw notFound()
  return { edition, audience, view }
}

/** Of a longer text no more words are mended. */
const mostMended = 6

/** The query with slips of the keyboard mended by words that there are; null when there is nothing to mend. */
async function mend(tx: Tx, editionId: Id<'edition'>, query: string): Promise<string | null> {
  const slipped = queryOf(query).beginnings.filter((word) => slipsIn(word) > 0)
  const near = await Promise.all(
    slipped
      .slice(0, mostMended)
      .map(async (word) => [word, meant(word, await wordsLike(tx, editionId, word, slipsIn(word)))] as const),
  )
  const typed = plain(query)
  const text = near.reduce((said, [word, known]) => (known ? said.replace(word, known) : said), typed)
  return text === typed ? null : text
}

/** Nothing is asked for but the exhibition itself: there the organisers' lists stand. */
const isFirstPage = (
  {
    query: asked,
    field,
    maturity,
    country,
    seeking,
  }: Omit<ShowFilter, 'editionId' | 'audience' | 'limit' | 'offset'>,
  page: number,
) => page === 1 && asked === '' && [field, maturity, country, seeking].every((each) => each === null)

/** What organisers put forward, in their order, as far as the reader may see it. */
async function listsSeenBy(tx: Tx, editionId: Id<'edition'>, audience: Recipient) {
  const lists = await listsOf(tx, editionId)
  const views = await viewsOf(tx, [...new Set(lists.flatMap(({ projectIds }) => projectIds))], audience)
  const of = new Map(views.map((view) => [view.projectId, view]))
  return lists
    .map(({ id, title, projectIds }) => ({
      id,
      title,
      views: projectIds.flatMap((each) => of.get(each) ?? []),
    }))
    .filter((list) => list.views.length > 0)
}

// What may be shown has been narrowed to the view's own files.
const reach = beyond(
  'a file belongs to its project; who may see it was read from what the project agreed to show',
)

/** The exhibition of an edition, as far as each project agreed to show itself to this reader. */
export const readShow = query({
  name: 'projects.show',
  input: z.object({
    edition: z.string().max(60),
    query: z.string().max(200).default(''),
    field: z.enum(fields).nullable().default(null),
    maturity: z.enum(maturities).nullable().default(null),
    country: z.string().min(2).max(3).nullable().default(null),
    seeking: z.enum(soughtKinds).nullable().default(null),
    sort: z.enum(['newest', 'title']).default('newest'),
    page: z.number().int().min(1).max(mostPages).default(1),
  }),
  load: async (tx, { edition: slug, page, ...filter }, { actor }) => {
    const edition = await editionOf(tx, slug)
    const audience = await audienceOf(tx, edition.id, actor)
    const list = (asked: string, loosely = false) =>
      listViews(tx, {
        ...filter,
        query: asked,
        loosely,
        editionId: edition.id,
        audience,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      })
    const [first, lists] = await Promise.all([
      list(filter.query),
      isFirstPage(filter, page) ? listsSeenBy(tx, edition.id, audience) : [],
    ])
    let found = first
    // What stands together is found first; what stands apart, and what was typed with a slip, only where nothing is.
    if (found.total === 0 && looserThan(filter.query)) found = await list(filter.query, true)
    const mended = found.total === 0 ? await mend(tx, edition.id, filter.query) : null
    if (mended !== null) found = await list(mended, true)
    return {
      edition,
      audience,
      ...found,
      mended: found.total > 0 ? mended : null,
      lists,
    }
  },
  allow: publicShow,
})

/**
 * What an exhibition can be narrowed to: how full its halls are, and where its projects come from. The same for everything
 * that is searched in it, so that a crowd of visitors who search asks for it once.
 */
export const readHalls = query({
  name: 'projects.halls',
  input: z.object({ edition: z.string().max(60) }),
  load: async (tx, { edition: slug }, { actor }) => {
    const edition = await editionOf(tx, slug)
    const audience = await audienceOf(tx, edition.id, actor)
    const [halls, countries] = await Promise.all([
      countByField(tx, edition.id, audience),
      countriesOf(tx, edition.id, audience),
    ])
    return { halls, countries }
  },
  allow: publicShow,
})

export const readShown = query({
  name: 'projects.shown',
  input: ShownQuestion,
  load: async (tx, where, { actor }) => {
    const seen = await seenBy(tx, where, actor)
    const me = personIdOf(actor)
    return {
      ...seen,
      saved: me !== null && (await isSaved(tx, me, seen.view.projectId)),
      asked: me === null ? [] : await contactsOf(tx, seen.view.projectId, me),
    }
  },
  allow: publicShow,
})

/** A project as everybody may see it, whoever asks, with the picture that stands for it. */
export const readPublicShown = query({
  name: 'projects.public_shown',
  input: ShownQuestion,
  reach,
  load: async (tx, { edition: editionSlug, slug }) => {
    const edition = await editionOf(tx, editionSlug)
    const view = await store.findView(tx, edition.id, slug, 'public')
    if (!view) throw notFound()
    const picture = pictureOf(view)
    return { edition, view, picture: picture && (await store.fileOf(tx, view.projectId, picture.id)) }
  },
  allow: publicShow,
})

/** More than these nobody prints, and nobody carries. */
const mostPrinted = 500

/** As far as each hall is counted to say that there are more than are printed. */
const mostTold = 999

/** Everything that is on show to everybody, by title, with the hashes of the pictures that stand for it. */
export const readCatalogue = query({
  name: 'projects.catalogue',
  input: z.object({ edition: z.string().max(60) }),
  reach,
  load: async (tx, { edition: slug }) => {
    const edition = await editionOf(tx, slug)
    const none = { query: '', field: null, maturity: null, country: null, seeking: null, offset: 0 }
    const asked = { ...none, editionId: edition.id, audience: 'public' as const, sort: 'title' as const }
    const { views } = await listViews(tx, { ...asked, limit: mostPrinted })
    const halls = await countByField(tx, edition.id, 'public', mostTold)
    const pictures = views.flatMap((view) => pictureOf(view)?.id ?? [])
    return {
      edition,
      views,
      total: Math.max(views.length, ...[Object.values(halls).reduce((sum, count) => sum + count, 0)]),
      hashes: await store.hashesOf(tx, pictures),
    }
  },
  allow: publicShow,
})

/** A file of a shown project: only one that its audience may see, under the project's own address. */
export const readShownFile = query({
  name: 'projects.shown_file',
  input: ShownQuestion.extend({ file: z.string().max(40) }),
  load: async (tx, { file, ...where }, { actor }) => {
    const { view } = await seenBy(tx, where, actor)
    const shown = view.content.files.find(({ id }) => id === file)
    const found = shown && (await store.fileOf(tx, view.projectId, shown.id))
    if (!found) throw notFound()
    return found
  },
  reach,
  allow: publicShow,
})
