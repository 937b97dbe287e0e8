import { Around } from './around.ts'
import { Below } from './below.ts'
import { type Encoding, encode } from './encode/index.ts'
import type { Model } from './model.ts'
import { Search } from './sat/search.ts'
import { Sat } from './sat/state.ts'
import { breaksOfEach, type Found, type Side, type Task } from './task.ts'
import { Total } from './total.ts'

/** Looks around one plan in a slice: each may be over at once. */
const mostLooks = 50

/** Until so many conflicts the one break above the bound is also looked for around the plan: it is often near. */
const young = 4000

/**
 * The exact half of an engine: from below (bound by bound) and from above (plan by plan, everywhere and around the best
 * one) in turn on the same clauses, so that what one learns helps the other. What it finds goes into `found`, which it
 * shares with the engine.
 */
export class Clauses {
  private readonly model: Model
  private readonly found: Found
  private readonly sat: Sat
  private readonly search: Search
  private readonly encoding: Encoding
  private readonly below: Below
  private readonly total: Total
  /** Whether the bound is lifted by counting all costs, and not by cores. */
  private counting = false
  private readonly around: Around
  /** Whether the next slice from above looks everywhere, or around the best plan. */
  private wide = true
  private turn: Side
  /** Conflicts of a turn from below; one from above has a quarter: what is at its best is mostly found from below. */
  private patience = 6000
  private left: number

  constructor({ model, known, fairness, seed, side }: Task, found: Found) {
    this.model = model
    this.found = found
    this.sat = new Sat(seed)
    this.encoding = encode(this.sat, model, known, fairness)
    this.search = new Search(this.sat)
    this.below = new Below(this.search, this.sat, this.encoding)
    this.total = new Total(this.sat, this.encoding, found)
    this.around = new Around(model, (most) => this.sat.random(most))
    this.turn = side
    this.left = side === 'below' ? this.patience : this.patience / 4
  }

  get conflicts(): number {
    return this.sat.conflicts
  }

  /** Searches for about so many conflicts. */
  run(conflicts: number): void {
    const { best, breaks, lower } = this.found
    const before = this.sat.conflicts
    // One break above the bound there is nothing to be had by halves, where cores and count look for the same from either end.
    const whole = this.wide || best === null || (breaks <= lower + 1 && !this.counting)
    this.wide = !this.wide
    const near = best !== null && breaks === lower + 1 && before < young
    if (this.turn === 'below' && near) {
      this.lookAround(best, conflicts / 3)
      if (!this.over) this.fromBelow((2 * conflicts) / 3)
    } else if (this.turn === 'below') this.fromBelow(conflicts)
    else if (whole) this.fromAbove(conflicts)
    else this.lookAround(best, conflicts)
    this.left -= Math.max(1, this.sat.conflicts - before)
    if (this.left > 0) return
    this.turn = this.turn === 'below' ? 'above' : 'below'
    this.patience *= 1.25
    this.left = this.turn === 'below' ? this.patience : this.patience / 4
  }

  /** Nothing is left to find out. */
  private get over(): boolean {
    return this.found.impossible || this.found.breaks <= this.found.lower
  }

  /** From now on a slice goes on where the last one stood. */
  steady(): void {
    this.search.steady = true
  }

  /** From now on the bound is lifted by asking for as many breaks as it says, in one count. */
  count(): void {
    this.counting = true
  }

  /** Takes a plan as what each variable should first be tried as, now and whenever phases start anew. */
  lean(plan: Int32Array): void {
    const { x } = this.encoding
    const { slots } = this.model
    const phases = this.sat.phase.slice()
    for (let cell = 0; cell < x.length; cell += 1) {
      const lit = x[cell] as number
      const here = plan[Math.floor(cell / slots)] === cell % slots
      phases[lit >> 1] = here === ((lit & 1) === 0) ? 1 : 0
    }
    this.sat.phase.set(phases)
    this.search.origin = phases
  }

  private fromBelow(conflicts: number): void {
    const { found, below, total, counting, search, encoding } = this
    const goal = counting ? total.atMost(found.lower) : below.assumptions()
    const verdict = search.run(goal, conflicts)
    if (verdict === 1) this.take()
    else if (verdict === 0) return
    else if (search.core.length === 0) found.impossible = true
    else if (counting) found.lower += 1
    else below.learn()
    found.lower = Math.max(found.lower, encoding.floor + below.lower)
  }

  private fromAbove(conflicts: number): void {
    const { found, search, total } = this
    const first = found.best === null && found.breaks === Number.POSITIVE_INFINITY
    const goal = first ? [] : total.atMost(found.breaks - 1)
    const verdict = search.run(goal, conflicts)
    if (verdict === 1) this.take()
    else if (verdict === -1) this.conclude(search.core, goal)
  }

  /** Looks for a better plan among those that have most meetings where the best one has them. */
  private lookAround(best: Int32Array, conflicts: number): void {
    const { found, encoding, search, total, around, model, sat } = this
    const goal = total.atMost(found.breaks - 1)
    const until = sat.conflicts + conflicts
    for (let look = 0; look < mostLooks && sat.conflicts < until; look += 1) {
      const loose = around.choose(best)
      const held = [...goal]
      for (let meeting = 0; meeting < model.meetings; meeting += 1)
        if (!loose[meeting])
          held.push(encoding.x[meeting * model.slots + (best[meeting] as number)] as number)
      const verdict = search.run(held, until - sat.conflicts)
      around.learn(verdict)
      if (verdict === 1) this.take()
      else if (verdict === -1) this.conclude(search.core, goal)
      if (verdict === 1 || this.over) return
    }
  }

  /** What it means that no plan has fewer breaks than the best: nothing, where that was only so with meetings held. */
  private conclude(core: readonly number[], goal: readonly number[]): void {
    const { found } = this
    if (core.length === 0) found.impossible = true
    else if (core.every((lit) => goal.includes(lit))) found.lower = Math.max(found.lower, found.breaks)
  }

  /** Reads the plan off the model. */
  private take(): void {
    const { model, sat, encoding, found } = this
    const { meetings, slots } = model
    const plan = new Int32Array(meetings)
    for (let meeting = 0; meeting < meetings; meeting += 1)
      for (let slot = 0; slot < slots; slot += 1)
        if ((sat.value[encoding.x[meeting * slots + slot] as number] as number) > 0) plan[meeting] = slot
    const breaks = breaksOfEach(model, plan).reduce((sum, each) => sum + each, 0)
    this.search.origin = sat.phase.slice()
    if (found.best !== null && breaks >= found.breaks) return
    found.best = plan
    found.breaks = Math.min(breaks, found.breaks)
  }
}
