import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import type { Brokerage, Busy, Group, Party, SetUp, Slot, Table, Wish } from './model.ts'
import { pairingOf } from './setup/rules.ts'

/** The moment most tests stand at: six weeks before the meetings in London. */
export const now: Instant = instant('2019-05-01T09:00:00Z')

export const aBrokerage = (over: Partial<Brokerage> = {}): Brokerage => ({
  id: newId<'brokerage'>(),
  eventId: newId<'event'>(),
  stationId: null,
  about: { en: '', zh: '' },
  begins: {
    profile: instant('2019-05-01T08:00:00Z'),
    wish: instant('2019-05-15T08:00:00Z'),
    draft: instant('2019-06-05T08:00:00Z'),
    live: instant('2019-06-10T08:00:00Z'),
    done: instant('2019-06-12T17:00:00Z'),
  },
  holdMinutes: 30,
  closedAt: null,
  release: 0,
  changedAt: now,
  ...over,
})

export const aGroup = (over: Partial<Group> = {}): Group => ({
  id: newId<'meeting_group'>(),
  brokerageId: newId<'brokerage'>(),
  name: { en: 'Scholars', zh: '学子' },
  mostMeetings: 8,
  mostWishes: 20,
  mostMusts: 3,
  weight: 1,
  position: 1,
  ...over,
})

export const aSlot = (startsAt: Instant, minutes = 20, over: Partial<Slot> = {}): Slot => ({
  id: newId<'meeting_slot'>(),
  brokerageId: newId<'brokerage'>(),
  startsAt,
  endsAt: plus(startsAt, { minutes }),
  ...over,
})

export const aTable = (name: string, over: Partial<Table> = {}): Table => ({
  id: newId<'meeting_table'>(),
  brokerageId: newId<'brokerage'>(),
  name,
  place: { en: '', zh: '' },
  languages: [],
  onlineUrl: null,
  position: 1,
  closed: [],
  ...over,
})

/** A party whose profile is good enough to be chosen. */
export const aParty = (over: Partial<Party> = {}): Party => ({
  id: newId<'meeting_party'>(),
  brokerageId: newId<'brokerage'>(),
  groupId: newId<'meeting_group'>(),
  personId: newId<'person'>(),
  organisation: 'University of Leeds',
  headline: 'Battery researcher',
  offers: 'Solid-state electrolytes, ten years of laboratory work',
  seeks: 'A pilot line and a team in Dalian',
  topics: ['batteries'],
  languages: ['en'],
  organisationId: null,
  representatives: 1,
  newcomer: false,
  feedKey: newId(),
  joinedAt: now,
  changedAt: now,
  availabilityToldAt: null,
  nudgedAt: null,
  added: null,
  withdrawnAt: null,
  ...over,
})

export const aWish = (from: Party, to: Party, kind: Wish['kind'] = 'meet'): Wish => ({
  from: from.id,
  to: to.id,
  kind,
  note: '',
  changedAt: now,
})

/** Two groups that meet each other (`scholars`, `firms`), slots from 13:00 UTC on and tables; say only what matters. */
export function aScene(
  over: { slots?: number; tables?: readonly Table[]; scholars?: Partial<Group>; firms?: Partial<Group> } = {},
) {
  const brokerage = aBrokerage()
  const scholars = aGroup({ brokerageId: brokerage.id, ...over.scholars })
  const firms = aGroup({
    brokerageId: brokerage.id,
    name: { en: 'Enterprises', zh: '企业' },
    position: 2,
    ...over.firms,
  })
  const slots = Array.from({ length: over.slots ?? 3 }, (_none, index) =>
    aSlot(plus(instant('2019-06-12T13:00:00Z'), { minutes: 25 * index }), 20, { brokerageId: brokerage.id }),
  )
  const setUp: SetUp = {
    brokerage,
    groups: [scholars, firms],
    pairings: [pairingOf(scholars.id, firms.id)],
    slots,
    tables: over.tables ?? [aTable('1', { brokerageId: brokerage.id }), aTable('2', { position: 2 })],
  }
  return {
    setUp,
    scholars,
    firms,
    scholar: (more: Partial<Party> = {}) =>
      aParty({ brokerageId: brokerage.id, groupId: scholars.id, ...more }),
    firm: (more: Partial<Party> = {}) => aParty({ brokerageId: brokerage.id, groupId: firms.id, ...more }),
    rows: (parties: readonly Party[], wishes: readonly Wish[] = [], busy: readonly Busy[] = []) => ({
      setUp,
      parties,
      wishes,
      busy,
    }),
  }
}
