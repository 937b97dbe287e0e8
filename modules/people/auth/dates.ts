import type { KyselyPlugin, UnknownRow } from 'kysely'
import pg from 'pg'

// Our pool has readers of its own; this is the driver's, which the auth library was written for.
const read = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

const asDate = (name: string, value: unknown): unknown =>
  typeof value === 'string' && /_(at|until)$/.test(name) ? read(value.replace('T', ' ')) : value

const withDates = (row: UnknownRow): UnknownRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asDate(name, value)]))

/** Our pool gives instants as text; the auth library reckons with Date objects. Only its own tables pass here. */
export const datesFromInstants: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withDates) }),
}
