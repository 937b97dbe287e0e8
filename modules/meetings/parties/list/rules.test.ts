import { describe, expect, test } from 'vitest'
import { aGroup } from '../../fixtures.ts'
import { mostRows, readList } from './rules.ts'

const scholars = aGroup({ name: { en: 'Scholars', zh: '海外学子' } })
const firms = aGroup({ name: { en: 'Enterprises', zh: '' } })
const groups = [scholars, firms]
const file = (head: string, ...rows: string[]) => ({
  head: head.split(';'),
  rows: rows.map((row, index) => ({ line: index + 2, cells: row.split(';') })),
})
const problemsOf = (...of: Parameters<typeof file>) =>
  readList(file(...of), groups).problems.map(
    ({ line, column, code }) => `${line} ${column ?? '-'} ${code.replace(/^\w+\./, '')}`,
  )

test('columns are known by their names in both languages, groups by either name', () => {
  const { rows, problems } = readList(
    file(
      '邮箱;组别;Company;主题;语言;Representatives;Shoe size',
      'A@example.org;海外学子;UCL;电池、AI;中文，English;2;43',
      'b@example.org;enterprises;;;;;',
    ),
    groups,
  )
  expect(problems).toEqual([])
  expect(rows).toMatchObject([
    {
      line: 2,
      email: 'a@example.org',
      groupId: scholars.id,
      profile: {
        organisation: 'UCL',
        topics: ['电池', 'AI'],
        languages: ['zh', 'en'],
        representatives: 2,
      },
    },
    { email: 'b@example.org', groupId: firms.id, profile: { representatives: 1, offers: '' } },
  ])
})

describe('what is wrong is said by line and column', () => {
  test.each<[string, string[], string[]]>([
    ['Email;Topics', ['a@example.org;AI'], ['1 group list_no_column']],
    ['Email;邮箱;Group', ['a;b;Scholars'], ['1 email list_column_twice']],
    ['Email;Group', [], ['1 - list_empty']],
    ['Email;Group', [';Scholars', 'a@x.org;Poets'], ['2 email field_required', '3 group list_group']],
    ['Email;Group', ['a@x.org;Scholars', 'A@x.org;Scholars'], ['3 email list_twice']],
    ['Email;Group', ['a@x.org;Poets', 'a@x.org;Scholars'], ['2 group list_group', '3 email list_twice']],
    ['Email;Group', [`${'x'.repeat(255)};Scholars`], ['2 email field_too_long']],
    [
      'Email;Group;Headline;Languages;Representatives;Topics',
      [`a@x.org;Scholars;${'x'.repeat(121)};Elvish;0;${'a,b,c,d,e,f,g,h,i'}`],
      [
        '2 headline field_too_long',
        '2 topics field_topics',
        '2 languages field_unknown',
        '2 representatives list_representatives',
      ],
    ],
  ])('%s %j', (head, rows, expected) => expect(problemsOf(head, ...rows)).toEqual(expected))

  test('too many rows are refused before they are read', () => {
    const rows = Array.from({ length: mostRows + 1 }, () => 'a@x.org;Scholars')
    expect(problemsOf('Email;Group', ...rows)).toEqual(['1 - list_too_long'])
  })
})
