import { sql } from 'kysely'
import type { PersonEraser } from '#modules/people'

/** Questions and what was wanted to be heard go; that somebody of the hall voted is counted. Presenters lose their name. */
export const eraseRoadshow: PersonEraser = {
  name: 'roadshow',
  erase: async (tx, { id, words }) => {
    await sql`delete from roadshow_support where person_id = ${id}`.execute(tx)
    await sql`delete from roadshow_question where person_id = ${id}`.execute(tx)
    await sql`delete from roadshow_sent where person_id = ${id}`.execute(tx)
    await sql`update roadshow_entry set presenter = haigui_without(presenter, ${words}::text[]),
        title = case when entrant_id = ${id} and cardinality(team) = 1 then '{"en":"[…]","zh":"[…]"}'::jsonb
          else haigui_without(roadshow_entry.title, ${words}::text[]) end
      from project where project.id = project_id and (entrant_id = ${id} or ${id} = any (team)
        or haigui_says(presenter, ${words}::text[]))`.execute(tx)
    return []
  },
}
