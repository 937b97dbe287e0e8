import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import type { FileHolder } from '#platform/files'
import { registryTaken } from './errors.ts'
import { append } from './log/store.ts'
import type {
  Change,
  Check,
  Evidence,
  EvidenceId,
  Level,
  Mark,
  Outcome,
  OutcomeId,
  OutcomeType,
} from './model.ts'

/** A record as `Outcome` has it. */
export const columns = sql`id, edition_id as "editionId", station_id as "stationId", terms, title, organisation,
  person_id as "personId", organisation_id as "organisationId", event_id as "eventId", meeting_id as "meetingId",
  introduction_id as "introductionId", project_id as "projectId", policy_claim_id as "policyClaimId",
  happened_on as "happenedOn", level, vouched_at as "vouchedAt",
  case when pending_by is not null then jsonb_build_object('level', pending_level, 'by', pending_by) end as pending,
  state, disputed, claimant_id as "claimantId", claimant_stations::text[] as "claimantStations",
  last_seen_on as "lastSeenOn", ended_on as "endedOn", lost_on as "lostOn",
  recorded_at as "recordedAt", changed_at as "changedAt", made_up as "madeUp"`

export async function find(tx: Tx, id: OutcomeId): Promise<Outcome | undefined> {
  const found = await sql<Outcome>`select ${columns} from outcome where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function findMany(tx: Tx, ids: readonly OutcomeId[]): Promise<Map<OutcomeId, Outcome>> {
  if (ids.length === 0) return new Map()
  const found =
    await sql<Outcome>`select ${columns} from outcome where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(found.rows.map((outcome) => [outcome.id, outcome]))
}

export async function lock(tx: Tx, id: OutcomeId): Promise<Outcome | undefined> {
  const found = await sql<Outcome>`select ${columns} from outcome where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export type Filter = {
  editionId: Id<'edition'> | null
  stationId: Id<'station'> | null
  type: OutcomeType | null
  level: Level | null
  mark: Mark | null
  /** Part of a title, an organisation, or a number in a register. */
  words: string
}

const markedAs: Readonly<Record<Mark, ReturnType<typeof sql>>> = {
  // Evidence that no verifier has said a word about: a verifier's day begins here.
  to_check: sql`state = 'standing' and level in ('stated', 'witnessed', 'confirmed') and pending_by is null
    and exists (select from outcome_evidence as shown where shown.outcome_id = outcome.id)`,
  waiting: sql`state = 'standing' and pending_by is not null`,
  disputed: sql`state = 'standing' and disputed`,
  lost: sql`state = 'standing' and lost_on is not null`,
  ended: sql`state = 'standing' and ended_on is not null`,
  withdrawn: sql`state = 'withdrawn'`,
}

const like = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** All but the level, which the tabs above a list count apart. */
const fits = ({ editionId, stationId, type, mark, words }: Omit<Filter, 'level'>) => sql`
  (${editionId}::uuid is null or edition_id = ${editionId})
    and (${stationId}::uuid is null or station_id = ${stationId})
    and (${type}::text is null or type = ${type})
    and ${mark === null ? sql`true` : sql`(${markedAs[mark]})`}
    and ${
      words === ''
        ? sql`true`
        : sql`(title ilike ${like(words)} or organisation ilike ${like(words)}
          or terms ->> 'registryNumber' ilike ${like(words)} or terms ->> 'number' ilike ${like(words)})`
    }`

/** Newest first; row-level security narrows the list to what the reader may see. */
export async function list(
  tx: Tx,
  { level, limit, after, ...filter }: Filter & { limit: number; after: OutcomeId | null },
): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome
    where ${fits(filter)} and (${level}::text is null or level = ${level})
      and (${after}::uuid is null or id < ${after})
    order by id desc limit ${limit}`.execute(tx)
  return found.rows
}

