import type { Problem, Table as SolverTable, Wish as SolverWish } from '../../../solver/timetable/problem.ts'
import { notReady } from '../errors.ts'
import type { Busy, Party, PartyId, SetUp, SlotId, Table, TableId, Wish, WishKind } from '../model.ts'
import { meet } from '../setup/rules.ts'

/** Everything a run is made from: what is set up, who takes part, what they wish, when they cannot. */
export type Rows = {
  setUp: SetUp
  parties: readonly Party[]
  wishes: readonly Wish[]
  busy: readonly Busy[]
  /** How many meetings of each stand beside what is planned: they count towards what a group allows. */
  meetings?: ReadonlyMap<PartyId, number>
}

/** Two parties that should meet; `a` has the lower id. */
export type Pair = { a: PartyId; b: PartyId }
export const pairKey = (one: PartyId, other: PartyId): string =>
  one < other ? `${one} ${other}` : `${other} ${one}`

/** What is asked of the solver, and whose index is whose id. A pair's index is its wish's in the problem. */
export type Asked = {
  problem: Problem
  parties: readonly PartyId[]
  slots: readonly SlotId[]
  tables: readonly TableId[]
  pairs: readonly Pair[]
  partyAt: ReadonlyMap<PartyId, number>
  slotAt: ReadonlyMap<SlotId, number>
  tableAt: ReadonlyMap<TableId, number>
  /** By pairKey. */
  pairAt: ReadonlyMap<string, number>
  /** Wished for, and not even asked of the solver: no table speaks their languages. */
  withoutTable: readonly Pair[]
  /** Most meetings of each by the group; the problem's own `most` is what is left of them to plan. */
  limits: readonly number[]
  /** How many representatives each has. */
  representatives: readonly number[]
}

/** What a wish is worth before the weight of the group it comes from. */
const worth: Readonly<Record<WishKind, number>> = { must: 30, meet: 10, no: 0 }

/** What a wish is worth, by the weight of the group it comes from: to a run, and where a freed slot is offered on. */
export const wishWorth = (kind: WishKind, groupWeight = 1): number => worth[kind] * groupWeight

type Merged = Pair & { must: boolean; weight: number }

/**
 * Wishes of both directions as one per pair: a must if either says so, worth what both give together. A no from either
 * side takes the pair out; so do groups that do not meet, and a party that has left.
 */
function merged({ setUp, parties, wishes }: Rows): Merged[] {
  const byId = new Map(parties.filter(({ withdrawnAt }) => withdrawnAt === null).map((one) => [one.id, one]))
  const weights = new Map(setUp.groups.map(({ id, weight }) => [id, weight]))
  const refused = new Set<string>()
  const pairs = new Map<string, Merged>()
  for (const { from, to, kind } of wishes) {
    const [one, other] = [byId.get(from), byId.get(to)]
    if (!one || !other || one === other || !meet(setUp.pairings, one.groupId, other.groupId)) continue
    const key = pairKey(from, to)
    if (kind === 'no') {
      refused.add(key)
      continue
    }
    const known = pairs.get(key)
    const [a, b] = from < to ? [from, to] : [to, from]
    pairs.set(key, {
      a,
      b,
      must: (known?.must ?? false) || kind === 'must',
      weight: (known?.weight ?? 0) + wishWorth(kind, weights.get(one.groupId)),
    })
  }
  return [...pairs]
    .filter(([key]) => !refused.has(key))
    .map(([, pair]) => pair)
    .sort((one, other) => (pairKey(one.a, one.b) < pairKey(other.a, other.b) ? -1 : 1))
}

const languagesKey = ({ languages }: Pick<Table, 'languages'>) => [...languages].sort().join(',')

/** Somebody who named no language will do with any; a table that names none serves all. */
const speaks = (party: Party, spoken: readonly string[]) =>
  spoken.length === 0 ||
  party.languages.length === 0 ||
  party.languages.some((language) => spoken.includes(language))

/** Kinds of table are their sets of languages. A pair can sit where both understand a language that is spoken there. */
function kindsOf(tables: readonly Table[]) {
  const kinds: { key: string; languages: readonly string[] }[] = []
  const of = tables.map((table) => {
    const key = languagesKey(table)
    const found = kinds.findIndex((kind) => kind.key === key)
    return found === -1 ? kinds.push({ key, languages: table.languages }) - 1 : found
  })
  const fitting = (a: Party, b: Party) =>
    kinds.flatMap(({ languages }, kind) => (speaks(a, languages) && speaks(b, languages) ? [kind] : []))
  return { of, count: kinds.length, fitting }
}

