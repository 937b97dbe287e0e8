import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { plus } from '#kernel/time'
import { refuseAs } from '#platform/db'
import { changed } from '#platform/live'
import type { Brokerage, BrokerageId, Placement, RunId } from '../model.ts'
import { busyOf, partiesOf } from '../parties/store.ts'
import type { Pair, Rows } from '../ready/problem.ts'
import { readSetUp } from '../setup/store.ts'
import { dropDraft, meetingsOf } from '../timetable/store/meeting.ts'
import { wishesOf } from '../wishes/store.ts'
import { oneAtATime } from './errors.ts'
import type { Best, Run } from './model.ts'
import { isGoing, silenceMs, stop } from './rules/life.ts'
import { type Closes, settled } from './rules/task.ts'

/** What whoever watches the runs of an event's meetings follows. */
export const runTopic = (id: BrokerageId): string => `run:${id}`

const columns = sql`id, brokerage_id as "brokerageId", station_id as "stationId", scope, seed, seconds, state,
  asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt", beat_at as "beatAt", ended_at as "endedAt",
  progress, answer, fault, worker, attempts`
/** Without the answer, which can be long. */
const lineColumns = sql`id, brokerage_id as "brokerageId", station_id as "stationId", scope, seed, seconds, state,
  asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt", beat_at as "beatAt", ended_at as "endedAt",
  progress, null as answer, fault, worker, attempts`

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

export async function findRun(tx: Tx, id: RunId, lock: '' | 'lock' = ''): Promise<Run | undefined> {
  const found = await sql<Run>`select ${columns} from meeting_run where id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** Newest first, without their answers. */
export async function runsOf(tx: Tx, id: BrokerageId): Promise<Run[]> {
  const found = await sql<Run>`select ${lineColumns} from meeting_run where brokerage_id = ${id}
    order by asked_at desc, id desc limit 20`.execute(tx)
  return found.rows
}

/** The newest run that came to a plan, with what it said. */
export async function lastFound(tx: Tx, id: BrokerageId): Promise<Run | undefined> {
  const found =
    await sql<Run>`select ${columns} from meeting_run where brokerage_id = ${id} and state = 'done'
    order by ended_at desc limit 1`.execute(tx)
  return found.rows[0]
}

export async function isRunning(tx: Tx, id: BrokerageId): Promise<boolean> {
  const found = await sql`select id from meeting_run
    where brokerage_id = ${id} and state in ('queued', 'running')`.execute(tx)
  return found.rows.length > 0
}

/** Runs that nobody seems to work on. */
export async function silentRuns(tx: Tx, at: Instant): Promise<RunId[]> {
  const found = await sql<{ id: RunId }>`select id from meeting_run where state in ('queued', 'running')
    and coalesce(beat_at, asked_at) < ${plus(at, { ms: -silenceMs })} order by asked_at`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export async function insertRun(tx: Tx, run: Run): Promise<void> {
  await refuseAs(
    sql`insert into meeting_run (id, brokerage_id, station_id, scope, seed, seconds, state, asked_by, asked_at)
      values (${run.id}, ${run.brokerageId}, ${run.stationId}, ${run.scope}, ${run.seed}, ${run.seconds}, ${run.state},
        ${run.askedBy}, ${run.askedAt})`.execute(tx),
    { meeting_run_one_at_a_time: oneAtATime },
  )
  await changed(tx, runTopic(run.brokerageId))
}

export async function saveRun(tx: Tx, run: Run): Promise<void> {
  await sql`update meeting_run set state = ${run.state}, started_at = ${run.startedAt}, beat_at = ${run.beatAt},
      ended_at = ${run.endedAt}, progress = ${json(run.progress)},
      answer = ${run.answer === null ? null : json(run.answer)}, fault = ${run.fault}, worker = ${run.worker},
      attempts = ${run.attempts}, best = case when ${isGoing(run)} then best end
    where id = ${run.id}`.execute(tx)
  await changed(tx, runTopic(run.brokerageId))
}

/** The best plan that a run has come to so far; null before the first. */
export async function bestOf(tx: Tx, id: RunId): Promise<Best | null> {
  const found = await sql<{ best: Best | null }>`select best from meeting_run where id = ${id}`.execute(tx)
  return found.rows[0]?.best ?? null
}

export async function saveBest(tx: Tx, id: RunId, best: Best): Promise<void> {
  await sql`update meeting_run set best = ${json(best)} where id = ${id}`.execute(tx)
}

/** Stops whatever run of a brokerage is going. */
export async function stopRuns(tx: Tx, id: BrokerageId, at: Instant): Promise<void> {
  const found = await sql<Run>`select ${columns} from meeting_run
    where brokerage_id = ${id} and state in ('queued', 'running') for update`.execute(tx)
  for (const run of found.rows) await saveRun(tx, stop(run, at))
}

async function calledOff(tx: Tx, id: BrokerageId): Promise<Pair[]> {
  const found = await sql<Pair>`select distinct party_a as a, party_b as b from meeting
    where brokerage_id = ${id} and called_off`.execute(tx)
  return found.rows
}

/** Everything a run or a look at the draft is made from. */
export async function rowsOf(
  tx: Tx,
  brokerage: Brokerage,
  at: Instant,
  closes: Closes = 'startsAt',
): Promise<Rows> {
  const { id } = brokerage
  const rows: Rows = {
    setUp: await readSetUp(tx, brokerage),
    parties: await partiesOf(tx, id),
    wishes: await wishesOf(tx, id),
    busy: await busyOf(tx, id),
  }
  return settled(rows, await meetingsOf(tx, id, ['booked', 'proposed']), await calledOff(tx, id), at, closes)
}

/** The whole draft anew. */
export async function writeDraft(
  tx: Tx,
  { brokerageId, stationId }: Pick<Run, 'brokerageId' | 'stationId'>,
  placements: readonly Placement[],
): Promise<void> {
  await dropDraft(tx, brokerageId)
  await sql`insert into meeting_placement (brokerage_id, station_id, party_a, party_b, slot_id, table_id, pinned)
    select ${brokerageId}::uuid, ${stationId}::uuid, a, b, "slotId", "tableId", pinned
    from jsonb_to_recordset(${json(placements)})
      as place(a uuid, b uuid, "slotId" uuid, "tableId" uuid, pinned boolean)`.execute(tx)
}
