// The Merkle tree of RFC 6962, section 2.1, and RFC 9162, section 2.1. No input or output, and no Node: the browser
// and the stand-alone verifier run this very file, with a SHA-256 of their own.

export type Digest = Uint8Array
export type Sha256 = (bytes: Uint8Array) => Digest

/** Sizes and places are whole numbers below 2^53; shifting would cut them at 32 bits. */
const half = (n: number) => Math.floor(n / 2)
const isOdd = (n: number) => n % 2 === 1

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

export type Tree = ReturnType<typeof treeOf>

/** The hashes of the tree over one SHA-256. */
export function treeOf(sha256: Sha256) {
  const pair = new Uint8Array(65)
  pair[0] = 1
  let scratch = new Uint8Array(4096)
  const encoder = new TextEncoder()
  return {
    /** The root of no entries at all: the hash of nothing. */
    empty: (): Digest => sha256(new Uint8Array()),
    leaf: (bytes: Uint8Array): Digest => {
      if (bytes.length + 1 > scratch.length) scratch = new Uint8Array(bytes.length * 2)
      scratch[0] = 0
      scratch.set(bytes, 1)
      return sha256(scratch.subarray(0, bytes.length + 1))
    },
    /** The leaf of a text in UTF-8. */
    leafOf: (text: string): Digest => {
      if (text.length * 3 + 1 > scratch.length) scratch = new Uint8Array(text.length * 4)
      scratch[0] = 0
      const { written } = encoder.encodeInto(text, scratch.subarray(1))
      return sha256(scratch.subarray(0, written + 1))
    },
    node: (left: Digest, right: Digest): Digest => {
      pair.set(left, 1)
      pair.set(right, 33)
      return sha256(pair)
    },
  }
}

/** A whole subtree: `level` 0 is a leaf, 8 holds 256 entries; the n-th of its level from the left. */
export type Place = { level: number; index: number }

/**
 * The right edge of a growing tree: the roots of its whole subtrees, largest first. Adding an entry and reading the
 * root cost O(log n) and need nothing else; `grown` is told of each subtree that becomes whole.
 */
export class Frontier {
  size: number
  readonly #edge: Digest[]
  readonly #tree: Tree
  readonly #grown: (place: Place, hash: Digest) => void

  constructor(
    tree: Tree,
    size = 0,
    edge: readonly Digest[] = [],
    grown: (place: Place, hash: Digest) => void = () => {},
  ) {
    this.size = size
    this.#edge = [...edge]
    this.#tree = tree
    this.#grown = grown
  }

  add(leaf: Digest): void {
    let hash = leaf
    let level = 0
    for (let rest = this.size; isOdd(rest); rest = half(rest)) {
      const left = this.#edge.pop()
      if (left === undefined) throw new RangeError('the edge is shorter than its size says')
      hash = this.#tree.node(left, hash)
      level += 1
      this.#grown({ level, index: half(rest) }, hash)
    }
    this.#edge.push(hash)
    this.size += 1
  }

  root(): Digest {
    let root: Digest | null = null
    for (const hash of [...this.#edge].reverse()) root = root === null ? hash : this.#tree.node(hash, root)
    return root ?? this.#tree.empty()
  }

  get edge(): readonly Digest[] {
    return this.#edge
  }
}

/** Entries from `start` up to but not `end`: the root over them is one hash of a proof. */
export type Range = { start: number; end: number }

/** The largest power of two below n. */
function split(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

/** What proves that entry `index` is in the tree of `size`, from the leaf upwards (RFC 9162, 2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.reverse()
}

/** What proves that the tree of `first` is the beginning of the tree of `second` (RFC 9162, 2.1.4.1). */
export function consistencyRanges(first: number, second: number): Range[] {
  const ranges: Range[] = []
  let [start, end] = [0, second]
  let whole = true
  while (end !== first) {
    const middle = start + split(end - start)
    if (first <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
      whole = false
    }
  }
  if (!whole) ranges.push({ start, end })
  return ranges.reverse()
}

/** The whole subtrees of a range, largest first; `start` has to be where a subtree of its size begins. */
export function wholeIn({ start, end }: Range): Place[] {
  const places: Place[] = []
  let at = start
  while (at < end) {
    let level = 0
    let length = 1
    while (at % (length * 2) === 0 && at + length * 2 <= end) {
      length *= 2
      level += 1
    }
    places.push({ level, index: at / length })
    at += length
  }
  return places
}

/** The root over a range, from the hashes of its whole subtrees. */
export function rootOver(tree: Tree, range: Range, hashAt: (place: Place) => Digest): Digest {
  const hashes = wholeIn(range).map(hashAt)
  return hashes.reduceRight((right, left) => tree.node(left, right))
}

/** Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export function isIncluded(
  tree: Tree,
  {
    leaf,
    index,
    size,
    proof,
    root,
  }: { leaf: Digest; index: number; size: number; proof: readonly Digest[]; root: Digest },
): boolean {
  if (!(index >= 0 && index < size)) return false
  let [place, last] = [index, size - 1]
  let hash = leaf
  for (const step of proof) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      hash = tree.node(step, hash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else hash = tree.node(hash, step)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

/** Whether the proof shows the first tree to be the beginning of the second (RFC 9162, 2.1.4.2). */
export function isConsistent(
  tree: Tree,
  given: { first: number; firstRoot: Digest; second: number; secondRoot: Digest; proof: readonly Digest[] },
): boolean {
  const { first, firstRoot, second, secondRoot, proof } = given
  if (first < 1 || first > second) return false
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot)
  const steps = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof]
  let [place, last] = [first - 1, second - 1]
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  const [seed, ...rest] = steps
  if (seed === undefined) return false
  let [old, now] = [seed, seed]
  for (const step of rest) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      old = tree.node(step, old)
      now = tree.node(step, now)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else now = tree.node(now, step)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && sameBytes(old, firstRoot) && sameBytes(now, secondRoot)
}
