import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Zone } from '#kernel/time'
import type { ProgrammeId } from '#modules/programme'

export type StationId = Id<'station'>
export const StationId = idOf('station')

/** A branch abroad. `territory` is ISO 3166 codes of the countries and regions it works in. */
export type Station = {
  id: StationId
  programmeId: ProgrammeId
  slug: string
  name: Bilingual
  city: Bilingual
  country: string
  territory: readonly string[]
  zone: Zone
  openedYear: number | null
  about: Bilingual
}
