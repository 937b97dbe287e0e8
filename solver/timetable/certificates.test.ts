import { expect, it } from 'vitest'
import { bruteForce, smallProblem } from './fixtures.ts'
import { type Problem, type Reason, sentence, sentences, solve } from './index.ts'

const slotsOf = (bits: number) =>
  Array.from({ length: 31 }, (_none, slot) => slot).filter((slot) => bits & (1 << slot))

/**
 * A reader who believes nothing: goes through a certificate from top to bottom with what the problem itself says, and
 * what the sentences before have shown, and looks whether each sentence is true as it is written.
 */
class Reader {
  private readonly problem: Problem
  private readonly fairness: number
  /** Slots that each meeting may still be in, as far as the reader has been convinced. */
  readonly may: Set<number>[]

  constructor(problem: Problem, fairness: number) {
    this.problem = problem
    this.fairness = fairness
    const all = Array.from({ length: problem.slots }, (_none, slot) => slot)
    this.may = problem.wishes.map(
      ({ a, b, within, fixed, kinds }) =>
        new Set(
          all.filter(
            (slot) =>
              this.free(a, slot) &&
              this.free(b, slot) &&
              (!within || within.includes(slot)) &&
              (fixed === undefined || fixed === slot) &&
              (!kinds || this.open(slot, kinds) > 0),
          ),
        ),
    )
  }

  private free(person: number, slot: number): boolean {
    return this.problem.free[person * this.problem.slots + slot] === 1
  }

  private open(slot: number, kinds?: readonly number[]): number {
    return this.problem.tables.filter(
      ({ kind, closed }) => !closed?.includes(slot) && (!kinds || kinds.includes(kind)),
    ).length
  }

  /** Every set of kinds of table. */
  private unions(): number[][] {
    const kinds = [...new Set(this.problem.tables.map(({ kind }) => kind))]
    return Array.from({ length: 1 << kinds.length }, (_none, bits) =>
      kinds.filter((_kind, at) => bits & (1 << at)),
    )
  }

  /** Meetings that need a table of one of these kinds. */
  private within(union: readonly number[]): number[] {
    const known = [...new Set(this.problem.tables.map(({ kind }) => kind))]
    return [...this.problem.wishes.keys()].filter((wish) =>
      known.every(
        (kind) => union.includes(kind) || this.problem.wishes[wish]?.kinds?.includes(kind) === false,
      ),
    )
  }

  private of(person: number): number[] {
    return [...this.problem.wishes.keys()].filter((wish) => {
      const { a, b } = this.problem.wishes[wish] as Problem['wishes'][number]
      return a === person || b === person
    })
  }

  /** Every set of so many slots that some of these meetings together may be in, as bits. */
  private sets(wishes: readonly number[], size: number): number[] {
    const own = new Set(
      wishes.map((wish) => [...(this.may[wish] ?? [])].reduce((bits, slot) => bits | (1 << slot), 0)),
    )
    let unions = new Set([0])
    for (const bits of own) unions = new Set([...unions, ...[...unions].map((union) => union | bits)])
    return [...unions].filter((bits) => slotsOf(bits).length === size)
  }

  private inside(wishes: readonly number[], set: number): number {
    return wishes.filter((wish) => [...(this.may[wish] ?? [])].every((slot) => set & (1 << slot))).length
  }

  private cap = (person: number) => this.problem.delegates?.[person] ?? 1

  /** Breaks that a person has at the least, by their own meetings alone. */
  private fewest(person: number): number {
    const mine = this.of(person)
    let least = Number.POSITIVE_INFINITY
    const load = new Int32Array(this.problem.slots)
    const go = (at: number): void => {
      if (at === mine.length) {
        const text = Array.from(load, (here) => (here > 0 ? 'x' : ' '))
          .join('')
          .trim()
        least = Math.min(least, (text.match(/ +/g) ?? []).length)
        return
      }
      for (const slot of this.may[mine[at] as number] ?? []) {
        if ((load[slot] as number) >= this.cap(person)) continue
        load[slot] = (load[slot] as number) + 1
        go(at + 1)
        load[slot] = (load[slot] as number) - 1
      }
    }
    go(0)
    return least
  }

