import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeProjects } from '../arrange.fixtures.ts'
import { aProject, at } from '../fixtures.ts'
import type { Project } from '../model.ts'
import { insert } from '../store.ts'
import { readShow } from './queries.ts'
import { removeViews, saveViews } from './store/views.ts'
import { viewOf } from './view.ts'

const db = await testDatabase({ at })
const { summit, call, founder } = await arrangeProjects(db)
const entrantId = (await founder()).personId

const projects = await db.tx(async (tx) => {
  const made = Array.from({ length: 12 }, () =>
    aProject({ editionId: summit.edition.id, callId: call.id, entrantId, state: 'shown', submittedAt: at }),
  )
  for (const each of made) await insert(tx, each, false)
  return made
})

type Showing = { project: Project; title: string }
/** In one transaction, as a desk decides: one after the other; without a title it is shown no more. */
const show = (list: readonly Showing[]) =>
  db.tx(async (tx) => {
    for (const { project, title } of list) {
      const titled = { ...project, title: { en: title, zh: '量子' } }
      const agreed = [{ field: 'summary' as const, recipient: 'public' as const }]
      const view = viewOf(titled, [], [], agreed, 'public', newId(), at)
      await (title === '' || !view ? removeViews(tx, project.id) : saveViews(tx, project.id, [view]))
    }
  })
const ask = (query: string) =>
  db.use({ kind: 'visitor' }).ask(readShow, { edition: summit.edition.slug, query })

/** How often each word is counted, beside how many projects say it. */
const counted = () =>
  db.tx(async (tx) => {
    const { rows } = await sql<{ word: string; kept: number | null; met: number | null }>`
      select word, kept.projects as kept, met.projects as met from project_word as kept full join (
        select edition_id, word, count(*)::int as projects
        from project_public, unnest(tsvector_to_array(words)) as word where length(word) > 2 and word !~ '[0-9]'
        group by edition_id, word) as met using (edition_id, word) order by word`.execute(tx)
    return rows
  })

describe('a slip of the keyboard', () => {
  const three = projects.slice(0, 3)
  beforeAll(() =>
    show(three.map((project) => ({ project, title: 'Photonics graphene sensor sensor3 quantum quark' }))),
  )

  test.each([
    ['two letters swapped', 'qauntum', 'quantum'],
    ['the first letter', 'wuantum', 'quantum'],
    ['the last', 'quantun', 'quantum'],
    ['one left out', 'sesor', 'sensor'],
    ['one put in', 'senssor', 'sensor'],
    ['neighbours in the middle', 'snesor', 'sensor'],
    ['in a short word', 'qark', 'quark'],
    ['two in a long word', 'phottonisc', 'photonics'],
    ['two apart in a long word', 'garphenne', 'graphene'],
    ['in each of two words', 'grapene senzor', 'graphene sensor'],
    ['beside a word that there is', 'quantum senzor', 'quantum sensor'],
    ['how Chinese sounds', 'liagnzi', 'liangzi'],
  ])('is mended: %s, %s', async (_why, typed, mended) => {
    const found = await ask(typed)
    expect([found.mended, found.total]).toEqual([mended, 3])
  })

  test.each([
    ['two in a short word', 'sonsur'],
    ['a word that is nowhere', 'zzyzxq'],
    ['three letters', 'qak'],
    ['another number', 'sensor2'],
    ['Chinese', '良子'],
  ])('is none: %s, %s', async (_why, typed) => {
    const found = await ask(typed)
    expect([found.mended, found.total]).toEqual([null, 0])
  })

  test('is never mended by what is shown no more', async () => {
    await show([{ project: three[0] as Project, title: '' }])
    expect((await ask('qauntum')).total).toBe(2)
    await show(three.map((project) => ({ project, title: '' })))
    expect((await ask('qauntum')).mended).toBeNull()
    expect(await counted()).toEqual([])
  })

  test('of two that are as near, what more projects say was meant', async () => {
    await show(three.map((project, index) => ({ project, title: index === 0 ? 'sensor' : 'censor' })))
    expect((await ask('tensor')).mended).toBe('censor')
  })
})

test('the product reads how often a word is said, and cannot write it', async () => {
  const touch = (how: RawBuilder<unknown>) => db.tx((tx) => how.execute(tx))
  const before = await counted()
  expect(before.length).toBeGreaterThan(0)
  await touch(sql`update project_word set projects = 0`)
  await touch(sql`delete from project_word`)
  await expect(touch(sql`insert into project_word values (${newId()}, 'own', 1)`)).rejects.toThrow(
    /row-level security/,
  )
  expect(await counted()).toEqual(before)
})

test('however many desks show and take back at once, in whatever order, words are counted right and nobody waits for ever', async () => {
  // Enough of them that two desks are at it at once.
  const words = ['amber', 'basalt', 'cobalt', 'dolomite'].map((word) =>
    Array.from({ length: 150 }, (_none, index) => `${word}${'x'.repeat(index)}`).join(' '),
  )
  const title = fc.subarray(words).map((some) => some.join(' '))
  // Each desk has projects of its own; what they say is the same.
  const mine = (desk: number) => fc.shuffledSubarray(projects.slice(desk * 4, desk * 4 + 4))
  const desk = (of: number) =>
    fc
      .tuple(mine(of), fc.array(title, { minLength: 4, maxLength: 4 }))
      .map(([list, titles]) =>
        list.map((project, index): Showing => ({ project, title: titles[index] ?? '' })),
      )
  await fc.assert(
    fc.asyncProperty(fc.tuple(desk(0), desk(1), desk(2)), async (desks) => {
      await Promise.all(desks.map(show))
      const rows = await counted()
      expect(rows.filter(({ kept, met }) => kept !== met)).toEqual([])
    }),
    { numRuns: 20 },
  )
})
