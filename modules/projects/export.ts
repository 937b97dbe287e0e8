import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'
import { changesOf, find, ownOf } from './store.ts'

/**
 * Projects with everything typed and uploaded for them and what became of them; who asked whom to get in touch; what was
 * saved; films under way. Of others on the team it says what the show would; what others wrote to somebody is theirs too.
 */
export const ownProjects: PersonExport = {
  name: 'projects',
  read: async (tx, personId) => {
    const projects = []
    for (const { id } of await ownOf(tx, personId)) {
      const whole = await find(tx, id)
      if (!whole) continue
      const team = whole.team.map((member) =>
        member.personId === personId ? member : { name: member.name, role: member.role },
      )
      projects.push({ ...whole, team, changes: await changesOf(tx, id) })
    }
    const contacts =
      await sql<object>`select id, project_id as "projectId", from_person = ${personId} as "askedByMe", message, at,
        answer, note, answered_at as "answeredAt" from project_contact
      where from_person = ${personId} or to_person = ${personId} order by at`.execute(tx)
    const saved = await sql<object>`select project_id as "projectId", at from project_saved
      where person_id = ${personId} order by at`.execute(tx)
    const uploads = await sql<object>`select id, project_id as "projectId", name, bytes::float8 as bytes,
        started_at as "startedAt" from project_upload where person_id = ${personId}`.execute(tx)
    const files =
      await sql<object>`select id, project_id as "projectId", name, added_at as "addedAt" from project_file
      where added_by = ${personId} order by added_at`.execute(tx)
    return {
      projects,
      contacts: contacts.rows,
      saved: saved.rows,
      uploads: uploads.rows,
      filesAdded: files.rows,
    }
  },
}
