import type { Tx } from '#kernel/command'
import { tree } from './seal.ts'
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

/** The next lower level whose hashes are kept: leaves, or tiles of 256, of 65,536 … */
const keptBelow = (level: number) => level - (level % 8)
const spanOf = ({ level, index }: Place): Span & { level: number } => {
  const length = 2 ** (level % 8)
  return { level: keptBelow(level), start: index * length, length }
}

/** Reads what the ranges need, one query for each level that is kept, and folds it. */
async function rootsOver(tx: Tx, ranges: readonly Range[]): Promise<Digest[]> {
  const spans = ranges.flatMap(wholeIn).map(spanOf)
  const kept = new Map<number, Map<number, Digest>>()
  for (const level of new Set(spans.map((span) => span.level)))
    kept.set(
      level,
      await hashesIn(
        tx,
        level,
        spans.filter((span) => span.level === level),
      ),
    )
  const hashAt = (place: Place): Digest => {
    const { level, start, length } = spanOf(place)
    let row = Array.from({ length }, (_, step) => {
      const hash = kept.get(level)?.get(start + step)
      if (!hash) throw new Error(`the ledger has no hash ${start + step} of level ${level}`)
      return hash
    })
    while (row.length > 1)
      row = Array.from(
        { length: row.length / 2 },
        (_, pair) => tree.node(row[pair * 2] as Digest, row[pair * 2 + 1] as Digest), // the row is of even length
      )
    return row[0] as Digest // never empty
  }
  return ranges.map((range) => rootOver(tree, range, hashAt))
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
