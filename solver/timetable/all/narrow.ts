import type { Reason } from '../problem.ts'
import { reason } from '../reason.ts'
import { Fitter } from './matching.ts'
import { ceilingsOf, degreeOf, leastOf, type Model } from './model.ts'

/** One slot that a meeting was found not to have, and which meetings the argument looked at. */
type Step = {
  readonly meeting: number
  readonly slot: number
  readonly reason: Reason
  readonly from: readonly number[]
}

/** A contradiction: what it is, and which meetings it looked at. */
type End = { readonly reason: Reason; readonly from: readonly number[] }

const mostSteps = 60

/** What came of narrowing: why there is no plan, where that was found; else what a fact about some meetings rests on. */
export type Narrowed = {
  /** The facts that show there is no plan, in the order in which one follows from another; null when none was found. */
  readonly because: Reason[] | null
  /** The steps that took slots from these meetings, each with what it follows from, and then the fact itself. */
  tell(fact: Reason, of: readonly number[]): Reason[]
}

/**
 * Takes from `may` what no plan can use: by each person's own slots (all of their meetings have to fit), by tables and
 * by rules of order, until nothing changes.
 */
export function narrow(model: Model): Narrowed {
  const narrowing = new Narrowing(model)
  const end = narrowing.run()
  return {
    because: end && narrowing.tell(end),
    tell: (reason, from) => narrowing.tell({ reason, from }),
  }
}

class Narrowing {
  private readonly model: Model
  private readonly steps: Step[] = []
  private readonly fitter: Fitter
  private readonly stale: Uint8Array

  constructor(model: Model) {
    this.model = model
    this.fitter = new Fitter(model.slots)
    this.stale = new Uint8Array(model.people).fill(1)
  }

  /** Until nothing changes (null), or to a contradiction. */
  run(): End | null {
    const { people } = this.model
    for (;;) {
      const before = this.steps.length
      // People before orders: what somebody's own slots show needs no step to be told.
      let end = this.byEmpty()
      for (let person = 0; !end && person < people; person += 1)
        if (this.stale[person]) {
          this.stale[person] = 0
          end = this.byPerson(person)
        }
      end ??= this.byOrder() ?? this.byTables()
      if (end) return end
      if (this.steps.length === before) return null
    }
  }

  private take(meeting: number, slot: number, reason: Reason, from: readonly number[]): void {
    const { may, slots, a, b } = this.model
    may[meeting * slots + slot] = 0
    this.steps.push({ meeting, slot, reason, from })
    this.stale[a[meeting] as number] = 1
    this.stale[b[meeting] as number] = 1
  }

  private byPerson(person: number): End | null {
    const { slots, may, from, list, delegates } = this.model
    const mine = list.subarray(from[person], from[person + 1])
    const cap = delegates[person] as number
    const here = (row: number, slot: number) => may[(mine[row] as number) * slots + slot] === 1
    // With as many slots for each of them as there are meetings, nothing can be ruled out.
    if (cap > 0 && mine.every((meeting) => this.count([meeting]).slots >= mine.length)) return null
    const some = (rows: readonly number[]) => rows.map((row) => mine[row] as number)
    const { fitter } = this
    const all = fitter.fit(mine.length, () => cap, here)
    if (all !== null) {
      const meetings = some(all)
      return {
        reason: reason('proof.person', { person, ...this.count(meetings), cap }),
        from: meetings,
      }
    }
    // Where each has been while all fitted: that it can be there is known.
    const been = new Uint8Array(mine.length * slots)
    const mark = () => {
      for (let row = 0; row < mine.length; row += 1) been[row * slots + (fitter.slotOf[row] as number)] = 1
    }
    mark()
    for (let row = 0; row < mine.length; row += 1)
      for (let slot = 0; slot < slots; slot += 1) {
        if (!here(row, slot) || been[row * slots + slot]) continue
        const tooMany = fitter.move(row, slot)
        if (tooMany === null) {
          mark()
          continue
        }
        const wish = mine[row] as number
        const others = some(tooMany).filter((meeting) => meeting !== wish)
        this.take(wish, slot, reason('proof.taken', { wish, slot, person, ...this.count(others) }), others)
      }
    return null
  }

