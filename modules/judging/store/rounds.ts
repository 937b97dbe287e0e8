import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Panel, PanelId, Round, RoundId } from '../model.ts'

const columns = sql`id, edition_id as "editionId", station_id as "stationId", kind, title, about, state, criteria, scale,
  blind, files_shown as "filesShown", reviews_each as "reviewsEach", blocks, zone, due_at as "dueAt", places, waiting,
  opened_at as "openedAt", closed_at as "closedAt", decided_at as "decidedAt",
  feedback_released as "feedbackReleased", created_at as "createdAt"`

/** Within the reader's reach: whoever runs it, its judges, and the teams that were told what became of them. */
export async function find(tx: Tx, id: RoundId): Promise<Round | undefined> {
  const found = await sql<Round>`select ${columns} from round where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: RoundId): Promise<Round | undefined> {
  const found = await sql<Round>`select ${columns} from round where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** Rounds of an edition in the order they follow each other: screenings, regional finals, the final. */
export async function list(tx: Tx, editionId: Id<'edition'>): Promise<Round[]> {
  const found = await sql<Round>`select ${columns} from round where edition_id = ${editionId}
    order by array_position(array['screening', 'regional_final', 'final'], kind), created_at, id`.execute(tx)
  return found.rows
}

/** Rounds in which somebody judges, those that are open first. */
export async function listJudged(tx: Tx, personId: Id<'person'>): Promise<Round[]> {
  const found = await sql<Round>`select ${columns} from round
    where exists (select from judge where judge.round_id = round.id and judge.person_id = ${personId})
      and state <> 'draft'
    order by state = 'open' desc, opened_at desc, id`.execute(tx)
  return found.rows
}

export async function insert(tx: Tx, round: Round): Promise<void> {
  await sql`insert into round (id, edition_id, station_id, kind, title, about, state, criteria, scale, blind, files_shown,
      reviews_each, blocks, zone, due_at, places, waiting, opened_at, closed_at, decided_at, feedback_released, created_at)
    values (${round.id}, ${round.editionId}, ${round.stationId}, ${round.kind}, ${JSON.stringify(round.title)}::jsonb,
      ${JSON.stringify(round.about)}::jsonb, ${round.state}, ${JSON.stringify(round.criteria)}::jsonb, ${round.scale},
      ${round.blind}, ${round.filesShown}, ${round.reviewsEach}, ${round.blocks}::text[], ${round.zone}, ${round.dueAt},
      ${round.places}, ${round.waiting}, ${round.openedAt}, ${round.closedAt}, ${round.decidedAt},
      ${round.feedbackReleased}, ${round.createdAt})`.execute(tx)
}

export async function save(tx: Tx, round: Round): Promise<void> {
  await sql`update round set title = ${JSON.stringify(round.title)}::jsonb, about = ${JSON.stringify(round.about)}::jsonb,
      state = ${round.state}, criteria = ${JSON.stringify(round.criteria)}::jsonb, scale = ${round.scale},
      blind = ${round.blind}, files_shown = ${round.filesShown}, reviews_each = ${round.reviewsEach},
      blocks = ${round.blocks}::text[], zone = ${round.zone}, due_at = ${round.dueAt}, places = ${round.places},
      waiting = ${round.waiting}, opened_at = ${round.openedAt}, closed_at = ${round.closedAt},
      decided_at = ${round.decidedAt}, feedback_released = ${round.feedbackReleased}
    where id = ${round.id}`.execute(tx)
}

export async function remove(tx: Tx, id: RoundId): Promise<void> {
  await sql`delete from round where id = ${id}`.execute(tx)
}

export async function panelsOf(tx: Tx, id: RoundId): Promise<Panel[]> {
  const found =
    await sql<Panel>`select id, round_id as "roundId", title, chair_id as "chairId", position from panel
    where round_id = ${id} order by position, id`.execute(tx)
  return found.rows
}

/** Makes a panel, or changes one of the same id. */
export async function savePanel(tx: Tx, panel: Panel, stationId: Id<'station'> | null): Promise<void> {
  await sql`insert into panel (id, round_id, station_id, title, chair_id, position)
    values (${panel.id}, ${panel.roundId}, ${stationId}, ${JSON.stringify(panel.title)}::jsonb, ${panel.chairId},
      ${panel.position})
    on conflict (id) do update set title = excluded.title, chair_id = excluded.chair_id`.execute(tx)
}

export async function removePanel(tx: Tx, id: PanelId): Promise<void> {
  await sql`delete from panel where id = ${id}`.execute(tx)
}
