import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { refuseAs } from '#platform/db'
import { issuerSamePerson } from '../../errors.ts'
import type { OutcomeId } from '../../model.ts'
import type { Issuer, IssuerId } from './model.ts'

const columns = sql`id, name, did, keys, source, valid_from as "validFrom", valid_until as "validUntil", state,
  proposed_by as "proposedBy", proposed_at as "proposedAt", accepted_by as "acceptedBy", accepted_at as "acceptedAt",
  withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt", reason, made_up as "madeUp"`

/** Everybody who is or was on the list, newest first. */
export async function list(tx: Tx): Promise<Issuer[]> {
  const found =
    await sql<Issuer>`select ${columns} from credential_issuer order by id desc limit 1000`.execute(tx)
  return found.rows
}

/** Those of whom a signature may count; the row is held, so that none is withdrawn while it is relied on. */
export async function trusted(tx: Tx): Promise<Issuer[]> {
  const found =
    await sql<Issuer>`select ${columns} from credential_issuer where state = 'trusted' order by id for share`.execute(
      tx,
    )
  return found.rows
}

export async function find(tx: Tx, id: IssuerId): Promise<Issuer | undefined> {
  const found = await sql<Issuer>`select ${columns} from credential_issuer where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: IssuerId): Promise<Issuer | undefined> {
  const found =
    await sql<Issuer>`select ${columns} from credential_issuer where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function insert(tx: Tx, issuer: Issuer): Promise<void> {
  await sql`insert into credential_issuer (id, name, did, keys, source, valid_from, valid_until, state, proposed_by,
      proposed_at, made_up)
    values (${issuer.id}, ${JSON.stringify(issuer.name)}::jsonb, ${issuer.did}, ${JSON.stringify(issuer.keys)}::jsonb,
      ${issuer.source}, ${issuer.validFrom}, ${issuer.validUntil}, ${issuer.state}, ${issuer.proposedBy},
      ${issuer.proposedAt}, ${issuer.madeUp})`.execute(tx)
}

/** Its state and who brought it there; names, keys and days never change. */
export async function saveState(tx: Tx, issuer: Issuer): Promise<void> {
  await refuseAs(
    sql`update credential_issuer set state = ${issuer.state}, accepted_by = ${issuer.acceptedBy},
      accepted_at = ${issuer.acceptedAt}, withdrawn_by = ${issuer.withdrawnBy}, withdrawn_at = ${issuer.withdrawnAt},
      reason = ${issuer.reason} where id = ${issuer.id}`.execute(tx),
    { credential_issuer_two_people: issuerSamePerson },
  )
}

/** How many records stand on its signature. */
export async function restingCount(tx: Tx, id: IssuerId): Promise<number> {
  const found = await sql<{ n: number }>`select count(distinct outcome_id)::int as n from outcome_evidence
    where issuer_id = ${id}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Those whose signatures a record's evidence carries. */
export async function issuersOf(tx: Tx, outcomeId: OutcomeId): Promise<Issuer[]> {
  const found = await sql<Issuer>`select ${columns} from credential_issuer
    where id in (select issuer_id from outcome_evidence where outcome_id = ${outcomeId})`.execute(tx)
  return found.rows
}
