import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { changed } from '#platform/live'
import type { OutcomeId } from '../model.ts'
import { queuedAlready } from './errors.ts'
import type { Ceremony, CeremonyId, Side, SideId, Signing, SigningId } from './model.ts'

/** What whoever watches the wall of a ceremony follows. */
export const wallTopic = (id: CeremonyId): string => `wall:${id}`

const ceremonyColumns = sql`id, edition_id as "editionId", event_id as "eventId", title, state,
  (select zone from edition where edition.id = edition_id) as zone,
  opened_by as "openedBy", opened_at as "openedAt"`

export async function findCeremony(tx: Tx, id: CeremonyId): Promise<Ceremony | undefined> {
  const found = await sql<Ceremony>`select ${ceremonyColumns} from outcome_ceremony where id = ${id}`.execute(
    tx,
  )
  return found.rows[0]
}

/** Holds the queue: two that are put in at once do not take one place. */
export async function lockCeremony(tx: Tx, id: CeremonyId): Promise<Ceremony | undefined> {
  const found =
    await sql<Ceremony>`select ${ceremonyColumns} from outcome_ceremony where id = ${id} for update`.execute(
      tx,
    )
  return found.rows[0]
}

export type CeremonyLine = Ceremony & { queued: number; signed: number }

/** Newest first, with how many contracts wait and how many are signed. */
export async function listCeremonies(tx: Tx): Promise<CeremonyLine[]> {
  const found = await sql<CeremonyLine>`select ${ceremonyColumns},
      (select count(*)::int from outcome_signing where ceremony_id = outcome_ceremony.id and state = 'queued') as queued,
      (select count(*)::int from outcome_signing where ceremony_id = outcome_ceremony.id and state = 'signed') as signed
    from outcome_ceremony order by opened_at desc, id desc`.execute(tx)
  return found.rows
}

export async function saveCeremony(tx: Tx, one: Ceremony): Promise<void> {
  await sql`insert into outcome_ceremony (id, edition_id, event_id, title, state, opened_by, opened_at)
    values (${one.id}, ${one.editionId}, ${one.eventId}, ${JSON.stringify(one.title)}, ${one.state}, ${one.openedBy},
      ${one.openedAt})
    on conflict (id) do update set state = excluded.state`.execute(tx)
}

type SideRow = Omit<Side, 'signed'> & {
  signedAt: NonNullable<Side['signed']>['at'] | null
  signedName: string | null
  documentHash: string | null
  publish: boolean | null
}

const sideOf = ({ signedAt, signedName, documentHash, publish, ...row }: SideRow): Side => ({
  ...row,
  signed:
    signedAt === null || signedName === null
      ? null
      : { at: signedAt, name: signedName, documentHash, publish: publish ?? false },
})

type Row = Omit<Signing, 'sides'>
const columns = sql`id, ceremony_id as "ceremonyId", outcome_id as "outcomeId", place, facts_hash as "factsHash",
  queued_by as "queuedBy", queued_at as "queuedAt", until, state, signed_at as "signedAt"`

async function withSides(tx: Tx, rows: readonly Row[]): Promise<Signing[]> {
  if (rows.length === 0) return []
  const found = await sql<
    SideRow & { signingId: SigningId }
  >`select signing_id as "signingId", id, which, organisation,
      name, email, locale, codes, code_until as "codeUntil", tries, signed_at as "signedAt",
      signed_name as "signedName", document_hash as "documentHash", publish
    from outcome_signing_side where signing_id = any(${rows.map(({ id }) => id)}::uuid[]) order by which`.execute(
    tx,
  )
  return rows.map((row) => {
    const [first, second] = found.rows
      .filter(({ signingId }) => signingId === row.id)
      .map(({ signingId: _id, ...side }) => sideOf(side))
    if (!first || !second) throw new Error('a contract has two sides')
    return { ...row, sides: [first, second] }
  })
}

