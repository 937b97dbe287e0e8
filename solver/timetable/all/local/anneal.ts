import type { Known } from '../encode/index.ts'
import type { Model } from '../model.ts'
import { Chains } from './chains.ts'
import { placeAll } from './place.ts'

/** Where a round begins and ends: a step up by one break is taken once in 150 tries, then once in 20,000. */
const [warmest, coldest] = [0.2, 0.1]
/** Moves of the first round for each meeting, and how much longer each further round is. */
const [opening, longer] = [100, 1.5]
/** Of a hundred moves so many are for people with breaks before others. */
const focus = 30

/**
 * Makes plans from nothing and better ones from those, by simulated annealing over Kempe chains, warm again each round.
 * Moves are all that is counted: the same seed and moves give the same plan.
 */
export class Annealer {
  private readonly model: Model
  private readonly board: Chains
  private round: number
  private at = 0
  private rounds = 0
  /** Whether every meeting is on the board: with one left out nothing here would be a plan. */
  private whole = false
  /** The best plan so far and its breaks; null = none yet. */
  best: Int32Array | null = null
  breaks = Number.POSITIVE_INFINITY

  constructor(model: Model, known: readonly Known[], fairness: number, seed: number) {
    this.model = model
    this.board = new Chains(model, known, fairness, seed)
    this.round = Math.max(10_000, model.meetings * opening)
  }

  /** Places every meeting; false = not found quickly, and there is nothing to make better. */
  begin(): boolean {
    this.whole = placeAll(this.board, 200 * this.model.meetings)
    if (this.whole) this.keep()
    return this.whole
  }

  /** Goes on from another's plan. */
  take(plan: Int32Array, breaks: number): void {
    this.best = plan.slice()
    this.breaks = breaks
    this.board.lay(plan)
    this.whole = true
  }

  /** Tries so many moves, or until the goal is met; true = the best plan is better than it was. */
  run(moves: number, goal: number): boolean {
    const { board, model } = this
    const had = this.breaks
    if (!this.whole || model.meetings === 0) return false
    for (let move = 0; move < moves && this.breaks > goal; move += 1) {
      if (this.at >= this.round) this.again()
      const heat = warmest * (coldest / warmest) ** (this.at / this.round)
      this.at += 1
      const meeting = this.draw()
      const to = board.random(model.slots)
      if (meeting < 0 || board.slotOf[meeting] === to) continue
      const more = board.gather(meeting, to)
      if (more === null) continue
      if (more > 0 && board.random(1 << 20) >= Math.exp(-more / heat) * (1 << 20)) continue
      board.swap()
      this.keep()
    }
    return this.breaks < had
  }

  private keep(): void {
    const { board } = this
    if (board.breaks >= this.breaks || !board.clean) return
    this.breaks = board.breaks
    this.best = board.slotOf.slice()
  }

  /** A new round: warm, longer, every third from the best plan; dearer what a whole round could not put right. */
  private again(): void {
    const { board } = this
    this.rounds += 1
    this.at = 0
    this.round *= longer
    if (!this.best && board.crowded > 0) board.prices.table *= 1.2
    if (!this.best && board.reversed > 0) board.prices.order *= 1.2
    if (this.best && this.rounds % 3 === 0) board.lay(this.best)
  }

  /** Any meeting, or one of a person who is likely to have breaks; −1 = look again. */
  private draw(): number {
    const { board, model } = this
    const { people, list, from, meetings } = model
    if (board.random(100) >= focus) return board.random(meetings)
    const person = board.random(people)
    if (board.breaksOf(person) === 0 && board.random(4) > 0) return -1
    const mine = (from[person + 1] as number) - (from[person] as number)
    return mine === 0 ? -1 : (list[(from[person] as number) + board.random(mine)] as number)
  }
}
