import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { instant } from '#kernel/time'
import { insertProjectFile } from '#modules/projects'
import { filesOf } from '../../apps/files.ts'
import { as, holding, testHouse } from '../../tools/test/house.ts'
import { aFile } from '../projects/fixtures.ts'
import { arrangeJudging, at } from './arrange.fixtures.ts'
import { assignByHand } from './assign/commands.ts'
import { decideRound } from './result/commands.ts'
import { openFile, stepBack } from './review/commands.ts'
import { savePanel } from './setup/commands.ts'
import { closeRound, openRound } from './setup/move.ts'
import { panelsOf } from './store/rounds.ts'

// A judge is no role: what they reach hangs on each record. So this is their column of the table of permissions, asked of
// the real doors with real records.

const house = await testHouse({ at })
const scene = await arrangeJudging(house.db)
const { db, summit, organiser } = scene
const use = db.use(organiser)
const [founder, other] = [await scene.person(), await scene.person()]
const mine = await scene.project({ title: { en: 'Tidal mill', zh: '潮汐磨坊' } }, founder)
const theirs = await scene.project({ stationId: summit.boston.id }, other)
const content = new TextEncoder().encode('%PDF-1.4 the deck')
const hash = await (await filesOf(house)).put(content)
const deck = aFile({ projectId: mine, hash, bytes: content.length })
const [film, said, picture] = [
  aFile({ projectId: mine, hash, kind: 'video', mediaType: 'video/mp4' }),
  aFile({ projectId: mine, hash, kind: 'captions', mediaType: 'text/vtt', language: 'zh' }),
  aFile({ projectId: mine, hash, kind: 'image', mediaType: 'image/webp', name: 'The mill' }),
]
for (const each of [deck, film, said, picture])
  await db.tx((tx) => insertProjectFile(tx, each, summit.london.id))

const { id } = await scene.round({ reviewsEach: 1 })
await scene.put(id, [mine, theirs])
const [judge, neighbour, tied] = [await scene.judge(id), await scene.judge(id), await scene.judge(id)]
for (const [projectId, judgeId] of [
  [mine, judge.id],
  [theirs, neighbour.id],
  [mine, tied.id],
] as const)
  await use.run(assignByHand, { roundId: id, projectId, judgeId })
const [panel] = await db.tx((tx) => panelsOf(tx, id))
if (!panel) throw new Error('a round has a panel')
await use.run(savePanel, { roundId: id, panelId: panel.id, title: panel.title, chairId: neighbour.personId })
await use.run(openRound, { roundId: id })
for (const who of [judge, tied]) await db.use(who.actor).run(openFile, { roundId: id, projectId: mine })
await db.use(neighbour.actor).run(openFile, { roundId: id, projectId: theirs })
await db.use(tied.actor).run(stepBack, { roundId: id, projectId: mine, reason: 'My cousin works there.' })

const person = (personId: typeof founder.id): Actor => ({ kind: 'person', personId, grants: [] })
const people: Readonly<Record<string, Actor>> = {
  visitor,
  'signed in': await scene.someone(),
  'its judge': judge.actor,
  'its judge who stepped back': tied.actor,
  'the chair, judge of another': neighbour.actor,
  'its entrant': person(founder.id),
  'another entrant': person(other.id),
  'its station': await scene.lead(summit.london.id),
  'another station': await scene.lead(summit.boston.id),
  organiser,
  auditor: holding('auditor'),
}

const review = `/en/judging/${id}/${mine}`

test('a judge watches the film with its captions and looks at the pictures where they read', async () => {
  const page = await (
    await house.app.request(`${house.origin}${review}`, { headers: as(judge.actor) })
  ).text()
  expect(page).toMatch(new RegExp(`<video[^>]*src="${review}/files/${film.id}"`))
  expect(page).toMatch(new RegExp(`<track[^>]*src="${review}/files/${said.id}"[^>]*srclang="zh-Hans"`))
  expect(page).toMatch(new RegExp(`<img[^>]*src="${review}/files/${picture.id}"[^>]*alt="The mill"`))
  expect(page).toContain('United Kingdom')
})
const score = new URLSearchParams({
  'points.team': '7',
  'points.technology': '8',
  'points.market': '6',
  'points.finance': '5',
})
const doors: Readonly<Record<string, { path: string; body?: URLSearchParams; shows?: string }>> = {
  'the desk': { path: `/en/judging/${id}` },
  'the review': { path: review },
  'what is read': { path: review, shows: 'Measures gravity' },
  'a file of it': { path: `${review}/files/${deck.id}` },
  'a score given': { path: review, body: score },
  'how far it is': { path: `/en/console/judging/${id}` },
  'the ranking': { path: `/en/console/judging/${id}/result` },
  'what became of it': { path: `/en/projects/${mine}/results` },
}

/** ● it is there, · it is not: not found, forbidden, to be signed in for, refused, or a page without it. */
async function table(): Promise<string[]> {
  const rows = []
  for (const [name, who] of Object.entries(people)) {
    let cells = ''
    for (const { path, body, shows } of Object.values(doors)) {
      const answer = await house.app.request(path, {
        method: body ? 'POST' : 'GET',
        headers: { ...as(who), origin: house.origin },
        body: body ?? null,
      })
      const text = await answer.text()
      const there =
        answer.status === 200 ||
        (answer.status === 303 && !answer.headers.get('location')?.includes('sign-in'))
      cells += there && (shows === undefined || text.includes(shows)) ? '●' : '·'
    }
    rows.push(`${cells} ${name}`)
  }
  return rows
}

