import { head, none, type Sat } from './state.ts'

/** The conflict is of two literals: `conflictA` and `conflictB` are both false. */
export const pairConflict = -1

function clash(sat: Sat, a: number, b: number): number {
  sat.conflictA = a
  sat.conflictB = b
  sat.done = sat.trailSize
  return pairConflict
}

/** Draws every consequence of the trail. Gives `none`, or the clause that became false (see `pairConflict`). */
export function propagate(sat: Sat): number {
  const { value, trail, level, reason, members, groups, pairs, watches } = sat
  const { depth } = sat
  const bounds = groups.pool
  let size = sat.trailSize
  while (sat.done < size) {
    const lit = trail[sat.done] as number
    sat.done += 1
    sat.propagations += 1
    const no = lit ^ 1
    const firstGroup = groups.at[lit] as number
    const lastGroup = firstGroup + (groups.length[lit] as number)
    for (let group = firstGroup; group < lastGroup; group += 2) {
      const last = bounds[group + 1] as number
      for (let at = bounds[group] as number; at < last; at += 1) {
        const other = members[at] as number
        if (other === lit || (value[other] as number) < 0) continue
        if ((value[other] as number) > 0) {
          sat.trailSize = size
          return clash(sat, no, other ^ 1)
        }
        value[other] = -1
        value[other ^ 1] = 1
        level[other >> 1] = depth
        reason[other >> 1] = ~no
        trail[size] = other ^ 1
        size += 1
      }
    }
    const firstPair = pairs.at[no] as number
    const lastPair = firstPair + (pairs.length[no] as number)
    const couples = pairs.pool
    for (let at = firstPair; at < lastPair; at += 1) {
      const other = couples[at] as number
      const known = value[other] as number
      if (known > 0) continue
      if (known < 0) {
        sat.trailSize = size
        return clash(sat, no, other)
      }
      value[other] = 1
      value[other ^ 1] = -1
      level[other >> 1] = depth
      reason[other >> 1] = ~no
      trail[size] = other
      size += 1
    }
    let list = watches.pool
    const begin = watches.at[no] as number
    const count = begin + (watches.length[no] as number)
    const { clauses } = sat
    let from = begin
    let to = begin
    visit: while (from < count) {
      const blocker = list[from] as number
      const place = list[from + 1] as number
      from += 2
      if ((value[blocker] as number) > 0) {
        list[to] = blocker
        list[to + 1] = place
        to += 2
        continue
      }
      const base = place + head
      const first = (clauses[base] as number) ^ (clauses[base + 1] as number) ^ no
      const known = value[first] as number
      if (known > 0) {
        list[to] = first
        list[to + 1] = place
        to += 2
        continue
      }
      const end = base + (clauses[place] as number)
      for (let at = base + 2; at < end; at += 1) {
        const other = clauses[at] as number
        if ((value[other] as number) >= 0) {
          clauses[base] = first
          clauses[base + 1] = other
          clauses[at] = no
          sat.watch(other, first, place)
          list = watches.pool
          continue visit
        }
      }
      list[to] = first
      list[to + 1] = place
      to += 2
      if (known < 0) {
        while (from < count) {
          list[to] = list[from] as number
          list[to + 1] = list[from + 1] as number
          to += 2
          from += 2
        }
        watches.length[no] = to - begin
        sat.trailSize = size
        sat.done = size
        return place
      }
      value[first] = 1
      value[first ^ 1] = -1
      level[first >> 1] = depth
      reason[first >> 1] = place
      trail[size] = first
      size += 1
    }
    watches.length[no] = to - begin
  }
  sat.trailSize = size
  return none
}
