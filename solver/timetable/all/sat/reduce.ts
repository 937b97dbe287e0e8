import { head, none, type Sat } from './state.ts'

/** Clauses that span so few levels are kept for ever; those up to `mid` as long as they are of use. */
const glue = 2
const mid = 6

function locked(sat: Sat, place: number): boolean {
  for (let at = 0; at < 2; at += 1) {
    const lit = sat.clauses[place + head + at] as number
    if ((sat.value[lit] as number) > 0 && sat.reason[lit >> 1] === place) return true
  }
  return false
}

function isTrue(sat: Sat, place: number): boolean {
  const end = place + head + (sat.clauses[place] as number)
  for (let at = place + head; at < end; at += 1)
    if ((sat.value[sat.clauses[at] as number] as number) > 0) return true
  return false
}

/** Moves the clauses that stay together and watches them anew; what is true or false at level 0 is taken out. */
function compact(sat: Sat, keep: (place: number) => boolean): void {
  const old = sat.clauses
  const next = new Int32Array(old.length)
  const moved = new Int32Array(sat.used)
  let used = 1
  sat.watches.length.fill(0)
  const root = sat.depth === 0
  const move = (list: number[]): number[] => {
    const kept: number[] = []
    for (const place of list) {
      if (!keep(place) || (root && isTrue(sat, place))) continue
      const size = old[place] as number
      let to = used + head
      for (let at = place + head; at < place + head + size; at += 1) {
        const lit = old[at] as number
        if (root && (sat.value[lit] as number) < 0) continue
        next[to] = lit
        to += 1
      }
      const left = to - used - head
      if (left === 2) {
        sat.pair(next[used + head] as number, next[used + head + 1] as number)
        continue
      }
      next[used] = left
      next[used + 1] = old[place + 1] as number
      next[used + 2] = old[place + 2] as number
      moved[place] = used
      kept.push(used)
      sat.watch(next[used + head] as number, next[used + head + 1] as number, used)
      sat.watch(next[used + head + 1] as number, next[used + head] as number, used)
      used = to
    }
    return kept
  }
  sat.given = move(sat.given)
  sat.learnt = move(sat.learnt)
  for (let at = 0; at < sat.trailSize; at += 1) {
    const variable = (sat.trail[at] as number) >> 1
    const why = sat.reason[variable] as number
    if (why > 0) sat.reason[variable] = root ? none : (moved[why] as number)
  }
  sat.clauses = next
  sat.used = used
}

/** Forgets the less useful half of what was learnt and not used lately. */
export function reduce(sat: Sat, since: number): void {
  const { clauses } = sat
  const weak: number[] = []
  for (const place of sat.learnt) {
    const lbd = clauses[place + 1] as number
    const last = clauses[place + 2] as number
    if (lbd <= glue || locked(sat, place)) continue
    if (lbd <= mid && last >= since) continue
    weak.push(place)
  }
  weak.sort(
    (left, right) =>
      (clauses[right + 1] as number) - (clauses[left + 1] as number) ||
      (clauses[right] as number) - (clauses[left] as number) ||
      (clauses[left + 2] as number) - (clauses[right + 2] as number),
  )
  const gone = new Set(weak.slice(0, weak.length >> 1))
  compact(sat, (place) => !gone.has(place))
}
