import { degreeOf, type Model } from './model.ts'

/** Whether each row reads the same from either end. */
function palindromes(rows: ArrayLike<number>, width: number): boolean {
  for (let row = 0; row < rows.length; row += width)
    for (let slot = 0; slot < width >> 1; slot += 1)
      if (rows[row + slot] !== rows[row + width - 1 - slot]) return false
  return true
}

/**
 * A day in which nothing tells the morning from the evening is as good backwards: then one meeting, of the busiest two,
 * may as well be in the first half, which leaves half as much to search. Takes the rest of its slots from `may`.
 */
export function foldMirror(model: Model): void {
  const { meetings, slots, may, rooms, precedes, a, b } = model
  if (meetings === 0 || precedes.length > 0 || !palindromes(may, slots)) return
  if (!rooms.every(({ room }) => palindromes(room, slots))) return
  const busy = (meeting: number) =>
    degreeOf(model, a[meeting] as number) + degreeOf(model, b[meeting] as number)
  let chosen = 0
  for (let meeting = 1; meeting < meetings; meeting += 1) if (busy(meeting) > busy(chosen)) chosen = meeting
  for (let slot = (slots + 1) >> 1; slot < slots; slot += 1) may[chosen * slots + slot] = 0
}
