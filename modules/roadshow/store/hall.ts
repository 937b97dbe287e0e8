import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { notCheckedIn } from '../errors.ts'
import type { Ballot, EntryId, Question, QuestionId, QuestionState, RoadshowId } from '../model.ts'

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/** What these people have voted so far. */
export async function ballotsOf(
  tx: Tx,
  id: RoadshowId,
  people: readonly Id<'person'>[],
): Promise<Map<Id<'person'>, Ballot>> {
  if (people.length === 0) return new Map()
  const found =
    await sql<Ballot>`select person_id as "personId", entry_id as "entryId", means, at from roadshow_ballot
    where roadshow_id = ${id} and person_id = any(${people}::uuid[])`.execute(tx)
  return new Map(found.rows.map((ballot) => [ballot.personId, ballot]))
}

export type NewBallot = Ballot & { registrationId: Id<'registration'> }

/**
 * Writes votes of people who are in at this moment. Whoever has one keeps it, unless it was given by the number of a
 * badge and this one is the person's own. Call while the roadshow is held.
 */
export async function castBallots(tx: Tx, id: RoadshowId, ballots: readonly NewBallot[]): Promise<void> {
  await refuseAs(
    sql`insert into roadshow_ballot (roadshow_id, person_id, registration_id, entry_id, means, at)
      select ${id}::uuid, "personId", "registrationId", "entryId", means, cast_at
      from jsonb_to_recordset(${json(ballots.map(({ at, ...rest }) => ({ ...rest, cast_at: at })))})
        as new("personId" uuid, "registrationId" uuid, "entryId" uuid, means text, cast_at timestamptz)
      on conflict (roadshow_id, person_id) do update
        set entry_id = excluded.entry_id, means = excluded.means, at = excluded.at
        where roadshow_ballot.means = 'code' and excluded.means <> 'code'`.execute(tx),
    // Taken out at the door while this was written.
    { roadshow_ballot_registration_id_fkey: notCheckedIn },
  )
}

export async function countBallots(tx: Tx, id: RoadshowId): Promise<number> {
  const found = await sql<{
    n: number
  }>`select count(*)::int as n from roadshow_ballot where roadshow_id = ${id}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Votes by entry. For the moment the result is frozen, and for nothing before. */
export async function tallyOf(tx: Tx, id: RoadshowId): Promise<Map<EntryId, number>> {
  const found = await sql<{ entryId: EntryId; n: number }>`select entry_id as "entryId", count(*)::int as n
    from roadshow_ballot where roadshow_id = ${id} and entry_id is not null group by entry_id`.execute(tx)
  return new Map(found.rows.map(({ entryId, n }) => [entryId, n]))
}

/** From here on it is known who voted, and nowhere for whom. */
export async function cutBallots(tx: Tx, id: RoadshowId): Promise<void> {
  await sql`update roadshow_ballot set entry_id = null where roadshow_id = ${id}`.execute(tx)
}

export async function insertQuestion(
  tx: Tx,
  question: Question & { personId: Id<'person'>; stationId: Id<'station'> | null },
): Promise<void> {
  await sql`insert into roadshow_question (id, roadshow_id, station_id, entry_id, person_id, body, state, at)
    values (${question.id}, ${question.roadshowId}, ${question.stationId}, ${question.entryId}, ${question.personId},
      ${question.body}, ${question.state}, ${question.at})`.execute(tx)
}

/** How many questions of somebody wait to be looked at. */
export async function countWaiting(tx: Tx, id: RoadshowId, personId: Id<'person'>): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from roadshow_question
    where roadshow_id = ${id} and person_id = ${personId} and state = 'waiting'`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Questions in these states, those with most support first; never who asked. */
export async function questionsOf(
  tx: Tx,
  id: RoadshowId,
  states: readonly QuestionState[],
  most: number,
): Promise<Question[]> {
  const found = await sql<Question>`select question.id, question.roadshow_id as "roadshowId",
      question.entry_id as "entryId", body, state, question.at, (
        select count(*)::int from roadshow_support where question_id = question.id) as support
    from roadshow_question question
    where question.roadshow_id = ${id} and state = any(${states}::text[])
    order by support desc, question.at, question.id limit ${most}`.execute(tx)
  return found.rows
}

export async function lockQuestion(tx: Tx, id: QuestionId): Promise<Question | undefined> {
  const found =
    await sql<Question>`select id, roadshow_id as "roadshowId", entry_id as "entryId", body, state, at,
      0 as support
    from roadshow_question where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function saveQuestion(tx: Tx, { id, state }: Question): Promise<void> {
  await sql`update roadshow_question set state = ${state} where id = ${id}`.execute(tx)
}

/** Once a person; a second time changes nothing. */
export async function support(
  tx: Tx,
  id: QuestionId,
  personId: Id<'person'>,
  at: Question['at'],
): Promise<void> {
  await sql`insert into roadshow_support (question_id, person_id, at) values (${id}, ${personId}, ${at})
    on conflict do nothing`.execute(tx)
}

/** What is kept of one person, for their own copy. */
export async function ownOf(tx: Tx, personId: Id<'person'>) {
  const votes = await sql<object>`select roadshow_id as "roadshowId", entry_id as "entryId", means, at
    from roadshow_ballot where person_id = ${personId} order by at`.execute(tx)
  const questions = await sql<object>`select roadshow_id as "roadshowId", body, state, at
    from roadshow_question where person_id = ${personId} order by at`.execute(tx)
  const supports = await sql<object>`select question_id as "questionId", at
    from roadshow_support where person_id = ${personId} order by at`.execute(tx)
  return { votes: votes.rows, questions: questions.rows, supports: supports.rows }
}
