import { z } from 'zod'
import { roles } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { isCountry } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { type PersonName, personName } from '#kernel/names'
import { line } from '#kernel/text'
import { refuseAs } from '#platform/db'
import { may, mayGive } from './access.ts'
import { needsName, needsOrganisation, needsStation, organisationUnknown } from './errors.ts'
import { consentWithdrawn, roleGranted, roleRevoked } from './facts.ts'
import { type Person, PersonId, type RoleGrant, stationRoles } from './model.ts'
import * as rules from './rules.ts'
import { ensurePerson } from './steps.ts'
import * as store from './store.ts'

const StudyShape = z.object({
  institution: line(200, 1),
  degree: line(100, 0),
  field: line(200, 0),
  year: z.number().int().min(1900).max(2100).nullable(),
})

/** What a human says about itself. Changes later snapshots, never earlier ones. */
export const saveProfile = command({
  name: 'people.save_profile',
  input: z.object({
    personId: PersonId,
    latinGiven: line(100, 0),
    latinFamily: line(100, 0),
    han: line(50, 0),
    familyFirst: z.boolean(),
    country: z.custom<string>(isCountry, 'kernel.field_country').nullable(),
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'kernel.field_unknown')).max(20),
    affiliation: line(200, 0),
    education: z.array(StudyShape).max(10),
    locale: z.enum(['en', 'zh']),
  }),
  load: async (tx, { personId }) => {
    const person = await store.find(tx, personId)
    if (!person) throw notFound()
    return person
  },
  allow: (actor, person) => may.change(actor, { personId: person.id }),
  decide: (person, input): Person => {
    const name: PersonName = personName(input)
    if (name.han === '' && name.latinGiven === '' && name.latinFamily === '') throw needsName()
    const { country, languages, affiliation, education, locale } = input
    return { ...person, name, country, languages, affiliation, education, locale }
  },
  save: store.saveProfile,
  audit: (person) => ({ type: 'person', id: person.id }),
})

/** Takes a consent back. The receipt stays, with the moment it ended. */
export const withdrawConsent = command({
  name: 'people.withdraw_consent',
  input: z.object({ consentId: idOf('consent') }),
  load: async (tx, { consentId }) => {
    const consent = await store.findConsent(tx, consentId)
    if (!consent) throw notFound()
    return consent
  },
  allow: (actor, consent) => may.change(actor, consent),
  decide: (consent, _input, { at }) => rules.withdrawn(consent, at),
  save: store.saveWithdrawal,
  announce: (consent, before) => (before.withdrawnAt === null ? [consentWithdrawn(consent)] : []),
  audit: (consent) => ({ type: 'consent', id: consent.id, stationId: consent.stationId }),
})

const givesRoles = beyond(
  'whoever gets a role may be unknown to the giver’s station until then; mayGive is the lock',
)

/** Gives a role to whoever signs in with this address, now or later. Station roles name their station. */
export const grantRole = command({
  name: 'people.grant_role',
  reach: givesRoles,
  input: z.object({
    email: z.email('kernel.field_email').max(254),
    role: z.enum(roles),
    stationId: idOf('station').nullable(),
    organisationId: idOf('organisation').nullable().default(null),
  }),
  load: async (tx, { email, ...seat }, { at }) => {
    if (stationRoles.includes(seat.role) !== (seat.stationId !== null)) throw needsStation()
    if ((seat.role === 'enterprise') !== (seat.organisationId !== null)) throw needsOrganisation()
    const person = await ensurePerson(tx, { email, name: personName({}), locale: 'en' }, at)
    return { person, held: await store.findHeld(tx, { personId: person.id, ...seat }) }
  },
  // A refusal rolls the new record of the person back too.
  allow: (actor, _loaded, seat) => mayGive(actor, seat),
  decide: ({ person, held }, { email: _email, ...seat }, { actor, at }): RoleGrant =>
    held ?? {
      ...seat,
      id: newId<'role_grant'>(),
      personId: person.id,
      grantedBy: actor.kind === 'person' ? actor.personId : null,
      grantedAt: at,
      revokedAt: null,
    },
  save: async (tx, grant, { at }) => {
    await refuseAs(store.insertGrant(tx, grant, at), {
      role_grant_station: needsStation,
      role_grant_organisation_id_fkey: organisationUnknown,
    })
    if (grant.stationId !== null)
      await store.letStationSee(tx, [{ personId: grant.personId, stationId: grant.stationId }])
  },
  announce: (grant, { held }) => (held ? [] : [roleGranted(grant)]),
  audit: (grant, { held }) =>
    held ? null : { type: 'role_grant', id: grant.id, stationId: grant.stationId },
})

/** Takes a role back. The last administrator stays. */
export const revokeRole = command({
  name: 'people.revoke_role',
  input: z.object({ grantId: idOf('role_grant') }),
  load: async (tx, { grantId }) => {
    const administrators = await store.lockAdministrators(tx)
    const grant = await store.findGrant(tx, grantId)
    if (!grant) throw notFound()
    return { grant, administrators }
  },
  allow: (actor, { grant }) => mayGive(actor, grant),
  decide: ({ grant, administrators }, _input, { at }) => rules.revoked(grant, administrators, at),
  save: async (tx, grant) => {
    if (grant.revokedAt !== null) await store.revoke(tx, grant.id, grant.revokedAt)
  },
  announce: (grant, before) => (before.grant.revokedAt === null ? [roleRevoked(grant)] : []),
  audit: (grant) => ({ type: 'role_grant', id: grant.id, stationId: grant.stationId }),
})
