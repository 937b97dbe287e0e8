import { sql } from 'kysely'
import type { PersonEraser } from '#modules/people'

/**
 * What a judge said about themselves goes, their ties and notes; their points stay, for the ranking is counted from them.
 * While a round is open its judges are waited for: a score cannot be taken out of it unseen.
 */
export const eraseJudging: PersonEraser = {
  name: 'judging',
  waits: async (tx, personId) => {
    const open = await sql`select from assignment join round on round.id = round_id
      where person_id = ${personId} and round.state = 'open' and assignment.state in ('assigned', 'scored') limit 1`.execute(
      tx,
    )
    return open.rows.length > 0 ? ['judging.wait_open_round'] : []
  },
  erase: async (tx, { id, words }) => {
    const own = sql`(select project_id from project_member where person_id = ${id}
      union select project.id from project where entrant_id = ${id})`
    await sql`update judge set institution = '', ror = null, organisation = '', fields = '{}', languages = '{}'
      where person_id = ${id}`.execute(tx)
    await sql`update assignment set reason = '' where person_id = ${id}`.execute(tx)
    await sql`delete from judge_note where person_id = ${id}`.execute(tx)
    await sql`delete from judge_tie where person_id = ${id} or haigui_says(name, ${words}::text[])`.execute(
      tx,
    )
    await sql`update judge_conflict set told = '' where person_id = ${id}`.execute(tx)
    await sql`update judge_conflict set told = haigui_without(told, ${words}::text[]) where project_id in ${own}`.execute(
      tx,
    )
    await sql`update round_file set content = haigui_without(content, ${words}::text[])
      where project_id in ${own}`.execute(tx)
    await sql`update round_decision set reason = haigui_without(reason, ${words}::text[]),
        feedback = array(select haigui_without(said, ${words}::text[]) from unnest(feedback) with ordinality as f(said, n) order by n)
      where project_id in ${own}`.execute(tx)
    return []
  },
}