/** In the order of the queue; what was taken off is left out. */
export async function signingsOf(tx: Tx, ceremonyId: CeremonyId): Promise<Signing[]> {
  const found = await sql<Row>`select ${columns} from outcome_signing
    where ceremony_id = ${ceremonyId} and state <> 'taken_off' order by place`.execute(tx)
  return withSides(tx, found.rows)
}

export async function lockSigning(tx: Tx, id: SigningId): Promise<Signing | undefined> {
  const found = await sql<Row>`select ${columns} from outcome_signing where id = ${id} for update`.execute(tx)
  return (await withSides(tx, found.rows))[0]
}

/** The contract of one side; `lock` for writing. */
export async function signingOfSide(tx: Tx, id: SideId, lock: boolean): Promise<Signing | undefined> {
  const found = await sql<Row>`select ${columns} from outcome_signing
    where id = (select signing_id from outcome_signing_side where id = ${id}) ${lock ? sql`for update` : sql``}`.execute(
    tx,
  )
  return (await withSides(tx, found.rows))[0]
}

export async function isQueued(tx: Tx, outcomeId: OutcomeId): Promise<boolean> {
  const found =
    await sql`select from outcome_signing where outcome_id = ${outcomeId} and state <> 'taken_off'`.execute(
      tx,
    )
  return found.rows.length > 0
}

export async function lastPlace(tx: Tx, ceremonyId: CeremonyId): Promise<number> {
  const found = await sql<{ last: number }>`select coalesce(max(place), 0)::int as last from outcome_signing
    where ceremony_id = ${ceremonyId}`.execute(tx)
  return found.rows[0]?.last ?? 0
}

/** Contracts of an edition that could be signed: standing, below "confirmed", in no queue. */
export async function signable(
  tx: Tx,
  editionId: Id<'edition'>,
): Promise<{ id: OutcomeId; title: string; organisation: string }[]> {
  const found = await sql<{
    id: OutcomeId
    title: string
    organisation: string
  }>`select id, title, organisation from outcome
    where edition_id = ${editionId} and type = 'contract' and state = 'standing' and level in ('stated', 'witnessed')
      and not exists (select from outcome_signing where outcome_id = outcome.id and outcome_signing.state <> 'taken_off')
    order by id desc limit 500`.execute(tx)
  return found.rows
}

export async function insertSigning(tx: Tx, { sides, ...one }: Signing): Promise<void> {
  await refuseAs(
    sql`insert into outcome_signing
      (id, ceremony_id, outcome_id, place, facts_hash, queued_by, queued_at, until, state, signed_at)
      values (${one.id}, ${one.ceremonyId}, ${one.outcomeId}, ${one.place}, ${one.factsHash}, ${one.queuedBy},
        ${one.queuedAt}, ${one.until}, ${one.state}, ${one.signedAt})`.execute(tx),
    { outcome_signing_once: queuedAlready },
  )
  for (const { id, which, organisation, name, email, locale } of sides)
    await sql`insert into outcome_signing_side (id, signing_id, which, organisation, name, email, locale)
      values (${id}, ${one.id}, ${which}, ${organisation}, ${name}, ${email}, ${locale})`.execute(tx)
  await changed(tx, wallTopic(one.ceremonyId))
}

export async function saveSigning(tx: Tx, { sides, ...one }: Signing): Promise<void> {
  await sql`update outcome_signing set place = ${one.place}, state = ${one.state}, signed_at = ${one.signedAt}
    where id = ${one.id}`.execute(tx)
  for (const { id, codes, codeUntil, tries, signed } of sides)
    await sql`update outcome_signing_side set codes = ${codes}, code_until = ${codeUntil}, tries = ${tries},
        signed_at = ${signed?.at ?? null}, signed_name = ${signed?.name ?? null},
        document_hash = ${signed?.documentHash ?? null}, publish = ${signed?.publish ?? null}
      where id = ${id}`.execute(tx)
  await changed(tx, wallTopic(one.ceremonyId))
}
