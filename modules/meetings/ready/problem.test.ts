import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aParty, aScene, aTable, aWish, now } from '../fixtures.ts'
import { wishKinds } from '../model.ts'
import { checkReady, pairKey, problemOf } from './problem.ts'

describe('wishes of both directions become one pair', () => {
  const scene = aScene({ scholars: { weight: 1 }, firms: { weight: 3 } })
  const [a, b] = [scene.scholar(), scene.firm()]
  const pairOf = (...kinds: [('must' | 'meet' | 'no')?, ('must' | 'meet' | 'no')?]) => {
    const [ours, theirs] = kinds
    const other = scene.firm()
    const wishes = [
      aWish(a, other), // so that there is something to ask for at all
      ...(ours ? [aWish(a, b, ours)] : []),
      ...(theirs ? [aWish(b, a, theirs)] : []),
    ]
    const { problem, pairAt } = problemOf(scene.rows([a, b, other], wishes))
    return problem.wishes[pairAt.get(pairKey(a.id, b.id)) ?? -1]
  }
  test.each([
    ['meet', 'meet', { must: false, weight: 10 + 30 }],
    ['must', 'meet', { must: true, weight: 30 + 30 }],
    ['meet', 'must', { must: true, weight: 10 + 90 }],
    ['must', 'must', { must: true, weight: 30 + 90 }],
    [undefined, 'must', { must: true, weight: 90 }],
  ] as const)('%s and %s', (ours, theirs, expected) => {
    expect(pairOf(ours, theirs)).toMatchObject(expected)
  })
  test.each([
    ['must', 'no'],
    ['no', 'must'],
    ['no', 'no'],
  ] as const)('%s and %s: a no from either side takes it out', (ours, theirs) => {
    expect(pairOf(ours, theirs)).toBeUndefined()
  })
})

describe('what else becomes of the rows', () => {
  test('ids and indices find each other, busy slots and closed tables are where they belong', () => {
    const scene = aScene({ slots: 3 })
    const [a, b] = [scene.scholar({ representatives: 2, newcomer: true }), scene.firm()]
    const second = scene.setUp.slots[1]
    if (!second) throw new Error('three slots')
    const shut = aTable('9', { closed: [second.id] })
    const setUp = { ...scene.setUp, tables: [...scene.setUp.tables, shut] }
    const asked = problemOf({
      ...scene.rows([b, a], [aWish(a, b)], [{ partyId: b.id, slotId: second.id }]),
      setUp,
    })
    const [ai, bi] = [asked.partyAt.get(a.id) ?? -1, asked.partyAt.get(b.id) ?? -1]
    expect(asked.parties[ai]).toBe(a.id)
    expect([...asked.problem.free.slice(bi * 3, bi * 3 + 3)]).toEqual([1, 0, 1])
    expect([...asked.problem.free.slice(ai * 3, ai * 3 + 3)]).toEqual([1, 1, 1])
    expect(asked.problem.tables.map(({ closed }) => closed)).toEqual([undefined, undefined, [1]])
    expect([asked.problem.delegates?.[ai], asked.problem.newcomer?.[ai]]).toEqual([2, 1])
    expect([...(asked.problem.most ?? [])]).toEqual([8, 8])
    expect(asked.pairs[asked.pairAt.get(pairKey(b.id, a.id)) ?? -1]).toEqual({
      a: a.id < b.id ? a.id : b.id,
      b: a.id < b.id ? b.id : a.id,
    })
  })

  test('tables: where a language is spoken that both know, or where none is named', () => {
    const tables = [
      aTable('any'),
      aTable('zh', { languages: ['zh'] }),
      aTable('both', { languages: ['zh', 'en'] }),
    ]
    const kinds = (one: string[], other: string[], of = tables) => {
      const scene = aScene({ tables: of })
      const [a, b] = [scene.scholar({ languages: one }), scene.firm({ languages: other })]
      const asked = problemOf(scene.rows([a, b], [aWish(a, b)]))
      return asked.withoutTable.length > 0 ? 'none' : asked.problem.wishes[0]?.kinds
    }
    expect(kinds(['zh'], ['zh', 'en'])).toBeUndefined() // every table will do
    expect(kinds(['en'], ['zh'])).toEqual([0, 2]) // at the third somebody interprets
    expect(kinds(['fr'], ['zh'])).toEqual([0])
    expect(kinds([], ['zh'])).toBeUndefined() // who named none will do with any
    expect(kinds(['fr'], ['zh'], [aTable('zh', { languages: ['zh'] })])).toBe('none')
  })

  test('who left, who is unknown and groups that do not meet are not asked for', () => {
    const scene = aScene()
    const [a, b] = [scene.scholar(), scene.firm()]
    const gone = scene.firm({ withdrawnAt: now })
    const peer = scene.scholar()
    const wishes = [aWish(a, b), aWish(a, gone), aWish(a, aParty()), aWish(a, peer)]
    expect(problemOf(scene.rows([a, b, gone, peer], wishes)).pairs).toHaveLength(1)
  })
})

