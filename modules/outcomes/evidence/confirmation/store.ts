import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { OutcomeId } from '../../model.ts'
import type { Confirmation, ConfirmationId } from './model.ts'

const columns = sql`id, outcome_id as "outcomeId", station_id as "stationId", email, name, locale,
  asked_by as "askedBy", asked_at as "askedAt", until, facts_hash as "factsHash",
  answered_at as "answeredAt", answer as said, answered_name as "answeredName", note`

type Row = Omit<Confirmation, 'answer'> & {
  answeredAt: Confirmation['askedAt'] | null
  said: 'confirmed' | 'denied' | null
  answeredName: string | null
  note: string | null
}

const ofRow = ({ answeredAt, said, answeredName, note, ...row }: Row): Confirmation => ({
  ...row,
  answer:
    answeredAt === null || said === null
      ? null
      : { at: answeredAt, said, name: answeredName ?? '', note: note ?? '' },
})

export async function findConfirmation(tx: Tx, id: ConfirmationId): Promise<Confirmation | undefined> {
  const found = await sql<Row>`select ${columns} from outcome_confirmation where id = ${id}`.execute(tx)
  return found.rows.map(ofRow)[0]
}

export async function lockConfirmation(tx: Tx, id: ConfirmationId): Promise<Confirmation | undefined> {
  const found =
    await sql<Row>`select ${columns} from outcome_confirmation where id = ${id} for update`.execute(tx)
  return found.rows.map(ofRow)[0]
}

export async function confirmationsOf(tx: Tx, outcomeId: OutcomeId): Promise<Confirmation[]> {
  const found = await sql<Row>`select ${columns} from outcome_confirmation where outcome_id = ${outcomeId}
    order by asked_at, id`.execute(tx)
  return found.rows.map(ofRow)
}

export async function insertConfirmation(tx: Tx, one: Confirmation): Promise<void> {
  await sql`insert into outcome_confirmation
    (id, outcome_id, station_id, email, name, locale, asked_by, asked_at, until, facts_hash)
    values (${one.id}, ${one.outcomeId}, ${one.stationId}, ${one.email}, ${one.name}, ${one.locale}, ${one.askedBy},
      ${one.askedAt}, ${one.until}, ${one.factsHash})`.execute(tx)
}

export async function saveAnswer(tx: Tx, { id, answer }: Confirmation): Promise<void> {
  await sql`update outcome_confirmation set answered_at = ${answer?.at ?? null}, answer = ${answer?.said ?? null},
    answered_name = ${answer?.name ?? null}, note = ${answer?.note ?? null} where id = ${id}`.execute(tx)
}
