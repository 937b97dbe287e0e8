import type { Tx } from '#kernel/command'
import { keptLevels, tree } from './seal.ts'
import { hashesIn, type Span } from './store.ts'
import {
  consistencyRanges,
  type Digest,
  inclusionRanges,
  type Place,
  type Range,
  rootOver,
  wholeIn,
} from './tree.ts'

/** The next lower level whose hashes are kept: leaves, or subtrees of 16, of 256 … */
const keptBelow = (level: number) => level - (level % keptLevels)
const spanOf = ({ level, index }: Place): Span & { level: number } => {
  const length = 2 ** (level % keptLevels)
  return { level: keptBelow(level), start: index * length, length }
}
const placesIn = ({ start, length }: Span) => Array.from({ length }, (_, step) => start + step)

/** The root over whole subtrees of one height that lie beside each other; a power of two of them. */
function rootOf(row: readonly Digest[]): Digest {
  const [left, right] = row
  if (!left) throw new RangeError('no root over nothing')
  if (!right) return left
  const half = row.length / 2
  return tree.node(rootOf(row.slice(0, half)), rootOf(row.slice(half)))
}

/** Hashes of one level. What is not kept (not drawn yet, or from before its level was) is counted from what is below. */
async function hashesAt(tx: Tx, level: number, spans: readonly Span[]): Promise<Map<number, Digest>> {
  const found = await hashesIn(tx, level, spans)
  const absent = level === 0 ? [] : spans.flatMap(placesIn).filter((place) => !found.has(place))
  if (absent.length === 0) return found
  const length = 2 ** keptLevels
  const parts = absent.map((place) => ({ start: place * length, length }))
  const below = await hashesAt(tx, level - keptLevels, parts)
  for (const [nth, place] of absent.entries())
    found.set(place, rootOf(placesIn(parts[nth] ?? { start: 0, length: 0 }).map((at) => known(below, at))))
  return found
}

function known(hashes: ReadonlyMap<number, Digest> | undefined, place: number): Digest {
  const hash = hashes?.get(place)
  if (!hash) throw new Error(`the ledger has no hash at ${place}`)
  return hash
}

/** Reads what the ranges need, one query for each level that is kept, and folds it. */
async function rootsOver(tx: Tx, ranges: readonly Range[]): Promise<Digest[]> {
  const spans = ranges.flatMap(wholeIn).map(spanOf)
  const levels = new Map<number, Map<number, Digest>>()
  for (const level of new Set(spans.map((span) => span.level)))
    levels.set(
      level,
      await hashesAt(
        tx,
        level,
        spans.filter((span) => span.level === level),
      ),
    )
  return ranges.map((range) =>
    rootOver(tree, range, (place) => {
      const span = spanOf(place)
      return rootOf(placesIn(span).map((at) => known(levels.get(span.level), at)))
    }),
  )
}

/** The hashes that lead from entry `seq` (1 is the first) to the root of the tree of `size`, leaf upwards. */
export const inclusionProof = (tx: Tx, seq: number, size: number): Promise<Digest[]> =>
  rootsOver(tx, inclusionRanges(seq - 1, size))

/** The hashes that show the tree of `first` to be the beginning of the tree of `second`. */
export const consistencyProof = (tx: Tx, first: number, second: number): Promise<Digest[]> =>
  rootsOver(tx, consistencyRanges(first, second))

/** The root as it was after `size` entries. */
export async function rootAt(tx: Tx, size: number): Promise<Digest> {
  const [root] = size === 0 ? [tree.empty()] : await rootsOver(tx, [{ start: 0, end: size }])
  return root as Digest // one range gives one root
}
