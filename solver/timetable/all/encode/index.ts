import { leastOf, type Model } from '../model.ts'
import { atMost } from './count.ts'
import { type Known, type Told, tellPerson } from './people.ts'
import { begin, clause, no, type Sink, yes } from './sink.ts'

export type { Known } from './people.ts'
export type { Sink } from './sink.ts'

/** A problem of mode all in clauses, and which literal says what. */
export type Encoding = {
  /** Meetings × slots: the literal "is there", `no` where it cannot be. */
  readonly x: Int32Array
  readonly people: readonly Told[]
  /** One literal for each break above what cannot be avoided: the fewer are true, the better. */
  readonly costs: readonly number[]
  /** Breaks that no plan avoids, person by person. */
  readonly floor: number
}

function tellMeetings(sink: Sink, { meetings, slots, may }: Model): Int32Array {
  const x = new Int32Array(meetings * slots).fill(no)
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const row: number[] = []
    for (let slot = 0; slot < slots; slot += 1) if (may[meeting * slots + slot]) row.push(slot)
    const lits = row.map((slot) => {
      const lit = row.length === 1 ? yes : sink.variable() * 2
      x[meeting * slots + slot] = lit
      return lit
    })
    if (row.length === 1) continue
    sink.add(lits)
    sink.atMostOne(lits)
  }
  return x
}

/** Rules of order, by "is in slot s or earlier" of the meetings they name. */
function tellOrder(sink: Sink, { precedes, slots }: Model, x: Int32Array): void {
  const chains = new Map<number, number[]>()
  const chain = (meeting: number): number[] => {
    const known = chains.get(meeting)
    if (known) return known
    let before = no
    const made: number[] = []
    for (let slot = 0; slot < slots; slot += 1) {
      const lit = x[meeting * slots + slot] as number
      if (before === yes || lit === yes) before = yes
      else if (before === no) before = lit
      else if (lit !== no) {
        const here = sink.variable() * 2
        sink.add([before ^ 1, here])
        sink.add([lit ^ 1, here])
        sink.add([before, lit, here ^ 1])
        before = here
      }
      made.push(before)
    }
    chains.set(meeting, made)
    return made
  }
  for (const [earlier, later] of precedes) {
    const [first, second] = [chain(earlier), chain(later)]
    for (let slot = 0; slot < slots; slot += 1) {
      const before = first[slot - 1] ?? no
      clause(sink, [(second[slot] as number) ^ 1, before])
      clause(sink, [(x[later * slots + slot] as number) ^ 1, before])
      clause(sink, [(x[earlier * slots + slot] as number) ^ 1, (second[slot] as number) ^ 1])
    }
  }
}

/** Tables: by the people who are busy where each can be only once, else by the meetings. */
function tellRooms(sink: Sink, model: Model, x: Int32Array, people: readonly Told[]): void {
  const { slots, rooms, delegates } = model
  const single = delegates.every((cap) => cap === 1)
  for (let slot = 0; slot < slots; slot += 1)
    rooms.forEach(({ meetings, room }, index) => {
      const most = room[slot] as number
      const lits = [...meetings]
        .map((meeting) => x[meeting * slots + slot] as number)
        .filter((lit) => lit !== no)
      if (lits.length <= most) return
      if (index > 0 || !single) atMost(sink, lits, most)
      else
        atMost(
          sink,
          people.map(({ busy }) => busy[slot] as number),
          most * 2,
        )
    })
}

/**
 * Two people may be `fairness` breaks apart: who has k + fairness of them forces k on everybody.
 * (Where somebody can have none, `known` has already said that nobody has more than `fairness`.)
 */
function tellFairness(sink: Sink, people: readonly Told[], known: readonly Known[], fairness: number): void {
  const least = leastOf(known.map(({ ceiling }) => ceiling))
  for (let k = 1; k <= least; k += 1) {
    const all = sink.variable() * 2
    people.forEach(({ breaks }, person) => {
      if (k > (known[person] as Known).floor) clause(sink, [all ^ 1, breaks[k - 1] ?? no])
      const over = breaks[k + fairness - 1]
      if (over !== undefined) clause(sink, [over ^ 1, all])
    })
  }
}

/** One literal for each break that may be: two people's breaks can hang on the same literal, and still are two. */
function distinct(sink: Sink, breaks: readonly number[]): number[] {
  const seen = new Set<number>()
  return breaks
    .filter((lit) => lit !== no)
    .map((lit) => {
      if (!seen.has(lit)) {
        seen.add(lit)
        return lit
      }
      const twin = sink.variable() * 2
      sink.add([lit ^ 1, twin])
      return twin
    })
}

/** Tells a whole problem to the sink. `known` has each person's floor and ceiling of breaks. */
export function encode(sink: Sink, model: Model, known: readonly Known[], fairness: number): Encoding {
  begin(sink)
  const x = tellMeetings(sink, model)
  const spread =
    known.length > 0 && leastOf(known.map(({ ceiling }) => ceiling)) > 0 && Number.isFinite(fairness)
  const people = known.map((each, person) => tellPerson(sink, model, x, person, each, spread))
  tellOrder(sink, model, x)
  tellRooms(sink, model, x, people)
  if (spread) tellFairness(sink, people, known, fairness)
  return {
    x,
    people,
    costs: distinct(
      sink,
      people.flatMap(({ breaks }, person) => breaks.slice((known[person] as Known).floor)),
    ),
    floor: known.reduce((sum, { floor }) => sum + floor, 0),
  }
}