// desk, review, read, file, score; how far, ranking; what became of it
const whileOpen = [
  '········ visitor',
  '········ signed in',
  '●●●●●··· its judge',
  '●●······ its judge who stepped back',
  '●······· the chair, judge of another',
  '·······● its entrant',
  '········ another entrant',
  '········ its station',
  '········ another station',
  '·····●·· organiser',
  '·····●·· auditor',
]
const onceDecided = [
  '········ visitor',
  '········ signed in',
  '●●······ its judge',
  '●●······ its judge who stepped back',
  '●······· the chair, judge of another',
  '·······● its entrant',
  '········ another entrant',
  '········ its station',
  '········ another station',
  '·····●●· organiser',
  '·····●●· auditor',
]

function printed(): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const tableOf = (rows: readonly string[]) => [
    line(['who', ...Object.keys(doors)]),
    line(['---', ...Object.keys(doors).map(() => '---')]),
    ...rows.map((row) => line([row.slice(9), ...row.slice(0, 8)])),
  ]
  return [
    '# Who reaches a project that is judged',
    '',
    'Printed by `modules/judging/doors.db.test.ts`, which asks the real doors for one project of a round; do not edit. A judge is',
    'no role, so this is their column of docs/permissions.md: “its judge” was given the project, “judge of another” was not.',
    '',
    '## While the round is open',
    '',
    ...tableOf(whileOpen),
    '',
    '## Once it is decided',
    '',
    ...tableOf(onceDecided),
    '',
  ].join('\n')
}

test('docs/permissions-of-judges.md says who reaches what', () => {
  const file = 'docs/permissions-of-judges.md'
  if (process.env.UPDATE_DOCS) writeFileSync(file, printed())
  expect(readFileSync(file, 'utf8')).toBe(printed())
})

test('while the round is open, a project’s file is its judge’s, and a score nobody’s but theirs', async () => {
  expect(Object.keys(doors)).toHaveLength(8)
  expect(await table()).toEqual(whileOpen)
  expect(house.broken).toEqual([])
})

test('points left out are asked for in the judge’s language, and what was typed comes back', async () => {
  const half = new URLSearchParams({ 'points.team': '7', feedback: 'Show a customer.' })
  for (const [locale, asks] of [
    ['en', 'Give points for every criterion.'],
    ['zh', '请为每项标准打分。'],
  ] as const) {
    const headers = { ...as(judge.actor), origin: house.origin }
    const path = `/${locale}/judging/${id}/${mine}`
    const answer = await house.app.request(path, { method: 'POST', headers, body: half })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html.split(asks).length - 1, 'at each of three criteria').toBeGreaterThanOrEqual(3)
    expect(html).toContain('Show a customer.')
    expect(html).toMatch(/<form[^>]*novalidate/)
    expect(html).toMatch(
      /name="points.team"[^>]*value="7"[^>]*checked|checked[^>]*name="points.team"[^>]*value="7"/,
    )
  }
})

test('the rules of a round are refused with every mistake at once, each at its field, in the reader’s language', async () => {
  const draft = await scene.round()
  const sent = new URLSearchParams({
    ...{ 'title.en': '', 'title.zh': '', reviewsEach: 'two', scale: '', blocks: 'institution' },
    ...{ 'criteria.0.key': 'team', 'criteria.0.title.en': 'Team', 'criteria.0.weight': '30' },
    // The second row is left out: the third keeps its own fields.
    ...{ 'criteria.1.key': '', 'criteria.2.key': 'team', 'criteria.2.weight': '1.5' },
  })
  for (const [locale, twice, number, pair] of [
    ['en', 'Two criteria have the same short name.', 'Write a number', 'in at least one language'],
    ['zh', '有两项标准使用了相同的短名。', '请填写数字', '请至少用一种语言'],
  ] as const) {
    const headers = { ...as(organiser), origin: house.origin }
    const path = `/${locale}/console/judging/${draft.id}/edit`
    const answer = await house.app.request(path, { method: 'POST', headers, body: sent })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    const led = [...html.matchAll(/<a href="#f-([^"]+)"/g)].map(([, field]) => field)
    expect(led.sort()).toEqual(
      ['title', 'reviewsEach', 'scale', 'criteria.2.key', 'criteria.2.title', 'criteria.2.weight'].sort(),
    )
    expect([twice, number, pair].filter((words) => !html.includes(words))).toEqual([])
  }
})

test('once it is closed and decided, nothing is scored, and the ranking is for those who run it', async () => {
  db.clock.set(instant('2019-06-16T09:00:00Z'))
  await scene.score(id, neighbour.actor, theirs, 5)
  await use.run(closeRound, { roundId: id })
  await use.run(decideRound, { roundId: id, releaseFeedback: false })
  expect(await table()).toEqual(onceDecided)
  expect(house.broken).toEqual([])
})
