import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { foldForSearch } from '#kernel/names'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import { sameFile } from './errors.ts'
import type {
  Batch,
  BatchId,
  Candidate,
  Certainty,
  Decided,
  Found,
  KnownOutcome,
  Row,
  RowId,
} from './model.ts'

const batchColumns = sql`id, kind, file_name as "fileName", file_hash as "fileHash", state, imported_by as "importedBy",
  imported_at as "importedAt", withdrawn_at as "withdrawnAt", reason, skipped, made_up as "madeUp"`

const rowColumns = sql`id, batch_id as "batchId", line, edition_id as "editionId", station_id as "stationId", kind, label,
  han, latin, email, country, organisation, type, form, registry_number as "registryNumber",
  case when minor is not null then jsonb_build_object('minor', minor, 'currency', currency) end as amount,
  happened_on as "happenedOn", name_keys as "nameKeys", certainty, found, match_kind as "matchKind",
  match_id as "matchId", reasons, low, high, decided`

export async function batches(tx: Tx): Promise<(Batch & Record<Certainty, number>)[]> {
  const found = await sql<
    Batch & Record<Certainty, number>
  >`select ${batchColumns}, n.certain, n.probable, n.unlinked
    from legacy_batch, lateral (select count(*) filter (where certainty = 'certain')::int as certain,
      count(*) filter (where certainty = 'probable')::int as probable,
      count(*) filter (where certainty = 'unlinked')::int as unlinked
      from legacy_row where batch_id = legacy_batch.id) as n
    order by imported_at desc, id`.execute(tx)
  return found.rows
}

