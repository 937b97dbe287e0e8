// Builders for database tests: an event with its meeting day, groups, slots, tables and people, straight into the tables.
import { sql } from 'kysely'
import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { nameSearchText, personName, sortKey } from '#kernel/names'
import { type Instant, instant, plus } from '#kernel/time'
import { arrangeEvent } from '../../registration/event.fixtures.ts'
import type { BrokerageId, GroupId, PartyId, Placement, SlotId, TableId, WishKind } from '../model.ts'

export type ArrangedMeetings = {
  eventId: Id<'event'>
  stationId: Id<'station'>
  brokerageId: BrokerageId
  groups: readonly [GroupId, GroupId]
  slots: readonly SlotId[]
  tables: readonly TableId[]
  /** Scholars first, then employers. */
  parties: readonly { id: PartyId; personId: Id<'person'>; feedKey: string; email: string }[]
  startsAt: Instant
}

type Wanted = {
  scholars?: number
  employers?: number
  slots?: number
  tables?: number
  representatives?: number
  holdMinutes?: number
  mostMeetings?: number
  startsAt?: Instant
  phases?: readonly [Instant, Instant, Instant, Instant, Instant]
}

/** The actor that a party's person is when signed in. */
export const personOf = (party: { personId: Id<'person'> } | undefined): Actor => {
  if (!party) throw new Error('no such party')
  return { kind: 'person', personId: party.personId, grants: [] }
}

/** `list[index]`, which the test knows to be there. */
export const the = <T>(list: readonly T[], index: number): T => {
  const found = list[index]
  if (found === undefined) throw new Error(`nothing at ${index} of ${list.length}`)
  return found
}

const bilingual = (en: string, zh: string) => JSON.stringify({ en, zh })

/** Phases around a meeting day of half-hour slots that begins at `startsAt`: live from the day before. */
export async function arrangeMeetings(tx: Tx, wanted: Wanted = {}): Promise<ArrangedMeetings> {
  const startsAt = wanted.startsAt ?? instant('2019-06-12T08:00:00Z')
  const { scholars = 2, employers = 2, slots = 4, tables = 2, representatives = 1 } = wanted
  const endsAt = plus(startsAt, { minutes: Math.max(1, slots) * 30 })
  const { eventId, stationId } = await arrangeEvent(tx, { startsAt, endsAt })
  const brokerageId = newId<'brokerage'>()
  const [profile, wish, draft, live, done] = wanted.phases ?? [
    plus(startsAt, { days: -40 }),
    plus(startsAt, { days: -30 }),
    plus(startsAt, { days: -10 }),
    plus(startsAt, { days: -1 }),
    plus(endsAt, { days: 1 }),
  ]
  const made = await sql<{
    no: string
  }>`insert into brokerage (id, event_id, station_id, about, profile_at, wish_at, draft_at,
      live_at, done_at, hold_minutes, changed_at)
    values (${brokerageId}, ${eventId}, ${stationId}, ${bilingual('Meetings', '洽谈')}, ${profile}, ${wish}, ${draft},
      ${live}, ${done}, ${wanted.holdMinutes ?? 30}, ${profile}) returning no::text`.execute(tx)
  const no = made.rows[0]?.no ?? ''
  const groups = [newId<'meeting_group'>(), newId<'meeting_group'>()] as const
  const names = [bilingual('Scholars', '学者'), bilingual('Employers', '用人单位')]
  for (const [index, id] of groups.entries())
    await sql`insert into meeting_group (id, brokerage_id, station_id, name, most_meetings, most_wishes, most_musts, position)
      values (${id}, ${brokerageId}, ${stationId}, ${names[index]}, ${wanted.mostMeetings ?? 20}, 50, 10, ${index})`.execute(
      tx,
    )
  await sql`insert into meeting_pairing (brokerage_id, station_id, group_a, group_b)
    select ${brokerageId}, ${stationId}, least(a, b), greatest(a, b)
    from (values (${groups[0]}::uuid, ${groups[1]}::uuid)) as pair(a, b)`.execute(tx)
  const slotRows = Array.from({ length: slots }, (_, index) => ({
    id: newId<'meeting_slot'>(),
    starts: plus(startsAt, { minutes: index * 30 }),
    ends: plus(startsAt, { minutes: index * 30 + 30 }),
  }))
  await sql`insert into meeting_slot (id, brokerage_id, brokerage_no, station_id, starts_at, ends_at)
    select id, ${brokerageId}, ${no}::bigint, ${stationId}, starts, ends
    from jsonb_to_recordset(${JSON.stringify(slotRows)}::jsonb)
      as slot(id uuid, starts timestamptz, ends timestamptz)`.execute(tx)
  const tableRows = Array.from({ length: tables }, (_, index) => ({
    id: newId<'meeting_table'>(),
    name: String(index + 1),
    position: index,
  }))
  await sql`insert into meeting_table (id, brokerage_id, station_id, name, place, position)
    select id, ${brokerageId}, ${stationId}, name, ${bilingual('Hall A', 'A 厅')}::jsonb, position
    from jsonb_to_recordset(${JSON.stringify(tableRows)}::jsonb) as row(id uuid, name text, position int)`.execute(
    tx,
  )
  const parties = Array.from({ length: scholars + employers }, (_, index) => ({
    id: newId<'meeting_party'>(),
    personId: newId<'person'>(),
    feedKey: crypto.randomUUID(),
    email: `party${index}-${brokerageId.slice(-6)}@example.org`,
    group: groups[index < scholars ? 0 : 1],
    organisation: index < scholars ? '' : `Company ${index - scholars + 1}`,
    headline: index < scholars ? 'Battery chemistry' : 'Energy storage',
    name: personName({ latinGiven: `P${index}`, latinFamily: index < scholars ? 'Li' : 'Wang', han: '李明' }),
  }))
  const people = parties.map(({ personId, email, name }) => ({
    id: personId,
    email,
    ...name,
    search: nameSearchText(name),
    sort: sortKey(name),
  }))
  await sql`insert into person (id, email, latin_given, latin_family, han, family_first, search_text, sort_key, made_up,
      created_at)
    select id, email, "latinGiven", "latinFamily", han, "familyFirst", search, sort, true, ${profile}
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, email text, "latinGiven" text,
      "latinFamily" text, han text, "familyFirst" boolean, search text, sort text)`.execute(tx)
  await sql`insert into person_station (person_id, station_id)
    select id, ${stationId} from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid)`.execute(
    tx,
  )
  await sql`insert into meeting_party (id, brokerage_id, station_id, group_id, person_id, organisation, headline,
      offers, seeks, topics, languages, representatives, feed_key, joined_at, changed_at)
    select id, ${brokerageId}, ${stationId}, "group", "personId", organisation, headline, 'Ten years of work on solid electrolytes, from the bench to a pilot line',
      'Somebody to build the next line with, and patient capital for it', '{energy}', '{en,zh}', ${representatives}, "feedKey",
      ${profile}, ${profile}
    from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb) as p(id uuid, "group" uuid, "personId" uuid,
      organisation text, headline text, "feedKey" uuid)`.execute(tx)
  await sql`insert into meeting_representative (party_id, station_id, person_id, nth)
    select id, station_id, person_id, nth from meeting_party, generate_series(1, representatives) as nth
    where brokerage_id = ${brokerageId}`.execute(tx)
  await sql`insert into meeting_member (brokerage_id, person_id, station_id)
    select brokerage_id, person_id, station_id from meeting_party where brokerage_id = ${brokerageId}`.execute(
    tx,
  )
  return {
    eventId,
    stationId,
    brokerageId,
    groups,
    slots: slotRows.map(({ id }) => id),
    tables: tableRows.map(({ id }) => id),
    parties,
    startsAt,
  }
}

