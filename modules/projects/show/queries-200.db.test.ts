import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { ideas } from '../../../db/demo/project-ideas/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeProjects, at } from '../arrange.fixtures.ts'
import { aProject } from '../fixtures.ts'
import { insert } from '../store.ts'
import { pageSize, readShow } from './queries.ts'
import { saveViews } from './store/views.ts'
import { viewOf } from './view.ts'

const db = await testDatabase({ at })
const { summit, call, founder } = await arrangeProjects(db)
const shown = (['summary', 'body'] as const).map((field) => ({ field, recipient: 'public' as const }))
const entrantId = (await founder()).personId
// The projects of the demo edition, as everybody sees them.
await db.tx(async (tx) => {
  for (const [field, en, zh, enText, zhText] of ideas) {
    const project = aProject({
      editionId: summit.edition.id,
      callId: call.id,
      entrantId,
      state: 'shown',
      submittedAt: instant(at),
      field,
      title: { en, zh },
      summary: { en: enText, zh: zhText },
    })
    await insert(tx, project, false)
    const view = viewOf(project, [], [], shown, 'public', newId(), instant(at))
    if (view) await saveViews(tx, project.id, [view])
  }
})

const asked = readFileSync(new URL('queries-200.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

test('each of two hundred queries of the domain finds the projects it must find, on its first page', async () => {
  expect([asked.length, new Set(asked.map(([query]) => query)).size]).toEqual([200, 200])
  const missed: string[] = []
  for (const [query = '', names = ''] of asked) {
    const { views } = await db.use({ kind: 'visitor' }).ask(readShow, { edition: summit.edition.slug, query })
    const found = views.map(({ content }) => content.title.en)
    expect(found.length).toBeLessThanOrEqual(pageSize)
    for (const name of names.split(' | ')) {
      expect(ideas.some(([, title]) => title === name)).toBe(true)
      if (!found.includes(name)) missed.push(`${query} → ${name}`)
    }
    // Whoever asks for something is not shown everything.
    if (views.length > 12) missed.push(`${query}: ${views.length} found`)
  }
  expect(missed).toEqual([])
})
