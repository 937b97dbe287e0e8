import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'

/** Every letter to a person as it is kept; codes and links that sign somebody in are wiped when they leave. */
export const ownLetters: PersonExport = {
  name: 'letters',
  beyond:
    'letters are the system’s and the station’s rows; those to the asker are named by person and address alone',
  read: async (tx, personId) => {
    const found = await sql<object>`select id, kind, to_address as "to", subject, body_text as text, state,
        created_at as "createdAt", sent_at as "sentAt" from mail
      where person_id = ${personId} or to_address = (select email from person where id = ${personId})
      order by created_at`.execute(tx)
    return found.rows
  },
}
