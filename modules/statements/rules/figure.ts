import { minorDigits } from '#kernel/money'
import type { Level, Step } from '#modules/outcomes'
import type { CountedMetric, RatioMetric } from '../metrics/model.ts'
import type { Basis, Counted, Figure, Group, Range, Rate } from '../model.ts'

/** A number before it has words: what `figureOf` puts together and a statement freezes. */
export type Result = Pick<
  Figure,
  'value' | 'high' | 'band' | 'empty' | 'evidence' | 'editions' | 'ever' | 'rates' | 'withoutRate'
> & { groups: readonly Group[]; basis: Omit<Basis, 'metric'> }

/** The newest rate up to the day; none where there is none. The same currency needs none. */
export function rateOn(
  rates: readonly Rate[],
  currency: string,
  target: string,
  day: string | null,
): Rate | null {
  let found: Rate | null = null
  for (const rate of rates)
    if (
      rate.currency === currency &&
      rate.target === target &&
      (day === null || rate.onDay <= day) &&
      (found === null || rate.onDay > found.onDay)
    )
      found = rate
  return found
}

/** Minor units of `target`, rounded half up; null where no rate was known on the day. */
export function convert(
  { amount, day }: Pick<Counted, 'amount' | 'day'>,
  target: string,
  rates: readonly Rate[],
): { minor: number; rate: Rate | null } | null {
  if (amount === null) return { minor: 0, rate: null }
  if (amount.currency === target) return { minor: amount.minor, rate: null }
  const rate = rateOn(rates, amount.currency, target, day)
  if (rate === null) return null
  const scale = 10 ** (minorDigits(target) - minorDigits(amount.currency))
  return { minor: Math.round(amount.minor * rate.rate * scale), rate }
}

const rankOf = ['stated', 'witnessed', 'confirmed', 'documented', 'credentialed'] as const
const higher = (a: Level | null, b: Level | null) =>
  a === null || (b !== null && rankOf.indexOf(b) > rankOf.indexOf(a)) ? b : a

/** One row a `low`: what is probably the same is one, at its best evidence and in its first group. */
function merged(rows: readonly Counted[]): Map<string, Counted> {
  const units = new Map<string, Counted>()
  for (const row of rows) {
    const known = units.get(row.low)
    // Whoever is known under that very id speaks for it; else the first of those that are probably the same.
    const first = known === undefined || (row.high === row.low && known.high !== known.low) ? row : known
    units.set(row.low, {
      ...first,
      group: first.group ?? known?.group ?? row.group,
      level: higher(known?.level ?? null, row.level),
    })
  }
  return units
}

