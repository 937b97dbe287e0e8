import type { doorQueries } from '../queries.ts'

/** The door as its page shows it. */
export type Stand = Awaited<ReturnType<(typeof doorQueries)['staff']['stand']['load']>>
