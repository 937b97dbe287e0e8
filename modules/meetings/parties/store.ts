import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import type { Instant } from '#kernel/time'
import type { BrokerageId, Busy, GroupId, Meeting, Party, PartyId, SlotId } from '../model.ts'
import { cancelComing } from '../timetable/store/meeting.ts'

const columns = sql`meeting_party.id, meeting_party.brokerage_id as "brokerageId", group_id as "groupId",
  person_id as "personId", organisation, organisation_id as "organisationId", headline, offers, seeks, topics, languages, representatives, newcomer,
  feed_key as "feedKey", joined_at as "joinedAt", changed_at as "changedAt",
  availability_told_at as "availabilityToldAt", nudged_at as "nudgedAt",
  case when added_by is not null then jsonb_build_object('by', added_by, 'reason', added_reason) end as added,
  withdrawn_at as "withdrawnAt"`

type StationId = Id<'station'> | null

/** Every party of a brokerage that the reader may see, those who left among them for the desk, in order of joining. */
export async function partiesOf(tx: Tx, id: BrokerageId): Promise<Party[]> {
  const found = await sql<Party>`select ${columns} from meeting_party where brokerage_id = ${id}
    order by joined_at, id`.execute(tx)
  return found.rows
}

/** Those who take part in these groups, but one. */
export async function fellowsOf(
  tx: Tx,
  { id, brokerageId }: Pick<Party, 'id' | 'brokerageId'>,
  groups: readonly GroupId[],
): Promise<Party[]> {
  const found = await sql<Party>`select ${columns} from meeting_party
    where brokerage_id = ${brokerageId} and group_id = any(${groups}::uuid[]) and id <> ${id} and withdrawn_at is null
    order by id`.execute(tx)
  return found.rows
}

/** A person's own party, also after they left. */
export async function partyOf(
  tx: Tx,
  brokerageId: BrokerageId,
  personId: Id<'person'>,
): Promise<Party | undefined> {
  const found = await sql<Party>`select ${columns} from meeting_party
    where brokerage_id = ${brokerageId} and person_id = ${personId}`.execute(tx)
  return found.rows[0]
}

/** As partyOf, and nothing else changes it meanwhile: quotas are counted under this lock. */
export async function lockPartyOf(
  tx: Tx,
  brokerageId: BrokerageId,
  personId: Id<'person'>,
): Promise<Party | undefined> {
  const found = await sql<Party>`select ${columns} from meeting_party
    where brokerage_id = ${brokerageId} and person_id = ${personId} for update`.execute(tx)
  return found.rows[0]
}

