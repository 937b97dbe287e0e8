import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { ensurePerson } from '#modules/people'
import { as, holding, testHouse } from '../../tools/test/house.ts'
import { insertProgramme } from './store.ts'

const house = await testHouse({ at: '2018-11-01T09:00:00Z' })
await house.db.tx((tx) =>
  insertProgramme(tx, {
    id: newId<'programme'>(),
    slug: 'p',
    name: { en: 'Overseas Week', zh: '海创周' },
    about: { en: 'A summit.\n\nSince 2000.', zh: '' },
  }),
)
const somebody = await house.db.tx((tx) =>
  ensurePerson(
    tx,
    { email: 'o@example.org', name: personName({ latinGiven: 'O' }), locale: 'en' },
    house.clock.now(),
  ),
)
const organiser = holding('organiser', null, somebody.id)
const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await house.app.request(path, { headers })
  return { status: answer.status, text: await answer.text() }
}
const post = async (path: string, fields: Record<string, string>) => {
  const answer = await house.app.request(path, {
    method: 'POST',
    headers: { ...as(organiser), origin: 'http://localhost' },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }
}
const first = {
  number: '20',
  year: '2019',
  slug: '2019',
  'name.en': '20th edition',
  startsOn: '2019-07-04',
  endsOn: '2019-07-06',
  'place.en': 'Dalian',
  zone: 'Asia/Shanghai',
}

test('before the first edition the public reads whose site it is, and only who runs it is led on', async () => {
  const seen = await get('/en')
  expect(seen.text).toContain('<h1 class="empty-title">Overseas Week</h1>')
  expect(seen.text).not.toContain('/console/editions')
  expect((await get('/en', as(organiser))).text).toContain('href="/en/console/editions"')
  expect((await get('/en/console', as(organiser))).text).toContain('href="/en/console/editions"')
  expect((await get('/en/console/editions/new', as(organiser))).text).not.toContain('Nobody is copied')
})

test('a second edition of a year is refused at the field that its form has', async () => {
  expect((await post('/en/console/editions/new', first)).status).toBe(303)
  const from = /<option[^>]* value="([0-9a-f-]{36})"/.exec(
    (await get('/en/console/editions/new', as(organiser))).text,
  )?.[1]
  const again = { from: from ?? '', number: '21', year: '2019', startsOn: '2019-10-04' }
  const refused = await post('/en/console/editions/new', again)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#f-year"')
  expect(refused.text).toContain('There is an edition of this year already.')
  const late = await post('/en/console/editions/new', { ...again, year: '99999' })
  expect(late.text).toContain('Give at most 2200.')
})

test('a schedule is brought into the edition that the reader is at', async () => {
  await post('/en/console/editions/new', {
    from:
      /value="([0-9a-f-]{36})"/.exec((await get('/en/console/editions/new', as(organiser))).text)?.[1] ?? '',
    number: '21',
    year: '2020',
    startsOn: '2020-07-04',
  })
  const list = await get('/en/console/events?edition=2020', as(organiser))
  expect(list.text).toContain('href="/en/console/events/import?edition=2020"')
  const form = await get('/en/console/events/import?edition=2020', as(organiser))
  expect(form.text).toContain('action="/en/console/events/import?edition=2020"')
})

test('what the programme says of itself keeps its paragraphs on the first page', async () => {
  await house.db.tx((tx) => sql`update edition set state = 'open'`.execute(tx))
  house.clock.advance({ seconds: 5 })
  const { text } = await get('/en')
  expect(text).toContain('<p class="lead">A summit.</p>')
  expect(text).toContain('<p>Since 2000.</p>')
})

test('an empty festival and an empty venue are told all that is missing at once', async () => {
  const festival = await post('/en/console/editions/2019/festivals/new', {})
  expect(festival.status).toBe(422)
  for (const field of ['name', 'area', 'zone', 'startsOn', 'endsOn', 'slug'])
    expect(festival.text).toMatch(new RegExp(`<li><a href="#f-${field}`))
  const venue = await post('/en/console/venues/new', {})
  expect(venue.status).toBe(422)
  for (const field of ['name', 'city', 'country', 'zone'])
    expect(venue.text).toMatch(new RegExp(`<li><a href="#f-${field}`))
})
