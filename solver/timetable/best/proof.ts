import type { Problem } from '../problem.ts'
import { Bound } from './bound.ts'
import type { Model } from './model.ts'

/** What no plan can be worth more than: its musts, and its weight when it has as many musts as ours. */
export class Proof {
  readonly prices: Bound
  /** No plan has more musts than this. */
  musts = 0
  /** What a must counts in the prices. */
  private readonly factor: number
  private readonly onMusts: Bound | null
  private readonly most: number

  constructor(model: Model, problem: Problem) {
    const can = (wish: number) => (model.from[wish + 1] as number) > (model.from[wish] as number)
    let heaviest = 0
    let most = 0
    for (const [wish, { weight, must }] of problem.wishes.entries())
      if (can(wish)) {
        heaviest = Math.max(heaviest, weight)
        most += weight
        if (must) this.musts += 1
      }
    this.most = most
    this.factor = this.musts > 0 ? 4 * heaviest + 1 : 0
    const worth = problem.wishes.map(({ weight, must }) => weight + (must ? this.factor : 0))
    this.prices = new Bound(model, Float64Array.from(worth))
    this.onMusts =
      this.musts > 0
        ? new Bound(
            model,
            Float64Array.from(problem.wishes, ({ must }) => (must ? 1 : 0)),
          )
        : null
  }

  /** Rounds of prices, towards the worth of the best plan known. */
  run(rounds: number, musts: number, weight: number): void {
    this.prices.run(rounds, weight + this.factor * musts)
    if (!this.onMusts || this.musts <= musts) return
    this.onMusts.run(rounds, musts)
    this.musts = Math.min(this.musts, Math.floor(this.onMusts.best + 1e-9))
  }

  /** The prices are good enough to search by. */
  get tells(): boolean {
    return this.prices.tells
  }

  /** Further rounds would change next to nothing. */
  get settled(): boolean {
    return this.prices.settled && (this.onMusts === null || this.onMusts.settled)
  }

  /** No plan with that many musts or more weighs more than this. */
  weight(musts: number): number {
    return Math.min(this.most, Math.floor(this.prices.best - this.factor * musts + 1e-9))
  }
}
