import type { PersonName } from '#kernel/names'
import type { Bilingual } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import type { Level } from '#modules/outcomes'
import type { Metric } from '../metrics/model.ts'

/** One of the records behind a number, as far as the reader may see it. */
export type RecordLine = {
  id: string
  /** Its title, in one language or both; null where it is a person's record, is gone, or is not for the reader. */
  title: string | Bilingual | null
  /** Whom it is about; of an erased person an empty name. */
  person: PersonName | null
  /** The organisation, event or benefit it belongs to. */
  beside: string | Bilingual | null
  /** What kind of thing it is, as its source calls it, and what form of that. */
  kind: string | null
  form: string | null
  day: PlainDate | null
  /** How well it was shown when somebody last vouched for it, and what is left of that now. */
  level: Level | null
  left: Level | null
  withdrawn: boolean
  /** Where it is opened; `closed` to verifiers, who have nothing to do with people's places and projects. */
  to: string | null
  closed: boolean
}

/**
 * What the ids behind a number are ids of: it counts each thing once, which is not always the record it was read from, so that the
 * people of posts are people. `place` is a country or region, `body` an organisation as it was written.
 */
export function recordKindOf(formula: Metric | null, read: string): string {
  if (formula?.kind !== 'counted') return read
  if (formula.unit === 'persons') return 'person'
  if (formula.unit === 'countries') return 'place'
  if (formula.unit === 'stations') return 'station'
  if (formula.unit === 'events') return formula.source === 'sessions' ? 'session' : 'event'
  if (formula.unit === 'organisations')
    return formula.source === 'grants' || formula.source === 'payments' ? 'organisation' : 'body'
  return read
}
