import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Reach, Tx } from '#kernel/command'
import { type Actor, personIdOf, seesAllStations, stationsOf } from '#kernel/access'

export { migrate, migrationNames, pendingMigrations } from './migrations.ts'
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

/** PostgreSQL prints `2019-06-12 13:00:00.123456+00`; the house speaks `2019-06-12T13:00:00.123Z`. */
export function instantText(text: string): string {
  const [day = '', rest = ''] = text.split(' ')
  const [clock = '', fraction = ''] = rest.replace(/\+00$/, '').split('.')
  return `${day}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.TIMESTAMPTZ, instantText],
  [pg.types.builtins.DATE, (text) => text],
])

// Session defaults go in the start-up packet: RESET brings them back, and no query is spent on them.
const sessionOptions = (role: string | null) =>
  [`-c timezone=UTC`, role === null ? '' : `-c role=${role}`].filter(Boolean).join(' ')

export function openPool(url: string, options: { max: number; role: string | null; name: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    options: sessionOptions(options.role),
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text'), // its typings split the two formats
    },
  })
  // An idle connection that the server closes must not end the process; the next query gets a new one.
  pool.on('error', () => {})
  return pool
}

const reachOf = (actor: Actor, reach: Reach) =>
  reach !== 'actor' || seesAllStations(actor) ? 'all' : 'stations'

/** Opens the product's own connections: always as the role that row-level security binds. */
export function openDatabase(url: string, options: { max?: number; name?: string } = {}): Database {
  const pool = openPool(url, { max: options.max ?? 16, role: appRole, name: options.name ?? 'haigui' })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return {
    pool,
    transact: (actor, reach, work) =>
      kysely.transaction().execute(async (tx) => {
        await sql`select set_config('haigui.scope', ${reachOf(actor, reach)}, true),
          set_config('haigui.stations', ${stationsOf(actor).join(',')}, true),
          set_config('haigui.person', ${personIdOf(actor) ?? ''}, true)`.execute(tx)
        return work(tx)
      }),
    ping: async (ms) => {
      const late = new Promise<never>((_resolve, reject) => setTimeout(reject, ms, new Error('too slow')).unref())
      await Promise.race([pool.query('select 1'), late])
    },
    close: () => kysely.destroy(),
  }
}
