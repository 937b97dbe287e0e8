import type pg from 'pg'
import { type Actor, organisationsOf, personIdOf, seesAllStations, stationsOf } from '#kernel/access'
import type { Reach, Tx } from '#kernel/command'
import { orUnavailable } from './away.ts'
import { openPool } from './pool.ts'
import { inTransaction } from './transaction.ts'

export { checkServer, DatabaseFault } from './fault.ts'
export { migrate, migrationNames, pendingMigrations } from './migrations.ts'
export { instantText, openPool } from './pool.ts'
export { refuseAs } from './refuse.ts'

/** The role the product works as. It owns nothing, so row-level security binds it. */
export const appRole = 'haigui_app'

export type Database = {
  /** One transaction with the actor's reach set for row-level security. Commits when `work` resolves. */
  transact<T>(actor: Actor, reach: Reach, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Answers within `ms`, or throws: for /readyz. */
  ping(ms: number): Promise<void>
  close(): Promise<void>
  readonly pool: pg.Pool
}

const reachOf = (actor: Actor, reach: Reach) =>
  reach !== 'actor' || seesAllStations(actor) ? 'all' : 'stations'

const setReach = `select set_config('haigui.scope', $1, true), set_config('haigui.stations', $2, true),
  set_config('haigui.person', $3, true), set_config('haigui.organisations', $4, true)`

/** Opens the product's own connections: always as the role that row-level security binds. */
export function openDatabase(url: string, options: { max?: number; name?: string } = {}): Database {
  const pool = openPool(url, { max: options.max ?? 16, role: appRole, name: options.name ?? 'haigui' })
  return {
    pool,
    transact: async (actor, reach, work) => {
      const values = [
        reachOf(actor, reach),
        stationsOf(actor).join(','),
        personIdOf(actor) ?? '',
        organisationsOf(actor).join(','),
      ]
      try {
        return await inTransaction(pool, { text: setReach, values }, work)
      } catch (error) {
        throw orUnavailable(error)
      }
    },
    ping: async (ms) => {
      const late = new Promise<never>((_resolve, reject) =>
        setTimeout(reject, ms, new Error('too slow')).unref(),
      )
      await Promise.race([pool.query('select 1'), late])
    },
    close: () => pool.end(),
  }
}
