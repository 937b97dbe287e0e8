import { analyze, blame } from './analyze.ts'
import { propagate } from './propagate.ts'
import { reduce } from './reduce.ts'
import { none, type Sat } from './state.ts'

/** 1 = a model stands on the trail, −1 = no model under the assumptions, 0 = the limit of conflicts was met. */
export type Verdict = 1 | 0 | -1

/** What a search remembers from one call to the next: when to restart, to forget, to change its mode. */
export class Search {
  readonly sat: Sat
  /** After −1: assumptions that cannot hold together; empty = there is no model at all. */
  core: number[] = []
  /** Whether a search that met its limit goes on where it stood, and does not begin anew. */
  steady = false
  private paused: readonly number[] | null = null
  private fast = 0
  private slow = 0
  private sinceRestart = 0
  private nextReduce = 2000
  private reductions = 0
  /** Whether the trail has grown to `targetSize` since it was last kept. */
  private longer = false
  private lastReduce = 0
  private stable = true
  private nextMode = 1000
  private modes = 0
  private lubyAt = 1
  private lubyLeft = 1024
  private nextRephase = 1000
  private rephases = 0
  /** The phases to come back to: the plan of a local search, or what was true in the last model. */
  origin: Int8Array | null = null

  constructor(sat: Sat) {
    this.sat = sat
  }

  /** Looks for a model in which all assumptions hold. The trail stays as it is after 1; call `leave` to go on. */
  run(assumptions: readonly number[], conflicts: number): Verdict {
    const { sat } = this
    this.core = []
    if (!this.goesOn(assumptions)) sat.backtrack(0)
    if (sat.broken) return -1
    const limit = sat.conflicts + conflicts
    for (;;) {
      const conflict = propagate(sat)
      if (conflict !== none) {
        this.remember()
        if (sat.depth === 0) {
          sat.broken = true
          return -1
        }
        this.learn(conflict)
        continue
      }
      if (sat.conflicts >= limit) {
        this.remember()
        this.paused = assumptions
        return 0
      }
      if (sat.depth > assumptions.length && sat.trailSize > sat.targetSize) {
        sat.targetSize = sat.trailSize
        this.longer = true
      }
      if (this.restarts()) {
        this.remember()
        sat.restarts += 1
        sat.backtrack(Math.min(sat.depth, assumptions.length))
        this.care()
        continue
      }
      let next = -1
      while (sat.depth < assumptions.length) {
        const lit = assumptions[sat.depth] as number
        const value = sat.value[lit] as number
        if (value < 0) {
          this.remember()
          this.core = blame(sat, lit)
          sat.backtrack(0)
          return -1
        }
        if (value === 0) {
          next = lit
          break
        }
        sat.starts[sat.depth] = sat.trailSize
        sat.depth += 1
      }
      if (next < 0) next = this.decide()
      if (next < 0) {
        this.remember()
        return 1
      }
      sat.decisions += 1
      sat.starts[sat.depth] = sat.trailSize
      sat.depth += 1
      sat.assign(next, none)
    }
  }

  /** Whether the last call met its limit under the same assumptions: then the trail is gone on with as it stands. */
  private goesOn(assumptions: readonly number[]): boolean {
    const { paused } = this
    this.paused = null
    return (
      this.steady &&
      paused !== null &&
      paused.length === assumptions.length &&
      paused.every((lit, at) => lit === assumptions[at])
    )
  }

  private learn(conflict: number): void {
    const { sat } = this
    sat.conflicts += 1
    this.sinceRestart += 1
    const { lits, back, lbd } = analyze(sat, conflict)
    this.fast += (lbd - this.fast) / 32
    this.slow += (lbd - this.slow) / 8192
    if (sat.conflicts < 8192) this.slow += (lbd - this.slow) / (sat.conflicts + 1)
    sat.backtrack(back)
    const first = lits[0] as number
    if (lits.length === 1) sat.assign(first, none)
    else if (lits.length === 2) {
      sat.pair(first, lits[1] as number)
      sat.assign(first, ~(lits[1] as number))
    } else {
      const place = sat.store(lits, lbd)
      sat.learnt.push(place)
      sat.assign(first, place)
    }
    sat.bump /= this.stable ? 0.95 : 0.92
  }

  private restarts(): boolean {
    if (this.stable) {
      if (this.sinceRestart < this.lubyLeft) return false
      this.lubyAt += 1
      this.lubyLeft = 1024 * luby(this.lubyAt)
    } else if (this.sinceRestart < 8 || this.fast < this.slow * 1.1) return false
    this.sinceRestart = 0
    return true
  }

  /** What is done between restarts: forgetting, changing between many restarts and few, and starting phases anew. */
  private care(): void {
    const { sat } = this
    if (sat.conflicts >= this.nextReduce) {
      sat.backtrack(0)
      if (propagate(sat) !== none) {
        sat.broken = true
        return
      }
      reduce(sat, this.lastReduce)
      this.lastReduce = sat.conflicts
      this.reductions += 1
      this.nextReduce = sat.conflicts + 1500 + 150 * this.reductions
    }
    if (sat.conflicts >= this.nextMode) {
      this.stable = !this.stable
      this.modes += 1
      this.nextMode = sat.conflicts + 1000 * (1 + (this.modes >> 1)) ** 2
      sat.targetSize = 0
    }
    if (sat.conflicts >= this.nextRephase) this.rephase()
  }

  private rephase(): void {
    const { sat } = this
    this.rephases += 1
    this.nextRephase = sat.conflicts + 1000 * this.rephases
    sat.targetSize = 0
    const turn = this.rephases % 4
    const { phase, best, variables } = sat
    if (turn === 1 && this.origin) phase.set(this.origin)
    else if (turn === 3)
      for (let each = 0; each < variables; each += 1) phase[each] = sat.random(8) === 0 ? 1 : 0
    else if (sat.bestSize > 0) phase.set(best.subarray(0, variables))
    sat.bestSize = 0
  }

  /** Keeps the longest trails without a conflict: once each, when what it has grown to is about to be taken back. */
  private remember(): void {
    if (!this.longer) return
    this.longer = false
    const { trail, target, targetSize, best, bestSize } = this.sat
    for (let at = 0; at < targetSize; at += 1) {
      const lit = trail[at] as number
      target[lit >> 1] = lit & 1 ? 0 : 1
    }
    if (targetSize <= bestSize) return
    this.sat.bestSize = targetSize
    best.set(target)
  }

  private decide(): number {
    const { sat } = this
    for (;;) {
      const variable = sat.order.take()
      if (variable < 0) return -1
      if (sat.value[variable * 2] !== 0) continue
      const wanted = this.stable && sat.targetSize > 0 ? sat.target[variable] : sat.phase[variable]
      return variable * 2 + (wanted ? 0 : 1)
    }
  }
}

function luby(index: number): number {
  let [size, power] = [1, 0]
  while (size < index + 1) {
    size = 2 * size + 1
    power += 1
  }
  let at = index
  while (size - 1 !== at) {
    size = (size - 1) >> 1
    power -= 1
    at %= size
  }
  return 2 ** power
}