const indexOf = <One>(list: readonly One[]): Map<One, number> =>
  new Map(list.map((one, index) => [one, index]))

/** What stands in the way of a run, most basic first; each is a key of a check, `meetings.not_ready_<key>`. */
export const readyChecks = [
  'groups',
  'pairings',
  'slots',
  'tables',
  'open_tables',
  'parties',
  'wishes',
] as const
export type ReadyCheck = (typeof readyChecks)[number]

/** Whether each thing that a run needs is there. */
export function checkReady(rows: Rows): { key: ReadyCheck; done: boolean }[] {
  const { groups, pairings, slots, tables } = rows.setUp
  const done: Record<ReadyCheck, boolean> = {
    groups: groups.length > 0,
    pairings: pairings.length > 0,
    slots: slots.length > 0,
    tables: tables.length > 0,
    open_tables: tables.some(({ closed }) => slots.some(({ id }) => !closed.includes(id))),
    parties: rows.parties.filter(({ withdrawnAt }) => withdrawnAt === null).length > 1,
    wishes: merged(rows).length > 0,
  }
  return readyChecks.map((key) => ({ key, done: done[key] }))
}

/**
 * The problem a brokerage's rows are. Refuses what no run can begin with: no groups, pairings, slots, tables (or all
 * closed), parties or wishes. Nothing else is refused: what cannot be placed is the solver's to say, with its reason.
 */
export function problemOf(rows: Rows): Asked {
  const missing = checkReady(rows).find(({ done }) => !done)
  if (missing) throw notReady(missing.key)
  const { setUp, busy, meetings } = rows
  const active = rows.parties
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const slots = [...setUp.slots].sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
  const byId = new Map(active.map((party) => [party.id, party]))
  const partyAt = indexOf(active.map(({ id }) => id))
  const slotAt = indexOf(slots.map(({ id }) => id))
  const groups = new Map(setUp.groups.map((group) => [group.id, group]))
  const kinds = kindsOf(setUp.tables)

  const free = new Uint8Array(active.length * slots.length).fill(1)
  for (const { partyId, slotId } of busy) {
    const [party, slot] = [partyAt.get(partyId), slotAt.get(slotId)]
    if (party !== undefined && slot !== undefined) free[party * slots.length + slot] = 0
  }

  const pairs: Pair[] = []
  const withoutTable: Pair[] = []
  const wishes: SolverWish[] = []
  for (const { a, b, must, weight } of merged(rows)) {
    const [one, other] = [byId.get(a), byId.get(b)]
    const [at, bt] = [partyAt.get(a), partyAt.get(b)]
    if (!one || !other || at === undefined || bt === undefined) continue
    const fitting = kinds.fitting(one, other)
    if (fitting.length === 0) {
      withoutTable.push({ a, b })
      continue
    }
    pairs.push({ a, b })
    wishes.push({
      a: at,
      b: bt,
      weight,
      must,
      ...(fitting.length < kinds.count ? { kinds: fitting } : {}),
    })
  }

  const limits = active.map(({ groupId }) => groups.get(groupId)?.mostMeetings ?? slots.length)
  const tables = setUp.tables.map(({ closed }, index): SolverTable => {
    const shut = closed.flatMap((id) => slotAt.get(id) ?? []).sort((one, other) => one - other)
    return { kind: kinds.of[index] ?? 0, ...(shut.length > 0 ? { closed: shut } : {}) }
  })
  return {
    problem: {
      people: active.length,
      slots: slots.length,
      free,
      tables,
      wishes,
      precedes: [],
      most: Int32Array.from(active, ({ id }, index) =>
        Math.max(0, (limits[index] ?? 0) - (meetings?.get(id) ?? 0)),
      ),
      delegates: Uint8Array.from(active, ({ representatives }) => representatives),
      newcomer: Uint8Array.from(active, ({ newcomer }) => (newcomer ? 1 : 0)),
    },
    parties: active.map(({ id }) => id),
    slots: slots.map(({ id }) => id),
    tables: setUp.tables.map(({ id }) => id),
    pairs,
    partyAt,
    slotAt,
    tableAt: indexOf(setUp.tables.map(({ id }) => id)),
    pairAt: new Map(pairs.map(({ a, b }, index) => [pairKey(a, b), index])),
    withoutTable,
    limits,
    representatives: active.map(({ representatives }) => representatives),
  }
}
