import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'
import { aboutPerson } from '../store.ts'

/** For the export of a person's own data: every record about them as it stands, and what they stated about others. */
export const ownOutcomes: PersonExport = {
  name: 'outcomes',
  read: async (tx, personId) => {
    const stated =
      await sql<object>`select id, type, title, organisation, happened_on as "happenedOn", level, state,
      recorded_at as "recordedAt" from outcome where claimant_id = ${personId} order by id desc`.execute(tx)
    const evidence = await sql<object>`select id, outcome_id as "outcomeId", kind, name, link, registry,
        registry_number as "registryNumber", added_at as "addedAt" from outcome_evidence
      where added_by = ${personId} or outcome_id in (select outcome.id from outcome where person_id = ${personId})
      order by added_at`.execute(tx)
    const entries = await sql<object>`select outcome_entry.id, seq, outcome_entry.at, body, data as personal
      from outcome_entry join outcome on outcome.id = outcome_id
      left join outcome_entry_personal on entry_id = outcome_entry.id
      where outcome.person_id = ${personId} order by seq`.execute(tx)
    return {
      about: await aboutPerson(tx, personId),
      stated: stated.rows,
      evidence: evidence.rows,
      entries: entries.rows,
    }
  },
}

/** What the person's address was asked as the other side of an outcome or a contract, and what they answered or signed. */
export const askedOutcomes: PersonExport = {
  name: 'asked',
  beyond:
    'whom an address was asked about is the host’s row; those to the asker’s own address are theirs to have',
  read: async (tx, personId) => {
    const mine = sql`email = (select person.email from person where person.id = ${personId})`
    const confirmations =
      await sql<object>`select id, outcome_id as "outcomeId", email, name, asked_at as "askedAt",
      answer, answered_name as "answeredName", note from outcome_confirmation where ${mine} order by asked_at`.execute(
        tx,
      )
    const signatures = await sql<object>`select id, signing_id as "signingId", organisation, name, email,
      signed_at as "signedAt", signed_name as "signedName", publish from outcome_signing_side where ${mine}`.execute(
      tx,
    )
    return { confirmations: confirmations.rows, signatures: signatures.rows }
  },
}
