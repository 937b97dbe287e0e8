import { Clauses } from './clauses.ts'
import { Annealer } from './local/anneal.ts'
import type { Model } from './model.ts'
import type { Found, Task } from './task.ts'

/** Moves before the first clause is written, after a slice of search while they find something, and at the least. */
type Pace = { readonly opening: number; readonly burst: number; readonly least: number }

/** Most days are over before a clause is written, in a few hundredths of a second. */
const free: Pace = { opening: 150_000, burst: 60_000, least: 12_000 }
/** Where chains are often stopped, by meetings that are fixed or ordered, clauses do better; on small days they do all. */
const stiff: Pace = { opening: 1_000, burst: 12_000, least: 500 }
const stiffAndSmall: Pace = { ...stiff, burst: 500 }
/** A stiff day on which clauses have not come to an end by so many conflicts needs good plans, too. */
const stubborn = 10_000
const stubbornLeast = 3000
/** Most days are over before so many conflicts: until then moves have only a part of what they are due. */
const young = 3000
/** The same from above, where plans are wanted more than bounds: longer than a slice takes. */
const leap = 300_000

/** Up to so many meetings a day is small. */
const small = 200

/** Whether some meetings can be in one slot only, or have to come before others. */
function isStiff({ precedes, may, slots, meetings }: Model): boolean {
  if (precedes.length > 0) return true
  for (let meeting = 0; meeting < meetings; meeting += 1)
    if (may.subarray(meeting * slots, (meeting + 1) * slots).reduce((sum, each) => sum + each, 0) === 1)
      return true
  return false
}

/**
 * Solves one model a slice at a time: first by moving meetings about, then by clauses and by moving in turn, each going
 * on from the other's best plan. Nothing here reads a clock.
 */
export class Engine {
  readonly found: Found
  private readonly task: Task
  private readonly annealer: Annealer
  private clauses: Clauses | null = null
  private readonly stiff: boolean
  private readonly pace: Pace
  private opened = false
  /** Moves after the next slice, fewer while they find nothing. */
  private moves: number

  constructor(task: Task) {
    const floor = task.known.reduce((sum, each) => sum + each.floor, 0)
    this.task = task
    this.stiff = isStiff(task.model)
    this.pace = !this.stiff ? free : task.model.meetings <= small ? stiffAndSmall : stiff
    this.moves = this.pace.burst
    this.found = {
      best: null,
      breaks: Number.POSITIVE_INFINITY,
      lower: Math.max(floor, task.lower),
      impossible: false,
    }
    this.annealer = new Annealer(task.model, task.known, task.fairness, task.seed)
  }

  get conflicts(): number {
    return this.clauses?.conflicts ?? 0
  }

  /** Whether nothing is left to find out. */
  get done(): boolean {
    return this.found.impossible || this.found.breaks <= this.found.lower
  }

  /** Takes what another has found: a better plan, to go on from, and a better bound. */
  hear({ best, breaks, lower }: Pick<Found, 'best' | 'breaks' | 'lower'>): void {
    const { found } = this
    found.lower = Math.max(found.lower, lower)
    if (best === null || breaks >= found.breaks) return
    found.best = best
    found.breaks = breaks
  }

  /** The first call moves meetings about; each further one searches for about so many conflicts, then moves again. */
  slice(conflicts: number): void {
    if (this.done) return
    if (!this.opened) {
      this.opened = true
      if (this.annealer.begin()) this.anneal(this.pace.opening)
      return
    }
    this.clauses ??= this.write()
    if (conflicts === 0) return
    this.clauses.run(conflicts)
    if (!this.done) this.anneal(this.share())
  }

  /** The further the best plan is from the bound, the longer it is worth moving. */
  private share(): number {
    const { found, task, moves, conflicts } = this
    if (task.side === 'above') return leap
    const least = this.stiff && conflicts >= stubborn ? stubbornLeast : this.pace.least
    const age = Math.min(1, conflicts / young)
    return Math.max(this.stiff ? moves * age : moves, least * Math.min(10, found.breaks - found.lower) * age)
  }

  private write(): Clauses {
    const clauses = new Clauses(this.task, this.found)
    if (!this.stiff && this.found.best) clauses.lean(this.found.best)
    // On stiff days a count says more than cores, which are large and many.
    if (this.stiff) clauses.count()
    // Small stiff days are over sooner without a new beginning at each slice; large ones need it.
    if (this.stiff && this.task.model.meetings <= small) clauses.steady()
    return clauses
  }

  private anneal(moves: number): void {
    const { found, annealer, clauses } = this
    if (found.best && found.breaks < annealer.breaks) annealer.take(found.best, found.breaks)
    annealer.run(moves, found.lower)
    const { best, breaks } = annealer
    const better = best !== null && breaks < found.breaks
    this.moves = better ? this.pace.burst : Math.max(this.pace.least, this.moves * 0.9)
    if (!better) return
    found.best = best
    found.breaks = breaks
    if (!this.stiff) clauses?.lean(best)
  }
}
