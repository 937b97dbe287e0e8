import type { Chains } from './chains.ts'

/** Kempe chains that are tried before somebody is sent back. */
const tries = 12

/**
 * Lays every meeting where its people have a place, whatever it costs in breaks, tables and order: first what has one
 * slot only, then the busiest; where nothing is free to both, a Kempe chain makes it so, else somebody is sent back.
 * False = not within so many steps.
 */
export function placeAll(board: Chains, steps: number): boolean {
  const { model, slotOf } = board
  const { meetings, slots, may, a, b, from } = model
  const options = new Int32Array(meetings)
  for (let cell = 0; cell < may.length; cell += 1)
    if (may[cell]) options[Math.floor(cell / slots)] = (options[Math.floor(cell / slots)] as number) + 1
  const degree = (person: number) => (from[person + 1] as number) - (from[person] as number)
  const hard = (meeting: number) => degree(a[meeting] as number) + degree(b[meeting] as number)
  const waiting = Array.from({ length: meetings }, (_none, meeting) => meeting)
    .filter((meeting) => (slotOf[meeting] as number) < 0)
    .sort(
      (left, right) =>
        Math.min(2, options[right] as number) - Math.min(2, options[left] as number) ||
        hard(left) - hard(right),
    )
  const load = new Int32Array(slots)
  for (const slot of slotOf) if (slot >= 0) load[slot] = (load[slot] as number) + 1
  const room = model.rooms[0]?.room as Int32Array
  const put = (meeting: number, slot: number) => {
    board.put(meeting, slot)
    load[slot] = (load[slot] as number) + 1
  }
  const back = (meeting: number) => {
    const slot = slotOf[meeting] as number
    load[slot] = (load[slot] as number) - 1
    board.take(meeting)
    waiting.push(meeting)
  }
  let left = steps
  for (let meeting = waiting.pop(); meeting !== undefined; meeting = waiting.pop()) {
    left -= 1
    if (left < 0) return false
    const [first, second] = [a[meeting] as number, b[meeting] as number]
    const row = meeting * slots
    let best = -1
    let bestCost = Number.POSITIVE_INFINITY
    const turn = board.random(slots)
    for (let each = 0; each < slots; each += 1) {
      const slot = (turn + each) % slots
      if (!may[row + slot] || !board.open(first, slot) || !board.open(second, slot)) continue
      // Beside what they already have, and where tables are left.
      let cost = (load[slot] as number) / (room[slot] as number)
      if ((load[slot] as number) >= (room[slot] as number)) cost += 10
      for (const person of [first, second])
        for (const near of [slot - 1, slot + 1])
          if (near >= 0 && near < slots && board.busy(person, near)) cost -= 0.5
      if (cost < bestCost) [best, bestCost] = [slot, cost]
    }
    for (let attempt = 0; best < 0 && attempt < tries; attempt += 1) {
      // A slot where the first is free and the second is not; the second's meeting goes to where the second is free.
      const slot = board.random(slots)
      const other = board.random(slots)
      const [free, taken] = attempt & 1 ? [second, first] : [first, second]
      if (!may[row + slot] || !board.open(free, slot) || board.open(taken, slot) || !board.open(taken, other))
        continue
      if (board.gather(board.at(taken, slot), other) === null) continue
      board.swap()
      if (board.open(first, slot) && board.open(second, slot)) best = slot
    }
    if (best < 0) {
      for (let attempt = 0; best < 0 && attempt < 4 * slots; attempt += 1) {
        const slot = board.random(slots)
        if (!may[row + slot]) continue
        const out = [first, second]
          .filter((person) => !board.open(person, slot))
          .map((person) => board.at(person, slot))
        if (out.some((each) => options[each] === 1)) continue
        for (const each of new Set(out)) back(each)
        best = slot
      }
      if (best < 0) return false
    }
    put(meeting, best)
  }
  board.tally()
  return true
}
