import type { Plan, Problem } from '../problem.ts'
import { slotOf, tableOf } from './board.ts'

export type Place = { readonly slot: number; readonly table: number }

/** What became of two plans of one problem, for each wish and for each person. */
export type Difference = {
  readonly added: readonly ({ readonly wish: number } & Place)[]
  readonly dropped: readonly ({ readonly wish: number } & Place)[]
  readonly moved: readonly { readonly wish: number; readonly from: Place; readonly to: Place }[]
  /** Everybody who is touched, in order: the wishes that came, went and moved. */
  readonly people: readonly {
    readonly person: number
    readonly added: readonly number[]
    readonly dropped: readonly number[]
    readonly moved: readonly number[]
  }[]
}

const placeIn = (plan: Plan, wish: number): Place => ({
  slot: slotOf(plan, wish),
  table: tableOf(plan, wish),
})

/** From one plan to another: what was added, dropped and moved (another slot or table). */
export function compare(problem: Problem, from: Plan, to: Plan): Difference {
  const added: Difference['added'][number][] = []
  const dropped: Difference['dropped'][number][] = []
  const moved: Difference['moved'][number][] = []
  const people = new Map<number, { added: number[]; dropped: number[]; moved: number[] }>()
  const note = (wish: number, what: 'added' | 'dropped' | 'moved') => {
    const it = problem.wishes[wish]
    for (const person of it ? [it.a, it.b] : []) {
      const own = people.get(person) ?? { added: [], dropped: [], moved: [] }
      own[what].push(wish)
      people.set(person, own)
    }
  }
  for (let wish = 0; wish < problem.wishes.length; wish += 1) {
    const [was, is] = [placeIn(from, wish), placeIn(to, wish)]
    if (was.slot < 0 && is.slot >= 0) {
      added.push({ wish, ...is })
      note(wish, 'added')
    } else if (was.slot >= 0 && is.slot < 0) {
      dropped.push({ wish, ...was })
      note(wish, 'dropped')
    } else if (was.slot !== is.slot || was.table !== is.table) {
      moved.push({ wish, from: was, to: is })
      note(wish, 'moved')
    }
  }
  return {
    added,
    dropped,
    moved,
    people: [...people].sort(([one], [other]) => one - other).map(([person, own]) => ({ person, ...own })),
  }
}
