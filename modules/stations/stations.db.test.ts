import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { plainDate, zone } from '#kernel/time'
import { ensurePerson, listGrants } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { codeOf } from '../../tools/test/refused.ts'
import { changeStation, inviteStaff, openStation } from './commands.ts'
import { jobs } from './jobs.ts'
import { listAll, readStation, readStationDesk } from './queries.ts'
import { list } from './store.ts'

const db = await testDatabase()
const programmeId = newId<'programme'>()
const edition = (number: number, year: number) => ({
  id: newId<'edition'>(),
  programmeId,
  number,
  year,
  slug: String(year),
  name: { en: `Edition ${number}`, zh: '' },
  startsOn: plainDate(`${year}-07-04`),
  endsOn: plainDate(`${year}-07-06`),
  zone: zone('Asia/Shanghai'),
  place: { en: 'Dalian', zh: '' },
  state: 'open' as const,
  clonedFrom: null,
  createdAt: db.clock.now(),
})
const [last, next] = [edition(19, 2018), edition(20, 2019)]
await db.tx(async (tx) => {
  await insertProgramme(tx, {
    id: programmeId,
    slug: 'p',
    name: { en: 'P', zh: '' },
    about: { en: '', zh: '' },
  })
  await insertEdition(tx, last)
})
const facts = (city: string) => ({
  name: { en: `${city} station`, zh: '' },
  city: { en: city, zh: '' },
  country: 'GB',
  territory: ['GB', 'IE'],
  zone: zone('Europe/London'),
  openedYear: 2018,
  about: { en: '', zh: '' },
})
/** Whoever gives a part to somebody is on record, so they are people of the house. */
const somebody = (name: string) =>
  db.tx(async (tx) => {
    const email = `${name}@house.example`
    return (await ensurePerson(tx, { email, name: personName({}), locale: 'en' }, db.clock.now())).id
  })
const organiser = holding('organiser', null, await somebody('organiser'))
const open = async (slug: string) =>
  (await db.use(organiser).run(openStation, { programmeId, slug, ...facts(slug) })).station
const [london, boston] = [await open('london'), await open('boston')]
const lead = holding('station_lead', london.id, await somebody('lead'))
const staff = holding('station_staff', london.id)
const neighbour = holding('station_lead', boston.id)
const auditor = holding('auditor')

const table: readonly [string, Actor, { desk: string; change: string; invite: string; open: string }][] = [
  [
    'organiser',
    organiser,
    { desk: 'done', change: 'done', invite: 'done', open: 'stations.field_slug_taken' },
  ],
  ['its lead', lead, { desk: 'done', change: 'done', invite: 'done', open: 'kernel.forbidden' }],
  [
    'its staff',
    staff,
    { desk: 'done', change: 'kernel.forbidden', invite: 'kernel.forbidden', open: 'kernel.forbidden' },
  ],
  [
    'the neighbour’s lead',
    neighbour,
    {
      desk: 'kernel.not_found',
      change: 'kernel.forbidden',
      invite: 'kernel.forbidden',
      open: 'kernel.forbidden',
    },
  ],
  [
    'auditor',
    auditor,
    { desk: 'done', change: 'kernel.forbidden', invite: 'kernel.forbidden', open: 'kernel.forbidden' },
  ],
  [
    'visitor',
    visitor,
    {
      desk: 'kernel.not_found',
      change: 'kernel.sign_in_first',
      invite: 'kernel.sign_in_first',
      open: 'kernel.sign_in_first',
    },
  ],
]
test.each(table)('%s: what may be done with a station', async (who, actor, expected) => {
  const use = db.use(actor)
  expect({
    desk: await codeOf(use.ask(readStationDesk, { slug: 'london' })),
    change: await codeOf(use.run(changeStation, { stationId: london.id, ...facts('London') })),
    invite: await codeOf(
      use.run(inviteStaff, {
        stationId: london.id,
        email: `${who.replace(/\W/g, '')}@s.example`,
        name: 'New',
        role: 'station_staff',
        locale: 'en',
      }),
    ),
    open: await codeOf(use.run(openStation, { programmeId, slug: 'london', ...facts('London') })),
  }).toEqual(expected)
})

test('row-level security alone keeps the neighbour’s hand off a station, and its grants out of sight', async () => {
  const changed = await db.as(neighbour, (tx) =>
    sql`update station set opened_year = 1999 where id = ${london.id}`.execute(tx),
  )
  expect(changed.numAffectedRows).toBe(0n)
  expect((await db.as(neighbour, (tx) => listGrants(tx, london.id))).length).toBe(0)
  expect((await db.as(lead, (tx) => listGrants(tx, london.id))).length).toBeGreaterThan(0)
})

test('the same address in another case is one person, and the same part is given once', async () => {
  const invite = (email: string) =>
    db
      .use(lead)
      .run(inviteStaff, { stationId: london.id, email, name: 'Same', role: 'station_staff', locale: 'en' })
  const before = (await db.tx((tx) => listGrants(tx, london.id))).length
  await invite('Same@s.example')
  await invite('same@S.example')
  expect((await db.tx((tx) => listGrants(tx, london.id))).length).toBe(before + 1)
})

test.each([
  ['an address that is no slug', { slug: 'London Bridge' }, 'stations.field_slug'],
  ['a zone that does not exist', { slug: 'x', zone: 'Europe/Atlantis' }, 'stations.field_zone'],
  ['a country that is none', { slug: 'x', country: 'XX' }, 'kernel.field_choose'],
])('refused by name: %s', async (_why, over, code) => {
  const input = { programmeId, ...facts('X'), ...over }
  expect(await codeOf(db.use(organiser).run(openStation, input as never))).toBe(code) // wrong on purpose
})

test('everybody reads stations; a clone takes them along, also when it is told twice', async () => {
  expect((await db.use(visitor).ask(listAll, {})).stations.map(({ slug }) => slug)).toEqual([
    'boston',
    'london',
  ])
  expect((await db.use(visitor).ask(readStation, { slug: 'london' })).station.territory).toEqual(['GB', 'IE'])
  expect(await codeOf(db.use(visitor).ask(readStation, { slug: 'nowhere' }))).toBe('kernel.not_found')
  await db.tx((tx) => insertEdition(tx, next))
  const [clone] = jobs
  const told = { fact: 'programme.edition_cloned', payload: { from: last.id, to: next.id, days: 365 } }
  for (const _time of [1, 2]) await clone?.run(db.use({ kind: 'system', job: 'test' }), told)
  expect(await db.tx((tx) => list(tx, next.id))).toHaveLength(2)
})
