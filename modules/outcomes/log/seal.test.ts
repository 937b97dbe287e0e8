import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { anOutcome } from '../fixtures.ts'
import type { EntryDraft } from '../model.ts'
import { canonical } from './canonical.ts'
import { beginning, ChainCheck, hashOf } from './chain.ts'
import { draw, frontierOf, nothingDrawn, personalHash, seal, tree } from './seal.ts'

const draft = (title: string): EntryDraft => {
  const outcome = anOutcome({ title })
  return {
    kind: 'stated',
    outcome,
    by: outcome.claimantId,
    at: instant('2019-07-01T08:00:00Z'),
    reason: '',
    evidence: null,
  }
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('canonical JSON does not depend on the order in which keys were set', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonical(turned)).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

const leavesOf = (size: number) =>
  seal(Array.from({ length: size }, (_, index) => draft(String(index)))).map(({ leafHash }) => leafHash)

test('drawn on in stretches of any sizes, the tree has the root of one long row', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), (sizes) => {
      let edge = nothingDrawn
      const whole = frontierOf(nothingDrawn)
      for (const size of sizes) {
        const leaves = leavesOf(size)
        for (const leaf of leaves) whole.add(leaf)
        edge = draw(edge, leaves).edge
      }
      expect(edge.size).toBe(whole.size)
      expect(hex(frontierOf(edge).root())).toBe(hex(whole.root()))
    }),
    { numRuns: 25 },
  )
})

test('each 16 and each 256 entries leave a tile with the root over them', () => {
  const leaves = leavesOf(600)
  const { tiles } = draw(nothingDrawn, leaves)
  const of = (level: number) => tiles.filter((tile) => tile.level === level)
  expect([of(4).length, of(8).map(({ index }) => index)]).toEqual([37, [0, 1]])
  for (const [place, size] of [
    [of(8)[1], 256],
    [of(4)[36], 16],
  ] as const) {
    const part = frontierOf(nothingDrawn)
    const start = (place?.index ?? 0) * size
    for (const leaf of leaves.slice(start, start + size)) part.add(leaf)
    expect(hex(place?.hash ?? new Uint8Array())).toBe(hex(part.root()))
  }
})

test('names, titles and numbers of registers are not in the body, only their salted hash is', () => {
  const [entry] = seal([draft('Dr Li takes up a chair')])
  expect(entry?.body).not.toContain('Dr Li')
  expect(JSON.parse(entry?.body ?? '{}').personal).toBe(
    personalHash(entry?.salt ?? '', entry?.personal ?? ''),
  )
})

test('the hash of the old chain covers place, predecessor and body, each apart', () => {
  expect(hashOf(1, 'ab', 'c')).not.toBe(hashOf(1, 'a', 'bc'))
  expect(hashOf(11, 'a', 'b')).not.toBe(hashOf(1, '1a', 'b'))
})

const chain = (bodies: readonly string[]) => {
  let previousHash = beginning
  return bodies.map((body, index) => {
    const hash = hashOf(index + 1, previousHash, body)
    const line = { seq: index + 1, body, leafHash: tree.leafOf(body), previousHash, hash }
    previousHash = hash
    return line
  })
}

test('one changed bit anywhere in an old entry is found, at that entry', () => {
  const lines = chain(['{"a":1}', '{"b":2}', '{"c":3}', '{"d":4}'])
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.constantFrom('body', 'hash', 'previousHash' as const),
      fc.nat(2000),
      fc.integer({ min: 0, max: 6 }),
      (index, field, place, bit) => {
        const check = new ChainCheck()
        const answers = lines.map((line, position) => {
          if (position !== index) return check.add(line)
          const text = line[field]
          const at = place % text.length
          const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))
          return check.add({ ...line, [field]: text.slice(0, at) + flipped + text.slice(at + 1) })
        })
        expect(answers.indexOf(false)).toBe(index)
      },
    ),
  )
})

test('an old chain ends where it was noted, and nothing of it comes after the Merkle log began', () => {
  const lines = chain(['a', 'b'])
  const check = new ChainCheck()
  for (const line of lines) expect(check.add(line)).toBe(true)
  expect(check.endsWith(lines[1]?.hash ?? '')).toBe(true)
  expect(check.add({ seq: 3, body: 'c', leafHash: tree.leafOf('c'), previousHash: null, hash: null })).toBe(
    true,
  )
  expect(check.add({ ...(lines[1] as (typeof lines)[0]), seq: 4 })).toBe(false)
})
