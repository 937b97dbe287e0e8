import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'

/** A judge's own: rounds and panels, projects given, ties told and found, points with their seals, notes for oneself. */
export const ownJudging: PersonExport = {
  name: 'judging',
  read: async (tx, personId) => {
    const mine = async (what: ReturnType<typeof sql<object>>) => (await what.execute(tx)).rows
    return {
      judge:
        await mine(sql`select id, round_id as "roundId", panel_id as "panelId", institution, ror, organisation,
        fields, languages, added_at as "addedAt" from judge where person_id = ${personId} order by added_at`),
      chairOf: await mine(
        sql`select id, round_id as "roundId", title from panel where chair_id = ${personId}`,
      ),
      assignments: await mine(sql`select id, round_id as "roundId", project_id as "projectId", state, reason,
        opened_at as "openedAt", changed_at as "changedAt" from assignment where person_id = ${personId} order by changed_at`),
      scores:
        await mine(sql`select assignment_id as "assignmentId", points, feedback, hash, saved_at as "savedAt"
        from score where person_id = ${personId} order by saved_at`),
      seals: await mine(sql`select id, assignment_id as "assignmentId", hash, at from score_commit
        where person_id = ${personId} order by at`),
      notes: await mine(
        sql`select assignment_id as "assignmentId", text from judge_note where person_id = ${personId}`,
      ),
      ties: await mine(sql`select id, kind, project_id as "projectId", ror, name, told, at from judge_tie
        where person_id = ${personId} order by at`),
      conflicts:
        await mine(sql`select round_id as "roundId", project_id as "projectId", judge_id as "judgeId", kind, told,
        inferred, at from judge_conflict where person_id = ${personId} order by at`),
    }
  },
}
