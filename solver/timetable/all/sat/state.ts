import { Heap } from './heap.ts'
import { Lists } from './lists.ts'

/** No clause: a decision, or nothing implied it yet. Clauses start behind it. */
export const none = 0
/** In front of the literals of a clause: its size; 0 = given, else how many levels it spans (LBD); when last used. */
export const head = 3

const grown = (array: Int32Array, size: number): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(Math.max(size, array.length * 2))
  next.set(array)
  return next
}

/**
 * All of a CDCL solver's memory, flat. Variable v has the literals 2v (true) and 2v + 1 (false); `lit ^ 1` is the other.
 * A reason is `none`, a place in `clauses`, or ~lit for "because lit is false" (a clause of two, kept nowhere else).
 */
export class Sat {
  variables = 0
  /** Per literal: 1 true, −1 false, 0 open. */
  value = new Int8Array(0)
  level = new Int32Array(0)
  reason = new Int32Array(0)
  /** Literals in the order in which they became true. */
  trail = new Int32Array(0)
  trailSize = 0
  /** How far the trail has been propagated. */
  done = 0
  /** Where each level of decisions begins on the trail. */
  starts = new Int32Array(16)
  depth = 0
  /** A contradiction without any assumption. */
  broken = false

  clauses = new Int32Array(1 << 16)
  used = 1
  wasted = 0
  learnt: number[] = []
  given: number[] = []
  /** Clauses of two: for each literal, what has to be true when it is false. */
  readonly pairs = new Lists()
  /** Longer clauses: for each watched literal, couples of (another literal of the clause, clause). */
  readonly watches = new Lists()
  /** At most one of each group is true. For each literal: couples of where a group of it begins and ends in `members`. */
  readonly groups = new Lists()
  members = new Int32Array(1 << 12)
  private grouped = 0

  activity = new Float64Array(0)
  bump = 1
  order: Heap
  /** What each variable was last (1 = true), and in the longest trail without a conflict. */
  phase = new Int8Array(0)
  target = new Int8Array(0)
  targetSize = 0
  best = new Int8Array(0)
  bestSize = 0
  seen = new Uint8Array(0)
  stamp = new Int32Array(16)
  stamps = 0

  conflict = none
  /** When the conflict is of two literals, these. */
  conflictA = 0
  conflictB = 0
  conflicts = 0
  propagations = 0
  decisions = 0
  restarts = 0
  seed: number

  constructor(seed: number) {
    this.seed = (seed ^ 0x9e3779b9) | 1
    this.order = new Heap()
  }

  /** A new variable; gives its number. */
  variable(): number {
    const variable = this.variables
    this.variables += 1
    if (this.level.length < this.variables) this.grow(Math.max(1024, this.variables * 2))
    this.order.insert(variable, this.activity)
    return variable
  }

  private grow(size: number): void {
    const bytes = (array: Int8Array, length: number) => {
      const next = new Int8Array(length)
      next.set(array)
      return next
    }
    this.value = bytes(this.value, size * 2)
    this.phase = bytes(this.phase, size)
    this.target = bytes(this.target, size)
    this.best = bytes(this.best, size)
    const seen = new Uint8Array(size)
    seen.set(this.seen)
    this.seen = seen
    this.level = grown(this.level, size)
    this.reason = grown(this.reason, size)
    this.trail = grown(this.trail, size)
    this.starts = grown(this.starts, size + 2)
    this.stamp = grown(this.stamp, size + 2)
    this.groups.grow(size * 2)
    this.pairs.grow(size * 2)
    this.watches.grow(size * 2)
    const activity = new Float64Array(size)
    activity.set(this.activity)
    this.activity = activity
    this.order.grow(size)
  }

  /** The next of a fixed row of numbers: below `most`. */
  random(most: number): number {
    this.seed ^= this.seed << 13
    this.seed ^= this.seed >>> 17
    this.seed ^= this.seed << 5
    return (this.seed >>> 0) % most
  }

  /** Makes a literal true. */
  assign(lit: number, reason: number): void {
    const variable = lit >> 1
    this.value[lit] = 1
    this.value[lit ^ 1] = -1
    this.level[variable] = this.depth
    this.reason[variable] = reason
    this.trail[this.trailSize] = lit
    this.trailSize += 1
  }

  /** Takes back everything above a level. */
  backtrack(depth: number): void {
    if (this.depth <= depth) return
    const { trail, value, phase, order, activity } = this
    const from = this.starts[depth] as number
    for (let at = this.trailSize - 1; at >= from; at -= 1) {
      const lit = trail[at] as number
      value[lit] = 0
      value[lit ^ 1] = 0
      phase[lit >> 1] = lit & 1 ? 0 : 1
      order.insert(lit >> 1, activity)
    }
    this.trailSize = from
    this.done = from
    this.depth = depth
  }

  /** At most one of these literals is true. */
  atMostOne(lits: readonly number[]): void {
    if (lits.length < 2) return
    const from = this.grouped
    const end = from + lits.length
    if (end > this.members.length) this.members = grown(this.members, end)
    this.members.set(lits, from)
    this.grouped = end
    for (const lit of lits) {
      this.groups.add(lit, from)
      this.groups.add(lit, end)
    }
  }

  /** One of these literals is true. Said at level 0: a model that stands on the trail is gone. */
  add(given: readonly number[]): void {
    if (this.broken) return
    this.backtrack(0)
    const lits: number[] = []
    for (const lit of given) {
      const value = this.value[lit] as number
      if (value > 0 || lits.includes(lit ^ 1)) return
      if (value === 0 && !lits.includes(lit)) lits.push(lit)
    }
    const [first, second] = lits
    if (first === undefined) this.broken = true
    else if (second === undefined) this.assign(first, none)
    else if (lits.length === 2) this.pair(first, second)
    else this.given.push(this.store(lits, 0))
  }

  pair(first: number, second: number): void {
    this.pairs.add(first, second)
    this.pairs.add(second, first)
  }

  /** Keeps a clause of three or more; gives its place. */
  store(lits: readonly number[], lbd: number): number {
    const place = this.used
    if (place + head + lits.length > this.clauses.length)
      this.clauses = grown(this.clauses, place + head + lits.length)
    const { clauses } = this
    clauses[place] = lits.length
    clauses[place + 1] = lbd
    clauses[place + 2] = this.conflicts
    for (let at = 0; at < lits.length; at += 1) clauses[place + head + at] = lits[at] as number
    this.used = place + head + lits.length
    this.watch(lits[0] as number, lits[1] as number, place)
    this.watch(lits[1] as number, lits[0] as number, place)
    return place
  }

  watch(lit: number, blocker: number, place: number): void {
    this.watches.add(lit, blocker)
    this.watches.add(lit, place)
  }
}
