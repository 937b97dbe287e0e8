import type { Decision } from '../model.ts'
import { inverse } from './inverse.ts'

/** One judge's weighted points of one project, 0 to 100. */
export type Given = { project: string; judge: string; total: number }

export type Ranked = {
  project: string
  /** How many judges. */
  count: number
  /** The mean of what its judges gave, and the place by it. */
  raw: number
  rawRank: number
  /** The mean as an average judge of the group would have given it, and the place by that. */
  adjusted: number
  rank: number
  /** Standard error of `adjusted`; null where too few reviews say how much judges differ. */
  error: number | null
}

export type Ranking = {
  rows: readonly Ranked[]
  /** How much above (mild) or below (harsh) the average judge of their group each one gives. */
  leniency: readonly { judge: string; by: number }[]
  /** Spread of a single review around what the model says; null as `error`. */
  spread: number | null
  /** Groups of judges that share no project: places between groups rest on their judges being alike on average. */
  groups: number
  /** Standard error of the difference between two projects. */
  between(one: string, other: string): number | null
}

const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)
const round4 = (value: number) => Math.round(value * 1e4) / 1e4
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Which judges hang together by projects they share. */
function groupsOf(projects: readonly (readonly number[])[], judges: number): number[] {
  const group = Array.from({ length: judges }, (_none, at) => at)
  const top = (at: number): number => (group[at] === at ? at : top(group[at] ?? at))
  for (const members of projects) for (const other of members) group[top(other)] = top(members[0] ?? other)
  return group.map((_none, at) => top(at))
}

/** 1 and as many more as stand strictly before: equal values share a place, and the next place is left out. */
const placeOf = (value: number, all: readonly number[]) => 1 + all.filter((each) => each > value).length

/**
 * Ranks projects by the additive model  total = project + judge + rest, solved by least squares with the judges of each
 * group adding up to nothing. A judge who gives little to everything is so told from projects that deserve little; the
 * rest says how sure that is. Values are rounded to four places, so that what is equal is a tie.
 * The order in which scores come does not matter: they are put into one first.
 */