  /** How many meetings, and in how many slots they may be. */
  private count(meetings: readonly number[]): { meetings: number; slots: number } {
    const { slots, may } = this.model
    let open = 0
    for (let slot = 0; slot < slots; slot += 1)
      if (meetings.some((meeting) => may[meeting * slots + slot])) open += 1
    return { meetings: meetings.length, slots: open }
  }

  private byTables(): End | null {
    const { slots, may, rooms } = this.model
    for (const { meetings, room } of rooms) {
      const here = (row: number, slot: number) => may[(meetings[row] as number) * slots + slot] === 1
      const tooMany = this.fitter.fit(meetings.length, (slot) => room[slot] as number, here)
      if (tooMany !== null) {
        const some = tooMany.map((row) => meetings[row] as number)
        let places = 0
        for (let slot = 0; slot < slots; slot += 1)
          if (some.some((meeting) => may[meeting * slots + slot])) places += room[slot] as number
        const counted = { ...this.count(some), places }
        return { reason: reason('proof.tables', counted), from: some }
      }
      for (let slot = 0; slot < slots; slot += 1) {
        const sure = [...meetings].filter((meeting) => this.only(meeting) === slot)
        if (sure.length < (room[slot] as number)) continue
        for (const wish of meetings)
          if (may[wish * slots + slot] && this.only(wish) !== slot)
            this.take(wish, slot, reason('proof.full', { wish, slot, meetings: sure.length }), sure)
      }
    }
    return null
  }

  /** The only slot a meeting may have; −1 = there are several or none. */
  private only(meeting: number): number {
    const { slots, may } = this.model
    let found = -1
    for (let slot = 0; slot < slots; slot += 1)
      if (may[meeting * slots + slot]) {
        if (found >= 0) return -1
        found = slot
      }
    return found
  }

  private byOrder(): End | null {
    const { slots, may, precedes } = this.model
    for (const [wish, wish2] of precedes) {
      let earliest = 0
      while (earliest < slots && !may[wish * slots + earliest]) earliest += 1
      let latest = slots - 1
      while (latest >= 0 && !may[wish2 * slots + latest]) latest -= 1
      for (let slot = 0; slot <= Math.min(earliest, slots - 1); slot += 1)
        if (may[wish2 * slots + slot])
          this.take(wish2, slot, reason('proof.too_early', { wish: wish2, slot, wish2: wish }), [wish])
      for (let slot = Math.max(latest, 0); slot < slots; slot += 1)
        if (may[wish * slots + slot])
          this.take(wish, slot, reason('proof.too_late', { wish, slot, wish2 }), [wish2])
    }
    return this.byEmpty()
  }

  private byEmpty(): End | null {
    for (let wish = 0; wish < this.model.meetings; wish += 1)
      if (this.count([wish]).slots === 0) return { reason: reason('proof.empty', { wish }), from: [wish] }
    return null
  }

  /** The steps that the end needs, in order, and the end; where they are too many to read, how many there were. */
  tell({ reason: last, from }: End): Reason[] {
    const wanted = new Set(from)
    const told: Reason[] = []
    for (const step of [...this.steps].reverse()) {
      if (!wanted.has(step.meeting)) continue
      told.push(step.reason)
      for (const meeting of step.from) wanted.add(meeting)
    }
    if (told.length > mostSteps) return [reason('proof.steps', { steps: told.length }), last]
    return [...told.reverse(), last]
  }
}

/**
 * Whether fairness alone rules a plan out: somebody cannot have few breaks where somebody cannot have many. `floors` are
 * by what narrowing left, so its steps for the meetings of the one with many breaks are told before.
 */
export function unfair(model: Model, floors: Int32Array, fairness: number, { tell }: Narrowed): Reason[] {
  const ceilings = ceilingsOf(model)
  const least = ceilings.indexOf(leastOf(ceilings))
  const most = floors.indexOf(floors.reduce((high, each) => Math.max(high, each), 0))
  if (least < 0 || most < 0) return []
  const limit = (ceilings[least] as number) + fairness
  if ((floors[most] as number) <= limit) return []
  const fact = reason('proof.unfair', {
    person: most,
    breaks: floors[most] as number,
    person2: least,
    meetings: degreeOf(model, least),
    most: limit,
  })
  return tell(fact, [...model.list.subarray(model.from[most], model.from[most + 1])])
}
