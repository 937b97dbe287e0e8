import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { may, maySeeRoles } from './access.ts'
import * as erasure from './erasure/store.ts'
import { needsOrganisation, organisationTwice, organisationUnknown } from './errors.ts'
import type { PersonId, RoleGrant } from './model.ts'
import * as store from './store.ts'

/**
 * What one module keeps about a person, as plain JSON. Runs with that person's own reach; what stands in rows of others
 * says so in `beyond`, with the reason, and asks for the person's id or address alone.
 */
export type PersonExport = {
  name: string
  beyond?: string
  read(tx: Tx, personId: PersonId): Promise<unknown>
}

/** The record of whoever asks. */
export const ownProfile = query({
  name: 'people.own_profile',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const id = personIdOf(actor)
    if (id === null) throw signInFirst()
    const person = await store.find(tx, id)
    if (!person) throw notFound()
    return person
  },
  allow: (actor, person) => may.view(actor, { personId: person.id }),
})

/** Names of recipients such as `event:<id>`, and of what consents are about, which belong to later modules; what it leaves out has none. */
export type ReadRecipients = (
  tx: Tx,
  recipients: readonly string[],
) => Promise<ReadonlyMap<string, Bilingual>>
const unnamed: ReadRecipients = async () => new Map()

/** What whoever asks has agreed to, newest first, also what was taken back. */
export const ownConsents = (names: ReadRecipients = unnamed) =>
  query({
    name: 'people.own_consents',
    input: z.object({}),
    load: async (tx, _input, { actor }) => {
      const id = personIdOf(actor)
      const consents = id === null ? [] : await store.consentsOf(tx, id)
      const things = consents.flatMap(({ recipient, about }) => [
        recipient,
        ...Object.entries(about).map(([kind, id]) => `${kind}:${id}`),
      ])
      const recipients = await names(tx, [...new Set(things)])
      return { consents, recipients }
    },
    allow: signedIn,
  })

/** Everything that is kept about whoever asks: the house's record first, then what each module adds. */
export const exportOwnData = (exporters: readonly PersonExport[]) =>
  query({
    name: 'people.export_own_data',
    input: z.object({}),
    load: async (tx, _input, { actor, at }) => {
      const id = personIdOf(actor)
      if (id === null) throw signInFirst()
      const person = await store.find(tx, id)
      const parts: Record<string, unknown> = {
        person,
        roles: await store.grantsOf(tx, id),
        rolesEver: await store.grantsEver(tx, id),
        stations: await store.seenBy(tx, id),
        consents: await store.consentsOf(tx, id),
        account: await store.accountOf(tx, id),
        erasures: await erasure.askedOf(tx, id),
        holds: await erasure.holdsOf(tx, id),
      }
      for (const { name, read, beyond: elsewhere } of exporters)
        if (elsewhere === undefined) parts[name] = await read(tx, id)
      return { madeAt: at, ...parts }
    },
    allow: signedIn,
  })

/** The rest of it: what is kept about whoever asks in rows that are not theirs to see by themselves. */
export const exportKept = (exporters: readonly PersonExport[]) =>
  query({
    name: 'people.export_kept',
    input: z.object({}),
    reach: beyond('each part says why it is needed, and asks for the asker’s own id or address alone'),
    load: async (tx, _input, { actor }) => {
      const id = personIdOf(actor)
      if (id === null) throw signInFirst()
      const parts: Record<string, unknown> = {}
      for (const { name, read, beyond: elsewhere } of exporters)
        if (elsewhere !== undefined) parts[name] = await read(tx, id)
      return parts
    },
    allow: signedIn,
  })

/** A place that roles can be given at. */
export type StationChoice = { id: Id<'station'>; name: Bilingual }
/** Stations belong to a later module, so whoever composes the house passes them in. */
export type ReadStations = (tx: Tx) => Promise<readonly StationChoice[]>

/** Organisations that roles can be given for: by id; called exactly so. They belong to a later module, too. */
export type ReadOrganisations = {
  byIds(tx: Tx, ids: readonly Id<'organisation'>[]): Promise<readonly OrganisationChoice[]>
  called(tx: Tx, name: string): Promise<readonly OrganisationChoice[]>
}
export type OrganisationChoice = { id: Id<'organisation'>; name: Bilingual }

/** The one organisation of that name. */
export const findOrganisation = (organisations: ReadOrganisations) =>
  query({
    name: 'people.find_organisation',
    input: z.object({ name: z.string().max(200) }),
    load: async (tx, { name }) => {
      if (name.trim() === '') throw needsOrganisation()
      const found = await organisations.called(tx, name)
      const [only] = found
      if (!only) throw organisationUnknown()
      if (found.length > 1) throw organisationTwice()
      return only
    },
    allow: maySeeRoles,
  })

/** One grant with whoever holds or held it (system only). */
export const readGrant = query({
  name: 'people.read_grant',
  input: z.object({ grantId: idOf('role_grant') }),
  load: async (tx, { grantId }) => {
    const grant = await store.findGrant(tx, grantId)
    const person = grant && (await store.find(tx, grant.personId))
    if (!grant || !person) throw notFound()
    return { grant, person }
  },
  allow: (actor) => actor.kind === 'system',
})

const placesOf = (grants: readonly RoleGrant[]) =>
  grants.flatMap(({ organisationId }) => organisationId ?? [])

/** Roles held now that the reader may see, with the people who hold them. */
export const listRoles = (stations: ReadStations, organisations: ReadOrganisations) =>
  query({
    name: 'people.list_roles',
    input: z.object({}),
    load: async (tx) => {
      const grants = await store.listGrants(tx, null)
      const people = await store.readMany(
        tx,
        grants.flatMap(({ personId, grantedBy }) => (grantedBy ? [personId, grantedBy] : [personId])),
      )
      return {
        grants,
        people,
        stations: await stations(tx),
        organisations: await organisations.byIds(tx, placesOf(grants)),
      }
    },
    allow: maySeeRoles,
  })