export async function findParty(tx: Tx, id: PartyId): Promise<Party | undefined> {
  const found = await sql<Party>`select ${columns} from meeting_party where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Parties by id, locked. */
export async function lockParties(tx: Tx, ids: readonly PartyId[]): Promise<Party[]> {
  const found = await sql<Party>`select ${columns} from meeting_party where id = any(${ids}::uuid[])
    order by id for update`.execute(tx)
  return found.rows
}

/** What a person takes part in now, or ever did. */
export async function partiesOfPerson(
  tx: Tx,
  personId: Id<'person'>,
  when: 'now' | 'ever' = 'now',
): Promise<Party[]> {
  const found = await sql<Party>`select ${columns} from meeting_party
    where person_id = ${personId} and (withdrawn_at is null or ${when === 'ever'}) order by joined_at`.execute(
    tx,
  )
  return found.rows
}

/** Names of those who take part, for those who take part; the desk reads people themselves. */
export async function namesOf(
  tx: Tx,
  id: BrokerageId,
): Promise<Map<PartyId, PersonName & { madeUp: boolean }>> {
  const found = await sql<PersonName & { partyId: PartyId; madeUp: boolean }>`
    select party_id as "partyId", latin_given as "latinGiven", latin_family as "latinFamily", han,
      family_first as "familyFirst", made_up as "madeUp" from meeting_names(${id})`.execute(tx)
  return new Map(found.rows.map(({ partyId, ...name }) => [partyId, name]))
}

/** As many lanes as a party has representatives, and its place among those who take part. */
async function syncSeats(tx: Tx, stationId: StationId, parties: readonly Party[]): Promise<void> {
  const rows = JSON.stringify(parties)
  const shape = sql`jsonb_to_recordset(${rows}::jsonb) as party(id uuid, "brokerageId" uuid, "personId" uuid,
    representatives int, "withdrawnAt" timestamptz)`
  await sql`delete from meeting_representative using ${shape}
    where party_id = party.id and (nth > party.representatives or party."withdrawnAt" is not null)`.execute(
    tx,
  )
  await sql`insert into meeting_representative (party_id, station_id, person_id, nth)
    select party.id, ${stationId}::uuid, party."personId", nth
    from ${shape}, generate_series(1, party.representatives) as nth where party."withdrawnAt" is null
    on conflict do nothing`.execute(tx)
  await sql`insert into meeting_member (brokerage_id, person_id, station_id)
    select party."brokerageId", party."personId", ${stationId}::uuid from ${shape} where party."withdrawnAt" is null
    on conflict do nothing`.execute(tx)
  await sql`delete from meeting_member using ${shape}
    where meeting_member.brokerage_id = party."brokerageId" and meeting_member.person_id = party."personId"
      and party."withdrawnAt" is not null`.execute(tx)
}

const recordset = (parties: readonly Party[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(parties)}::jsonb) as new(id uuid, "brokerageId" uuid, "groupId" uuid,
    "personId" uuid, organisation text, "organisationId" uuid, headline text, offers text, seeks text, topics text[], languages text[],
    representatives int, newcomer boolean, "feedKey" uuid, "joinedAt" timestamptz, "changedAt" timestamptz,
    "availabilityToldAt" timestamptz, "nudgedAt" timestamptz, added jsonb, "withdrawnAt" timestamptz)`

/** Writes new parties with their lanes. */
export async function insertParties(
  tx: Tx,
  { stationId }: { stationId: StationId },
  parties: readonly Party[],
): Promise<void> {
  if (parties.length === 0) return
  await sql`insert into meeting_party (id, brokerage_id, station_id, group_id, person_id, organisation, organisation_id,
      headline, offers, seeks, topics, languages, representatives, newcomer, feed_key, joined_at, changed_at, availability_told_at,
      nudged_at, added_by, added_reason, withdrawn_at)
    select id, "brokerageId", ${stationId}::uuid, "groupId", "personId", organisation, "organisationId",
      headline, offers, seeks, topics, languages, representatives, newcomer, "feedKey", "joinedAt", "changedAt", "availabilityToldAt", "nudgedAt",
      (added ->> 'by')::uuid, added ->> 'reason', "withdrawnAt" from ${recordset(parties)}`.execute(tx)
  await syncSeats(tx, stationId, parties)
}

/** Writes parties that changed. */
export async function saveParties(
  tx: Tx,
  { stationId }: { stationId: StationId },
  parties: readonly Party[],
): Promise<void> {
  if (parties.length === 0) return
  await sql`update meeting_party set group_id = new."groupId", organisation = new.organisation,
      organisation_id = new."organisationId", headline = new.headline, offers = new.offers, seeks = new.seeks, topics = new.topics, languages = new.languages,
      representatives = new.representatives, newcomer = new.newcomer, feed_key = new."feedKey",
      joined_at = new."joinedAt", changed_at = new."changedAt", availability_told_at = new."availabilityToldAt",
      nudged_at = new."nudgedAt", added_by = (new.added ->> 'by')::uuid, added_reason = new.added ->> 'reason',
      withdrawn_at = new."withdrawnAt"
    from ${recordset(parties)} where meeting_party.id = new.id`.execute(tx)
  await syncSeats(tx, stationId, parties)
}

/** Those of these people for whom it is the first time that they meet others through the house. */
export async function newcomersAmong(
  tx: Tx,
  id: BrokerageId,
  people: readonly Id<'person'>[],
): Promise<Set<Id<'person'>>> {
  const found = await sql<{ id: Id<'person'> }>`select person as id from unnest(${people}::uuid[]) as person
    where not exists (select from meeting_party where person_id = person and brokerage_id <> ${id})`.execute(
    tx,
  )
  return new Set(found.rows.map((row) => row.id))
}

/** How many left, by group: all that stays of them. */
export async function countLeft(tx: Tx, id: BrokerageId): Promise<Map<GroupId, number>> {
  const found = await sql<{
    groupId: GroupId
    count: number
  }>`select group_id as "groupId", count(*)::int as count
    from meeting_party where brokerage_id = ${id} and withdrawn_at is not null group by 1`.execute(tx)
  return new Map(found.rows.map(({ groupId, count }) => [groupId, count]))
}

/** Meetings to come that no longer take place because a party has left; their seats are free at once. */
export async function cancelMeetingsOf(tx: Tx, id: PartyId, at: Instant): Promise<Meeting[]> {
  await sql`delete from meeting_placement where party_a = ${id} or party_b = ${id}`.execute(tx)
  return cancelComing(tx, { partyId: id }, null, at)
}

/** The slots of a party's meetings that stand. */
export async function takenSlots(tx: Tx, id: PartyId): Promise<SlotId[]> {
  const found = await sql<{ slotId: SlotId }>`select slot_id as "slotId" from meeting
    where (party_a = ${id} or party_b = ${id}) and state in ('proposed', 'booked')`.execute(tx)
  return found.rows.map(({ slotId }) => slotId)
}

/** Slots in which parties of a brokerage cannot meet, as far as the reader may know. */
export async function busyOf(tx: Tx, id: BrokerageId): Promise<Busy[]> {
  const found = await sql<Busy>`select party_id as "partyId", slot_id as "slotId" from meeting_busy
    join meeting_slot on meeting_slot.id = slot_id where meeting_slot.brokerage_id = ${id}
    order by meeting_slot.starts_at, party_id`.execute(tx)
  return found.rows
}

/** Slots in which one party cannot meet. */
export async function busyOfParty(tx: Tx, id: PartyId): Promise<SlotId[]> {
  const found = await sql<{ slotId: SlotId }>`select slot_id as "slotId" from meeting_busy
    where party_id = ${id}`.execute(tx)
  return found.rows.map(({ slotId }) => slotId)
}

/** When a party cannot meet, whole. */
export async function saveBusy(
  tx: Tx,
  { stationId }: { stationId: StationId },
  { id, personId }: Pick<Party, 'id' | 'personId'>,
  slots: readonly SlotId[],
): Promise<void> {
  await sql`delete from meeting_busy where party_id = ${id} and slot_id <> all(${slots}::uuid[])`.execute(tx)
  await sql`insert into meeting_busy (party_id, slot_id, station_id, person_id)
    select ${id}::uuid, slot, ${stationId}::uuid, ${personId}::uuid from unnest(${slots}::uuid[]) as slot
    on conflict do nothing`.execute(tx)
}
