import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { may } from '../access.ts'
import type { Entry, EntryId, Roadshow, RoadshowId } from '../model.ts'
import { entriesOf, lock } from '../store/roadshow.ts'

export type Staged = { roadshow: Roadshow; entries: readonly Entry[] }

/** A roadshow with its order, held until the end of the write; only for whoever may write it, others find nothing. */
export async function lockStaged(tx: Tx, { roadshowId }: { roadshowId: RoadshowId }): Promise<Staged> {
  const roadshow = await lock(tx, roadshowId)
  if (!roadshow) throw notFound()
  return { roadshow, entries: await entriesOf(tx, roadshow.id) }
}

export const hosts = (actor: Actor, { roadshow }: Pick<Staged, 'roadshow'>): boolean =>
  may.host(actor, roadshow)

export const subjectOf = ({ roadshow }: Pick<Staged, 'roadshow'>) => ({
  type: 'roadshow',
  id: roadshow.id,
  stationId: roadshow.stationId,
})

export const entryIn = (entries: readonly Entry[], id: EntryId): Entry => {
  const entry = entries.find((each) => each.id === id)
  if (!entry) throw notFound()
  return entry
}