export async function findBatch(tx: Tx, id: BatchId): Promise<Batch | undefined> {
  const found =
    await sql<Batch>`select ${batchColumns} from legacy_batch where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function rowsOf(
  tx: Tx,
  batchId: BatchId,
  certainty: Certainty | null,
  after: number,
  most: number,
): Promise<Row[]> {
  const found = await sql<Row>`select ${rowColumns} from legacy_row
    where batch_id = ${batchId} and (${certainty}::text is null or certainty = ${certainty}) and line > ${after}
    order by line limit ${most}`.execute(tx)
  return found.rows
}

export async function lockRows(tx: Tx, ids: readonly RowId[]): Promise<Row[]> {
  const found = await sql<Row>`select ${rowColumns} from legacy_row where id = any(${ids}::uuid[])
    order by id for update`.execute(tx)
  return found.rows
}

export async function findRow(tx: Tx, batchId: BatchId, id: RowId): Promise<Row | undefined> {
  const found =
    await sql<Row>`select ${rowColumns} from legacy_row where id = ${id} and batch_id = ${batchId}`.execute(
      tx,
    )
  return found.rows[0]
}

/** What was decided of a row, the newest first. */
export async function decisionsOf(tx: Tx, id: RowId): Promise<Decided[]> {
  const found = await sql<Decided>`select at, by_person as by, decision, named, reason from legacy_decision
    where row_id = ${id} order by at desc, id desc limit 50`.execute(tx)
  return found.rows
}

/**
 * Those on record whose address begins so, or in whose name every part of it stands, in either script or in pinyin; first
 * those in whose name the parts begin words.
 */
export async function peopleFound(tx: Tx, text: string, most: number): Promise<Found[]> {
  const parts = foldForSearch(text).split(' ').filter(Boolean)
  const found = await sql<Found>`select id, email, country, affiliation as organisation,
      trim(concat_ws(' ', han, nullif(trim(latin_given || ' ' || latin_family), ''))) as name
    from person where erased_at is null and (starts_with(email, ${text.toLowerCase()})
      or (select coalesce(bool_and(position(part in search_text) > 0), false) from unnest(${parts}::text[]) as part))
    order by (select bool_and(position(' ' || part in ' ' || search_text) > 0) from unnest(${parts}::text[]) as part) desc nulls last,
      sort_key, id limit ${most}`.execute(tx)
  return found.rows
}

type PersonRow = Omit<Candidate, 'keys' | 'kind'> & { keys: string }

/** Everybody known under one of these addresses or forms of a name; also rows of earlier sheets that stand for themselves. */
export async function candidates(
  tx: Tx,
  emails: readonly string[],
  keys: readonly string[],
): Promise<Candidate[]> {
  const people =
    await sql<PersonRow>`select id, id as low, han, trim(latin_given || ' ' || latin_family) as latin, email,
      affiliation as organisation, search_text as keys
    from person where erased_at is null and (email = any(${emails}::text[]) or id in (
      select known.id from person as known, unnest(string_to_array(known.search_text, ' ')) as part
        join unnest(${keys}::text[]) as key on key = part))`.execute(tx)
  const rows = await sql<
    Omit<Candidate, 'kind'>
  >`select row.id, row.low, han, latin, email, organisation, name_keys as keys
    from legacy_row as row join legacy_batch on legacy_batch.id = batch_id and state = 'counted'
    where row.kind = 'people' and certainty = 'unlinked'
      and (name_keys && ${keys}::text[] or email = any(${emails}::text[]))`.execute(tx)
  return [
    ...people.rows.map((row): Candidate => ({ ...row, kind: 'person', keys: row.keys.split(' ') })),
    ...rows.rows.map((row): Candidate => ({ ...row, kind: 'row' })),
  ]
}

/** Outcomes known of these organisations or under these numbers, in the ledger and in earlier sheets. */
export async function knownOutcomes(
  tx: Tx,
  organisations: readonly string[],
  numbers: readonly string[],
): Promise<KnownOutcome[]> {
  const found = await sql<KnownOutcome>`
    select 'outcome' as kind, id, id as low, type, organisation, terms->>'registryNumber' as "registryNumber",
      terms->'amount' as amount, happened_on::text as "happenedOn"
    from outcome where state = 'standing' and (lower(organisation) = any(${organisations}::text[])
      or registry_key = any(${numbers}::text[]))
    union all
    select 'row', row.id, row.low, type, organisation, registry_number,
      case when minor is not null then jsonb_build_object('minor', minor, 'currency', currency) end, happened_on::text
    from legacy_row as row join legacy_batch on legacy_batch.id = batch_id and state = 'counted'
    where row.kind = 'outcomes' and certainty = 'unlinked' and (lower(organisation) = any(${organisations}::text[])
      or upper(regexp_replace(registry_number, '[\\s.-]', '', 'g')) = any(${numbers}::text[]))`.execute(tx)
  return found.rows
}

export async function insertBatch(tx: Tx, batch: Batch, rows: readonly Row[]): Promise<void> {
  await refuseAs(
    sql`insert into legacy_batch (id, kind, file_name, file_hash, state, imported_by, imported_at, skipped, made_up)
      values (${batch.id}, ${batch.kind}, ${batch.fileName}, ${batch.fileHash}, ${batch.state}, ${batch.importedBy},
        ${batch.importedAt}, ${JSON.stringify(batch.skipped)}::jsonb, ${batch.madeUp})`.execute(tx),
    { legacy_batch_once: sameFile },
  )
  const plain = rows.map(({ amount, ...row }) => ({
    ...row,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
  }))
  await sql`insert into legacy_row (id, batch_id, line, edition_id, station_id, kind, label, han, latin, email, country,
      organisation, type, form, registry_number, minor, currency, happened_on, name_keys, certainty, found, match_kind,
      match_id, reasons, low, high, decided)
    select id, "batchId", line, "editionId", "stationId", kind, label, han, latin, email, country, organisation, type,
      form, "registryNumber", minor, currency, "happenedOn", "nameKeys", certainty, found, "matchKind", "matchId",
      reasons, low, high, decided
    from jsonb_to_recordset(${JSON.stringify(plain)}::jsonb) as new(id uuid, "batchId" uuid, line int, "editionId" uuid,
      "stationId" uuid, kind text, label text, han text, latin text, email text, country char(2), organisation text,
      type text, form text, "registryNumber" text, minor bigint, currency char(3), "happenedOn" date, "nameKeys" text[],
      certainty text, found text, "matchKind" text, "matchId" uuid, reasons text[], low uuid, high uuid, decided text)`.execute(
    tx,
  )
}

/** Who each match itself counts as; a row that was matched may count as somebody else by now. */
export async function targetsOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ matchKind, matchId }) => (matchKind === 'row' && matchId ? [matchId] : []))
  const found = await sql<{ id: string; low: string }>`select id, low from legacy_row
    where id = any(${ids}::uuid[])`.execute(tx)
  const targets = new Map(
    rows.flatMap(({ matchId }): [string, string][] => (matchId ? [[matchId, matchId]] : [])),
  )
  for (const { id, low } of found.rows) targets.set(id, low)
  return targets
}

/** Writes decisions; rows that were matched with a row go where it now goes, but for those that a human named. */
export async function saveDecisions(
  tx: Tx,
  rows: readonly Row[],
  { decision, by, named = null, reason = '' }: Omit<Decided, 'at' | 'named' | 'reason'> & Partial<Decided>,
  at: Instant,
): Promise<void> {
  const changed = JSON.stringify(
    rows.map(({ id, certainty, low, high, decided }) => ({ id, certainty, low, high, decided })),
  )
  await sql`update legacy_row set certainty = new.certainty, low = new.low, high = new.high, decided = new.decided
    from jsonb_to_recordset(${changed}::jsonb) as new(id uuid, certainty text, low uuid, high uuid, decided text)
    where legacy_row.id = new.id`.execute(tx)
  await sql`update legacy_row as follower set low = leader.low,
      high = case when follower.certainty = 'certain' then leader.low else follower.high end
    from legacy_row as leader where leader.id = follower.match_id and follower.match_kind = 'row'
      and follower.certainty <> 'unlinked' and follower.decided <> 'named' and leader.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  await sql`insert into legacy_decision (id, row_id, at, by_person, decision, named, reason)
    select gen_random_uuid(), id, ${at}, ${by}, ${decision}, ${named}, ${reason} from unnest(${rows.map(({ id }) => id)}::uuid[]) as id`.execute(
    tx,
  )
}