describe('before a run', () => {
  const scene = aScene()
  const [a, b] = [scene.scholar(), scene.firm()]
  const whole = scene.rows([a, b], [aWish(a, b)])
  const without = (over: Partial<typeof whole.setUp>) => ({ ...whole, setUp: { ...whole.setUp, ...over } })
  const slotIds = whole.setUp.slots.map(({ id }) => id)

  test.each([
    ['groups', without({ groups: [] })],
    ['pairings', without({ pairings: [] })],
    ['slots', without({ slots: [] })],
    ['tables', without({ tables: [] })],
    ['open_tables', without({ tables: [aTable('1', { closed: slotIds })] })],
    ['parties', { ...whole, parties: [a] }],
    ['wishes', { ...whole, wishes: [aWish(a, b, 'no')] }],
  ])('no %s is refused by name', (missing, rows) => {
    expect(() => problemOf(rows)).toThrow(`meetings.not_ready_${missing}`)
    expect(checkReady(rows).find(({ key }) => key === missing)?.done).toBe(false)
  })
  test('nothing is missing', () => expect(checkReady(whole).every(({ done }) => done)).toBe(true))
})

test('a no never comes into the problem, whoever said it and whatever else was wished', () => {
  const scene = aScene({ slots: 2 })
  const parties = Array.from({ length: 6 }, (_none, index) => (index < 3 ? scene.scholar() : scene.firm()))
  const some = fc.uniqueArray(
    fc.record({
      from: fc.nat(5),
      to: fc.nat(5),
      kind: fc.constantFrom(...wishKinds),
    }),
    { selector: ({ from, to }) => from * 6 + to, maxLength: 30 },
  )
  fc.assert(
    fc.property(some, (chosen) => {
      const wishes = chosen.flatMap(({ from, to, kind }) => {
        const [a, b] = [parties[from], parties[to]]
        return a && b && a !== b ? [aWish(a, b, kind)] : []
      })
      const rows = scene.rows(parties, wishes)
      const refused = new Set(
        wishes.filter(({ kind }) => kind === 'no').map(({ from, to }) => pairKey(from, to)),
      )
      const wanted = new Set(
        wishes.filter(({ kind }) => kind !== 'no').map(({ from, to }) => pairKey(from, to)),
      )
      if (checkReady(rows).some(({ done }) => !done)) return
      const { pairs, problem } = problemOf(rows)
      expect(problem.wishes).toHaveLength(pairs.length)
      for (const { a, b } of pairs) {
        expect(refused.has(pairKey(a, b))).toBe(false)
        expect(wanted.has(pairKey(a, b))).toBe(true)
      }
      for (const { a, b } of problem.wishes) expect(a).not.toBe(b)
    }),
  )
})
