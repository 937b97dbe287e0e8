import { sql } from 'kysely'
import type { PersonEraser } from '#modules/people'

/** Lines of old lists that are theirs for certain, or under their address, keep what is counted and lose who it was. */
export const eraseLegacy: PersonEraser = {
  name: 'legacy',
  erase: async (tx, { id, email, names, anywhere }) => {
    await sql`update legacy_row set label = '[…]', han = '', latin = '', email = null, organisation = '', name_keys = '{}'
      where kind = 'people' and ((low = ${id} and high = ${id}) or email = nullif(${email}, '')
        or (match_id = ${id} and haigui_says(concat_ws(' ', label, han, latin), ${names}::text[])))`.execute(
      tx,
    )
    await sql`update legacy_row set label = haigui_without(label, ${anywhere}::text[]),
        organisation = haigui_without(organisation, ${anywhere}::text[])
      where kind = 'outcomes' and haigui_says(concat_ws(' ', label, organisation), ${anywhere}::text[])`.execute(
      tx,
    )
    await sql`update legacy_batch set skipped = haigui_without(skipped, ${anywhere}::text[]),
        file_name = haigui_without(file_name, ${anywhere}::text[]), reason = haigui_without(reason, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', skipped, file_name, reason), ${anywhere}::text[])`.execute(tx)
    return []
  },
}
