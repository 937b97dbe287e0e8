import { expect, it, test } from 'vitest'
import { readWeighted, unknownFields } from './weighted.ts'

const line = { name: 'x', people: 3, slots: 2, tables: 2, wishes: [[1, 2, 5]] }

it('reads every field, counted from 1', () => {
  const { problem, start } = readWeighted({
    ...line,
    tables: [{ kind: 4, closed: [2] }, {}],
    wishes: [[1, 2, 5], { a: 2, b: 3, must: true, within: [1], fixed: 1, kinds: [4] }],
    away: { 3: [2] },
    most: { 1: 1 },
    delegates: { 2: 2 },
    newcomers: [3],
    precedes: [[1, 2]],
    start: { slotOfWish: [1, 0], tableOfWish: [2, 0], pinned: [1], mostMoved: 4 },
  })
  expect(problem).toEqual({
    people: 3,
    slots: 2,
    free: Uint8Array.of(1, 1, 1, 1, 1, 0),
    tables: [{ kind: 4, closed: [1] }, { kind: 0 }],
    wishes: [
      { a: 0, b: 1, weight: 5, must: false },
      { a: 1, b: 2, weight: 1, must: true, within: [0], fixed: 0, kinds: [4] },
    ],
    precedes: [[0, 1]],
    most: Int32Array.of(1, 2 ** 31 - 1, 2 ** 31 - 1),
    delegates: Uint8Array.of(1, 2, 1),
    newcomer: Uint8Array.of(0, 0, 1),
  })
  expect(start).toEqual({
    slotOf: Int32Array.of(0, -1),
    tableOf: Int32Array.of(1, -1),
    pinned: Uint8Array.of(1, 0),
    gapsOnly: false,
    mostMoved: 4,
  })
})

it('takes null for what may be absent, as other programs write it', () => {
  const nothing = { away: null, most: null, delegates: null, newcomers: null, precedes: null, start: null }
  const wish = { a: 1, b: 2, weight: null, must: null, within: null, fixed: null, kinds: null }
  expect(
    readWeighted({ ...line, ...nothing, tables: [{ kind: null, closed: null }], wishes: [wish] }),
  ).toEqual(readWeighted({ ...line, tables: [{}], wishes: [{ a: 1, b: 2 }] }))
})

it('tells the names that are no fields, wherever they stand', () => {
  const slips = {
    forbidden: {},
    tables: [{ closd: [1] }],
    wishes: [{ wieght: 2 }, [1, 2, 3]],
    start: { pins: [] },
  }
  expect(unknownFields({ ...line, ...slips })).toEqual([
    'forbidden',
    'tables.closd',
    'wishes.wieght',
    'start.pins',
  ])
  expect(unknownFields(line)).toEqual([])
})

test.each([
  ['no object', [], 'a line has to be one object'],
  ['no name', { ...line, name: '' }, '"name" has to be a text'],
  ['an unknown person', { ...line, wishes: [[1, 4, 5]] }, '"wishes.b" has to be a whole number from 1 to 3'],
  [
    'a broken weight',
    { ...line, wishes: [[1, 2, 1.5]] },
    '"wishes.weight" has to be a whole number from 0 to 1000000',
  ],
  ['a slot that is not', { ...line, away: { 1: [3] } }, '"away" has to be a whole number from 1 to 2'],
  ['nobody is away', { ...line, away: { 9: [1] } }, '"away of 9" has to be a whole number from 1 to 3'],
  [
    'one person by two names',
    { ...line, away: { '01': [1] } },
    '"away of 01" has to be a whole number from 1 to 3',
  ],
  [
    'a row of four',
    { ...line, wishes: [[1, 2, 5, 9]] },
    '"wishes" has to be a list of [person, person, weight] or of objects',
  ],
  ['no tables', { ...line, tables: 0 }, '"tables" has to be a whole number from 1 to 100000'],
  ['half a pair', { ...line, precedes: [[1]] }, '"precedes" has to be a list of [earlier, later]'],
  [
    'a start of another size',
    { ...line, start: { slotOfWish: [], tableOfWish: [0] } },
    '"start.slotOfWish" has to be a list of 1 numbers, one for each wish',
  ],
])('refuses %s', (_, value, message) => {
  expect(() => readWeighted(value)).toThrow(message)
})
