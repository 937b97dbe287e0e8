import { sql } from 'kysely'
import type { PersonEraser } from '#modules/people'

/** Who speaks or hosts stands in programmes by name alone: the name goes wherever it stands whole, the session stays. */
export const eraseFromEvents: PersonEraser = {
  name: 'events',
  erase: async (tx, { id, names, words, anywhere }) => {
    await sql`update event set title = haigui_without(title, ${anywhere}::text[]),
        summary = haigui_without(summary, ${anywhere}::text[]), body = haigui_without(body, ${anywhere}::text[]),
        host_name = haigui_without(host_name, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', title, summary, body, host_name), ${anywhere}::text[])`.execute(tx)
    await sql`update event set host_name = haigui_without(host_name, ${names}::text[]),
        review_reason = haigui_without(review_reason, ${words}::text[]) where proposed_by = ${id}`.execute(tx)
    await sql`update session set title = haigui_without(title, ${anywhere}::text[]),
        abstract = haigui_without(abstract, ${anywhere}::text[]), speakers = haigui_without(speakers, ${names}::text[])
      where haigui_says(concat_ws(' ', title, abstract), ${anywhere}::text[])
        or haigui_says(speakers::text, ${names}::text[])`.execute(tx)
    await sql`update event_schedule set schedule = haigui_without(schedule, ${anywhere}::text[])
      where haigui_says(schedule::text, ${anywhere}::text[])`.execute(tx)
    await sql`update event_change set what = haigui_without(what, ${anywhere}::text[])
      where haigui_says(what::text, ${anywhere}::text[])`.execute(tx)
    return []
  },
}
