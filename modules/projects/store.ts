import { sql } from 'kysely'
import type { Actor } from '#kernel/access'
import { personIdOf } from '#kernel/access'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { readOrganisations } from '#modules/programme'
import { refuseAs } from '#platform/db'
import * as errors from './errors.ts'
import type { CallId, Change, Member, Project, ProjectFile, ProjectId, ProjectState } from './model.ts'

export const projectColumns = sql`project.id, project.edition_id as "editionId", project.call_id as "callId",
  project.station_id as "stationId", project.entrant_id as "entrantId", project.state, project.state_at as "stateAt",
  project.title, project.summary, project.body, project.field, project.tags, project.maturity, project.seeking,
  case when project.financing_minor is null then null
    else jsonb_build_object('minor', project.financing_minor, 'currency', project.financing_currency) end as financing,
  project.website, project.country, project.institution, project.ror, project.ip, project.answers,
  project.follow_up_answers as "followUpAnswers", project.assigned_to as "assignedTo", project.version,
  project.locale, project.made_up as "madeUp", project.created_at as "createdAt", project.changed_at as "changedAt",
  project.submitted_at as "submittedAt"`

const memberColumns = sql`id, project_id as "projectId", person_id as "personId", email, name, role,
  invited_at as "invitedAt", joined_at as "joinedAt", position`

const fileColumns = sql`id, project_id as "projectId", kind, name, media_type as "mediaType", bytes::float8 as bytes, hash,
  width, height, language, added_by as "addedBy", added_at as "addedAt", position`

/** A project with its team and its files: what nearly every rule about it asks. */
export type Whole = { project: Project; team: readonly Member[]; files: readonly ProjectFile[] }

async function wholeOf(tx: Tx, project: Project | undefined): Promise<Whole | undefined> {
  if (!project) return undefined
  return { project, team: await teamOf(tx, project.id), files: await filesOf(tx, project.id) }
}

/** Within the reader's reach; undefined when it is not there or not theirs to see. */
export async function find(tx: Tx, id: ProjectId): Promise<Whole | undefined> {
  const found = await sql<Project>`select ${projectColumns} from project where id = ${id}`.execute(tx)
  return wholeOf(tx, found.rows[0])
}

export async function lock(tx: Tx, id: ProjectId): Promise<Whole | undefined> {
  const found = await sql<Project>`select ${projectColumns} from project where id = ${id} for update`.execute(
    tx,
  )
  return wholeOf(tx, found.rows[0])
}

/** Several at once, locked in the order of their ids, so that two bulk decisions never wait for each other in a ring. */
export async function lockMany(tx: Tx, ids: readonly ProjectId[]): Promise<Project[]> {
  const found = await sql<Project>`select ${projectColumns} from project where id = any(${ids}::uuid[])
    order by id for update`.execute(tx)
  return found.rows
}

export async function teamOf(tx: Tx, id: ProjectId): Promise<Member[]> {
  const found = await sql<Member>`select ${memberColumns} from project_member where project_id = ${id}
    order by position, id`.execute(tx)
  return found.rows
}

export async function filesOf(tx: Tx, id: ProjectId): Promise<ProjectFile[]> {
  const found = await sql<ProjectFile>`select ${fileColumns} from project_file where project_id = ${id}
    order by position, id`.execute(tx)
  return found.rows
}

export async function changesOf(tx: Tx, id: ProjectId): Promise<Change[]> {
  const found = await sql<Change>`select id, project_id as "projectId", at, was, became, by_kind as "byKind",
    by_person as "byPerson", reason from project_change where project_id = ${id} order by at, id`.execute(tx)
  return found.rows
}

/** Which of these have been on show before, and not declined since. */
export async function onShowBefore(tx: Tx, ids: readonly ProjectId[]): Promise<Set<ProjectId>> {
  const found = await sql<{ id: ProjectId; became: ProjectState }>`
    select distinct on (project_id) project_id as id, became from project_change
    where project_id = any(${ids}::uuid[]) and became in ('shown', 'declined')
    order by project_id, at desc, id desc`.execute(tx)
  return new Set(found.rows.flatMap(({ id, became }) => (became === 'shown' ? [id] : [])))
}

/** Those the person entered or belongs to, newest first. */
export async function ownOf(tx: Tx, personId: Id<'person'>): Promise<Project[]> {
  const found = await sql<Project>`select ${projectColumns} from project where ${personId} = any (team)
    order by created_at desc, id desc`.execute(tx)
  return found.rows
}

const kept = { project_once: errors.oneProjectOnly, project_member_once: errors.alreadyMember }

const values = (project: Project) => ({
  title: JSON.stringify(project.title),
  summary: JSON.stringify(project.summary),
  body: JSON.stringify(project.body),
  ip: project.ip === null ? null : JSON.stringify(project.ip),
  answers: JSON.stringify(project.answers),
  followUp: JSON.stringify(project.followUpAnswers),
})

export async function insert(tx: Tx, project: Project, sole: boolean): Promise<void> {
  const json = values(project)
  await refuseAs(
    sql`insert into project (id, edition_id, call_id, station_id, entrant_id, team, sole, state, state_at, title, summary, body,
        field, tags, maturity, seeking, financing_minor, financing_currency, website, country, institution, ror, ip,
        answers, follow_up_answers, assigned_to, version, locale, made_up, created_at, changed_at, submitted_at)
      values (${project.id}, ${project.editionId}, ${project.callId}, ${project.stationId}, ${project.entrantId},
        array[${project.entrantId}::uuid], ${sole},
        ${project.state}, ${project.stateAt}, ${json.title}::jsonb, ${json.summary}::jsonb, ${json.body}::jsonb,
        ${project.field}, ${project.tags}::text[], ${project.maturity}, ${project.seeking}::text[],
        ${project.financing?.minor ?? null}, ${project.financing?.currency ?? null}, ${project.website},
        ${project.country}, ${project.institution}, ${project.ror}, ${json.ip}::jsonb, ${json.answers}::jsonb,
        ${json.followUp}::jsonb, ${project.assignedTo}, ${project.version}, ${project.locale}, ${project.madeUp},
        ${project.createdAt}, ${project.changedAt}, ${project.submittedAt})`.execute(tx),
    kept,
  )
}