export async function arrangeWishes(
  tx: Tx,
  { brokerageId, stationId, parties }: ArrangedMeetings,
  wishes: readonly (readonly [from: number, to: number, kind: WishKind])[],
): Promise<void> {
  const rows = wishes.map(([from, to, kind]) => ({
    from: the(parties, from).id,
    to: the(parties, to).id,
    person: the(parties, from).personId,
    kind,
  }))
  await sql`insert into wish (brokerage_id, station_id, from_party, to_party, from_person, kind, changed_at)
    select ${brokerageId}, ${stationId}, "from", "to", person, kind, '2019-05-20T00:00:00Z'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as w("from" uuid, "to" uuid, person uuid, kind text)`.execute(tx)
}

/** The draft, by indices: party, party, slot, table. */
export async function arrangeDraft(
  tx: Tx,
  at: ArrangedMeetings,
  places: readonly (readonly [a: number, b: number, slot: number, table: number, pinned?: boolean])[],
): Promise<Placement[]> {
  const rows = places.map(([one, other, slot, table, pinned = false]): Placement => {
    const ids = [the(at.parties, one).id, the(at.parties, other).id].sort()
    return {
      a: the(ids, 0),
      b: the(ids, 1),
      slotId: the(at.slots, slot),
      tableId: the(at.tables, table),
      pinned,
    }
  })
  await sql`delete from meeting_placement where brokerage_id = ${at.brokerageId}`.execute(tx)
  await sql`insert into meeting_placement (brokerage_id, station_id, party_a, party_b, slot_id, table_id, pinned)
    select ${at.brokerageId}, ${at.stationId}, a, b, "slotId", "tableId", pinned
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as p(a uuid, b uuid, "slotId" uuid, "tableId" uuid, pinned boolean)`.execute(tx)
  return rows
}
