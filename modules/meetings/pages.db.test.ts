import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { plus } from '#kernel/time'
import { as, holding, testHouse } from '../../tools/test/house.ts'
import { arrangeMeetings } from './arrange.fixtures.ts'
import { joinBrokerage } from './parties/commands.ts'
import { moveOn, openBrokerage } from './setup/commands.ts'
import { groupsOf } from './setup/store.ts'

const house = await testHouse()
const event = await arrangeMeetings(house.db)
const { eventId } = event
const own = `/editions/${event.editionId}/events/${event.slug}`
const desk = `/console/events/${eventId}/meetings`
const { brokerage } = await house.db.use(event.lead).run(openBrokerage, { eventId, usualGroups: true })
const groupId = (await house.db.tx((tx) => groupsOf(tx, brokerage.id)))[0]?.id ?? expect.fail('four groups')
const guest = await event.guest()
await house.db.use(guest.actor).run(joinBrokerage, { eventId, groupId, consent: true })

const get = async (actor: Actor, path: string, locale = 'en') => {
  const answer = await house.app.request(`/${locale}${path}`, { headers: as(actor) })
  return { status: answer.status, text: await answer.text() }
}
const post = async (actor: Actor, path: string, fields: Record<string, string>) => {
  const answer = await house.app.request(`/en${path}`, {
    method: 'POST',
    headers: as(actor),
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
}
const pages = [
  '',
  '/phases',
  '/groups',
  '/groups/new',
  '/slots',
  '/tables',
  '/parties',
  '/parties/new',
  '/wishes',
]

test.each(pages)(
  'the desk’s page %s is the own lead’s, a neighbour finds nothing, in both languages',
  async (page) => {
    for (const locale of ['en', 'zh']) {
      expect((await get(event.lead, `${desk}${page}`, locale)).status).toBe(200)
      expect((await get(event.neighbour, `${desk}${page}`, locale)).status).toBe(404)
    }
  },
)

test('whoever may look but not manage sees no form, and is refused at it', async () => {
  const crew = holding('registration_desk')
  const { status, text } = await get(crew, `${desk}/tables`)
  expect([status, text.includes('name="count"')]).toEqual([200, false])
  const added = await post(crew, `${desk}/tables`, { count: '3' })
  expect(added.status).toBe(403)
})

test('what a run still needs is said before there can be one', async () => {
  const { text } = await get(event.lead, desk)
  expect(text).toContain('There are no tables yet')
  expect(text).toContain('There are no slots yet')
})

test('slots that overlap are refused with which one, and the form comes back as it was filled', async () => {
  const day = { day: '2019-06-12', from: '14:00', until: '15:00', minutes: '20', gap: '0' }
  expect((await post(event.lead, `${desk}/slots`, day)).status).toBe(303)
  const again = await post(event.lead, `${desk}/slots`, { ...day, from: '14:10', minutes: '15' })
  expect(again.status).toBe(409)
  expect(again.text).toContain('This overlaps the slot of 12 June 2019, 14:00–14:20')
  expect(again.text).toMatch(/name="minutes"[^>]*value="15"|value="15"[^>]*name="minutes"/)
})

test('tables that are made come back with their place; a name that is taken is refused', async () => {
  const made = await post(event.lead, `${desk}/tables`, {
    count: '2',
    prefix: 'A',
    'place.en': 'Hall',
    'place.zh': '大厅',
    languages: 'zh',
    onlineUrl: 'http://not.safe.example',
  })
  expect([made.status, made.text.includes('beginning with https://')]).toEqual([422, true])
  expect((await post(event.lead, `${desk}/tables`, { count: '2', prefix: 'A' })).status).toBe(303)
})

test('the event’s public page has a line of its meetings, and the phases are everybody’s', async () => {
  expect((await get(visitor, own)).text).toContain('You can take part in the 1:1 meetings now.')
  const { text } = await get(visitor, `${own}/meetings`, 'zh')
  expect(text).toContain('当前阶段：资料')
  expect(text).toContain('登录后参加')
})

test('a party’s pages are its own; who takes no part is told where to begin', async () => {
  const stranger = (await event.guest()).actor
  for (const page of ['profile', 'times', 'people', 'leave']) {
    expect((await get(guest.actor, `${own}/meetings/${page}`)).status).toBe(200)
    const told = await get(stranger, `${own}/meetings/${page}`)
    expect([told.status, told.text.includes('choose “Take part”')]).toEqual([403, true])
    expect((await get(visitor, `${own}/meetings/${page}`)).status).toBe(303)
  }
})

test('until a profile is good enough the page says what is missing, and shows nobody', async () => {
  await house.db.use(event.lead).run(moveOn, { eventId, reason: { en: 'All are here', zh: '' } })
  const { text } = await get(guest.actor, `${own}/meetings/people`)
  expect(text).toContain('What you seek, in a sentence or more')
  expect(text).not.toContain('class="cards"')
})

test('a consent that is not given brings the form back', async () => {
  const answer = await post((await event.guest()).actor, `${own}/meetings`, { groupId })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Agree to this, or you cannot take part.')
})

test('a list with a mistake is shown line by line and nothing of it is taken', async () => {
  const body = new FormData()
  body.set('file', new File(['Email,Group\nnobody@example.org,Poets\n'], 'list.csv', { type: 'text/csv' }))
  body.set('reason', 'From the chamber')
  const answer = await house.app.request(`/en${desk}/parties/import`, {
    method: 'POST',
    headers: as(event.lead),
    body,
  })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('There is no group of this name.')
  const fine = new FormData()
  const lines = [`${guest.person.email},Poets`, 'no@example.org,Founders', `${guest.person.email},Founders`]
  fine.set('file', new File([['Email,Group', ...lines].join('\n')], 'l.csv'))
  const second = await house.app.request(`/en${desk}/parties/import`, {
    method: 'POST',
    headers: as(event.lead),
    body: fine,
  })
  const html = await second.text()
  expect(second.status).toBe(422)
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([row]) =>
    row
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  expect(rows.slice(1)).toEqual([
    '2 Group There is no group of this name. Write the name as it stands under Groups.',
    '3 E-mail Nobody with a place at the event has this address. Register them first, or take the line out.',
    '4 E-mail The same address stands in line 2.',
  ])
  expect(html).toMatch(/<input[^>]*name="reason"[^>]*aria-invalid="true"/)
})

test('when the meetings are over no run is offered that would be refused, but what came of them', async () => {
  const offered = async () => {
    const overview = await get(event.lead, desk)
    const board = await get(event.lead, `${desk}/timetable`)
    const release = await get(event.lead, `${desk}/release`)
    return {
      before: overview.text.includes('Before a run can start'),
      held: overview.text.includes(`${desk}/held"`),
      run: board.text.includes('New run'),
      more: release.text.includes('Move, add or drop'),
    }
  }
  expect(await offered()).toEqual({ before: true, held: false, run: true, more: true })
  house.db.clock.set(plus(brokerage.begins.done, { minutes: 1 }))
  expect(await offered()).toEqual({ before: false, held: true, run: false, more: false })
})

test('whoever is a day ahead of the place reads their own day beside their own time', async () => {
  const headers = new Headers(as(guest.actor))
  headers.append('cookie', 'zone=Pacific%2FAuckland')
  const answer = await house.app.request(`/en${own}/meetings/times`, { headers })
  // Two in the afternoon of the twelfth in London.
  expect(await answer.text()).toMatch(/13 June[^<]*01:00–01:20/)
})
