import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'

/** Events that a person proposed as a host, with what was said about them. */
export const ownEvents: PersonExport = {
  name: 'events',
  read: async (tx, personId) => {
    const found = await sql<object>`select id, host_name as "hostName", title, summary, body, state,
      review_reason as "reviewReason", starts_at as "startsAt", ends_at as "endsAt" from event
      where proposed_by = ${personId} order by starts_at`.execute(tx)
    return found.rows
  },
}
