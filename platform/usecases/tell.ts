import { sql } from 'kysely'
import type { Fact, Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'

/** Facts go to the outbox in the transaction that made them true; none is told for a change that was undone. */
export async function tell(
  tx: Tx,
  facts: readonly (Fact & { requestId: string })[],
  at: Instant,
): Promise<void> {
  if (facts.length === 0) return
  await sql`insert into outbox (at, name, payload, request_id)
    select ${at}::timestamptz, fact->>'name', fact->'payload', fact->>'requestId'
    from jsonb_array_elements(${JSON.stringify(facts)}::jsonb) with ordinality as told(fact, place)
    order by place`.execute(tx)
}