  /** Whether one sentence is true; what it rules out is ruled out for the next. */
  believes({ code, with: w }: Reason): boolean {
    const { problem, may } = this
    const { wishes, precedes } = problem
    const [wish, slot, person, wish2] = [w.wish ?? -1, w.slot ?? -1, w.person ?? -1, w.wish2 ?? -1]
    const out = (true_: boolean) => {
      if (true_) may[wish]?.delete(slot)
      return true_
    }
    const asked = wishes[wish]
    const fixedHere = this.of(person).filter((each) => wishes[each]?.fixed === slot)
    switch (code) {
      case 'proof.nowhere': {
        if (!asked) return false
        const fits = (at: number) =>
          this.free(asked.a, at) && this.free(asked.b, at) && (!asked.within || asked.within.includes(at))
        return ![...Array(problem.slots).keys()].some(fits)
      }
      case 'proof.fixed_outside':
        return asked?.fixed === slot && asked.within?.includes(slot) === false
      case 'proof.fixed_forbidden':
        return asked?.fixed === slot && !this.free(person, slot)
      case 'proof.fixed_together':
        return (
          wish !== wish2 && this.cap(person) === 1 && [wish, wish2].every((each) => fixedHere.includes(each))
        )
      case 'proof.fixed_many':
        return (
          fixedHere.length === w.meetings && fixedHere.length > this.cap(person) && this.cap(person) === w.cap
        )
      case 'proof.most':
        return (
          this.of(person).length === w.meetings &&
          problem.most?.[person] === w.most &&
          (w.meetings ?? 0) > (w.most ?? 0)
        )
      case 'proof.circle': {
        let from = new Set([wish])
        for (let step = 0; step < (w.orders ?? 0); step += 1)
          from = new Set(precedes.flatMap(([one, other]) => (from.has(one) ? [other] : [])))
        return from.has(wish)
      }
      case 'proof.person':
        return (
          (w.meetings ?? 0) > (w.slots ?? 0) * (w.cap ?? 0) &&
          w.cap === this.cap(person) &&
          this.sets(this.of(person), w.slots ?? 0).some(
            (set) => this.inside(this.of(person), set) >= (w.meetings ?? 0),
          )
        )
      case 'proof.taken': {
        const others = this.of(person).filter((each) => each !== wish)
        return out(
          this.of(person).includes(wish) &&
            this.sets(others, w.slots ?? 0).some(
              (set) =>
                (set & (1 << slot)) !== 0 &&
                this.inside(others, set) >= (w.meetings ?? 0) &&
                (w.meetings ?? 0) >= (w.slots ?? 0) * this.cap(person),
            ),
        )
      }
      case 'proof.tables':
        return this.unions().some((union) =>
          this.sets(this.within(union), w.slots ?? 0).some(
            (set) =>
              this.inside(this.within(union), set) >= (w.meetings ?? 0) &&
              slotsOf(set).reduce((sum, at) => sum + this.open(at, union), 0) === w.places &&
              (w.places ?? 0) < (w.meetings ?? 0),
          ),
        )
      case 'proof.full':
        return out(
          this.unions().some((union) => {
            const sure = this.within(union).filter(
              (each) => each !== wish && may[each]?.size === 1 && may[each]?.has(slot),
            )
            return (
              this.within(union).includes(wish) &&
              sure.length >= (w.meetings ?? 0) &&
              (w.meetings ?? 0) >= this.open(slot, union)
            )
          }),
        )
      case 'proof.too_early':
        return out(
          precedes.some(([one, other]) => one === wish2 && other === wish) &&
            ![...(may[wish2] ?? [])].some((at) => at < slot),
        )
      case 'proof.too_late':
        return out(
          precedes.some(([one, other]) => one === wish && other === wish2) &&
            ![...(may[wish2] ?? [])].some((at) => at > slot),
        )
      case 'proof.empty':
        return may[wish]?.size === 0
      case 'proof.unfair': {
        const few = w.person2 ?? -1
        const idle = this.cap(few) === 1 ? problem.slots - this.of(few).length : problem.slots
        const ceiling = Math.max(0, Math.min(this.of(few).length - 1, idle, (problem.slots - 1) >> 1))
        return (
          this.fewest(person) >= (w.breaks ?? 0) &&
          this.of(few).length === w.meetings &&
          ceiling + this.fairness <= (w.most ?? 0) &&
          (w.breaks ?? 0) > (w.most ?? 0)
        )
      }
      case 'proof.core':
      case 'proof.core_person':
      case 'proof.search':
      case 'proof.search_fair':
      case 'proof.steps':
        return true
      default:
        throw new Error(`a sentence that the reader does not know: ${code}`)
    }
  }
}

/** Whom a core names, and whether their meetings with one another really cannot all be placed. */
function coreHolds(problem: Problem, because: readonly Reason[]): boolean {
  const people = new Set(
    because.filter(({ code }) => code === 'proof.core_person').map((r) => r.with.person ?? -1),
  )
  if (people.size === 0) return true
  const kept = problem.wishes.map(({ a, b }) => people.has(a) && people.has(b))
  const at = (wish: number) => kept.slice(0, wish).filter(Boolean).length
  const among: Problem = {
    ...problem,
    wishes: problem.wishes.filter((_wish, index) => kept[index]),
    precedes: problem.precedes
      .filter(([one, other]) => kept[one] && kept[other])
      .map(([one, other]) => [at(one), at(other)]),
  }
  const told = because.find(({ code }) => code === 'proof.core')
  return (
    told?.with.people === people.size &&
    told.with.meetings === among.wishes.length &&
    bruteForce(among, Number.POSITIVE_INFINITY) === null
  )
}

it('each sentence of a certificate is true to a reader who follows it from the first to the last', async () => {
  const seen = new Map<string, number>()
  // The last one has three meetings of somebody with two delegates fixed in one slot, which is rare.
  for (const seed of [...Array.from({ length: 3000 }, (_none, at) => at + 1), 10_561]) {
    const fairness = seed % 3
    const problem = smallProblem(seed)
    const answer = await solve(problem, {
      mode: 'all',
      seed,
      budget: { steps: 20_000 },
      fairness,
      threads: 1,
    })
    if (answer.status !== 'infeasible') continue
    const reader = new Reader(problem, fairness)
    for (const each of answer.because) {
      seen.set(each.code, (seen.get(each.code) ?? 0) + 1)
      expect(reader.believes(each), `seed ${seed}: ${sentence(each, 'en')}`).toBe(true)
    }
    // That there is no plan at all is not said where there is one that is only unfair.
    if (answer.because.some(({ code }) => code === 'proof.search'))
      expect(bruteForce(problem, Number.POSITIVE_INFINITY), `seed ${seed}`).toBeNull()
    expect(coreHolds(problem, answer.because), `seed ${seed}`).toBe(true)
  }
  // Every kind of sentence has been looked at, but for those that no problem of this size needs.
  const missing = Object.keys(sentences).filter((code) => code.startsWith('proof.') && !seen.has(code))
  expect(missing.sort()).toEqual(['proof.most', 'proof.pinned', 'proof.steps'])
})
