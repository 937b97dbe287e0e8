import type { Tx } from '#kernel/command'
import { insertCategory } from './categories/store.ts'
import type { Arranged } from './event.fixtures.ts'
import { aCategory } from './fixtures.ts'
import type { Category } from './model.ts'

export { type Arranged, arrangeEvent } from './event.fixtures.ts'

/** A category of an arranged event, open and without conditions unless told. */
export async function arrangeCategory(
  tx: Tx,
  { eventId, stationId }: Pick<Arranged, 'eventId' | 'stationId'>,
  over: Partial<Category> = {},
): Promise<Category> {
  const category = aCategory({ ...over, eventId, stationId })
  await insertCategory(tx, category)
  return category
}
