import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'

/** What a person did in the house, line by line, in whatever office. */
export const ownTrail: PersonExport = {
  name: 'trail',
  read: async (tx, personId) => {
    const found =
      await sql<object>`select id, at, door, command, subject_type as "subjectType", subject_id as "subjectId"
      from audit_entry where person_id = ${personId} order by at, id`.execute(tx)
    return found.rows
  },
}
