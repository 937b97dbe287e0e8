import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate, Zone } from '#kernel/time'

export type ProgrammeId = Id<'programme'>
export const ProgrammeId = idOf('programme')
export type EditionId = Id<'edition'>
export const EditionId = idOf('edition')
export type OrganisationId = Id<'organisation'>
export const OrganisationId = idOf('organisation')

export type Programme = { id: ProgrammeId; slug: string; name: Bilingual; about: Bilingual }

export const editionStates = ['draft', 'open', 'closed'] as const
export type EditionState = (typeof editionStates)[number]

/** One year's summit. Dates are days at the place; `slug` stands in addresses and is the year unless two share it. */
export type Edition = {
  id: EditionId
  programmeId: ProgrammeId
  number: number
  year: number
  slug: string
  name: Bilingual
  startsOn: PlainDate
  endsOn: PlainDate
  zone: Zone
  place: Bilingual
  state: EditionState
  clonedFrom: EditionId | null
  createdAt: Instant
}

export type Organisation = {
  id: OrganisationId
  name: Bilingual
  country: string | null
  ror: string | null
  url: string | null
  madeUp: boolean
}

/** In the order in which a programme names them. */
export const creditKinds = [
  'guided',
  'sponsored',
  'implemented',
  'co_organised',
  'supported',
  'media',
] as const
export type CreditKind = (typeof creditKinds)[number]

/** An organisation's role in an edition; `position` orders the credits of one kind. */
export type Credit = {
  id: Id<'credit'>
  editionId: EditionId
  organisationId: OrganisationId
  kind: CreditKind
  position: number
}