const tally = <Key extends string>(keys: readonly Key[]): Map<Key, number> => {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const sorted = (groups: Map<string, number>): Group[] =>
  [...groups]
    .map(([group, value]) => ({ group, value }))
    .sort((a, b) => b.value - a.value || (a.group < b.group ? -1 : 1))

/** The number of what was counted, its evidence, groups and ids. Pure: the same rows give the same number. */
export function count(
  metric: CountedMetric,
  rows: readonly Counted[],
  rates: readonly Rate[] = [],
  record = '',
): Omit<Result, 'editions' | 'ever'> {
  const units = merged(rows)
  const evidence = Object.fromEntries(
    tally([...units.values()].flatMap(({ level }) => level ?? [])),
  ) as Result['evidence']
  const keys = [...units.keys()]
  const probable = [...new Set(rows.filter(({ low, high }) => low !== high).map(({ high }) => high))]
  if (metric.unit === 'money' || metric.unit === 'jobs')
    return sum(metric, rows, units, rates, { evidence, record, keys, probable })
  const groups = metric.by === 'none' ? [] : sorted(parts(rows, units))
  return {
    value: units.size,
    high: Math.max(units.size, new Set(rows.map(({ high }) => high)).size),
    evidence,
    groups,
    rates: [],
    withoutRate: 0,
    basis: { kind: record, keys, amounts: [], probable },
  }
}

/**
 * How much is in each group: one for each unit, or the parts of those who share it. Who is in no group is a group, too: else it
 * could be had by subtraction; and so is the part that nobody is named for, so that the groups are always the whole number.
 */
function parts(rows: readonly Counted[], units: ReadonlyMap<string, Counted>): Map<string, number> {
  const shared = rows.filter(({ share, low, high }) => share !== null && units.get(low)?.high === high)
  if (shared.length === 0) return tally([...units.values()].map(({ group }) => group ?? ''))
  const open = new Map([...units.keys()].map((key) => [key, 100]))
  const inAll = new Map<string, number>()
  const add = (group: string, part: number) => inAll.set(group, (inAll.get(group) ?? 0) + part)
  for (const { low, group, share } of shared) {
    add(group ?? '', share ?? 0)
    open.set(low, (open.get(low) ?? 0) - (share ?? 0))
  }
  for (const part of open.values()) if (part !== 0) add('', part)
  // Per cent are whole numbers, so that nothing is lost in adding them up.
  return new Map([...inAll].map(([group, part]) => [group, part / 100]))
}

function sum(
  metric: CountedMetric,
  rows: readonly Counted[],
  units: ReadonlyMap<string, Counted>,
  rates: readonly Rate[],
  parts: Pick<Result, 'evidence'> & { record: string; keys: readonly string[]; probable: readonly string[] },
): Omit<Result, 'editions' | 'ever'> {
  const target = metric.currency ?? ''
  const used = new Map<string, Rate>()
  const worth = (row: Counted) => {
    const converted = convert(row, target, rates)
    if (converted?.rate) used.set(converted.rate.id, converted.rate)
    return converted?.minor ?? null
  }
  const amounts = new Map([...units].map(([key, unit]) => [key, worth(unit)]))
  const total = (values: Iterable<number | null>) =>
    [...values].reduce<number>((all, one) => all + (one ?? 0), 0)
  const groups = new Map<string, number>()
  for (const [key, { group }] of units)
    if (group !== null) groups.set(group, (groups.get(group) ?? 0) + (amounts.get(key) ?? 0))
  const value = total(amounts.values())
  return {
    value,
    high: Math.max(value, total(rows.map(worth))),
    evidence: parts.evidence,
    groups: sorted(groups),
    rates: [...used.values()]
      .map(({ currency, onDay, rate, sourceTitle }) => ({ currency, onDay, rate, sourceTitle }))
      .sort((a, b) => (a.currency + a.onDay < b.currency + b.onDay ? -1 : 1)),
    withoutRate: [...amounts.values()].filter((amount) => amount === null).length,
    basis: {
      kind: parts.record,
      keys: parts.keys,
      amounts: parts.keys.map((key) => amounts.get(key) ?? 0),
      probable: parts.probable,
    },
  }
}

/**
 * One number over another, each at its own end of the range. Of nothing there is no share, and where no money was written down nothing
 * is known of what each cost: that is not nought.
 */
export function ratio(metric: RatioMetric, of: Range, per: Range): Range & Pick<Result, 'empty'> {
  if (per.high === 0 || (metric.unit === 'money_each' && of.high === 0))
    return { low: 0, high: 0, empty: true }
  const over = (top: number, bottom: number) => (bottom === 0 ? 0 : top / bottom)
  const [low, high] = [over(of.low, per.high), over(of.high, per.low)]
  if (metric.unit === 'share') return { low: Math.min(1, low), high: Math.min(1, high) }
  return { low: Math.round(low), high: Math.round(high) }
}

/** A share that goes on, with its band; nothing where nobody was watched for so long. */
export const lasting = (
  step: Step | null,
): Pick<Result, 'value' | 'high'> & Required<Pick<Result, 'band'>> => ({
  value: step?.survival ?? 0,
  high: step?.survival ?? 0,
  band: { low: step?.low ?? 0, high: step?.high ?? 0, watched: step?.atRisk ?? 0 },
})

/** False of a share of nothing, and of what nobody was watched long enough for: of these nothing is known, which is not nought. */
export const isKnown = ({ band, empty }: Pick<Figure, 'band' | 'empty'>): boolean =>
  band?.watched !== 0 && empty !== true