export async function countByLevel(
  tx: Tx,
  filter: Omit<Filter, 'level'>,
): Promise<Partial<Record<Level, number>>> {
  const found = await sql<{ level: Level; count: number }>`select level, count(*)::int as count from outcome
    where ${fits(filter)} group by level`.execute(tx)
  return Object.fromEntries(found.rows.map(({ level, count }) => [level, count]))
}

/** Every standing outcome of an edition, for counting. */
export async function standing(tx: Tx, editionId: Id<'edition'>): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome
    where edition_id = ${editionId} and state = 'standing' order by id`.execute(tx)
  return found.rows
}

/** Every record about a person, newest first. */
export async function aboutPerson(tx: Tx, personId: Id<'person'>): Promise<Outcome[]> {
  const found =
    await sql<Outcome>`select ${columns} from outcome where person_id = ${personId} order by id desc`.execute(
      tx,
    )
  return found.rows
}

type EvidenceRow = {
  id: EvidenceId
  outcomeId: OutcomeId
  stationId: Id<'station'> | null
  kind: Evidence['kind']
  name: string
  link: string | null
  fileHash: string | null
  mediaType: string | null
  registry: string | null
  registryNumber: string | null
  checks: readonly Check[] | null
  issuerId: Id<'issuer'> | null
  addedBy: Id<'person'> | null
  addedAt: Evidence['addedAt']
}

function evidenceOf(row: EvidenceRow): Evidence {
  const { id, outcomeId, stationId, name, addedBy, addedAt, issuerId } = row
  const common = { id, outcomeId, stationId, name, addedBy, addedAt, issuerId }
  const file = { fileHash: row.fileHash ?? '', mediaType: row.mediaType ?? 'application/octet-stream' }
  if (row.kind === 'file' || row.kind === 'credential')
    return { ...common, kind: row.kind, ...file, checks: row.checks ?? [] }
  if (row.kind === 'link') return { ...common, kind: 'link', link: row.link ?? '' }
  return {
    ...common,
    kind: 'registry',
    registry: row.registry ?? '',
    registryNumber: row.registryNumber ?? '',
  }
}

export async function evidenceFor(tx: Tx, outcomeId: OutcomeId): Promise<Evidence[]> {
  const found =
    await sql<EvidenceRow>`select id, outcome_id as "outcomeId", station_id as "stationId", kind, name, link,
      file_hash as "fileHash", media_type as "mediaType", registry, registry_number as "registryNumber", checks,
      issuer_id as "issuerId", added_by as "addedBy", added_at as "addedAt"
    from outcome_evidence where outcome_id = ${outcomeId} order by id`.execute(tx)
  return found.rows.map(evidenceOf)
}

/** What the ledger holds: files that are evidence, and the papers that were put in at a signing. */
export const outcomeFiles: FileHolder = {
  name: 'outcomes',
  held: async (tx, hashes) => {
    const found = await sql<{ hash: string }>`select file_hash as hash from outcome_evidence
        where file_hash = any(${hashes}::text[])
      union select document_hash from outcome_signing_side where document_hash = any(${hashes}::text[])`.execute(
      tx,
    )
    return new Set(found.rows.map(({ hash }) => hash))
  },
}

/** What was found of a credential, and whose signature it carries. */
export async function saveChecks(
  tx: Tx,
  id: EvidenceId,
  { checks, issuerId }: { checks: readonly Check[]; issuerId: Id<'issuer'> | null },
): Promise<void> {
  await sql`update outcome_evidence set checks = ${JSON.stringify(checks)}::jsonb, issuer_id = ${issuerId}
    where id = ${id}`.execute(tx)
}

/** Standing records whose highest level, given or waiting for a second verifier, rests on this issuer and on no other that is trusted. */
export async function restingOn(tx: Tx, issuerId: Id<'issuer'>): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome
    where state = 'standing' and (level = 'credentialed' or pending_level = 'credentialed')
      and id in (select outcome_id from outcome_evidence where issuer_id = ${issuerId})
      and not exists (select from outcome_evidence as other join credential_issuer as issuer on issuer.id = other.issuer_id
        where other.outcome_id = outcome.id and issuer.id <> ${issuerId} and issuer.state = 'trusted')
    order by id for update of outcome`.execute(tx)
  return found.rows
}

