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

/**
 * Where each part of the budget ends: the search for weight, the same with tables as they are, the bound; the rest is for
 * breaks. Rounds of prices are not steps; where time is what counts, they need their part of it.
 */
const counted = { searched: 0.75, seated: 0.85, proved: 0.92 }
const timed = { searched: 0.58, seated: 0.66, proved: 0.92 }
const sharesOf = ({ budget }: Options) => (budget.steps === undefined ? timed : counted)

/** Heat in parts of the mean weight: from nothing, from a plan, and at the end of either part of the search. */
const [hot, warm, cold, still] = [0.3, 0.08, 0.04, 0.008]

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
  const { searched, seated, proved } = sharesOf(options)
  const random = new Random(options.seed)
  const can = (wish: number) => (model.from[wish + 1] as number) > (model.from[wish] as number)
  const movable = Int32Array.from({ length: model.wishes }, (_, wish) => wish).filter(
    (wish) => can(wish) && !state.pinned[wish],
  )
  if (!colour(state)) greedy(state, model.value, null)
  if (start?.mostMoved !== undefined) replan(state, start.mostMoved)
  if (movable.length === 0) return
  const best = new Best(state)
  told(best.worth)
  const scale = meanWeight(state)
  const chunk = movable.length > 50_000 ? 65_536 : 8192
  const complete = () => best.worth.placed === movable.length + countPins(state)
  const cool = (from: number, to: number) => (done: number) => scale * from * (to / from) ** done

  if (start?.mostMoved !== undefined) return prove(proof, pace, options, best.worth)
  if (!complete()) {
    const heat = cool(start ? warm : hot, cold)
    if (state.tables.tight && model.kinds === 1) {
      const soft = new State(model, true)
      soft.pinned.set(state.pinned)
      soft.copy(state.slotOf)
      const toll = new Float64Array(model.slots).fill(fairToll(state))
      await pace.part(0, searched, chunk, (done, steps) =>
        anneal(soft, random, movable, steps, heat(done), toll, scale),
      )
      harden(soft, state)
      greedy(state, model.value, null)
      best.look(state)
    } else
      await pace.part(0, searched, chunk, (done, steps) => {
        anneal(state, random, movable, steps, heat(done), null, scale)
      })
    best.look(state)
    told(best.worth)
    const calm = cool(cold, still)
    await pace.part(searched, seated, chunk, (done, steps) => {
      anneal(state, random, movable, steps, calm(done), null, scale)
    })
    greedy(state, model.value, null)
    best.look(state)
    told(best.worth)
    await prove(proof, pace, options, best.worth)
    told(best.worth)
  }
  state.copy(best.slotOf)
  const settle = cool(0.5, 0.02)
  await pace.part(complete() ? 0 : proved, 1, chunk, (done, steps) =>
    polish(state, random, movable, steps, settle(done) / scale),
  )
}

/** Rounds of prices: a fixed number where steps are given, so that the answer repeats; else while there is time. */
async function prove(proof: Proof, pace: Pace, options: Options, { musts, weight }: Worth): Promise<void> {
  const until =
    options.budget.steps === undefined
      ? sharesOf(options).proved * (options.budget.ms ?? 0)
      : Number.POSITIVE_INFINITY
  for (let round = 0; round < 600 && pace.ms < until && !pace.stopped; round += 10) {
    if (proof.settled || (proof.weight(musts) <= weight && proof.musts <= musts)) return
    proof.run(10, musts, weight)
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

/** What a table is worth at first sight: the weight of the last wish that would have one if nothing else mattered. */
function fairToll({ model }: State): number {
  let tables = 0
  for (const open of model.open) tables += open
  const sorted = Float64Array.from(model.problem.wishes, ({ weight }) => weight).sort()
  return tables >= sorted.length ? 0 : (sorted[sorted.length - tables] ?? 0) / 2
}

/** From a soft state to one in which each slot has its tables: those of least value go. */
function harden(soft: State, state: State): void {
  const { model } = state
  for (let wish = 0; wish < model.wishes; wish += 1)
    if ((state.slotOf[wish] as number) >= 0) state.remove(wish)
  const order = Int32Array.from({ length: model.wishes }, (_, wish) => wish).filter(
    (wish) => (soft.slotOf[wish] as number) >= 0,
  )
  const value = (wish: number) => (model.value[wish] as number) + (soft.pinned[wish] ? 2 ** 50 : 0)
  order.sort((x, y) => value(y) - value(x) || x - y)
  for (const wish of order) {
    const slot = soft.slotOf[wish] as number
    if (state.tables.hasRoom(0, slot)) state.place(wish, slot)
  }
}
