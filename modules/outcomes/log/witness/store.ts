import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { type Instant, plus } from '#kernel/time'

export type Delivery = {
  id: string
  size: number
  target: string
  state: 'queued' | 'done' | 'failed'
  attempts: number
  nextTryAt: Instant
  answer: string | null
  doneAt: Instant | null
}

const columns = sql`id, size, target, state, attempts, next_try_at as "nextTryAt", answer, done_at as "doneAt"`

export async function insert(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  for (const each of deliveries)
    await sql`insert into outcome_witness (id, size, target, state, next_try_at)
      values (${each.id}, ${each.size}, ${each.target}, ${each.state}, ${each.nextTryAt}) on conflict do nothing`.execute(
      tx,
    )
}

export type Due = Delivery & { note: string }

/** Takes what is due; nobody else takes it until the lease is over. */
export async function claim(tx: Tx, at: Instant, leaseMinutes: number): Promise<Due[]> {
  const taken = await sql<Due>`with due as (
      update outcome_witness set next_try_at = ${plus(at, { minutes: leaseMinutes })}
      where id in (select id from outcome_witness where state = 'queued' and next_try_at <= ${at}
        order by next_try_at, id limit 20 for update skip locked)
      returning *
    ) select ${columns}, (select note from outcome_checkpoint where outcome_checkpoint.size = due.size) as note from due`.execute(
    tx,
  )
  return taken.rows
}

export async function lock(tx: Tx, id: string): Promise<Delivery | undefined> {
  const found =
    await sql<Delivery>`select ${columns} from outcome_witness where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function save(tx: Tx, delivery: Delivery): Promise<void> {
  await sql`update outcome_witness set state = ${delivery.state}, attempts = ${delivery.attempts},
    next_try_at = ${delivery.nextTryAt}, answer = ${delivery.answer}, done_at = ${delivery.doneAt}
    where id = ${delivery.id}`.execute(tx)
}

export async function list(tx: Tx, most: number): Promise<Delivery[]> {
  const found =
    await sql<Delivery>`select ${columns} from outcome_witness order by size desc, target limit ${most}`.execute(
      tx,
    )
  return found.rows
}
