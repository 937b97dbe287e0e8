import { sql } from 'kysely'
import type { PersonEraser, PersonExport } from '#modules/people'

/** For the export of a person's own data: what was asked for them, what came of it, and what was paid. */
export const ownPolicyClaims: PersonExport = {
  name: 'claims',
  read: async (tx, personId) => {
    const found = await sql<object>`select policy_claim.id, benefit.title as benefit, policy.title as policy,
        benefit.currency, asked_on as "askedOn", asked, ground, state, granted, reason, recorded_at as "recordedAt",
        decided_at as "decidedAt", withdrawn_at as "withdrawnAt", (
          select coalesce(jsonb_agg(jsonb_build_object('minor', minor, 'dueOn', due_on, 'condition', condition,
            'paidOn', paid_on, 'confirmedAt', confirmed_at, 'reversedAt', reversed_at) order by nth), '[]')
          from tranche where claim_id = policy_claim.id) as tranches
      from policy_claim join benefit on benefit.id = benefit_id join policy on policy.id = policy_id
      where person_id = ${personId} order by recorded_at`.execute(tx)
    return found.rows
  },
}

/** Every word that says who it was goes; that an empty record asked, and what was granted and paid, stays and is counted. */
export const erasePolicyClaims: PersonEraser = {
  name: 'claims',
  erase: async (tx, { id, words, anywhere }) => {
    await sql`update tranche set condition = haigui_without(condition, ${words}::text[]),
        reference = '', reversed_reason = haigui_without(reversed_reason, ${words}::text[])
      where claim_id in (select id from policy_claim where person_id = ${id})`.execute(tx)
    await sql`update policy_claim set ground = '', reason = haigui_without(reason, ${words}::text[])
      where person_id = ${id}`.execute(tx)
    await sql`update policy_claim set ground = haigui_without(ground, ${anywhere}::text[]),
        reason = haigui_without(reason, ${anywhere}::text[])
      where haigui_says(concat_ws(' ', ground, reason), ${anywhere}::text[])`.execute(tx)
    return []
  },
}
