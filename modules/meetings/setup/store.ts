import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { both } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import * as errors from '../errors.ts'
import type {
  Brokerage,
  BrokerageId,
  Group,
  GroupId,
  Meeting,
  Pairing,
  PhaseChange,
  SetUp,
  Slot,
  SlotId,
  Table,
  TableId,
} from '../model.ts'

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

type Row = Omit<Brokerage, 'begins'> & Record<`${keyof Brokerage['begins']}At`, Brokerage['changedAt']>

const columns = sql`brokerage.id, event_id as "eventId", station_id as "stationId", about, profile_at as "profileAt",
  wish_at as "wishAt", draft_at as "draftAt", live_at as "liveAt", done_at as "doneAt", hold_minutes as "holdMinutes",
  closed_at as "closedAt", release, changed_at as "changedAt"`

const brokerageOf = ({ profileAt, wishAt, draftAt, liveAt, doneAt, ...rest }: Row): Brokerage => ({
  ...rest,
  begins: { profile: profileAt, wish: wishAt, draft: draftAt, live: liveAt, done: doneAt },
})

/** The meetings of an event, as far as the reader sees the event. */
export async function findBrokerage(tx: Tx, eventId: Id<'event'>): Promise<Brokerage | undefined> {
  const found = await sql<Row>`select ${columns} from brokerage where event_id = ${eventId}`.execute(tx)
  return found.rows.map(brokerageOf)[0]
}

/** As findBrokerage, by its own id. */
export async function brokerageById(tx: Tx, id: BrokerageId): Promise<Brokerage | undefined> {
  const found = await sql<Row>`select ${columns} from brokerage where id = ${id}`.execute(tx)
  return found.rows.map(brokerageOf)[0]
}

/** As findBrokerage, and nobody else sets it up meanwhile. Only who may write it can lock it: others find nothing. */
export async function lockBrokerage(tx: Tx, eventId: Id<'event'>): Promise<Brokerage | undefined> {
  const found =
    await sql<Row>`select ${columns} from brokerage where event_id = ${eventId} for update`.execute(tx)
  return found.rows.map(brokerageOf)[0]
}

export async function insertBrokerage(tx: Tx, brokerage: Brokerage): Promise<void> {
  const { begins } = brokerage
  await refuseAs(
    sql`insert into brokerage (id, event_id, station_id, about, profile_at, wish_at, draft_at, live_at, done_at,
        hold_minutes, closed_at, release, changed_at)
      values (${brokerage.id}, ${brokerage.eventId}, ${brokerage.stationId}, ${json(brokerage.about)}, ${begins.profile},
        ${begins.wish}, ${begins.draft}, ${begins.live}, ${begins.done}, ${brokerage.holdMinutes}, ${brokerage.closedAt},
        ${brokerage.release}, ${brokerage.changedAt})`.execute(tx),
    { brokerage_once: errors.already },
  )
}

export async function saveBrokerage(tx: Tx, brokerage: Brokerage): Promise<void> {
  const { begins } = brokerage
  await sql`update brokerage set about = ${json(brokerage.about)}, profile_at = ${begins.profile},
      wish_at = ${begins.wish}, draft_at = ${begins.draft}, live_at = ${begins.live}, done_at = ${begins.done},
      hold_minutes = ${brokerage.holdMinutes}, closed_at = ${brokerage.closedAt}, release = ${brokerage.release}, changed_at = ${brokerage.changedAt}
    where id = ${brokerage.id}`.execute(tx)
}

export async function insertPhaseChanges(tx: Tx, changes: readonly PhaseChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`insert into meeting_phase_change (id, brokerage_id, station_id, at, by_person, phase, was, became, reason, why)
    select id, "brokerageId", "stationId", at, by, phase, was, became, line, reason
    from jsonb_to_recordset(${JSON.stringify(changes.map((each) => ({ ...each, line: both(each.reason) })))}::jsonb) as new(id uuid, "brokerageId" uuid, "stationId" uuid,
      at timestamptz, by uuid, phase text, was timestamptz, became timestamptz, line text, reason jsonb)`.execute(
    tx,
  )
}

// What was written before there were two languages of it is in one of them: in Chinese where it has a Chinese character.
const reason = sql`coalesce(why, case when reason ~ '[一-鿿]'
  then jsonb_build_object('en', '', 'zh', reason) else jsonb_build_object('en', reason, 'zh', '') end)`

