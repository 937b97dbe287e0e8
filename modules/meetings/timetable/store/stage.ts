import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Brokerage, BrokerageId, Group, Pairing, Slot } from '../../model.ts'
import type { SeatedParty, SeatedTable, Stage } from '../model.ts'

type BrokerageRow = Omit<Brokerage, 'begins'> & {
  profileAt: Instant
  wishAt: Instant
  draftAt: Instant
  liveAt: Instant
  doneAt: Instant
}

const brokerageColumns = sql`id, event_id as "eventId", station_id as "stationId", about, profile_at as "profileAt",
  wish_at as "wishAt", draft_at as "draftAt", live_at as "liveAt", done_at as "doneAt", hold_minutes as "holdMinutes",
  release, changed_at as "changedAt"`

const partyColumns = sql`party.id, party.brokerage_id as "brokerageId", group_id as "groupId", party.person_id as "personId",
  organisation, headline, offers, seeks, topics, languages, representatives, newcomer, feed_key as "feedKey",
  joined_at as "joinedAt", party.changed_at as "changedAt", availability_told_at as "availabilityToldAt",
  withdrawn_at as "withdrawnAt"`

const brokerageOf = ({ profileAt, wishAt, draftAt, liveAt, doneAt, ...rest }: BrokerageRow): Brokerage => ({
  ...rest,
  begins: { profile: profileAt, wish: wishAt, draft: draftAt, live: liveAt, done: doneAt },
})

/** The brokerage of an event; `lock` keeps releases and runs of it apart. */
export async function findBrokerage(
  tx: Tx,
  by: { eventId: Id<'event'> } | { brokerageId: BrokerageId },
  lock: '' | 'lock' = '',
): Promise<Brokerage | undefined> {
  const where = 'eventId' in by ? sql`event_id = ${by.eventId}` : sql`id = ${by.brokerageId}`
  const found = await sql<BrokerageRow>`select ${brokerageColumns} from brokerage where ${where}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
  const [row] = found.rows
  return row && brokerageOf(row)
}

export async function slotsOf(tx: Tx, id: BrokerageId): Promise<Slot[]> {
  const found =
    await sql<Slot>`select id, brokerage_id as "brokerageId", starts_at as "startsAt", ends_at as "endsAt"
    from meeting_slot where brokerage_id = ${id} order by starts_at`.execute(tx)
  return found.rows
}

async function tablesOf(tx: Tx, id: BrokerageId): Promise<SeatedTable[]> {
  const found =
    await sql<SeatedTable>`select id, lane::text, brokerage_id as "brokerageId", name, place, languages,
      online_url as "onlineUrl", position,
      array(select slot_id::text from meeting_table_closed where table_id = meeting_table.id) as closed
    from meeting_table where brokerage_id = ${id} order by position, name, id`.execute(tx)
  return found.rows
}

/** Those who take part, in order of joining; with the withdrawn ones where what they had is still to be read. */
async function partiesOf(tx: Tx, id: BrokerageId): Promise<SeatedParty[]> {
  const found = await sql<SeatedParty>`select ${partyColumns},
      array(select lane::text from meeting_representative
        where party_id = party.id and nth <= party.representatives order by nth) as lanes
    from meeting_party as party where party.brokerage_id = ${id} order by joined_at, party.id`.execute(tx)
  return found.rows
}

async function groupsOf(tx: Tx, id: BrokerageId): Promise<Group[]> {
  const found =
    await sql<Group>`select id, brokerage_id as "brokerageId", name, most_meetings as "mostMeetings",
      most_wishes as "mostWishes", most_musts as "mostMusts", weight, position
    from meeting_group where brokerage_id = ${id} order by position, id`.execute(tx)
  return found.rows
}

async function pairingsOf(tx: Tx, id: BrokerageId): Promise<Pairing[]> {
  const found = await sql<Pairing>`select group_a as a, group_b as b from meeting_pairing
    where brokerage_id = ${id}`.execute(tx)
  return found.rows
}

/** Everything but wishes and plan, within the reader's reach. */
export async function stageOf(tx: Tx, brokerage: Brokerage): Promise<Stage> {
  const { id } = brokerage
  return {
    brokerage,
    groups: await groupsOf(tx, id),
    pairings: await pairingsOf(tx, id),
    slots: await slotsOf(tx, id),
    tables: await tablesOf(tx, id),
    parties: await partiesOf(tx, id),
  }
}
