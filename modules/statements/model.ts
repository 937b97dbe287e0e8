import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import type { Level } from '#modules/outcomes'

export type StatementId = Id<'statement'>
export const StatementId = idOf('statement')

/** What is counted. Persons are never added over editions; person-times are. */
export type Unit = 'persons' | 'person_times' | 'countries' | 'outcomes'

/** One thing that was counted, with what opens it. `group` is what a breakdown sums by, such as a country. */
export type Counted = {
  kind: 'person' | 'registration' | 'outcome'
  recordId: string
  stationId: Id<'station'> | null
  group: string | null
  level: Level | null
}

/** Everything there is to count in an edition up to the cut. */
export type Material = {
  registered: readonly {
    registrationId: string
    personId: string
    stationId: Id<'station'> | null
    country: string | null
  }[]
  attendances: readonly {
    registrationId: string
    personId: string
    stationId: Id<'station'> | null
    country: string | null
  }[]
  outcomes: readonly {
    id: string
    type: string
    force: string | null
    level: Level
    stationId: Id<'station'> | null
  }[]
}

/** A written definition that computes. Its words are `statements.metric_<id>` and `…_definition`, in both languages. */
export type Metric = {
  id: string
  unit: Unit
  /** Outcomes below this level are not counted; null where evidence has no levels. */
  floor: Level | null
  /** Raised when the definition changes, so that two statements are never compared unawares. */
  version: number
  count(material: Material): readonly Counted[]
}

export type Figure = {
  metric: string
  version: number
  unit: Unit
  floor: Level | null
  value: number
  /** How many stand at each level of evidence; empty where evidence has no levels. */
  evidence: Partial<Record<Level, number>>
  /** By country or region, largest first; empty where nothing is grouped. */
  breakdown: readonly { group: string; value: number }[]
  title: Bilingual
  definition: Bilingual
}

export type Frozen = {
  edition: string
  number: number
  cutAt: Instant
  figures: readonly Figure[]
  ledger: { seq: number; hash: string }
}

export type Statement = {
  id: StatementId
  editionId: Id<'edition'>
  number: number
  state: 'draft' | 'released'
  cutAt: Instant
  body: string
  hash: string
  draftedBy: Id<'person'>
  releasedBy: Id<'person'> | null
  releasedAt: Instant | null
}

/** A total that the programme published itself, with its source: a claim, at the level "stated". */
export type Claim = {
  id: Id<'claim'>
  programmeId: Id<'programme'>
  label: Bilingual
  valueText: Bilingual
  statedOn: string
  sourceTitle: string
  sourceUrl: string
  position: number
}
