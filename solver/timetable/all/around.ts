import type { Model } from './model.ts'
import { breaksOfEach } from './task.ts'

/** How many meetings are let go at first, and how that changes after a look that saw to the end, or did not. */
const [first, wider, narrower] = [40, 1.1, 0.93]
const fewest = 10

/**
 * Chooses what of a plan is let go while clauses hold the rest and look for a better one around it: somebody with breaks
 * and whom they meet, or slots that follow one another. About as many meetings as a few hundred conflicts see to the end of.
 */
export class Around {
  private readonly model: Model
  private readonly random: (most: number) => number
  private size = first

  constructor(model: Model, random: (most: number) => number) {
    this.model = model
    this.random = random
  }

  /** Of each meeting: 1 = let go. */
  choose(plan: Int32Array): Uint8Array {
    const { model, random } = this
    const each = breaksOfEach(model, plan)
    const troubled = [...each.keys()].filter((person) => (each[person] as number) > 0)
    const person = troubled[random(Math.max(1, troubled.length))] ?? random(model.people)
    const loose = new Uint8Array(model.meetings)
    if (random(2) === 0) this.slots(plan, person, loose)
    else this.people(person, loose)
    return loose
  }

  /** One person's meetings, and all in slots that spread from one until enough are loose. */
  private slots(plan: Int32Array, person: number, loose: Uint8Array): void {
    const { random } = this
    const { from, list, meetings, slots } = this.model
    for (let at = from[person] as number; at < (from[person + 1] as number); at += 1)
      loose[list[at] as number] = 1
    let low = random(slots)
    let high = low
    for (;;) {
      for (let meeting = 0; meeting < meetings; meeting += 1)
        if (plan[meeting] === low || plan[meeting] === high) loose[meeting] = 1
      if (this.enough(loose) || (low === 0 && high === slots - 1)) return
      if (random(2) === 0) low = Math.max(0, low - 1)
      else high = Math.min(slots - 1, high + 1)
    }
  }

  /** One person's meetings, and those of whom they meet, and so on, until enough are loose. */
  private people(person: number, loose: Uint8Array): void {
    const { from, list, a, b } = this.model
    const open = [person]
    const seen = new Set(open)
    while (open.length > 0 && !this.enough(loose)) {
      const [who] = open.splice(this.random(open.length), 1) as [number]
      for (let at = from[who] as number; at < (from[who + 1] as number); at += 1) {
        const meeting = list[at] as number
        loose[meeting] = 1
        const other = (a[meeting] as number) + (b[meeting] as number) - who
        if (!seen.has(other)) open.push(other)
        seen.add(other)
      }
    }
  }

  private enough(loose: Uint8Array): boolean {
    return loose.reduce((sum, each) => sum + each, 0) >= this.size
  }

  /** How the last look ended: 1 = with a better plan, −1 = there is none, 0 = it was not seen to the end. */
  learn(verdict: 1 | 0 | -1): void {
    if (verdict === -1) this.size = Math.min(this.model.meetings, this.size * wider)
    else if (verdict === 0) this.size = Math.max(fewest, this.size * narrower)
  }
}
