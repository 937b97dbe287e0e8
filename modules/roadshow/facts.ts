import type { Fact } from '#kernel/command'
import type { Roadshow } from './model.ts'

/** What every fact of this module carries: ids only. */
export type RoadshowFact = { roadshowId: string; eventId: string }

const about = ({ id, eventId }: Pick<Roadshow, 'id' | 'eventId'>): RoadshowFact => ({
  roadshowId: id,
  eventId,
})

export const opened = (roadshow: Roadshow): Fact<RoadshowFact> => ({
  name: 'roadshow.opened',
  payload: about(roadshow),
})
/** Everything of the result is told. */
export const done = (roadshow: Roadshow): Fact<RoadshowFact> => ({
  name: 'roadshow.done',
  payload: about(roadshow),
})
