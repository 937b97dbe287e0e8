import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, mostRows, readList } from './rules.ts'

const list = (head: string, ...lines: string[]) =>
  readList({
    head: head.split('|'),
    rows: lines.map((line, index) => ({ line: index + 2, cells: line.split('|') })),
  })
const told = ({ problems }: ReturnType<typeof list>) =>
  problems.map(({ line, column, code }) => `${line} ${column} ${code}`)

test.each([
  ['E-mail', 'email'],
  ['  Email Address ', 'email'],
  ['电子邮箱', 'email'],
  ['Surname', 'latinFamily'],
  ['Ｆｉｒｓｔ　ｎａｍｅ', 'latinGiven'],
  ['中文姓名', 'han'],
  ['姓名', 'name'],
  ['国家/地区', 'country'],
  ['Organisation', 'affiliation'],
  ['Shoe size', undefined],
])('a column called %s holds %s', (name, column) => {
  expect(columnsOf([name])).toEqual([column])
})

describe('a row', () => {
  test('is a person', () => {
    expect(
      list(
        'Email|Family name|Given name|中文名|国家|单位|Language',
        'Li@X.org|Li|Ming|李明|英国|帝国理工|中文',
      ),
    ).toEqual({
      problems: [],
      rows: [
        {
          line: 2,
          email: 'li@x.org',
          name: { latinGiven: 'Ming', latinFamily: 'Li', han: '李明', familyFirst: false },
          country: 'GB',
          affiliation: '帝国理工',
          locale: 'zh',
        },
      ],
    })
  })
  test.each([
    ['Ada King Lovelace', { latinGiven: 'Ada King', latinFamily: 'Lovelace', han: '' }],
    ['Plato', { latinGiven: '', latinFamily: 'Plato', han: '' }],
    ['欧阳 娜娜', { latinGiven: '', latinFamily: '', han: '欧阳 娜娜' }],
  ])('with a whole name: %s', (name, parts) => {
    expect(list('email|name', `a@b.org|${name}`).rows[0]?.name).toMatchObject(parts)
  })
  test.each([
    ['no address', '|Li', '2 email kernel.field_required'],
    ['no address to write to', 'li@home|Li', '2 email kernel.field_email'],
    ['no name', 'a@b.org|', '2 name registration.name_needed'],
    ['a name without end', `a@b.org|${'x'.repeat(81)}`, '2 name kernel.field_too_long'],
  ])('is told by line and column: %s', (_why, line, problem) => {
    expect(told(list('email|name', line))).toEqual([problem])
  })
  test('unknown country and language', () => {
    expect(told(list('email|name|country|language', 'a@b.org|A|Atlantis|Klingon'))).toEqual([
      '2 country kernel.field_country',
      '2 language registration.list_language',
    ])
  })
})

describe('a list', () => {
  test('the same address twice, in whatever case', () => {
    expect(list('email|name', 'a@b.org|A', 'b@b.org|B', 'A@B.org|C').problems).toEqual([
      { line: 4, column: 'email', code: 'registration.list_twice', details: { line: 2 } },
    ])
  })
  test.each([
    ['without the address column', 'name', 'A', '1 email registration.list_no_column'],
    ['without any name', 'email', 'a@b.org', '1 name registration.list_no_column'],
    ['with a column twice', 'email|name|mail', 'a@b.org|A|b@b.org', '1 email registration.list_column_twice'],
  ])('%s', (_why, head, line, problem) => {
    expect(told(list(head, line))).toEqual([problem])
  })
  test('with nothing in it', () => {
    expect(told(list('email|name'))).toEqual(['1 null registration.list_empty'])
  })
  test('with too much', () => {
    const lines = Array.from({ length: mostRows + 1 }, (_none, index) => `a${index}@b.org|A`)
    expect(told(list('email|name', ...lines))).toEqual(['1 null registration.list_too_long'])
  })
  test('no row is lost: each is a person, and wrong ones are named', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (cells) => {
        const rows = cells.map((pair, index) => ({ line: index + 2, cells: pair }))
        const read = readList({ head: ['email', 'name'], rows })
        expect(read.rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line))
      }),
    )
  })
})
