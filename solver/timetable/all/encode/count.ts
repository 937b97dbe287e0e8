import { clause, no, type Sink, yes } from './sink.ts'

/** Which way a count is told: `up` = what is true makes its count true, `down` = a count that is true makes it so. */
export type Way = 'up' | 'down' | 'both'

/**
 * Counts in unary (a totalizer, Bailleux and Boufkhad 2003): output k − 1 says "at least k of these", up to `most`.
 * With fewer literals than that there are fewer outputs.
 */
export function count(sink: Sink, lits: readonly number[], most: number, way: Way): number[] {
  const known = lits.reduce((sum, lit) => sum + (lit === yes ? 1 : 0), 0)
  const open = lits.filter((lit) => lit !== yes && lit !== no)
  const counted = [...Array<number>(known).fill(yes), ...tree(sink, open, Math.max(0, most - known), way)]
  return counted.slice(0, most)
}

function tree(sink: Sink, lits: readonly number[], most: number, way: Way): number[] {
  if (most === 0 || lits.length === 0) return []
  if (lits.length === 1) return [...lits]
  const middle = lits.length >> 1
  return merge(
    sink,
    tree(sink, lits.slice(0, middle), most, way),
    tree(sink, lits.slice(middle), most, way),
    most,
    way,
  )
}

/** The count of two counts together. */
export function merge(
  sink: Sink,
  left: readonly number[],
  right: readonly number[],
  most: number,
  way: Way,
): number[] {
  const size = Math.min(most, left.length + right.length)
  const made = Array.from({ length: size }, () => sink.variable() * 2)
  const at = (list: readonly number[], k: number) => (k === 0 ? yes : (list[k - 1] ?? no))
  for (let k = 1; k < size; k += 1) sink.add([at(made, k + 1) ^ 1, at(made, k)])
  for (let l = 0; l <= left.length; l += 1)
    for (let r = 0; r <= right.length; r += 1) {
      if (way !== 'down' && l + r >= 1 && l + r <= size)
        clause(sink, [at(left, l) ^ 1, at(right, r) ^ 1, at(made, l + r)])
      if (way !== 'up' && l + r + 1 <= size)
        clause(sink, [at(left, l + 1), at(right, r + 1), at(made, l + r + 1) ^ 1])
    }
  return made
}

/** At most `most` of these are true; told by what is true or by what is not, whichever is smaller. */
export function atMost(sink: Sink, lits: readonly number[], most: number): void {
  const room = most - lits.reduce((sum, lit) => sum + (lit === yes ? 1 : 0), 0)
  const open = lits.filter((lit) => lit !== yes && lit !== no)
  if (open.length <= room) return
  if (room < 0) {
    sink.add([])
    return
  }
  if (room === 0) for (const lit of open) sink.add([lit ^ 1])
  else if (room === 1) sink.atMostOne(open)
  else if (room < open.length - room) {
    const over = count(sink, open, room + 1, 'up')[room]
    if (over !== undefined) sink.add([over ^ 1])
  } else {
    const idle = open.length - room
    const enough = count(
      sink,
      open.map((lit) => lit ^ 1),
      idle,
      'down',
    )[idle - 1]
    if (enough !== undefined) sink.add([enough])
  }
}
