import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { listOrganisations } from '#modules/programme'
import type { RoundId, Tie } from '../model.ts'
import { type Bodies, type JudgeSide, knownBodies, type ProjectSide } from '../rules/conflicts.ts'

/** The projects of a round as ties are found by. Needs a reach over all stations. */
export async function projectSides(tx: Tx, id: RoundId): Promise<ProjectSide[]> {
  const found = await sql<ProjectSide>`select project.id as "projectId", institution,
      array_remove(array(select project.station_id union select introduction.station_id from introduction
        where introduction.person_id = any (team) and state in ('held', 'shared')), null) as stations, ror, team as people,
      (select coalesce(array_agg(email order by position), '{}') from project_member
        where project_id = project.id) as emails,
      (select coalesce(array_agg(affiliation order by person.id), '{}') from person
        where person.id = any (team) and affiliation <> '') as affiliations,
      (select coalesce(array_agg(distinct name), '{}') from project_funder
        join project as funded on funded.id = project_funder.project_id
        where funded.id = project.id or funded.team && project.team) as funders
    from round_project join project on project.id = project_id
    where round_id = ${id} order by project.id`.execute(tx)
  return found.rows
}

/** Step for the ledger of outcomes, as the system: who put money into a project; null when that is not so any more. */
export async function recordFunder(
  tx: Tx,
  outcomeId: Id<'outcome'>,
  funder: { projectId: ProjectSide['projectId']; name: string } | null,
): Promise<void> {
  await sql`delete from project_funder where outcome_id = ${outcomeId}`.execute(tx)
  if (funder === null) return
  await sql`insert into project_funder (outcome_id, project_id, name)
    select ${outcomeId}, id, ${funder.name} from project where id = ${funder.projectId}`.execute(tx)
}

/** The judges of a round as ties are found by: with whom they sat before, and what was declared. */
export async function judgeSides(tx: Tx, id: RoundId): Promise<JudgeSide[]> {
  type Row = Omit<JudgeSide, 'ties'>
  const found = await sql<Row>`select judge.id, judge.person_id as "personId", institution, ror, organisation,
      array_remove(array(select brought_by union select introduction.station_id from introduction
        where introduction.person_id = judge.person_id and state in ('held', 'shared')), null) as stations, email, affiliation,
      (select coalesce(array_agg(distinct other.person_id), '{}') from judge as sat
        join judge as other on other.panel_id = sat.panel_id and other.person_id <> sat.person_id
        where sat.person_id = judge.person_id) as colleagues
    from judge join person on person.id = judge.person_id where round_id = ${id} order by judge.id`.execute(
    tx,
  )
  const ties = await tiesOf(
    tx,
    found.rows.map(({ personId }) => personId),
  )
  return found.rows.map((judge) => ({
    ...judge,
    ties: ties.filter(({ personId }) => personId === judge.personId),
  }))
}

export async function tiesOf(tx: Tx, personIds: readonly Id<'person'>[]): Promise<Tie[]> {
  const found =
    await sql<Tie>`select id, person_id as "personId", kind, project_id as "projectId", ror, name, told
    from judge_tie where person_id = any(${personIds}::uuid[]) order by at, id`.execute(tx)
  return found.rows
}

export async function insertTie(tx: Tx, tie: Tie, declaredBy: Id<'person'>, at: string): Promise<void> {
  await sql`insert into judge_tie (id, person_id, kind, project_id, ror, name, told, declared_by, at)
    values (${tie.id}, ${tie.personId}, ${tie.kind}, ${tie.projectId}, ${tie.ror}, ${tie.name}, ${tie.told},
      ${declaredBy}, ${at})`.execute(tx)
}

export async function removeTie(tx: Tx, id: Tie['id']): Promise<void> {
  await sql`delete from judge_tie where id = ${id}`.execute(tx)
}

/** Who stands behind a project: its team's names, as typed and as their records have them, and where those records place them. */
export type Behind = { names: readonly string[]; bodies: readonly string[] }

export async function behind(tx: Tx, projectIds: readonly string[]): Promise<Map<string, Behind>> {
  const found = await sql<Behind & { projectId: string }>`select project.id as "projectId",
      array(select name #>> '{}' from project_member where project_id = project.id)
      || array(select unnest(array[han, latin_given || ' ' || latin_family]) from person where id = any (team)) as names,
      array(select affiliation from person where id = any (team) and affiliation <> '') as bodies
    from project where id = any(${projectIds}::uuid[])`.execute(tx)
  return new Map(
    found.rows.map(({ projectId, names, bodies }) => [
      projectId,
      { names: names.filter((name) => name.trim() !== ''), bodies },
    ]),
  )
}

export type TieSides = {
  judges: readonly JudgeSide[]
  projects: readonly ProjectSide[]
  bodies: Bodies
}

export const sidesOf = async (tx: Tx, id: RoundId): Promise<TieSides> => ({
  judges: await judgeSides(tx, id),
  projects: await projectSides(tx, id),
  bodies: knownBodies(
    (await listOrganisations(tx)).map(({ name, ror }) => ({ names: [name.en, name.zh], ror })),
  ),
})
