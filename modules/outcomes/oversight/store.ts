import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { count, lastCheckpoint } from '../log/store.ts'
import type { OutcomeType } from '../model.ts'

/** Which outcomes; null is all that the reader may see. */
export type Looked = { editionId: Id<'edition'> | null; stationId: Id<'station'> | null }

const within = ({
  editionId,
  stationId,
}: Looked) => sql`(${editionId}::uuid is null or outcome.edition_id = ${editionId})
  and (${stationId}::uuid is null or outcome.station_id = ${stationId})`

export type OpenWork = { editionId: Id<'edition'>; disputed: number; waiting: number; lost: number }

/** By edition, of what stands: disputes nobody has decided, records that wait for a second verifier, contact lost. */
export async function openWork(tx: Tx, looked: Looked): Promise<OpenWork[]> {
  const found =
    await sql<OpenWork>`select edition_id as "editionId", count(*) filter (where disputed)::int as disputed,
      count(*) filter (where pending_by is not null)::int as waiting,
      count(*) filter (where lost_on is not null)::int as lost
    from outcome where state = 'standing' and ${within(looked)} group by edition_id`.execute(tx)
  return found.rows
}

export type OfMeetings = { type: OutcomeType; count: number; documented: number }

/** Standing outcomes that rest on a 1:1 meeting, by type: how many, and how many of them are documented. Types are never added. */
export async function ofMeetings(tx: Tx, looked: Looked): Promise<OfMeetings[]> {
  const found = await sql<OfMeetings>`select type, count(*)::int as count,
      count(*) filter (where level in ('documented', 'credentialed'))::int as documented
    from outcome where state = 'standing' and meeting_id is not null and ${within(looked)}
    group by type order by count desc, type`.execute(tx)
  return found.rows
}

export type Load = { verifierId: Id<'person'>; given: number; first: number; own: number }

/**
 * What each verifier gave, read from the ledger itself: levels, first words of two where money moves, and (which the rules
 * refuse, so that it has to be nought) about what they claimed or what is about them.
 */
export async function loads(tx: Tx, looked: Looked): Promise<Load[]> {
  const found =
    await sql<Load>`select entry.by as "verifierId", count(*) filter (where kind = 'verified')::int as given,
      count(*) filter (where kind = 'vouched')::int as first,
      count(*) filter (where entry.by in (claimant_id, person_id))::int as own
    from (select outcome_id, (body::jsonb->>'by')::uuid as by, body::jsonb->>'kind' as kind from outcome_entry
        where body like any(array['%"kind":"verified"%', '%"kind":"vouched"%'])) as entry
      join outcome on outcome.id = outcome_id
    where entry.by is not null and ${within(looked)} group by entry.by order by count(*) desc, entry.by`.execute(
      tx,
    )
  return found.rows
}

export type Kept = { target: string; done: number; queued: number; failed: number; newest: number | null }

/** How far the log is signed, and how far each witness has it. */
export async function signed(tx: Tx): Promise<{
  entries: number
  checkpoint: { size: number; at: Instant } | null
  witnesses: readonly Kept[]
}> {
  const [entries, checkpoint, witnesses] = await Promise.all([
    count(tx),
    lastCheckpoint(tx),
    sql<Kept>`select target, count(*) filter (where state = 'done')::int as done,
        count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'failed')::int as failed,
        max(size) filter (where state = 'done') as newest
      from outcome_witness group by target order by target`.execute(tx),
  ])
  return { entries, checkpoint: checkpoint ?? null, witnesses: witnesses.rows }
}
