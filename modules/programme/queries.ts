import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { mayReadHouse, publicEditions } from './access.ts'
import { type Edition, OrganisationId } from './model.ts'
import * as store from './store.ts'

/** The programme with its current edition and credits; null parts before anything was set up. */
export const readHome = query({
  name: 'programme.home',
  input: z.object({}),
  load: async (tx) => {
    const edition = await store.current(tx)
    return {
      programme: await store.findProgramme(tx),
      edition,
      credits: edition ? await store.credits(tx, edition.id) : [],
    }
  },
  allow: publicEditions,
})

const isPublic = (edition: Edition) => edition.state !== 'draft'

export const listPublicEditions = query({
  name: 'programme.editions',
  input: z.object({}),
  load: async (tx) => (await store.list(tx)).filter(isPublic),
  allow: publicEditions,
})

/** An edition by its address. A draft is not found by those who do not run the programme. */
export const readEdition = query({
  name: 'programme.edition',
  input: z.object({ slug: z.string().max(60) }),
  load: async (tx, { slug }, { actor }) => {
    const edition = await store.findBySlug(tx, slug)
    if (!edition || (!isPublic(edition) && !mayReadHouse(actor, undefined))) throw notFound()
    return { edition, credits: await store.credits(tx, edition.id) }
  },
  allow: publicEditions,
})

/** What the console's edition pages need: all editions, organisations to credit. */
export const readDesk = query({
  name: 'programme.desk',
  input: z.object({}),
  load: async (tx) => ({
    programme: await store.findProgramme(tx),
    editions: await store.list(tx),
    organisations: await store.organisations(tx),
  }),
  allow: mayReadHouse,
})

/** One organisation by id (system only). */
export const readOrganisation = query({
  name: 'programme.read_organisation',
  input: z.object({ organisationId: OrganisationId.nullable() }),
  load: async (tx, { organisationId }) => {
    const found = organisationId ? await store.findOrganisation(tx, organisationId) : undefined
    if (!found) throw notFound()
    return found
  },
  allow: (actor) => actor.kind === 'system',
})
