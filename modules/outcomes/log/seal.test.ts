import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { anOutcome } from '../fixtures.ts'
import type { EntryDraft } from '../model.ts'
import { canonical } from './canonical.ts'
import { beginning, ChainCheck, hashOf } from './chain.ts'
import { type Edge, frontierOf, personalHash, seal, tree } from './seal.ts'

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
const nothing: Edge = { seq: 0, frontier: new Uint8Array() }
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

test('batches of any sizes give the places and the root of one long row', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (sizes) => {
      let edge = nothing
      const leaves: Uint8Array[] = []
      for (const size of sizes) {
        const sealed = seal(
          edge,
          Array.from({ length: size }, (_, index) => draft(String(index))),
        )
        expect(sealed.entries.map(({ seq }) => seq)).toEqual(
          Array.from({ length: size }, (_, index) => edge.seq + index + 1),
        )
        leaves.push(...sealed.entries.map(({ body }) => tree.leafOf(body)))
        edge = sealed.edge
      }
      const whole = frontierOf(nothing)
      for (const leaf of leaves) whole.add(leaf)
      expect(hex(frontierOf(edge).root())).toBe(hex(whole.root()))
    }),
    { numRuns: 25 },
  )
})

test('each 256 entries leave a tile with the root over them', () => {
  const { entries, tiles } = seal(
    nothing,
    Array.from({ length: 600 }, () => draft('x')),
  )
  expect(tiles.map(({ level, index }) => [level, index])).toEqual([
    [8, 0],
    [8, 1],
  ])
  const second = frontierOf(nothing)
  for (const { leafHash } of entries.slice(256, 512)) second.add(leafHash)
  expect(hex(tiles[1]?.hash ?? new Uint8Array())).toBe(hex(second.root()))
})

test('names, titles and numbers of registers are not in the body, only their salted hash is', () => {
  const { entries } = seal(nothing, [draft('Dr Li takes up a chair')])
  const [entry] = entries
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
