import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { sha256 as plain } from './sha256.ts'
import {
  consistencyRanges,
  type Digest,
  Frontier,
  inclusionRanges,
  isConsistent,
  isIncluded,
  type Place,
  type Range,
  rootOver,
  treeOf,
} from './tree.ts'

const sha256 = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest()
const tree = treeOf(sha256)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string) => Buffer.from(text, 'hex')

/** RFC 6962, section 2.1, word for word: the tree that everything is compared with. */
function naiveRoot(leaves: readonly Digest[]): Digest {
  const [first] = leaves
  if (first === undefined) return tree.empty()
  if (leaves.length === 1) return first
  let power = 1
  while (power * 2 < leaves.length) power *= 2
  return tree.node(naiveRoot(leaves.slice(0, power)), naiveRoot(leaves.slice(power)))
}
const naiveAt =
  (leaves: readonly Digest[]) =>
  ({ level, index }: Place): Digest =>
    naiveRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
const prove = (leaves: readonly Digest[], ranges: readonly Range[]) =>
  ranges.map((range) => rootOver(tree, range, naiveAt(leaves)))

describe('the published vectors of Certificate Transparency', () => {
  // google/certificate-transparency, merkle_tree_test.cc and merkle_verifier_test.cc.
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((text) => tree.leaf(bytesOf(text)))
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  it('the root after each of the eight entries, and of none', () => {
    const frontier = new Frontier(tree)
    expect(hex(frontier.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    for (const [index, leaf] of leaves.entries()) {
      frontier.add(leaf)
      expect(hex(frontier.root())).toBe(roots[index])
    }
  })

  it.each([
    {
      index: 0,
      size: 8,
      proof: [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    },
    {
      index: 5,
      size: 8,
      proof: [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
  ])('the inclusion proof of entry $index in $size', ({ index, size, proof }) => {
    expect(prove(leaves, inclusionRanges(index, size)).map(hex)).toEqual(proof)
    const [leaf, root] = [leaves[index] as Digest, bytesOf(roots[size - 1] ?? '')]
    expect(isIncluded(tree, { leaf, index, size, proof: proof.map(bytesOf), root })).toBe(true)
  })

  it.each([
    {
      first: 2,
      second: 8,
      proof: [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    },
    {
      first: 6,
      second: 8,
      proof: [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
    {
      first: 2,
      second: 5,
      proof: [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    },
    { first: 1, second: 1, proof: [] },
  ])('the consistency proof from $first to $second', ({ first, second, proof }) => {
    expect(prove(leaves, consistencyRanges(first, second)).map(hex)).toEqual(proof)
    const [firstRoot, secondRoot] = [bytesOf(roots[first - 1] ?? ''), bytesOf(roots[second - 1] ?? '')]
    expect(isConsistent(tree, { first, second, firstRoot, secondRoot, proof: proof.map(bytesOf) })).toBe(true)
  })
})

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => tree.leafOf(`entry ${index}`))
const sizes = fc.integer({ min: 1, max: 600 })

test('the edge gives the same root as the definition, for any size, also taken up again in the middle', () => {
  fc.assert(
    fc.property(sizes, fc.nat(600), (size, stop) => {
      const leaves = leavesOf(size)
      const first = new Frontier(tree)
      for (const leaf of leaves.slice(0, stop)) first.add(leaf)
      const again = new Frontier(tree, first.size, first.edge)
      for (const leaf of leaves.slice(stop)) again.add(leaf)
      expect(hex(again.root())).toBe(hex(naiveRoot(leaves)))
    }),
    { numRuns: 40 },
  )
})

test('every entry has a proof that holds, and no other entry, place, size or root passes with it', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), fc.nat(7), (size, pick, where, bit) => {
      const index = pick % size
      const leaves = leavesOf(size)
      const root = naiveRoot(leaves)
      const proof = prove(leaves, inclusionRanges(index, size))
      const good = { leaf: leaves[index] as Digest, index, size, proof, root }
      expect(isIncluded(tree, good)).toBe(true)
      if (size > 1) {
        expect(isIncluded(tree, { ...good, index: (index + 1) % size })).toBe(false)
        expect(isIncluded(tree, { ...good, proof: proof.slice(1) })).toBe(false)
        const bent = proof.map((hash) => Uint8Array.from(hash))
        const one = bent[where % bent.length]
        if (one) one[where % 32] = (one[where % 32] ?? 0) ^ (1 << bit)
        expect(isIncluded(tree, { ...good, proof: bent })).toBe(false)
      }
      expect(isIncluded(tree, { ...good, leaf: tree.leafOf('another') })).toBe(false)
      expect(isIncluded(tree, { ...good, proof: [...proof, root] })).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('an older head is shown to be the beginning of a newer one, and of no other', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (second, pick) => {
      const first = 1 + (pick % second)
      const leaves = leavesOf(second)
      const [firstRoot, secondRoot] = [naiveRoot(leaves.slice(0, first)), naiveRoot(leaves)]
      const proof = prove(leaves, consistencyRanges(first, second))
      const good = { first, second, firstRoot, secondRoot, proof }
      expect(isConsistent(tree, good)).toBe(true)
      const other = naiveRoot([tree.leafOf('rewritten'), ...leaves.slice(1)])
      expect(isConsistent(tree, { ...good, secondRoot: other })).toBe(false)
      const otherFirst = naiveRoot([tree.leafOf('rewritten'), ...leaves.slice(1, first)])
      expect(isConsistent(tree, { ...good, firstRoot: otherFirst })).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('the SHA-256 of the browser is that of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(hex(plain(bytes))).toBe(hex(sha256(bytes)))
    }),
  )
})
