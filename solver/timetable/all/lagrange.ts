import { Cheapest, type Outline } from './floors.ts'
import { degreeOf, type Model } from './model.ts'

/** People in two camps that only meet across, when there are such: 0 or 1 each; null = somebody meets within. */
function camps({ people, from, list, a, b }: Model): Uint8Array | null {
  const side = new Uint8Array(people).fill(2)
  for (let root = 0; root < people; root += 1) {
    if (side[root] !== 2) continue
    side[root] = 0
    const open = [root]
    for (let person = open.pop(); person !== undefined; person = open.pop())
      for (let at = from[person] as number; at < (from[person + 1] as number); at += 1) {
        const meeting = list[at] as number
        const other = a[meeting] === person ? (b[meeting] as number) : (a[meeting] as number)
        if (side[other] === side[person]) return null
        if (side[other] === 2) {
          side[other] = side[person] === 0 ? 1 : 0
          open.push(other)
        }
      }
  }
  return side
}

/** People whose sum of busy slots costs the same whatever the prices: same camp, same number of meetings, same slots. */
function kinds(
  model: Model,
  { can, must, by }: Outline,
  side: Uint8Array | null,
): { person: number; size: number }[] {
  const found = new Map<string, { person: number; size: number }>()
  for (let person = 0; person < model.people; person += 1) {
    if (degreeOf(model, person) === 0) continue
    const row = (array: Uint8Array) =>
      array.subarray(person * model.slots, (person + 1) * model.slots).join('')
    const key = `${side?.[person] ?? 0} ${degreeOf(model, person)} ${row(can)} ${row(must)} ${by[person]?.least} ${by[person]?.most}`
    const kind = found.get(key)
    if (kind) kind.size += 1
    else found.set(key, { person, size: 1 })
  }
  return [...found.values()]
}

/** Rounds by which a bound that is going to rise has risen. */
const trial = 60

/**
 * A bound on all breaks together that sees how few tables a slot has: each person takes their own cheapest busy slots,
 * and slots that too many want get a price (Lagrangian relaxation of the tables, by subgradient). In two camps each
 * camp has its own price. Whatever the prices, the value is a bound; good prices only make it better.
 * Gives a whole number: no plan has fewer breaks. Where the first rounds come to nothing above `floor`, the bound that is
 * known without prices, all others hardly ever do.
 */
export function priceBound(model: Model, outline: Outline, floor: number, rounds: number): number {
  const { slots, rooms } = model
  const room = (rooms[0] as (typeof rooms)[0]).room
  if (!model.delegates.every((cap) => cap === 1)) return 0
  const side = camps(model)
  const groups = kinds(model, outline, side)
  const cheapest = new Cheapest(slots)
  const prices = [new Float64Array(slots), new Float64Array(slots)]
  const wanted = [new Float64Array(slots), new Float64Array(slots)]
  const busy = new Uint8Array(slots)
  let best = 0
  let pace = 0.5
  let stale = 0
  for (let round = 0; round < rounds; round += 1) {
    if (round === trial && Math.ceil(best - 1e-6) <= floor) break
    for (const each of wanted) each.fill(0)
    let value = 0
    for (const { person, size } of groups) {
      const camp = side ? (side[person] as number) : 0
      value +=
        size * cheapest.find(outline, person, degreeOf(model, person), prices[camp] as Float64Array, 1, busy)
      const want = wanted[camp] as Float64Array
      for (let slot = 0; slot < slots; slot += 1) if (busy[slot]) want[slot] = (want[slot] as number) + size
    }
    const [p, q] = prices as [Float64Array, Float64Array]
    const [v, w] = wanted as [Float64Array, Float64Array]
    let length = 0
    const slopes = Array.from({ length: slots }, (_none, slot): [number, number] => {
      const limit = room[slot] as number
      if (!side) {
        value -= 2 * limit * (p[slot] as number)
        const slope = (v[slot] as number) - 2 * limit
        // A price cannot fall below nothing.
        const real = slope < 0 && p[slot] === 0 ? 0 : slope
        length += real * real
        return [real, 0]
      }
      const both = (p[slot] as number) + (q[slot] as number)
      if (both > 0) value -= limit * both
      // Where the two prices are nothing together any number of meetings fits best: the one nearest to what is wanted.
      const average = ((v[slot] as number) + (w[slot] as number)) / 2
      const meets = both > 1e-9 ? limit : both < -1e-9 ? 0 : Math.min(limit, average)
      const slope: [number, number] = [(v[slot] as number) - meets, (w[slot] as number) - meets]
      length += slope[0] * slope[0] + slope[1] * slope[1]
      return slope
    })
    if (value > best + 1e-6) {
      best = value
      stale = 0
    } else stale += 1
    if (stale >= 10) {
      pace *= 0.7
      stale = 0
    }
    if (length === 0 || pace < 1e-3) break
    const step = (pace * (Math.max(best + 1, Math.ceil(best + 1e-6)) - value)) / length
    slopes.forEach(([first, second], slot) => {
      const next = (p[slot] as number) + step * first
      p[slot] = side ? next : Math.max(0, next)
      q[slot] = (q[slot] as number) + step * second
    })
  }
  return Math.max(0, Math.ceil(best - 1e-6))
}