export async function save(tx: Tx, project: Project): Promise<void> {
  const json = values(project)
  await refuseAs(
    sql`update project set state = ${project.state}, state_at = ${project.stateAt}, title = ${json.title}::jsonb,
        summary = ${json.summary}::jsonb, body = ${json.body}::jsonb, field = ${project.field},
        tags = ${project.tags}::text[], maturity = ${project.maturity}, seeking = ${project.seeking}::text[],
        financing_minor = ${project.financing?.minor ?? null}, financing_currency = ${project.financing?.currency ?? null},
        website = ${project.website}, country = ${project.country}, institution = ${project.institution},
        ror = ${project.ror}, ip = ${json.ip}::jsonb, answers = ${json.answers}::jsonb,
        follow_up_answers = ${json.followUp}::jsonb, assigned_to = ${project.assignedTo}, version = ${project.version},
        changed_at = ${project.changedAt}, submitted_at = ${project.submittedAt}
      where id = ${project.id}`.execute(tx),
    kept,
  )
}

export async function insertChanges(
  tx: Tx,
  changes: readonly Change[],
  stationOf: ReadonlyMap<string, Id<'station'> | null>,
): Promise<void> {
  const rows = changes.map((change) => ({ ...change, stationId: stationOf.get(change.projectId) ?? null }))
  await sql`insert into project_change (id, project_id, station_id, at, was, became, by_kind, by_person, reason)
    select id, "projectId", "stationId", at, was, became, "byKind", "byPerson", reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change(id uuid, "projectId" uuid, "stationId" uuid,
      at timestamptz, was text, became text, "byKind" text, "byPerson" uuid, reason text)`.execute(tx)
}

export async function insertMember(tx: Tx, member: Member, stationId: Id<'station'> | null): Promise<void> {
  await refuseAs(
    sql`insert into project_member (id, project_id, station_id, person_id, email, name, role, invited_at, joined_at, position)
      values (${member.id}, ${member.projectId}, ${stationId}, ${member.personId}, ${member.email},
        ${JSON.stringify(member.name)}::jsonb, ${member.role}, ${member.invitedAt}, ${member.joinedAt},
        ${member.position})`.execute(tx),
    kept,
  )
}

/** Projects whose title has these words in it, in either language, newest first; the reader's reach narrows them. */
/** Titles of projects and names of organisations that consents are about, by `project:<id>` and `organisation:<id>`. */
export async function consentNames(tx: Tx, things: readonly string[]): Promise<Map<string, Bilingual>> {
  const ids = (kind: string) =>
    things.flatMap((each) => (each.startsWith(`${kind}:`) ? [each.slice(kind.length + 1)] : []))
  const found = await sql<{ key: string; name: Bilingual }>`
    select 'project:' || id as key, title as name from project
    where id = any(${ids('project')}::uuid[]) and state <> 'withdrawn'`.execute(tx)
  const bodies = await readOrganisations(tx, ids('organisation') as Id<'organisation'>[]) // what consents name
  return new Map([
    ...found.rows.map(({ key, name }) => [key, name] as const),
    ...bodies.map(({ id, name }) => [`organisation:${id}`, name] as const),
  ])
}

export async function titled(
  tx: Tx,
  text: string,
  most: number,
): Promise<Pick<Project, 'id' | 'title' | 'state'>[]> {
  const found = await sql<Pick<Project, 'id' | 'title' | 'state'>>`select id, title, state from project
    where state not in ('draft', 'withdrawn')
      and strpos(lower(concat_ws(' ', title ->> 'en', title ->> 'zh')), lower(${text})) > 0
    order by changed_at desc, id limit ${most}`.execute(tx)
  return found.rows
}

export type ListFilter = {
  editionId: Id<'edition'>
  callId: CallId | null
  state: ProjectState | null
  assigned: 'me' | 'nobody' | null
}

/** Projects that came in, for the desk; row-level security narrows them to the station's. Oldest waiting first. */
export async function list(
  tx: Tx,
  actor: Actor,
  { editionId, callId, state, assigned }: ListFilter,
): Promise<Project[]> {
  const me = personIdOf(actor)
  const found = await sql<Project>`select ${projectColumns} from project
    where edition_id = ${editionId} and state not in ('draft', 'withdrawn')
      and (${callId}::uuid is null or call_id = ${callId})
      and (${state}::text is null or state = ${state})
      and (${assigned}::text is null or (${assigned} = 'nobody' and assigned_to is null)
        or (${assigned} = 'me' and assigned_to = ${me}))
    order by state_at, id limit 500`.execute(tx)
  return found.rows
}

export async function countByState(
  tx: Tx,
  editionId: Id<'edition'>,
  callId: CallId | null,
): Promise<Partial<Record<ProjectState, number>>> {
  const found = await sql<{
    state: ProjectState
    count: number
  }>`select state, count(*)::int as count from project
    where edition_id = ${editionId} and (${callId}::uuid is null or call_id = ${callId}) group by state`.execute(
    tx,
  )
  return Object.fromEntries(found.rows.map(({ state, count }) => [state, count]))
}