async function insertEvidence(tx: Tx, evidence: Evidence): Promise<void> {
  const row = {
    link: evidence.kind === 'link' ? evidence.link : null,
    hash: 'fileHash' in evidence ? evidence.fileHash : null,
    media: 'mediaType' in evidence ? evidence.mediaType : null,
    registry: evidence.kind === 'registry' ? evidence.registry : null,
    number: evidence.kind === 'registry' ? evidence.registryNumber : null,
    checks: evidence.kind === 'credential' ? JSON.stringify(evidence.checks) : null,
  }
  await sql`insert into outcome_evidence
    (id, outcome_id, station_id, kind, name, link, file_hash, media_type, registry, registry_number, checks, added_by,
     added_at)
    values (${evidence.id}, ${evidence.outcomeId}, ${evidence.stationId}, ${evidence.kind}, ${evidence.name},
      ${row.link}, ${row.hash}, ${row.media}, ${row.registry}, ${row.number}, ${row.checks}::jsonb,
      ${evidence.addedBy}, ${evidence.addedAt})`.execute(tx)
}

const registryKey = ({ terms }: Outcome): string | null =>
  terms.type === 'company' ? terms.registryNumber.toUpperCase().replace(/[\s.-]/g, '') || null : null

/** What of a record may change, and what never does. */
const changing = (outcome: Outcome) => ({
  terms: JSON.stringify(outcome.terms),
  title: outcome.title,
  organisation: outcome.organisation,
  person_id: outcome.personId,
  organisation_id: outcome.organisationId,
  event_id: outcome.eventId,
  meeting_id: outcome.meetingId,
  introduction_id: outcome.introductionId,
  project_id: outcome.projectId,
  policy_claim_id: outcome.policyClaimId,
  happened_on: outcome.happenedOn,
  level: outcome.level,
  vouched_at: outcome.vouchedAt,
  pending_level: outcome.pending?.level ?? null,
  pending_by: outcome.pending?.by ?? null,
  state: outcome.state,
  disputed: outcome.disputed,
  last_seen_on: outcome.lastSeenOn,
  ended_on: outcome.endedOn,
  lost_on: outcome.lostOn,
  registry_key: registryKey(outcome),
  changed_at: outcome.changedAt,
})
const staying = (outcome: Outcome) => ({
  id: outcome.id,
  edition_id: outcome.editionId,
  station_id: outcome.stationId,
  type: outcome.terms.type,
  claimant_id: outcome.claimantId,
  claimant_stations: [...outcome.claimantStations],
  recorded_at: outcome.recordedAt,
  made_up: outcome.madeUp,
})

async function write(tx: Tx, outcome: Outcome, isNew: boolean): Promise<void> {
  if (isNew) {
    const row = Object.entries({ ...staying(outcome), ...changing(outcome) })
    const [names, values] = [row.map(([name]) => sql.ref(name)), row.map(([, value]) => sql`${value}`)]
    await sql`insert into outcome (${sql.join(names)}) values (${sql.join(values)})`.execute(tx)
    return
  }
  const set = Object.entries(changing(outcome)).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await sql`update outcome set ${sql.join(set)} where id = ${outcome.id}`.execute(tx)
}

/** The record as it now is, its new evidence and its entries, in one transaction. The ledger comes last: its head is the busiest row. */
export async function save(tx: Tx, { outcome, entries, isNew }: Change): Promise<void> {
  await refuseAs(write(tx, outcome, isNew), { outcome_registry_once: registryTaken })
  for (const { evidence } of entries) if (evidence) await insertEvidence(tx, evidence)
  await append(tx, entries)
}
