import type { Tx } from '#kernel/command'
import { keptLevels, tree } from './seal.ts'
import { hashesIn } from './store.ts'
import {
  consistencyRanges,
  type Digest,
  inclusionRanges,
  type Place,
  type Range,
  rootOver,
  wholeIn,
} from './tree.ts'

type Hashes = Map<string, Digest>
const keyOf = ({ level, index }: Place) => `${level}/${index}`

/** So many levels below a place: the whole subtrees that it is made of, from the left. */
const partsOf = ({ level, index }: Place, down: number): Place[] =>
  Array.from({ length: 2 ** down }, (_, step) => ({ level: level - down, index: index * 2 ** down + step }))
/** What is kept of a place: leaves, or subtrees of 16, of 256 … */
const keptIn = (place: Place) => partsOf(place, place.level % keptLevels)

/** The root over whole subtrees of one height that lie beside each other; a power of two of them. */
function rootOf(row: readonly Digest[]): Digest {
  const [left, right] = row
  if (!left) throw new RangeError('no root over nothing')
  if (!right) return left
  const half = row.length / 2
  return tree.node(rootOf(row.slice(0, half)), rootOf(row.slice(half)))
}

const rootIn = (hashes: Hashes, places: readonly Place[]): Digest =>
  rootOf(
    places.map((place) => {
      const hash = hashes.get(keyOf(place))
      if (!hash) throw new Error(`the ledger has no hash at ${keyOf(place)}`)
      return hash
    }),
  )

/** Hashes of places. What is not kept (not drawn yet, or from before its level was) is counted from what is below. */
async function hashesAt(tx: Tx, places: readonly Place[]): Promise<Hashes> {
  const found: Hashes = new Map(
    (await hashesIn(tx, places)).map(({ hash, ...place }) => [keyOf(place), hash]),
  )
  const absent = places.filter((place) => place.level > 0 && !found.has(keyOf(place)))
  if (absent.length === 0) return found
  const parts = absent.map((place) => partsOf(place, keptLevels))
  const below = await hashesAt(tx, parts.flat())
  for (const [nth, place] of absent.entries()) found.set(keyOf(place), rootIn(below, parts[nth] ?? []))
  return found
}

/** Reads what the ranges need, all of it at once, and folds it. */
async function rootsOver(tx: Tx, ranges: readonly Range[]): Promise<Digest[]> {
  const hashes = await hashesAt(tx, ranges.flatMap(wholeIn).flatMap(keptIn))
  return ranges.map((range) => rootOver(tree, range, (place) => rootIn(hashes, keptIn(place))))
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
