import type { State } from './state.ts'

/** The sides of people when wishes only cross from one side to the other; null = there is an odd circle. */
function sides({ people, first, mine, a, b }: State['model']): Uint8Array | null {
  const side = new Uint8Array(people)
  const queue = new Int32Array(people)
  for (let root = 0; root < people; root += 1) {
    if (side[root]) continue
    side[root] = 1
    queue[0] = root
    for (let at = 0, end = 1; at < end; at += 1) {
      const person = queue[at] as number
      for (let i = first[person] as number; i < (first[person + 1] as number); i += 1) {
        const wish = mine[i] as number
        const other = a[wish] === person ? (b[wish] as number) : (a[wish] as number)
        if (side[other] === side[person]) return null
        if (side[other]) continue
        side[other] = 3 - (side[person] as number)
        queue[end++] = other
      }
    }
  }
  return side
}

/** Whether this is the easy core: two sides, nothing forbidden, nobody with more wishes than slots, tables enough. */
function isEasy({ model, slotOf }: State): boolean {
  const { wishes, slots, people, first, most, from, kinds, order, open, delegates } = model
  if (kinds !== 1 || order.length > 0 || (from[wishes] as number) !== wishes * slots) return false
  let least = Number.POSITIVE_INFINITY
  for (const tables of open) least = Math.min(least, tables)
  if (least * slots < wishes) return false
  for (let person = 0; person < people; person += 1) {
    const degree = (first[person + 1] as number) - (first[person] as number)
    if (degree > Math.min(slots, most[person] as number) || delegates[person] !== 1) return false
  }
  return slotOf.every((slot) => slot < 0) && sides(model) !== null
}

/**
 * Places everything where that is always possible: two sides, nothing forbidden, nobody with more wishes than slots.
 * König: where two people have no slot in common that is free, slots are swapped along an alternating path, which
 * between two sides never comes back. De Werra: a slot with more meetings than tables and one with fewer are evened out
 * along such a path too, so ⌈M / T⌉ tables are enough. false = not the easy core; nothing is placed.
 */
export function colour(state: State): boolean {
  if (!isEasy(state)) return false
  const { wishes, slots, a, b, open, people } = state.model
  const slotOf = new Int32Array(wishes).fill(-1)
  const at = new Int32Array(people * slots).fill(-1)
  const load = new Int32Array(slots)
  const path: number[] = []

  const put = (wish: number, slot: number) => {
    at[(a[wish] as number) * slots + slot] = wish
    at[(b[wish] as number) * slots + slot] = wish
    slotOf[wish] = slot
    load[slot] = (load[slot] as number) + 1
  }
  /** The path of meetings in slots s and t, by turns, that leaves a person by their meeting in s. */
  const walk = (person: number, s: number, t: number) => {
    path.length = 0
    let [here, now, next] = [person, s, t]
    for (let wish = at[here * slots + now] as number; wish >= 0; wish = at[here * slots + now] as number) {
      path.push(wish)
      here = a[wish] === here ? (b[wish] as number) : (a[wish] as number)
      ;[now, next] = [next, now]
    }
  }
  const swap = (s: number, t: number) => {
    for (const wish of path) {
      const slot = slotOf[wish] as number
      at[(a[wish] as number) * slots + slot] = -1
      at[(b[wish] as number) * slots + slot] = -1
      load[slot] = (load[slot] as number) - 1
    }
    for (const wish of path) put(wish, slotOf[wish] === s ? t : s)
  }
  const free = (person: number) => {
    let best = -1
    for (let slot = 0; slot < slots; slot += 1)
      if (
        (at[person * slots + slot] as number) < 0 &&
        (best < 0 || (load[slot] as number) < (load[best] as number))
      )
        best = slot
    return best
  }

  for (let wish = 0; wish < wishes; wish += 1) {
    const [x, y] = [a[wish] as number, b[wish] as number]
    let slot = -1
    for (let s = 0; s < slots; s += 1)
      if ((at[x * slots + s] as number) < 0 && (at[y * slots + s] as number) < 0)
        if (slot < 0 || (load[s] as number) < (load[slot] as number)) slot = s
    if (slot < 0) {
      const [s, t] = [free(x), free(y)]
      walk(y, s, t)
      swap(s, t)
      slot = s
    }
    put(wish, slot)
  }

  /** A path with one meeting more in s than in t: it begins and ends with s. */
  const shift = (s: number, t: number): boolean => {
    for (let wish = 0; wish < wishes; wish += 1) {
      if (slotOf[wish] !== s) continue
      for (const person of [a[wish] as number, b[wish] as number]) {
        if ((at[person * slots + t] as number) >= 0) continue
        walk(person, s, t)
        if (path.length % 2 === 0) continue
        swap(s, t)
        return true
      }
    }
    return false
  }
  for (let s = 0; s < slots; s += 1)
    while ((load[s] as number) > (open[s] as number)) {
      let t = -1
      for (let slot = 0; slot < slots; slot += 1)
        if (
          (load[slot] as number) < (open[slot] as number) &&
          (t < 0 || (load[slot] as number) < (load[t] as number))
        )
          t = slot
      // There is always such a path while s has two meetings more than t; else the general search goes on.
      if (t < 0 || !shift(s, t)) return false
    }
  for (let wish = 0; wish < wishes; wish += 1) state.place(wish, slotOf[wish] as number)
  return true
}
