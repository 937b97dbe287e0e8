import { moreWorth } from '../constraints/index.ts'
import type { Options, Start, Worth } from '../problem.ts'
import { Random } from '../random.ts'
import { anneal } from './anneal.ts'
import { colour } from './colour.ts'
import { greedy } from './greedy.ts'
import type { Pace } from './pace.ts'
import { polish } from './polish.ts'
import type { Proof } from './proof.ts'
import { replan } from './replan.ts'
import { State } from './state.ts'
import { thinned } from './thin.ts'

/**
 * Where each part of the budget ends: prices, the search among the slots that they leave, the search among all, prices
 * again; the rest is for breaks. Rounds of prices are not steps; where time is what counts, they need their part of it.
 */
const counted = { priced: 0, narrow: 0.65, wide: 0.8, proved: 0.8 }
const timed = { priced: 0.4, narrow: 0.75, wide: 0.82, proved: 0.9 }
const sharesOf = ({ budget }: Options) => (budget.steps === undefined ? timed : counted)

/** Heat in parts of the mean weight: from nothing, from a plan, where it falls fast, and at the end. */
const [hot, warm, cold, still] = [0.3, 0.08, 0.04, 0.008]

/** How much less than its best slot, in parts of the mean weight, a slot may gain to be tried in the narrow search. */
const nearly = 0.02

export type Told = (worth: Worth) => void

/** Fills a state with the best plan found in the budget, and narrows the bound. */
export async function search(
  state: State,
  proof: Proof,
  pace: Pace,
  options: Options,
  start: Start | null,
  told: Told,
): Promise<void> {
  const { model } = state
  const { priced, narrow, wide, proved } = sharesOf(options)
  const random = new Random(options.seed)
  const movable = movableIn(state)
  if (!colour(state)) greedy(state)
  if (start?.mostMoved !== undefined) replan(state, start.mostMoved)
  if (movable.length === 0) return
  const best = new Best(state)
  told(best.worth)
  const scale = meanWeight(state)
  const chunk = movable.length > 50_000 ? 65_536 : 8192
  const complete = () => best.worth.placed === movable.length + countPins(state)
  const cool = (from: number, to: number) => (done: number) => scale * from * (to / from) ** done
  const price = (share: number, last: boolean) => prove(proof, pace, options, best.worth, share, last)

  if (start?.mostMoved !== undefined) return price(proved, false)
  if (!complete()) {
    await price(priced, false)
    told(best.worth)
    const near = new State(thinned(model, proof.prices, nearly * scale, start ? state.slotOf : null))
    near.pinned.set(state.pinned)
    if (start) near.copy(state.slotOf)
    greedy(near)
    const few = movableIn(near)
    const bend = priced + 0.88 * (narrow - priced)
    const [falls, calms] = [cool(start ? warm : hot, cold), cool(cold, still)]
    if (few.length > 0) {
      await pace.part(priced, bend, chunk, (done, steps) => anneal(near, random, few, steps, falls(done)))
      await pace.part(bend, narrow, chunk, (done, steps) => anneal(near, random, few, steps, calms(done)))
    }
    state.copy(near.slotOf)
    greedy(state)
    best.look(state)
    told(best.worth)
    await pace.part(narrow, wide, chunk, (done, steps) => anneal(state, random, movable, steps, calms(done)))
    greedy(state)
    best.look(state)
    told(best.worth)
    await price(proved, true)
    told(best.worth)
  }
  state.copy(best.slotOf)
  const settle = cool(0.5, 0.02)
  await pace.part(complete() ? 0 : proved, 1, chunk, (done, steps) =>
    polish(state, random, movable, steps, settle(done) / scale),
  )
}

/** Wishes that have a slot and may change it. */
function movableIn({ model, pinned }: State): Int32Array {
  const can = (wish: number) => (model.from[wish + 1] as number) > (model.from[wish] as number)
  return Int32Array.from({ length: model.wishes }, (_, wish) => wish).filter(
    (wish) => can(wish) && !pinned[wish],
  )
}

/** Rounds of prices: as many as it takes where steps are given, so that the answer repeats; else up to a share of the time. */
async function prove(
  proof: Proof,
  pace: Pace,
  options: Options,
  { musts, weight }: Worth,
  share: number,
  last: boolean,
): Promise<void> {
  const { steps, ms } = options.budget
  const until = steps === undefined ? share * (ms ?? 0) : Number.POSITIVE_INFINITY
  for (let round = 0; round < 600 && pace.ms < until && !pace.stopped; round += 5) {
    if (last ? proof.settled : proof.tells) return
    if (proof.weight(musts) <= weight && proof.musts <= musts) return
    proof.run(5, musts, weight)
    await pace.breathe()
  }
}

/** The best plan so far, by musts, weight, newcomers and number. */
class Best {
  readonly slotOf: Int32Array
  worth: Worth

  constructor(state: State) {
    this.slotOf = state.slotOf.slice()
    this.worth = worthIn(state)
  }

  look(state: State): void {
    const worth = worthIn(state)
    const more = moreWorth(worth, this.worth)
    if (more < 0) state.copy(this.slotOf)
    else if (more > 0) {
      this.slotOf.set(state.slotOf)
      this.worth = worth
    }
  }
}

function worthIn(state: State): Worth {
  const { model, slotOf } = state
  let [placed, musts, weight] = [0, 0, 0]
  for (let wish = 0; wish < model.wishes; wish += 1) {
    const it = model.problem.wishes[wish]
    if ((slotOf[wish] as number) < 0 || !it) continue
    placed += 1
    weight += it.weight
    if (it.must) musts += 1
  }
  const first = model.newcomer?.reduce((total, is, person) => total + (is && state.count[person] ? 1 : 0), 0)
  return { placed, musts, weight, newcomers: first ?? 0, breaks: 0, spread: 0, tableChanges: 0 }
}

const countPins = (state: State) => state.pinned.reduce((total, pin) => total + pin, 0)

function meanWeight({ model }: State): number {
  let total = 0
  for (const { weight } of model.problem.wishes) total += weight
  return Math.max(1 / 64, total / Math.max(1, model.wishes))
}
