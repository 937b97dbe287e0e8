import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import { insertEdition } from '#modules/programme'
import { as, testHouse } from '../../../tools/test/house.ts'
import { arrangeProjects, at } from '../arrange.fixtures.ts'
import { aCall } from '../fixtures.ts'
import type { Call } from '../model.ts'
import { insert } from './store.ts'

const house = await testHouse({ at })
const { summit, founder, london, begun } = await arrangeProjects(house.db)

const read = async (path: string, who?: Actor) =>
  (await house.app.request(`${house.origin}${path}`, { headers: who ? as(who) : {} })).text()
const send = async (path: string, who: Actor, fields: Record<string, string>) => {
  const answer = await house.app.request(`${house.origin}${path}`, {
    method: 'POST',
    headers: { ...as(who), origin: house.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') }
}

test('the open calls of every edition and station stand on one page, whichever ends first at the top', async () => {
  const draftId = newId<'edition'>()
  const calls: [string, Partial<Call>][] = [
    ['Tokyo call', { zone: zone('Asia/Tokyo'), closesAt: instant('2019-05-20T09:00:00Z') }],
    [
      'Host call',
      { stationId: null, opensAt: instant('2019-05-10T09:00:00Z'), title: { en: '', zh: '主办方征集' } },
    ],
    ['Drafted call', { state: 'draft' }],
    ['Stopped call', { state: 'closed' }],
    ['Call of the past', { closesAt: instant(at) }],
    ['Call of a hidden edition', { editionId: draftId }],
  ]
  await house.db.tx(async (tx) => {
    await insertEdition(tx, {
      ...summit.edition,
      id: draftId,
      slug: 'next',
      year: 2020,
      number: 99,
      state: 'draft',
    })
    for (const [index, [title, over]] of calls.entries())
      await insert(
        tx,
        aCall({
          editionId: summit.edition.id,
          stationId: summit.boston.id,
          slug: `call-${index}`,
          title: { en: title, zh: '' },
          ...over,
        }),
      )
  })
  const page = await read('/en/calls')
  const titles = [...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, inner = '']) =>
    inner.replace(/<[^>]*>/g, ''),
  )
  expect(titles).toEqual(['Tokyo call', 'London call', '主办方征集'])
  expect(page).toContain('Monday, 20 May 2019, 18:00')
  expect(page).toContain('Tokyo (UTC+9)')
  expect(page).toContain('Not open yet')
  expect(await read('/zh/calls')).toContain('正在进行的项目征集')
})

test('a founder without a project is led to the open calls', async () => {
  expect(await read('/en/projects', await founder())).toContain('href="/en/calls"')
})

test('a call’s zone is chosen, its station’s first; one that is none is refused at its field and nothing is lost', async () => {
  const form = await read('/en/console/calls/new', london)
  const zones = form.match(/<select[^>]*name="zone".*?<\/select>/s)?.[0] ?? ''
  expect(zones.match(/<option.*?<\/option>/)?.[0]).toBe(
    '<option value="Europe/London" selected>London time (Europe/London)</option>',
  )
  expect(zones).toContain('<option value="Asia/Kolkata">Asia/Kolkata</option>')
  const { status, html } = await send('/en/console/calls/new', london, { zone: 'Mars/Olympus', slug: 'kept' })
  expect(status).toBe(422)
  expect(html).toContain('There is no such time zone. Choose one from the list.')
  expect(html).toMatch(/name="slug"[^>]*value="kept"/)
})

test('that both languages are empty is said of the pair, not of one of them', async () => {
  const { html } = await send('/en/console/calls/new', london, { zone: 'Europe/London', 'title.en': ' ' })
  expect(html).toContain(
    '<a href="#f-title">Title of the call: Fill in this field in at least one language.</a>',
  )
})

test('whoever has their one project in a call is led to it, where others begin one', async () => {
  const mine = await founder()
  const { id } = await begun(mine)
  const call = `/en/editions/${summit.edition.slug}/calls/london`
  const page = await read(call, mine)
  expect(page).toContain(`href="/en/projects/${id}"`)
  expect(page).not.toContain('name="title.en"')
  expect(await read(call, await founder())).toContain('name="title.en"')
})

test('a call that is published at once is not told to be a draft', async () => {
  const facts = {
    'title.en': 'Spring',
    slug: 'spring',
    zone: 'Europe/London',
    opensAt: '2019-05-01T09:00',
    closesAt: '2019-06-01T09:00',
    station: summit.london.id,
  }
  const led = async (state: string) =>
    (await send('/en/console/calls/new', london, { ...facts, slug: `spring-${state}`, state })).to
  expect(await led('open')).toMatch(/told=projects.told_call_saved$/)
  expect(await led('draft')).toMatch(/told=projects.told_call_made$/)
})
