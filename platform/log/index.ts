import { pino } from 'pino'

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'fatal'>

/** What the database says of a broken rule, without the row that broke it: that one is somebody's. */
const ofDatabase = ['code', 'schema', 'table', 'column', 'constraint', 'routine'] as const

type Told = { type: string; message: string; stack?: string; cause?: Told }

/** An error as far as it is about the program. What else it carries may be about a person, and is left out. */
function told(error: unknown, depth = 0): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, 500) }
  const known = ofDatabase.flatMap((name) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : []
  })
  return {
    type: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...Object.fromEntries(known),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: told(error.cause, depth + 1) }),
  }
}

/** Structured lines on standard output. Bodies, mail addresses, cookies, query strings and rows never go in. */
export const openLog = (level: string, to?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      redact: ['*.email', '*.password', '*.cookie', '*.authorization', 'req.headers'],
      serializers: { err: (error: unknown) => told(error) },
    },
    to ?? pino.destination(1),
  )
