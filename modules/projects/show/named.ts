import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, query } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { type Instant, plus } from '#kernel/time'
import { findPerson } from '#modules/people'
import { findEdition, listOrganisations, type Organisation, OrganisationId } from '#modules/programme'
import type { Keys } from '#platform/keys'
import { publicShow } from '../access.ts'
import { ProjectId } from '../model.ts'
import * as store from './store/views.ts'

const purpose = 'project_named'
const lasts = { days: 90 }

const Named = z.object({ projectId: ProjectId, organisationId: OrganisationId })
export type Named = z.output<typeof Named>

/** The link that shows one organisation what was agreed to for it; whoever holds it may read, for ninety days. */
export const namedToken = (keys: Keys, { projectId, organisationId }: Named, at: Instant): string =>
  keys.token(purpose, `${projectId} ${organisationId}`, plus(at, lasts))

/** Whom a link names; null when it is forged, of something else, or over. */
export function readNamedToken(keys: Keys, token: string, at: Instant): Named | null {
  const [projectId, organisationId] = (keys.readToken(purpose, token, at) ?? '').split(' ')
  return Named.safeParse({ projectId, organisationId }).data ?? null
}

const hostOf = (url: string | null): string | null => {
  try {
    return url === null ? null : new URL(url).hostname.replace(/^www\./, '').toLowerCase()
  } catch {
    return null
  }
}

/**
 * Whether somebody writes from an organisation's own domain: their address was proven when they signed in, and only the
 * organisation gives addresses there.
 */
export function belongsTo(email: string | null, { url }: Pick<Organisation, 'url'>): boolean {
  const [host, domain] = [hostOf(url), email?.split('@')[1]?.toLowerCase()]
  return host !== null && domain !== undefined && (domain === host || domain.endsWith(`.${host}`))
}

const reach = beyond(
  'a view for one organisation is nobody’s row; who it is for was asked by the link or the address',
)

/** What one organisation may see of a project, with its files. Not found once the consent is taken back. */
export const readNamed = query({
  name: 'projects.shown_to_named',
  input: Named.extend({ file: z.string().max(40).nullable().default(null) }),
  reach,
  load: async (tx, { projectId, organisationId, file }) => {
    const view = await store.viewFor(tx, projectId, `organisation:${organisationId}`)
    const edition = view && (await findEdition(tx, view.editionId))
    const organisation = (await listOrganisations(tx)).find(({ id }) => id === organisationId)
    if (!edition || !organisation) throw notFound()
    const shown = view.content.files.find(({ id }) => id === file)
    return {
      view,
      edition,
      organisation,
      file: shown ? ((await store.fileOf(tx, view.projectId, shown.id)) ?? null) : null,
    }
  },
  allow: publicShow,
})

/** What is shown to the reader's own organisations, of projects that named them. */
export const readShownToUs = query({
  name: 'projects.shown_to_us',
  input: z.object({}),
  reach,
  load: async (tx, _input, { actor }) => {
    const me = personIdOf(actor)
    const person = me === null ? undefined : await findPerson(tx, me)
    if (!person) throw signInFirst()
    const ours = (await listOrganisations(tx)).filter((each) => belongsTo(person.email, each))
    return Promise.all(
      ours.map(async (organisation) => ({
        organisation,
        views: await store.viewsFor(tx, `organisation:${organisation.id}`),
      })),
    )
  },
  allow: signedIn,
})