/** Newest first. */
export async function phaseChangesOf(tx: Tx, id: BrokerageId): Promise<PhaseChange[]> {
  const found =
    await sql<PhaseChange>`select id, brokerage_id as "brokerageId", station_id as "stationId", at,
      by_person as by, phase, was, became, ${reason} as reason
    from meeting_phase_change where brokerage_id = ${id} order by at desc, id desc`.execute(tx)
  return found.rows
}

export async function groupsOf(tx: Tx, id: BrokerageId): Promise<Group[]> {
  const found =
    await sql<Group>`select id, brokerage_id as "brokerageId", name, most_meetings as "mostMeetings",
      most_wishes as "mostWishes", most_musts as "mostMusts", weight, position
    from meeting_group where brokerage_id = ${id} order by position, id`.execute(tx)
  return found.rows
}

export async function pairingsOf(tx: Tx, id: BrokerageId): Promise<Pairing[]> {
  const found = await sql<Pairing>`select group_a as a, group_b as b from meeting_pairing
    where brokerage_id = ${id} order by 1, 2`.execute(tx)
  return found.rows
}

export async function slotsOf(tx: Tx, id: BrokerageId): Promise<Slot[]> {
  const found =
    await sql<Slot>`select id, brokerage_id as "brokerageId", starts_at as "startsAt", ends_at as "endsAt"
    from meeting_slot where brokerage_id = ${id} order by starts_at`.execute(tx)
  return found.rows
}

/** Tables in their order; for those who take part without the slots in which they are closed, which are the desk's. */
export async function tablesOf(tx: Tx, id: BrokerageId): Promise<Table[]> {
  const found = await sql<Table>`select id, brokerage_id as "brokerageId", name, place, languages,
      online_url as "onlineUrl", position, array(
        select slot_id from meeting_table_closed where table_id = meeting_table.id order by slot_id) as closed
    from meeting_table where brokerage_id = ${id} order by position, id`.execute(tx)
  return found.rows
}

/** Everything that is set up for an event's meetings, as far as the reader may see it. */
export async function readSetUp(tx: Tx, brokerage: Brokerage): Promise<SetUp> {
  return {
    brokerage,
    groups: await groupsOf(tx, brokerage.id),
    pairings: await pairingsOf(tx, brokerage.id),
    slots: await slotsOf(tx, brokerage.id),
    tables: await tablesOf(tx, brokerage.id),
  }
}

type Owner = Pick<Brokerage, 'id' | 'stationId'>

export async function insertGroups(tx: Tx, { stationId }: Owner, groups: readonly Group[]): Promise<void> {
  if (groups.length === 0) return
  await sql`insert into meeting_group (id, brokerage_id, station_id, name, most_meetings, most_wishes, most_musts, weight,
      position)
    select id, "brokerageId", ${stationId}::uuid, name, "mostMeetings", "mostWishes", "mostMusts", weight, position
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as new(id uuid, "brokerageId" uuid, name jsonb,
      "mostMeetings" int, "mostWishes" int, "mostMusts" int, weight int, position int)`.execute(tx)
}

export async function saveGroup(tx: Tx, group: Group): Promise<void> {
  await sql`update meeting_group set name = ${json(group.name)}, most_meetings = ${group.mostMeetings},
      most_wishes = ${group.mostWishes}, most_musts = ${group.mostMusts}, weight = ${group.weight},
      position = ${group.position}
    where id = ${group.id}`.execute(tx)
}

export async function removeGroup(tx: Tx, id: GroupId): Promise<void> {
  await refuseAs(sql`delete from meeting_group where id = ${id}`.execute(tx), {
    meeting_party_group_id_fkey: errors.groupInUse,
  })
}

/** Who meets whom from now on, whole. */
export async function savePairings(tx: Tx, owner: Owner, pairings: readonly Pairing[]): Promise<void> {
  await sql`delete from meeting_pairing where brokerage_id = ${owner.id}`.execute(tx)
  if (pairings.length === 0) return
  await sql`insert into meeting_pairing (brokerage_id, station_id, group_a, group_b)
    select ${owner.id}::uuid, ${owner.stationId}::uuid, a, b
    from jsonb_to_recordset(${JSON.stringify(pairings)}::jsonb) as new(a uuid, b uuid)`.execute(tx)
}

