import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { as, testHouse } from '../../tools/test/house.ts'
import { arrangeProjects, at } from './arrange.fixtures.ts'
import { askContact } from './contact/commands.ts'
import { holdDecisions } from './desk/commands.ts'
import { withdrawProject } from './intake/commands.ts'
import { inviteMember, memberToken } from './intake/team.ts'

// What somebody sees whose form is refused, or who has several of the same form before them.

const house = await testHouse({ at })
const { summit, call, founder, london, organiser, begun, submitted, shown, decide, placeOf } =
  await arrangeProjects(house.db)

const read = async (who: Actor, path: string) =>
  (await house.app.request(`${house.origin}/en${path}`, { headers: as(who) })).text()
const send = async (who: Actor, path: string, fields: readonly [string, string][]) => {
  const answer = await house.app.request(`${house.origin}/en${path}`, {
    method: 'POST',
    headers: { ...as(who), origin: house.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields.map((field) => [...field])).toString(),
  })
  return { status: answer.status, html: await answer.text() }
}
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
const linesOf = (html: string) =>
  [...html.matchAll(/<li><a href="([^"]*)">(.*?)<\/a>/g)].map(([, ...line]) => line)

test('sent in too early, a project says what is missing, each line leading to its field', async () => {
  const who = await founder()
  const { id } = await begun(who)
  const { status, html } = await send(who, `/projects/${id}/submit`, [])
  expect(status).toBe(422)
  expect(linesOf(html)).toContainEqual([`/en/projects/${id}/passport#f-field`, 'Field: Fill in this field.'])
  expect(linesOf(html)).toContainEqual([`/en/projects/${id}/files`, 'Upload a deck as PDF.'])
})

test('a decision without its choice keeps what was written, and says whose it is', async () => {
  const id = await submitted(await founder())
  const { status, html } = await send(london, `/console/projects/${id}`, [
    ['reason', 'All papers are there.'],
    ['do', 'now'],
  ])
  expect(status).toBe(422)
  expect(html).toMatch(/<textarea[^>]*name="reason"[^>]*>All papers are there.</)
  expect(linesOf(html)).toContainEqual(['#f-becomes', 'Decision: Choose a decision.'])
})

test('what the last form did is not told again beside a refusal', async () => {
  const path = `/console/projects/${await submitted(await founder())}?told=projects.told_held`
  const told = 'Held. Nobody outside the desk sees it.'
  expect(await read(london, path)).toContain(told)
  expect((await send(london, path, [['do', 'now']])).html).not.toContain(told)
})

test('what was sent in can be read on its forms, and not be sent', async () => {
  const who = await founder()
  const id = await submitted(who)
  const sent = await read(who, `/projects/${id}/passport`)
  expect(sent).toContain('<fieldset class="form" disabled')
  expect(sent).not.toContain(`action="/en/projects/${id}/passport"`)
  await decide(london, id, 'draft')
  expect(await read(who, `/projects/${id}/passport`)).toContain(`action="/en/projects/${id}/passport"`)
})

test('of several who ask to get in touch each has a form with names of its own', async () => {
  const owner = await founder()
  const id = await shown(owner, [{ field: 'summary', recipient: 'public' }])
  const place = await placeOf(id)
  for (const asker of [await founder(), await founder()])
    await house.db.use(asker).run(askContact, { ...place, message: 'We would like to try it.' })
  const ids = idsOf(await read(owner, `/projects/${id}/contacts`))
  expect(ids.filter((each) => /^f-note-[0-9a-f-]+$/.test(each ?? ''))).toHaveLength(2)
  expect(ids.filter((each, index) => ids.indexOf(each) !== index)).toEqual([])
})