/** Taken out of every count; rows of other sheets that were matched with one of it stand for themselves again. */
export async function withdraw(tx: Tx, batch: Batch): Promise<void> {
  await sql`update legacy_batch set state = ${batch.state}, withdrawn_at = ${batch.withdrawnAt}, reason = ${batch.reason}
    where id = ${batch.id}`.execute(tx)
  await sql`update legacy_row as follower set certainty = 'unlinked', low = follower.id, high = follower.id
    from legacy_row as leader where leader.id = follower.match_id and follower.match_kind = 'row'
      and follower.decided <> 'named' and leader.batch_id = ${batch.id} and follower.batch_id <> ${batch.id}
      and leader.low = leader.id`.execute(tx)
}

/** What stands in sheets of old about somebody, as far as it is certain. */
export async function ofPerson(tx: Tx, personId: Id<'person'>): Promise<unknown[]> {
  const found =
    await sql`select label, line, email, organisation, file_name as file, imported_at as "importedAt"
    from legacy_row join legacy_batch on legacy_batch.id = batch_id
    where legacy_row.kind = 'people' and low = ${personId} and high = ${personId}`.execute(tx)
  return found.rows
}

/** Names of who and what rows are matched with, by id. */
export async function namesOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ matchId, low, decided }) => [
    ...(matchId ? [matchId] : []),
    ...(decided === 'named' ? [low] : []),
  ])
  const found = await sql<{ id: string; name: string }>`
    select id, trim(concat_ws(' ', han, nullif(trim(latin_given || ' ' || latin_family), ''), nullif('· ' || affiliation, '· '))) as name
      from person where id = any(${ids}::uuid[])
    union all select id, title || ' · ' || organisation from outcome where id = any(${ids}::uuid[])
    union all select id, label || coalesce(' · ' || nullif(organisation, ''), '') from legacy_row where id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}
