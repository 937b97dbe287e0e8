import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readGlossary, wordsIn } from './checks/glossary.ts'
import { checkNames } from './checks/names.ts'
import { checkTree } from './test/check-tree.ts'

const page = `
| word | 中文 | meaning | in code | not |
|---|---|---|---|---|
| person | 人员 | a human | \`person\` | user, 用户 |
| edition | 届 | a year's summit | \`edition\` | conference |
| station | 工作站 | abroad | \`station\` | branch office |

| word | where | why |
|---|---|---|
| conference | modules/events/formats | frab |
| current_user | db/migrations | PostgreSQL's own |
`
const glossary = readGlossary(page)

describe('a name is split into its words', () => {
  it.each([
    ['attendeeCount', 'attendee count'],
    ['attendee_count', 'attendee count'],
    ['ATTENDEE_COUNT', 'attendee count'],
    ['HTTPUserAgent', 'http user agent'],
    ['/api/v1/users.json', 'api v1 users json'],
    ['superuser', 'superuser'],
  ])('%s', (name, words) => expect(wordsIn(name)).toBe(words))
})

describe('words that have another', () => {
  it.each([
    ['modules/people/model.ts', 'export const userCount = 1', 1, 'in a name'],
    ['modules/people/model.ts', 'type A = { users: number }', 1, 'in the plural'],
    ['modules/people/pages.tsx', 'export const A = () => <UserCard />', 1, 'in a component'],
    ['modules/people/user.ts', 'export const a = 1', 1, 'in a path'],
    ['modules/people/model.ts', "import { user as person } from 'library'", 0, 'the library calls it so'],
    [
      'modules/people/model.ts',
      "const header = 'user-agent' // the user",
      0,
      'in texts of protocols and comments',
    ],
    ['modules/people/model.ts', 'const superuser = reuse', 0, 'only as a whole word'],
    ['modules/events/formats/xml.ts', 'const conference = 1', 0, 'where the format says so'],
    ['modules/events/store.ts', 'const conference = 1', 1, 'but not beside it'],
    ['modules/stations/store.ts', 'const branchOffice = 1', 1, 'of two words'],
    ['db/migrations/0010_a.sql', "create table x (user_id uuid) -- a user's\n", 1, 'in a column'],
    ['db/migrations/0010_a.sql', "select current_user, 'user'", 0, 'that PostgreSQL has'],
    ['locales/en/people.mf2.json', '{"a": "The user {$user}"}', 1, 'in a message'],
    ['locales/zh/people.mf2.json', '{"a": "所有用户"}', 1, 'in Chinese'],
    ['locales/en/people.mf2.json', '{"a": "All people"}', 0, 'none'],
  ])('%s: %s → %i (%s)', (path, text, count) => {
    expect(checkNames([{ path, text }], glossary)).toHaveLength(count)
  })
})

describe('the page itself', () => {
  it('is read whole: a table that lost its shape stops the check', () => {
    expect(() => readGlossary('| word | not |\n|---|---|\n| person | user | more |\n')).toThrow('3 cells')
    expect(() => readGlossary('| word | 中文 |\n|---|---|\n| person | 人员 |\n')).toThrow('without "not"')
    expect(() => readGlossary('# Words\n')).toThrow('no word')
  })

  it('of this house has rows, and bans no word it uses itself', () => {
    const house = readGlossary(readFileSync('docs/words.md', 'utf8'))
    const words = new Set(house.bans.flatMap(({ instead }) => instead.split(', ')))
    expect(house.bans.length).toBeGreaterThan(30)
    expect(house.bans.filter(({ word }) => words.has(word))).toEqual([])
  })
})

it('the command fails on a finding, with file and line', () => {
  const tree = { 'docs/words.md': page, 'modules/people/model.ts': '\nexport const user = 1\n' }
  expect(checkTree('check-words.ts', tree)).toEqual({
    status: 1,
    said: 'modules/people/model.ts:2  "user" in "user": the word is person (docs/words.md)\ncheck-words: 1 found\n',
  })
})
