import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import * as errors from '../errors.ts'
import type { Judge, JudgeId, PanelId, RoundId } from '../model.ts'

const columns = sql`id, round_id as "roundId", panel_id as "panelId", person_id as "personId", institution, ror,
  organisation, brought_by as "broughtBy", fields, languages, most, added_at as "addedAt"`
const kept = { judge_once: errors.alreadyJudge }

/** Judges of a round within the reader's reach: all for whoever runs it, the panel for its chair, else oneself. */
export async function judgesOf(tx: Tx, id: RoundId): Promise<Judge[]> {
  const found =
    await sql<Judge>`select ${columns} from judge where round_id = ${id} order by added_at, id`.execute(tx)
  return found.rows
}

export async function findJudge(tx: Tx, id: JudgeId): Promise<Judge | undefined> {
  const found = await sql<Judge>`select ${columns} from judge where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** What somebody last said about themselves as a judge, to begin with in another round. */
export async function lastOf(tx: Tx, personId: Id<'person'>): Promise<Judge | undefined> {
  const found = await sql<Judge>`select ${columns} from judge where person_id = ${personId}
    order by added_at desc, id desc limit 1`.execute(tx)
  return found.rows[0]
}

export async function insertJudge(tx: Tx, judge: Judge, stationId: Id<'station'> | null): Promise<void> {
  await refuseAs(
    sql`insert into judge (id, round_id, station_id, panel_id, person_id, institution, ror, organisation, brought_by,
        fields, languages, most, added_at)
      values (${judge.id}, ${judge.roundId}, ${stationId}, ${judge.panelId}, ${judge.personId}, ${judge.institution},
        ${judge.ror}, ${judge.organisation}, ${judge.broughtBy}, ${judge.fields}::text[], ${judge.languages}::text[],
        ${judge.most}, ${judge.addedAt})`.execute(tx),
    kept,
  )
}

export async function saveJudge(tx: Tx, judge: Judge): Promise<void> {
  await sql`update judge set panel_id = ${judge.panelId}, institution = ${judge.institution}, ror = ${judge.ror},
      organisation = ${judge.organisation}, brought_by = ${judge.broughtBy}, fields = ${judge.fields}::text[],
      languages = ${judge.languages}::text[], most = ${judge.most} where id = ${judge.id}`.execute(tx)
  await sql`update assignment set panel_id = ${judge.panelId} where judge_id = ${judge.id}`.execute(tx)
}

export async function removeJudge(tx: Tx, id: JudgeId): Promise<void> {
  await sql`delete from judge where id = ${id}`.execute(tx)
}

/** Takes the chair from whoever is not in the panel any more. */
export async function clearChair(tx: Tx, panelId: PanelId, personId: Id<'person'>): Promise<void> {
  await sql`update panel set chair_id = null where id = ${panelId} and chair_id = ${personId}`.execute(tx)
}
