import { sql } from 'kysely'
import type { PersonEraser, PersonExport } from '#modules/people'

/** For the export of a person's own data: who brought them, when, and what was written of what they look for. */
export const ownIntroductions: PersonExport = {
  name: 'introductions',
  read: async (tx, personId) => {
    const found =
      await sql<object>`select introduction.id, station.name as station, kind, introduction.name, need,
        to_char(met_on, 'YYYY-MM-DD') as "metOn", state, recorded_at as "recordedAt"
      from introduction join station on station.id = introduction.station_id
      where person_id = ${personId} order by recorded_at`.execute(tx)
    return found.rows
  },
}

/** The name and what was written go; that a station brought somebody on that day stays, and is counted. */
export const eraseIntroductions: PersonEraser = {
  name: 'introductions',
  erase: async (tx, { id, email, names, anywhere }) => {
    // Brought before they had an account, a person is known by the address alone. The sign tells nobody who it was
    // once it is another, and never meets a later introduction.
    await sql`update introduction set name = '', need = '', reason = haigui_without(reason, ${names}::text[]),
        person_id = null, sign = sha256(convert_to(gen_random_uuid()::text, 'UTF8'))
      where person_id = ${id} or sign in (sha256(convert_to(${`person ${email}`}, 'UTF8')),
        sha256(convert_to(${`project ${email}`}, 'UTF8')))`.execute(tx)
    await sql`update introduction set name = haigui_without(name, ${anywhere}::text[]),
        need = haigui_without(need, ${anywhere}::text[]), reason = haigui_without(reason, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', name, need, reason), ${anywhere}::text[])`.execute(tx)
    return []
  },
}
