import type { KyselyPlugin, UnknownRow } from 'kysely'

const asDate = (name: string, value: unknown) =>
  typeof value === 'string' && /_(at|until)$/.test(name) ? new Date(value) : value

const withDates = (row: UnknownRow): UnknownRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asDate(name, value)]))

/** Our pool gives instants as text; the auth library reckons with Date objects. Only its own tables pass here. */
export const datesFromInstants: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withDates) }),
}
