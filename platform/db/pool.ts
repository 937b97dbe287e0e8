import pg from 'pg'

/** PostgreSQL prints `2019-06-12 13:00:00.123456+00`; the house speaks `2019-06-12T13:00:00.123Z`. */
export const instantText = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.TIMESTAMPTZ, instantText],
  [pg.types.builtins.DATE, (text) => text],
])

// Session defaults go in the start-up packet: RESET brings them back, and no query is spent on them.
// Where the server can compile statements (Debian's can, the embedded one cannot), it takes seconds to compile those of
// a statement's figures, which run in milliseconds: without, a property test of them took 1.5 s instead of minutes.
const sessionOptions = (role: string | null) =>
  [`-c timezone=UTC`, `-c jit=off`, role === null ? '' : `-c role=${role}`].filter(Boolean).join(' ')

export function openPool(url: string, options: { max: number; role: string | null; name: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    options: sessionOptions(options.role),
    // Statements that are given together are sent together; each awaited one is as before.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text'), // its typings split the two formats
    },
  })
  // An idle connection that the server closes must not end the process; the next query gets a new one.
  pool.on('error', () => {})
  // One in use fails its query, which is answered; its later cry on the closed socket must not end the process either.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