export function rank(given: readonly Given[]): Ranking {
  const scores = [...given].sort((a, b) => byText(a.project, b.project) || byText(a.judge, b.judge))
  const names = [...new Set(scores.map(({ project }) => project))]
  const judges = [...new Set(scores.map(({ judge }) => judge))].sort(byText)
  const at = new Map(judges.map((judge, index) => [judge, index]))
  const of = names.map((name) => scores.filter(({ project }) => project === name))
  const members = of.map((rows) => rows.map(({ judge }) => at.get(judge) ?? 0))
  const means = of.map((rows) => sum(rows.map(({ total }) => total)) / rows.length)
  const group = groupsOf(members, judges.length)

  // Projects eliminated, what is left are equations between judges: S × leniency = right. Where S says nothing (a
  // group may move as a whole) the judges of the group add up to nothing.
  const S: number[][] = judges.map((_judge, row) =>
    judges.map((_other, column) => (group[row] === group[column] ? 1 : 0)),
  )
  const right = judges.map(() => 0)
  const add = (row: number, column: number, value: number) => {
    const line = S[row]
    if (line) line[column] = (line[column] ?? 0) + value
  }
  for (const [index, rows] of of.entries())
    for (const { judge, total } of rows) {
      const row = at.get(judge) ?? 0
      add(row, row, 1)
      right[row] = (right[row] ?? 0) + total - (means[index] ?? 0)
      for (const column of members[index] ?? []) add(row, column, -1 / rows.length)
    }
  const inverted = judges.length === 0 ? [] : inverse(S)
  const leniency = inverted.map((row) => sum(row.map((each, column) => each * (right[column] ?? 0))))
  const adjusted = of.map(
    (rows, index) =>
      (means[index] ?? 0) - sum((members[index] ?? []).map((each) => leniency[each] ?? 0)) / rows.length,
  )

  const groups = new Set(group).size
  const rest = sum(
    of.flatMap((rows, index) =>
      rows.map(
        ({ judge, total }) => (total - (adjusted[index] ?? 0) - (leniency[at.get(judge) ?? 0] ?? 0)) ** 2,
      ),
    ),
  )
  const free = scores.length - names.length - judges.length + groups
  const variance = free > 0 ? rest / free : null
  // The part of the inverse that the side condition brought in cancels within a group.
  const shared = (one: number, other: number): number => {
    const [a, b] = [members[one] ?? [], members[other] ?? []]
    return (
      sum(a.flatMap((row) => b.map((column) => (inverted[row]?.[column] ?? 0) - inGroup(row, column)))) /
      (a.length * b.length)
    )
  }
  const sizes = new Map<number, number>()
  for (const each of group) sizes.set(each, (sizes.get(each) ?? 0) + 1)
  const inGroup = (row: number, column: number) =>
    group[row] === group[column] ? 1 / (sizes.get(group[row] ?? 0) ?? 1) ** 2 : 0
  const ownVariance = (one: number) => 1 / (members[one]?.length ?? 1) + shared(one, one)
  const root = (factor: number) => (variance === null ? null : Math.sqrt(Math.max(0, variance * factor)))

  const rounded = adjusted.map(round4)
  const raws = means.map(round4)
  const rows = names.map((project, index): Ranked => {
    const error = root(ownVariance(index))
    const [own, raw] = [rounded[index] ?? 0, raws[index] ?? 0]
    return {
      project,
      count: members[index]?.length ?? 0,
      raw,
      rawRank: placeOf(raw, raws),
      adjusted: own,
      rank: placeOf(own, rounded),
      error: error === null ? null : round4(error),
    }
  })
  return {
    rows: rows.sort((a, b) => a.rank - b.rank || byText(a.project, b.project)),
    leniency: judges.map((judge, index) => ({ judge, by: round4(leniency[index] ?? 0) })),
    spread: variance === null ? null : round4(Math.sqrt(variance)),
    groups,
    between: (one, other) => {
      const [a, b] = [names.indexOf(one), names.indexOf(other)]
      return root(ownVariance(a) + ownVariance(b) - 2 * shared(a, b))
    },
  }
}

export type Lines = { places: number; waiting: number }
export type Proposed = { project: string; decision: Decision; isTie: boolean; isClose: boolean }

/**
 * What the cut lines say. Nobody is cut by the order in which equals happen to stand: where a tie lies across the line
 * of places, all of it waits for a human to decide. `isClose`: less than two standard errors from the nearest project
 * on the other side of the line of places, so that other judges might have had it the other way.
 */
export function proposals(
  { rows, between }: Pick<Ranking, 'rows' | 'between'>,
  { places, waiting }: Lines,
): Proposed[] {
  const first = rows.map(({ adjusted }): { decision: Decision; isTie: boolean } => {
    const above = rows.filter((other) => other.adjusted > adjusted).length
    const upTo = rows.filter((other) => other.adjusted >= adjusted).length
    if (upTo <= places) return { decision: 'accepted', isTie: false }
    if (above < places) return { decision: 'waiting', isTie: true }
    return { decision: above < places + waiting ? 'waiting' : 'declined', isTie: false }
  })
  return rows.map((row, index) => {
    const mine = first[index] ?? { decision: 'declined' as const, isTie: false }
    const isIn = mine.decision === 'accepted'
    const others = rows.filter((_other, at) => (first[at]?.decision === 'accepted') !== isIn)
    const nearest = isIn ? others[0] : others.at(-1)
    const error = nearest ? between(row.project, nearest.project) : null
    const isClose =
      nearest !== undefined && error !== null && Math.abs(row.adjusted - nearest.adjusted) < 2 * error
    return { project: row.project, ...mine, isClose }
  })
}
