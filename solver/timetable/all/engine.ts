import { Above } from './above.ts'
import { Annealer } from './anneal.ts'
import { Below } from './below.ts'
import { type Encoding, encode, type Known } from './encode/index.ts'
import { degreeOf, type Model } from './model.ts'
import { Search } from './sat/search.ts'
import { Sat } from './sat/state.ts'

/** Moves between two slices of search: about as long as a slice. */
const annealing = 30_000

/** From which end an engine begins; with two threads one takes each. */
export type Side = 'below' | 'above'

/** What an engine is given; as it is, it can be sent to another thread. */
export type Task = {
  readonly model: Model
  readonly known: readonly Known[]
  readonly fairness: number
  readonly seed: number
  readonly side: Side
  /** A bound that is known already. */
  readonly lower: number
}

/** What an engine has found out so far. */
export type Found = {
  /** Slot of each meeting in the best plan, with `breaks` of them; null = none yet. */
  best: Int32Array | null
  breaks: number
  /** No plan has fewer breaks. */
  lower: number
  /** There is no plan at all: proved by search. */
  impossible: boolean
}

/** What is known of each person before the search: floors by their own slots, ceilings by number and fairness. */
export function knownOf(model: Model, floors: Int32Array, fairness: number): Known[] {
  const known = Array.from(floors, (floor, person) => {
    const meetings = degreeOf(model, person)
    const idle = model.delegates[person] === 1 ? model.slots - meetings : model.slots
    return { floor, ceiling: Math.max(0, Math.min(meetings - 1, idle, (model.slots - 1) >> 1)) }
  })
  const least = Math.min(...known.map(({ ceiling }) => ceiling))
  return known.map(({ floor, ceiling }) => ({ floor, ceiling: Math.min(ceiling, least + fairness) }))
}

/** Breaks of everybody together in a plan that places every meeting. */
export function breaksIn({ people, slots, from, list }: Model, slotOf: Int32Array): number {
  const busy = new Uint8Array(slots)
  let breaks = 0
  for (let person = 0; person < people; person += 1) {
    busy.fill(0)
    for (let at = from[person] as number; at < (from[person + 1] as number); at += 1)
      busy[slotOf[list[at] as number] as number] = 1
    let last = -1
    for (let slot = 0; slot < slots; slot += 1) {
      if (!busy[slot]) continue
      if (last >= 0 && slot > last + 1) breaks += 1
      last = slot
    }
  }
  return breaks
}

/**
 * Solves one model by clauses, a slice at a time: from below (bound by bound) and from above (plan by plan) in turn,
 * on the same clauses, so that what one learns helps the other. Nothing here reads a clock.
 */
export class Engine {
  readonly found: Found = { best: null, breaks: Number.POSITIVE_INFINITY, lower: 0, impossible: false }
  private readonly model: Model
  private readonly sat: Sat
  private readonly search: Search
  private readonly encoding: Encoding
  private readonly below: Below
  private readonly above: Above
  private readonly known: readonly Known[]
  private readonly seed: number
  private annealer: Annealer | null = null
  private turn: Side
  private patience = 2000
  private left: number

  constructor({ model, known, fairness, seed, side, lower }: Task) {
    this.model = model
    this.known = known
    this.seed = seed
    this.sat = new Sat(seed)
    this.encoding = encode(this.sat, model, known, fairness)
    this.search = new Search(this.sat)
    this.below = new Below(this.search, this.sat, this.encoding)
    this.above = new Above(this.sat, this.encoding)
    this.found.lower = Math.max(this.encoding.floor, lower)
    this.turn = side
    this.left = this.patience
  }

  get conflicts(): number {
    return this.sat.conflicts
  }

  /** Whether nothing is left to find out. */
  get done(): boolean {
    return this.found.impossible || this.found.breaks <= this.found.lower
  }

  /** Takes what another thread has found: a better plan's worth and a better bound. */
  hear(breaks: number, lower: number): void {
    this.found.breaks = Math.min(this.found.breaks, breaks)
    this.found.lower = Math.max(this.found.lower, lower)
  }

  /** Searches for about so many conflicts. */
  slice(conflicts: number): void {
    if (this.done) return
    const before = this.sat.conflicts
    if (this.turn === 'below') this.fromBelow(conflicts)
    else this.fromAbove(conflicts)
    if (!this.done) this.anneal()
    this.left -= Math.max(1, this.sat.conflicts - before)
    if (this.left > 0) return
    this.turn = this.turn === 'below' ? 'above' : 'below'
    this.patience *= 1.5
    this.left = this.patience
  }

  /** Makes the best plan better by moving meetings about, where people can only be in one place and all can have none. */
  private anneal(): void {
    const { found, model, known } = this
    if (!found.best || !Annealer.fits(model) || known.every(({ ceiling }) => ceiling > 0)) return
    this.annealer ??= new Annealer(model, known, found.best, found.breaks, this.seed)
    if (!this.annealer.run(annealing)) return
    const { best, breaks } = this.annealer
    if (breaks >= found.breaks) return
    found.best = best.slice()
    found.breaks = breaks
    this.search.origin = this.phasesOf(best)
  }

  /** A plan as what each variable should first be tried as. */
  private phasesOf(plan: Int32Array): Int8Array {
    const { x } = this.encoding
    const phases = this.sat.phase.slice()
    for (let cell = 0; cell < x.length; cell += 1) {
      const lit = x[cell] as number
      const here = plan[Math.floor(cell / this.model.slots)] === cell % this.model.slots
      phases[lit >> 1] = here === ((lit & 1) === 0) ? 1 : 0
    }
    this.sat.phase.set(phases)
    return phases
  }

  private fromBelow(conflicts: number): void {
    const verdict = this.search.run(this.below.assumptions(), conflicts)
    if (verdict === 1) {
      this.take()
      this.found.lower = Math.max(this.found.lower, this.encoding.floor + this.below.lower)
    } else if (verdict === -1) {
      if (this.search.core.length > 0) this.below.learn()
      else this.found.impossible = true
      this.found.lower = Math.max(this.found.lower, this.encoding.floor + this.below.lower)
    }
  }

  private fromAbove(conflicts: number): void {
    const { found, encoding } = this
    const first = found.best === null && found.breaks === Number.POSITIVE_INFINITY
    const verdict = this.search.run(
      first ? [] : this.above.assumptions(found.breaks - 1 - encoding.floor),
      conflicts,
    )
    if (verdict === 1) this.take()
    else if (verdict === -1) {
      if (this.search.core.length === 0) found.impossible = true
      else found.lower = Math.max(found.lower, found.breaks)
    }
  }

  /** Reads the plan off the model. */
  private take(): void {
    const { meetings, slots } = this.model
    const { x } = this.encoding
    const plan = new Int32Array(meetings)
    for (let meeting = 0; meeting < meetings; meeting += 1)
      for (let slot = 0; slot < slots; slot += 1)
        if ((this.sat.value[x[meeting * slots + slot] as number] as number) > 0) plan[meeting] = slot
    const breaks = breaksIn(this.model, plan)
    this.search.origin = this.sat.phase.slice()
    if (this.found.best !== null && breaks >= this.found.breaks) return
    this.found.best = plan
    this.found.breaks = Math.min(breaks, this.found.breaks)
  }
}
