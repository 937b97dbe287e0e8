import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant, plainDate, plus } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import type { Person } from '../model.ts'
import type { Hold } from './model.ts'
import * as rules from './rules.ts'

const at = instant('2026-05-04T10:00:00Z')
const person = (over: Partial<Person> = {}): Person => ({
  id: newId<'person'>(),
  name: personName({ latinGiven: 'Yutong', latinFamily: 'Meng', han: '孟雨桐' }),
  email: 'meng@uni.example',
  country: null,
  languages: [],
  affiliation: '',
  education: [],
  locale: 'zh',
  madeUp: true,
  createdAt: at,
  erasedAt: null,
  ...over,
})
const who = person()
const ask = (atOnce = false, open?: ReturnType<typeof rules.asked>) =>
  rules.asked(who, open, { way: 'own', by: who.id, note: '', atOnce }, at)

describe('a request', () => {
  test('can be undone for fourteen days, and is one at a time', () => {
    expect(ask().dueAt).toBe(plus(at, { hours: 14 * 24 }))
    expect(ask(true).dueAt).toBe(at)
    expect(refused(() => ask(false, ask()))).toBe('people.erase_asked_already')
  })
  test('is undone once, and never after it was done', () => {
    const undone = rules.undone(ask(), at)
    expect(undone.undoneAt).toBe(at)
    for (const gone of [undone, { ...ask(), doneAt: at }, undefined])
      expect(refused(() => rules.undone(gone, at))).toBe('people.erase_nothing_to_undo')
  })
  test.each([
    ['just now', at, true],
    ['half an hour ago', plus(at, { minutes: -30 }), true],
    ['a moment longer', plus(at, { minutes: -30, ms: -1 }), false],
    ['never', null, false],
  ] as const)('asks for a fresh sign-in: %s', (_why, begun, fresh) =>
    expect(rules.isFresh(begun, at)).toBe(fresh),
  )
})

test.each([
  ['its last day', '2026-05-04', null, true],
  ['the day after', '2026-05-03', null, false],
  ['lifted before', '2027-01-01', at, false],
] as const)('a record kept by law: %s', (_why, until, liftedAt, expected) => {
  const hold: Hold = {
    id: newId<'erasure_hold'>(),
    personId: who.id,
    reason: 'tax',
    until: plainDate(until),
    setBy: who.id,
    setAt: at,
    liftedAt,
  }
  expect(rules.inForce(hold, plainDate('2026-05-04'))).toBe(expected)
})

describe('how somebody is called wherever others wrote of them', () => {
  const leaving = (over: Partial<Person> = {}) =>
    rules.leavingOf(person(over), { id: newId<'erasure'>(), way: 'own' })
  test('in every order and script, longest first, so that nothing of a name is left over', () => {
    const { names } = leaving()
    expect(names).toEqual(
      expect.arrayContaining(['Yutong Meng', 'Meng Yutong', 'Meng, Yutong', '孟雨桐', 'meng@uni.example']),
    )
    expect(names).toEqual([...names].sort((a, b) => b.length - a.length))
  })
  test('parts of a name are looked for in the person’s own records alone', () => {
    const { words, anywhere } = leaving()
    expect(words).toEqual(expect.arrayContaining(['Meng', 'Yutong']))
    expect(anywhere).not.toContain('Meng')
  })
  test.each([
    [
      'two characters are often a word: 高峰 is a summit',
      { name: personName({ han: '高峰' }) },
      '高峰',
      false,
    ],
    ['three are a name', {}, '孟雨桐', true],
    ['one Latin word is often a place', { name: personName({ latinFamily: 'London' }) }, 'London', false],
    ['two are a name', {}, 'Yutong Meng', true],
    ['an address always is', {}, 'meng@uni.example', true],
  ])('%s', (_why, over, name, expected) => expect(leaving(over).anywhere.includes(name)).toBe(expected))
  test('as they stand in HTML, too', () =>
    expect(leaving({ name: personName({ latinGiven: 'A&B', latinFamily: 'Ltd' }) }).names).toContain(
      'A&amp;B Ltd',
    ))
  test('nobody without a name or address is looked for', () =>
    expect(leaving({ name: personName({}), email: null })).toMatchObject({
      names: [],
      words: [],
      anywhere: [],
    }))
})
