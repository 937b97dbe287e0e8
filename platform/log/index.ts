import { pino } from 'pino'

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'fatal'>

/** Structured lines on standard output. Bodies, mail addresses, cookies and query strings never go in. */
export const openLog = (level: string): Log =>
  pino({ level, base: null, redact: ['*.email', '*.password', '*.cookie', '*.authorization', 'req.headers'] })