test('what is held in several states is applied by one button, and the desk reads where a project is at home', async () => {
  const [one, other] = [await submitted(await founder()), await submitted(await founder())]
  await decide(london, other, 'checked')
  for (const [id, becomes] of [
    [one, 'checked'],
    [other, 'shortlisted'],
  ] as const)
    await house.db.use(london).run(holdDecisions, { projectIds: [id], becomes, reason: 'Fine.' })
  const desk = `/console/projects?edition=${summit.edition.slug}`
  const queue = await read(london, desk)
  expect(queue).toContain('2 decisions are held')
  const held = [...queue.matchAll(/type="hidden" name="project" value="([^"]*)"/g)].map(([, id = '']) => id)
  expect(new Set(held)).toEqual(new Set([one, other]))
  await send(london, desk, [...held.map((id): [string, string] => ['project', id]), ['do', 'apply']])
  expect(await read(london, desk)).not.toContain('are held')
  const file = await read(london, `/console/projects/${other}`)
  expect(file).toMatch(/Shortlisted/)
  expect(file).toContain('United Kingdom')
  expect(file).toContain('quantum')
})

test('what staff prepare and look at is of the edition they ask for: one to come, or one that is over', async () => {
  const { slug } = summit.edition
  const year = `?edition=${slug}`
  await submitted(await founder())
  expect(await read(london, `/console/calls${year}`)).toContain('London call')
  expect(await read(london, '/console/calls')).not.toContain('London call')
  const next = await send(london, `/console/calls/new?edition=${summit.next.slug}`, [
    ['title.en', 'Next call'],
    ['slug', 'next'],
    ['zone', 'Europe/London'],
    ['station', summit.london.id],
    ['opensAt', '2020-01-01T09:00'],
    ['closesAt', '2020-03-01T09:00'],
    ['state', 'draft'],
  ])
  expect(next.status).toBe(303)
  expect(await read(london, `/console/calls?edition=${summit.next.slug}`)).toContain('Next call')
  expect(await read(organiser, `/console/judging${year}`)).toContain(`/console/judging/new${year}`)
  expect(await read(organiser, `/console/project-lists${year}`)).toContain(`/console/project-lists${year}`)
  for (const page of ['calls', 'projects', 'judging'])
    expect(await read(london, `/console/${page}?edition=1066`)).toContain('There is nothing here')
})

test('a receipt says which field of which project somebody agreed to show, and to whom', async () => {
  const owner = await founder()
  const id = await shown(owner, [
    { field: 'summary', recipient: 'public' },
    { field: 'deck', recipient: 'registered' },
  ])
  const receipts = (await read(owner, '/account/consents')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(receipts).toContain('Showing a project “Quantum gravity sensor”: Summary Everybody')
  expect(receipts).toContain('Showing a project “Quantum gravity sensor”: Deck Registered guests')
  const own = await read(owner, `/projects/${id}`)
  expect(own).toContain('The text stands as it is shown')
  expect(own).toContain(`href="/en/editions/${summit.edition.slug}/projects/${(await placeOf(id)).slug}"`)
})

test('whoever has to sign in first, to begin a project or to join a team, is led back to the page they came from', async () => {
  const who = await founder()
  const { id } = await begun(who)
  const mate = { projectId: id, email: 'mate@example.org', name: 'Mate', role: '' }
  const { member } = await house.db.use(who).run(inviteMember, mate)
  const pages = [
    `/project-team/${memberToken(house.keys, member)}`,
    `/editions/${summit.edition.slug}/calls/${call.slug}`,
  ]
  for (const page of pages) {
    const html = await read(visitor, page)
    // The way on is a path without its language: signing in may be done in the other one.
    expect(
      [...html.matchAll(/sign-in\?next=([^"&]*)"/g)].map(([, next]) => decodeURIComponent(next ?? '')),
    ).toEqual([page])
  }
  // Signed in as somebody else, they can come in by the address that was invited.
  expect(await read(await founder(), pages[0] ?? '')).toContain(`next=${encodeURIComponent(pages[0] ?? '')}`)
})

test('of a withdrawn project the desk has its count, and no page', async () => {
  const who = await founder()
  const id = await submitted(who)
  const desk = `/console/projects?edition=${summit.edition.slug}`
  expect(await read(london, desk)).not.toContain('withdrawn')
  await house.db.use(who).run(withdrawProject, { projectId: id })
  expect(await read(london, desk)).toContain('One project was withdrawn')
  expect(await read(london, `/console/projects/${id}`)).toContain('There is nothing here')
})
