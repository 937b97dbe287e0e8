import { sql } from 'kysely'
import type { PersonEraser } from '#modules/people'

/**
 * The personal part of every entry that names them goes, with its salt: the entry's own text and its hash stay, and so
 * every proof. The record keeps what is counted (type, form, amount, dates, level, organisation) and loses what was said;
 * evidence leaves its hash in the ledger and nothing else. What is about to be signed or paid is waited for.
 */
export const eraseOutcomes: PersonEraser = {
  name: 'outcomes',
  waits: async (tx, personId) => {
    const found = await sql<{ money: boolean; signing: boolean }>`select
      exists (select from outcome where person_id = ${personId} and state = 'standing' and pending_level is not null) as money,
      exists (select from outcome_signing join outcome_signing_side on signing_id = outcome_signing.id
        where outcome_signing.state = 'queued' and email = (select email from person where id = ${personId})) as signing`.execute(
      tx,
    )
    const [row] = found.rows
    return [
      ...(row?.money ? ['outcomes.wait_money'] : []),
      ...(row?.signing ? ['outcomes.wait_signing'] : []),
    ]
  },
  erase: async (tx, { id, email, words, anywhere }) => {
    const own = sql`(select outcome.id from outcome where person_id = ${id})`
    await sql`delete from outcome_entry_personal where entry_id in (
        select outcome_entry.id from outcome_entry where outcome_id in ${own})
      or haigui_says(data, ${anywhere}::text[])`.execute(tx)
    // Bytes that nothing holds any more are swept.
    await sql`update outcome_evidence set file_hash = null, media_type = null, name = '[…]', link = null,
        registry = null, registry_number = null, checks = null
      where outcome_id in ${own}`.execute(tx)
    await sql`update outcome_evidence set name = haigui_without(name, ${anywhere}::text[]),
      link = haigui_without(link, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', name, link), ${anywhere}::text[])`.execute(tx)
    await sql`update outcome_confirmation set email = '', name = '[…]', answered_name = case when answered_at is not null then '[…]' end,
      note = null where email = ${email} and ${email} <> ''`.execute(tx)
    await sql`update outcome_confirmation set note = null where outcome_id in ${own}`.execute(tx)
    await sql`update outcome_signing_side set name = '[…]', email = '', document_hash = null,
        signed_name = case when signed_at is not null then '[…]' end
      where email = ${email} and ${email} <> ''`.execute(tx)
    await sql`update outcome set title = '[…]', organisation = haigui_without(organisation, ${words}::text[]),
        registry_key = null, terms = terms || case type when 'company' then '{"registryNumber": ""}'
          when 'landing' then '{"place": ""}' when 'award' then '{"awardedBy": ""}'
          when 'patent' then '{"office": "", "number": ""}' else '{}' end::jsonb
      where person_id = ${id}`.execute(tx)
    await sql`update outcome set title = haigui_without(title, ${anywhere}::text[]),
        organisation = haigui_without(organisation, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', title, organisation), ${anywhere}::text[])`.execute(tx)
    return []
  },
}
