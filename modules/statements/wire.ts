import type { SourceId } from './metrics/index.ts'
import { sources } from './store/sources/index.ts'

/** What a source lets organisers choose, without how it is read. */
export function offers(source: SourceId) {
  const { relation: _relation, ...offer } = sources[source]
  return offer
}
