import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { anOutcome } from './fixtures.ts'
import { beginning, ChainCheck, hashOf, personalHash, seal } from './ledger.ts'
import { canonical } from './log/canonical.ts'
import type { EntryDraft } from './model.ts'

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
const chain = (titles: readonly string[]) => seal({ seq: 0, hash: beginning }, titles.map(draft))

test('canonical JSON does not depend on the order in which keys were set', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonical(turned)).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a chain that nobody touched is whole, and ends where its head says', () => {
  const { head, entries } = chain(['a', 'b', 'c'])
  const check = new ChainCheck()
  for (const entry of entries) expect(check.add(entry)).toBe(true)
  expect(check.end(head)).toBeNull()
})

test('one changed bit anywhere in a body or hash is found, at that entry', () => {
  const { head, entries } = chain(['a', 'b', 'c', 'd'])
  fc.assert(
    fc.property(
      fc.nat(entries.length - 1),
      fc.constantFrom('body', 'hash', 'previousHash' as const),
      fc.nat(2000),
      fc.integer({ min: 0, max: 6 }),
      (index, field, place, bit) => {
        const check = new ChainCheck()
        for (const [position, entry] of entries.entries()) {
          if (position !== index) {
            check.add(entry)
            continue
          }
          const text = entry[field]
          const at = place % text.length
          const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))
          check.add({ ...entry, [field]: text.slice(0, at) + flipped + text.slice(at + 1) })
        }
        expect(check.end(head)?.seq).toBe(index + 1)
      },
    ),
  )
})

test.each([
  {
    why: 'an entry in the middle is gone',
    change: <T>(list: T[]) => list.filter((_, index) => index !== 1),
    seq: 2,
  },
  { why: 'the last entry is gone', change: <T>(list: T[]) => list.slice(0, -1), seq: 3 },
  { why: 'two entries changed places', change: <T>([a, b, c]: T[]) => [a, c, b] as T[], seq: 2 },
])('a fault is found when $why', ({ change, seq }) => {
  const { head, entries } = chain(['a', 'b', 'c'])
  const check = new ChainCheck()
  for (const entry of change(entries)) check.add(entry)
  expect(check.end(head)?.seq).toBe(seq)
})

test('names and titles are not in the body, only their salted hash is', () => {
  const { entries } = chain(['Dr Li takes up a chair'])
  const [entry] = entries
  expect(entry?.body).not.toContain('Dr Li')
  expect(JSON.parse(entry?.body ?? '{}').personal).toBe(
    personalHash(entry?.salt ?? '', entry?.personal ?? ''),
  )
})

test('the hash covers place, predecessor and body, each apart', () => {
  expect(hashOf(1, 'ab', 'c')).not.toBe(hashOf(1, 'a', 'bc'))
  expect(hashOf(11, 'a', 'b')).not.toBe(hashOf(1, '1a', 'b'))
})