export async function insertSlots(tx: Tx, { stationId }: Owner, slots: readonly Slot[]): Promise<void> {
  await refuseAs(
    sql`insert into meeting_slot (id, brokerage_id, brokerage_no, station_id, starts_at, ends_at)
      select new.id, "brokerageId", brokerage.no, ${stationId}::uuid, "startsAt", "endsAt"
      from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as new(id uuid, "brokerageId" uuid,
        "startsAt" timestamptz, "endsAt" timestamptz) join brokerage on brokerage.id = "brokerageId"`.execute(
      tx,
    ),
    { meeting_slot_apart: () => errors.slotOverlaps() },
  )
}

/**
 * Slots at other times. They are first taken out of everybody's way, because the database looks at each by itself and
 * one may come to stand where another still is.
 */
export async function moveSlots(tx: Tx, slots: readonly Slot[]): Promise<void> {
  const ids = slots.map(({ id }) => id)
  await sql`update meeting_slot set starts_at = starts_at + interval '1000 years',
    ends_at = ends_at + interval '1000 years' where id = any(${ids}::uuid[])`.execute(tx)
  await refuseAs(
    sql`update meeting_slot set starts_at = new."startsAt", ends_at = new."endsAt"
      from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as new(id uuid, "startsAt" timestamptz, "endsAt" timestamptz)
      where meeting_slot.id = new.id`.execute(tx),
    { meeting_slot_apart: () => errors.slotOverlaps() },
  )
}

export async function removeSlots(tx: Tx, ids: readonly SlotId[]): Promise<void> {
  await refuseAs(sql`delete from meeting_slot where id = any(${ids}::uuid[])`.execute(tx), {
    meeting_placement_slot_id_fkey: errors.slotInUse,
    meeting_slot_id_fkey: errors.slotInUse,
  })
}

const tableNames = { meeting_table_name_once: errors.tableNameTaken }

export async function insertTables(tx: Tx, { stationId }: Owner, tables: readonly Table[]): Promise<void> {
  await refuseAs(
    sql`insert into meeting_table (id, brokerage_id, station_id, name, place, languages, online_url, position)
      select id, "brokerageId", ${stationId}::uuid, name, place, languages, "onlineUrl", position
      from jsonb_to_recordset(${JSON.stringify(tables)}::jsonb) as new(id uuid, "brokerageId" uuid, name text,
        place jsonb, languages text[], "onlineUrl" text, position int)`.execute(tx),
    tableNames,
  )
}

export async function saveTable(tx: Tx, { stationId }: Owner, table: Table): Promise<void> {
  await refuseAs(
    sql`update meeting_table set name = ${table.name}, place = ${json(table.place)},
        languages = ${table.languages}::text[], online_url = ${table.onlineUrl}, position = ${table.position}
      where id = ${table.id}`.execute(tx),
    tableNames,
  )
  await sql`delete from meeting_table_closed where table_id = ${table.id}`.execute(tx)
  await sql`insert into meeting_table_closed (table_id, slot_id, station_id)
    select ${table.id}::uuid, slot, ${stationId}::uuid from unnest(${table.closed}::uuid[]) as slot`.execute(
    tx,
  )
}

/** As much of a meeting as the fact about it carries. */
export type Touched = Pick<Meeting, 'id' | 'brokerageId' | 'stationId' | 'sequence'>

/**
 * Meetings to come at a table that is called or found otherwise now: calendars count that as a change of the meeting.
 * Gives those that both agreed on, who have to be told.
 */
export async function touchMeetingsAt(tx: Tx, id: TableId, at: Instant): Promise<Touched[]> {
  const found = await sql<Touched & Pick<Meeting, 'state'>>`update meeting
    set sequence = sequence + 1, changed_at = ${at}
    where table_id = ${id} and state in ('booked', 'proposed') and starts_at > ${at}
    returning id, brokerage_id as "brokerageId", station_id as "stationId", sequence, state`.execute(tx)
  return found.rows.filter(({ state }) => state === 'booked')
}

export async function removeTables(tx: Tx, ids: readonly TableId[]): Promise<void> {
  await refuseAs(sql`delete from meeting_table where id = any(${ids}::uuid[])`.execute(tx), {
    meeting_placement_table_id_fkey: errors.tableInUse,
    meeting_table_id_fkey: errors.tableInUse,
  })
}
