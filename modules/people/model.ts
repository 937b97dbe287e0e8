import { z } from 'zod'
import { type Grant, type Role, roles } from '#kernel/access'
import type { Locale } from '#kernel/i18n'
import { type Id, idOf } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import type { Instant } from '#kernel/time'

export type PersonId = Id<'person'>
export const PersonId = idOf('person')

/** Where somebody studied; the year may be open. */
export type Study = { institution: string; degree: string; field: string; year: number | null }

/** One human over all editions. `email` is lower case; null once erased, or for people without one. */
export type Person = {
  id: PersonId
  name: PersonName
  email: string | null
  country: string | null
  languages: readonly string[]
  affiliation: string
  education: readonly Study[]
  locale: Locale
  madeUp: boolean
  createdAt: Instant
  erasedAt: Instant | null
}

/** What a first meeting with somebody leaves: enough for a record, nothing that overwrites one. */
export type NewPerson = {
  email: string
  name: PersonName
  country?: string | null
  affiliation?: string
  languages?: readonly string[]
  locale: Locale
  madeUp?: boolean
}

export type RoleGrant = Grant & {
  organisationId: Id<'organisation'> | null
  id: Id<'role_grant'>
  personId: PersonId
  grantedBy: PersonId | null
  grantedAt: Instant
  revokedAt: Instant | null
}

export const RoleName = z.enum(roles)
export const stationRoles: readonly Role[] = ['station_lead', 'station_staff']

/** A receipt: who agreed to what, for whom, under which words, when, and until when. */
export type Consent = {
  id: Id<'consent'>
  personId: PersonId
  stationId: Id<'station'> | null
  purpose: string
  recipient: string
  textVersion: string
  about: Readonly<Record<string, string>>
  givenAt: Instant
  withdrawnAt: Instant | null
}
