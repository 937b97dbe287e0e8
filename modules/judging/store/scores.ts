import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { AssignmentId, RoundId, Score } from '../model.ts'

const columns = sql`assignment_id as "assignmentId", round_id as "roundId", project_id as "projectId",
  judge_id as "judgeId", points, feedback, salt, hash, saved_at as "savedAt"`

/** Of a round: one's own while it is open, every one once it closed. Row-level security holds the others back. */
export async function scoresOf(tx: Tx, id: RoundId): Promise<Score[]> {
  const found = await sql<Score>`select ${columns} from score where round_id = ${id}
    order by project_id, judge_id`.execute(tx)
  return found.rows
}

export async function findScore(tx: Tx, id: AssignmentId): Promise<Score | undefined> {
  const found = await sql<Score>`select ${columns} from score where assignment_id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Keeps a score, and beside it for ever the hash under which it is sealed. */
export async function saveScore(
  tx: Tx,
  score: Score,
  { personId, stationId }: { personId: Id<'person'>; stationId: Id<'station'> | null },
): Promise<void> {
  await sql`insert into score (assignment_id, round_id, project_id, judge_id, person_id, station_id, points, feedback, salt,
      hash, saved_at)
    values (${score.assignmentId}, ${score.roundId}, ${score.projectId}, ${score.judgeId}, ${personId}, ${stationId},
      ${JSON.stringify(score.points)}::jsonb, ${score.feedback}, ${score.salt}, ${score.hash}, ${score.savedAt})
    on conflict (assignment_id) do update set points = excluded.points, feedback = excluded.feedback,
      salt = excluded.salt, hash = excluded.hash, saved_at = excluded.saved_at`.execute(tx)
  await sql`insert into score_commit (id, assignment_id, round_id, project_id, judge_id, person_id, station_id, hash, at)
    values (${newId()}, ${score.assignmentId}, ${score.roundId}, ${score.projectId}, ${score.judgeId}, ${personId},
      ${stationId}, ${score.hash}, ${score.savedAt})`.execute(tx)
}

export type Commit = { assignmentId: AssignmentId; hash: string; at: Instant }

/** Every hash in the order it came; the last of an assignment is the one that counts. */
export async function commitsOf(tx: Tx, id: RoundId): Promise<Commit[]> {
  const found = await sql<Commit>`select assignment_id as "assignmentId", hash, at from score_commit
    where round_id = ${id} order by at, id`.execute(tx)
  return found.rows
}

export async function noteOf(tx: Tx, id: AssignmentId): Promise<string> {
  const found = await sql<{ text: string }>`select text from judge_note where assignment_id = ${id}`.execute(
    tx,
  )
  return found.rows[0]?.text ?? ''
}

export async function saveNote(
  tx: Tx,
  { id, personId }: { id: AssignmentId; personId: Id<'person'> },
  text: string,
): Promise<void> {
  await (text === ''
    ? sql`delete from judge_note where assignment_id = ${id}`
    : sql`insert into judge_note (assignment_id, person_id, text) values (${id}, ${personId}, ${text})
        on conflict (assignment_id) do update set text = excluded.text`
  ).execute(tx)
}
