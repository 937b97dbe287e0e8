import pg from 'pg'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeProjects, at } from '../arrange.fixtures.ts'
import { aProject } from '../fixtures.ts'
import type { Recipient } from '../model.ts'
import { insert } from '../store.ts'
import { pageSize, readHalls, readShow } from './queries.ts'
import { listViews, mostCounted } from './store/search.ts'
import { saveViews } from './store/views.ts'
import { viewOf } from './view.ts'

const db = await testDatabase({ at })
const { summit, call, founder } = await arrangeProjects(db)
const entrantId = (await founder()).personId
const many = 450

/** The first is the oldest. A word stands in every second one, or one of so many; salt in the oldest three. */
const titleOf = (index: number) =>
  [
    `Nr${index}`,
    index % 2 === 0 && '光',
    index % 10 === 0 && '海水',
    index % 7 === 0 && '风',
    index % 17 === 0 && '灯',
    index < 3 && '盐',
  ]
    .filter(Boolean)
    .join(' ')

// The newest two hundred stand in two blocks of the index of what is new, the others by seventeen to a block.
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
const newest = many - 200
await owner.query('alter sequence project_turn increment by 60')
const put = (from: number, to: number) =>
  db.tx(async (tx) => {
    for (let index = from; index < to; index += 1) {
      const shownAt = instant(new Date(Date.parse(at) + index * 60_000).toISOString())
      const project = aProject({
        editionId: summit.edition.id,
        callId: call.id,
        entrantId,
        state: 'shown',
        submittedAt: shownAt,
        title: { en: titleOf(index), zh: '' },
        country: index % 3 === 0 ? 'GB' : 'JP',
      })
      await insert(tx, project, false)
      // The last is shown to registered participants alone.
      const audience: Recipient = index === many - 1 ? 'registered' : 'public'
      const agreed = [{ field: 'summary' as const, recipient: audience }]
      const view = viewOf(project, [], [], agreed, audience, newId(), shownAt)
      if (view) await saveViews(tx, project.id, [view])
    }
  })
await put(0, newest)
await owner.query('alter sequence project_turn increment by 6')
await put(newest, many)
await owner.query('analyze project_public')
await owner.end()

const visitor = { kind: 'visitor' as const }
const ask = (query: string, over: Record<string, unknown> = {}) =>
  db.use(visitor).ask(readShow, { edition: summit.edition.slug, query, ...over })
const numbers = ({ views }: Awaited<ReturnType<typeof ask>>) =>
  views.map(({ content }) => Number(/\d+/.exec(content.title.en)?.[0]))
const whose = (matches: (index: number) => boolean) =>
  Array.from({ length: many - 1 }, (_none, index) => many - 2 - index).filter(matches)

test.each([
  ['a word of every second project', '光', (index: number) => index % 2 === 0, pageSize, true],
  ['one of ten, met on the third', '海水', (index: number) => index % 10 === 0, pageSize, true],
  ['one of seven, met on the second look', '风', (index: number) => index % 7 === 0, pageSize, true],
  ['one of 17, which is counted', '灯', (index: number) => index % 17 === 0, 27, false],
  ['the oldest only', '盐', (index: number) => index < 3, 3, false],
  ['a beginning', 'nr44', (index: number) => index === 44 || index >= 440, 10, false],
  ['two words, rare together', '光 灯', (index: number) => index % 34 === 0, 14, false],
  ['nothing', '火', () => false, 0, false],
  ['no word at all', '?!', () => false, 0, false],
])('%s is found, newest first: %s', async (_why, query, matches, total, more) => {
  const found = await ask(query)
  expect(numbers(found)).toEqual(whose(matches).slice(0, pageSize))
  expect([found.total, found.more]).toEqual([total, more])
})

test('the pages of a common word follow each other to the end of what is counted', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => ask('光', { page })))
  expect(pages.flatMap(numbers)).toEqual(whose((index) => index % 2 === 0).slice(0, 3 * pageSize))
  expect(pages.map(({ total, more }) => [total, more])).toEqual([
    [24, true],
    [48, true],
    [72, true],
  ])
})

test('all of it is counted as far as anybody turns pages', async () => {
  const found = await ask('')
  expect([found.total, found.more]).toEqual([mostCounted, true])
  expect(await db.use(visitor).ask(readHalls, { edition: summit.edition.slug })).toEqual({
    halls: { electronic_information: mostCounted + 1 },
    countries: ['GB', 'JP'],
  })
})

test('facets and words narrow together, and titles sort what is found', async () => {
  const found = await ask('光', { country: 'GB', sort: 'title' })
  expect(found.views.map(({ content }) => content.title.en)).toEqual(
    whose((index) => index % 6 === 0)
      .map(titleOf)
      .sort()
      .slice(0, pageSize),
  )
})

test('a continent is all of its countries and regions', async () => {
  const asia = await ask('光', { country: '142' })
  expect(numbers(asia)).toEqual(whose((index) => index % 2 === 0 && index % 3 !== 0).slice(0, pageSize))
  expect(numbers(await ask('盐', { country: '150' }))).toEqual([0])
  expect((await ask('', { country: '009' })).views).toEqual([])
})

test('what registered participants alone may see is found among the rest by them alone', async () => {
  const facets = { field: null, maturity: null, country: null, seeking: null }
  const first = async (audience: Recipient, query: string) => {
    const asked = { ...facets, query, sort: 'newest' as const, limit: 2, offset: 0 }
    const { views } = await db.tx((tx) => listViews(tx, { ...asked, editionId: summit.edition.id, audience }))
    return views.map(({ content }) => content.title.en.split(' ')[0])
  }
  expect(await first('public', 'nr44')).toEqual(['Nr448', 'Nr447'])
  expect(await first('registered', 'nr44')).toEqual(['Nr449', 'Nr448'])
  expect(await first('registered', '')).toEqual(['Nr449', 'Nr448'])
})
