import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { changed } from '#platform/live'
import * as errors from '../errors.ts'
import type { Entry, EntryId, Roadshow, RoadshowId } from '../model.ts'

/** What every screen of a roadshow follows. */
export const topicOf = (id: RoadshowId): string => `roadshow:${id}`

/** Milliseconds between two tellings: soon enough for an eye, and a hall of thousands leaves room for their votes. */
export const tellingGap = 200

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

type Row = Omit<Roadshow, 'clock'> & {
  segment: Roadshow['clock']['segment']
  endsAt: Roadshow['clock']['endsAt']
  leftMs: number
}

const columns = sql`roadshow.id, event_id as "eventId", station_id as "stationId", round_id as "roundId", adjusted, title,
  starts_at as "startsAt", state, state_at as "stateAt", pitch_seconds as "pitchSeconds",
  question_seconds as "questionSeconds", audience_votes as "audienceVotes", watch, entry_id as "entryId", segment,
  ends_at as "endsAt", left_ms as "leftMs", steps, revealed, changed_at as "changedAt"`

const roadshowOf = ({ segment, endsAt, leftMs, ...rest }: Row): Roadshow => ({
  ...rest,
  clock: { segment, endsAt, leftMs },
})

/** As far as the reader sees its event. */
export async function find(tx: Tx, id: RoadshowId): Promise<Roadshow | undefined> {
  const found = await sql<Row>`select ${columns} from roadshow where id = ${id}`.execute(tx)
  return found.rows.map(roadshowOf)[0]
}

/** As find, and nobody else changes it meanwhile. Only whoever may write it can lock it: others find nothing. */
export async function lock(tx: Tx, id: RoadshowId): Promise<Roadshow | undefined> {
  const found = await sql<Row>`select ${columns} from roadshow where id = ${id} for update`.execute(tx)
  return found.rows.map(roadshowOf)[0]
}

/** As find, one at a time: its state and its ballots stay as they are until the end of the transaction. */
export async function hold(tx: Tx, id: RoadshowId): Promise<Roadshow | undefined> {
  const found = await sql<Row>`select ${columns} from roadshow where id = ${id} for no key update`.execute(tx)
  return found.rows.map(roadshowOf)[0]
}

/** Those of an event, by their start. */
export async function ofEvent(tx: Tx, eventId: Id<'event'>): Promise<Roadshow[]> {
  const found = await sql<Row>`select ${columns} from roadshow where event_id = ${eventId}
    order by starts_at, id`.execute(tx)
  return found.rows.map(roadshowOf)
}

export async function insert(tx: Tx, roadshow: Roadshow): Promise<void> {
  const { clock } = roadshow
  await sql`insert into roadshow (id, event_id, station_id, round_id, adjusted, title, starts_at, state, state_at, pitch_seconds,
      question_seconds, audience_votes, watch, entry_id, segment, ends_at, left_ms, steps, revealed, changed_at)
    values (${roadshow.id}, ${roadshow.eventId}, ${roadshow.stationId}, ${roadshow.roundId}, ${roadshow.adjusted}, ${json(roadshow.title)},
      ${roadshow.startsAt}, ${roadshow.state}, ${roadshow.stateAt}, ${roadshow.pitchSeconds}, ${roadshow.questionSeconds},
      ${roadshow.audienceVotes}, ${roadshow.watch}, ${roadshow.entryId}, ${clock.segment}, ${clock.endsAt},
      ${clock.leftMs}, ${roadshow.steps}, ${roadshow.revealed}, ${roadshow.changedAt})`.execute(tx)
}

export async function save(tx: Tx, roadshow: Roadshow): Promise<void> {
  const { clock } = roadshow
  await sql`update roadshow set round_id = ${roadshow.roundId}, adjusted = ${roadshow.adjusted}, title = ${json(roadshow.title)},
      starts_at = ${roadshow.startsAt}, state = ${roadshow.state}, state_at = ${roadshow.stateAt},
      pitch_seconds = ${roadshow.pitchSeconds}, question_seconds = ${roadshow.questionSeconds},
      audience_votes = ${roadshow.audienceVotes}, watch = ${roadshow.watch}, entry_id = ${roadshow.entryId},
      segment = ${clock.segment}, ends_at = ${clock.endsAt}, left_ms = ${Math.round(clock.leftMs)},
      steps = ${roadshow.steps}, revealed = ${roadshow.revealed}, changed_at = ${roadshow.changedAt}
    where id = ${roadshow.id}`.execute(tx)
  await changed(tx, topicOf(roadshow.id))
}

/** In their order. */
export async function entriesOf(tx: Tx, id: RoadshowId): Promise<Entry[]> {
  const found =
    await sql<Entry>`select id, roadshow_id as "roadshowId", project_id as "projectId", title, presenter,
      position, pitched_at as "pitchedAt"
    from roadshow_entry where roadshow_id = ${id} order by position`.execute(tx)
  return found.rows
}

export async function insertEntries(
  tx: Tx,
  { stationId }: Pick<Roadshow, 'stationId'>,
  entries: readonly Entry[],
): Promise<void> {
  await refuseAs(
    sql`insert into roadshow_entry (id, roadshow_id, station_id, project_id, title, presenter, position, pitched_at)
      select id, "roadshowId", ${stationId}::uuid, "projectId", title, presenter, position, "pitchedAt"
      from jsonb_to_recordset(${json(entries)}) as new(id uuid, "roadshowId" uuid, "projectId" uuid, title jsonb,
        presenter text, position int, "pitchedAt" timestamptz)`.execute(tx),
    { roadshow_entry_once: errors.entryTwice },
  )
}

/** Their order, presenters and when they were on. */
export async function saveEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  await sql`update roadshow_entry set position = now.position, presenter = now.presenter, pitched_at = now."pitchedAt"
    from jsonb_to_recordset(${json(entries)}) as now(id uuid, position int, presenter text, "pitchedAt" timestamptz)
    where roadshow_entry.id = now.id`.execute(tx)
}

export async function removeEntry(tx: Tx, id: EntryId): Promise<void> {
  await sql`delete from roadshow_entry where id = ${id}`.execute(tx)
}
