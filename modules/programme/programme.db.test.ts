import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Role, roles, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { plainDate, zone } from '#kernel/time'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { codeOf } from '../../tools/test/refused.ts'
import {
  addOrganisation,
  changeCredits,
  changeEdition,
  changeProgramme,
  cloneEdition,
  moveEdition,
  openEdition,
} from './commands.ts'
import type { OrganisationId } from './model.ts'
import { listPublicEditions, readDesk, readEdition, readHome } from './queries.ts'
import { credits, insertProgramme } from './store.ts'

const db = await testDatabase({ at: '2018-11-01T09:00:00Z' })
const programmeId = newId<'programme'>()
await db.tx((tx) =>
  insertProgramme(tx, { id: programmeId, slug: 'p', name: { en: 'P', zh: '' }, about: { en: '', zh: '' } }),
)
const organiser = db.use(holding('organiser'))
const may = (role: Role) => role === 'administrator' || role === 'organiser'
const as = (role: Role) => db.use(holding(role, role.startsWith('station') ? newId<'station'>() : null))

const facts = (number: number, year: number) => ({
  number,
  year,
  slug: String(year),
  name: { en: `Edition ${number}`, zh: '' },
  startsOn: plainDate(`${year}-07-04`),
  endsOn: plainDate(`${year}-07-06`),
  zone: zone('Asia/Shanghai'),
  place: { en: 'Dalian', zh: '大连' },
})
const edition = await organiser.run(openEdition, { programmeId, ...facts(20, 2019) })
const body = await organiser.run(addOrganisation, {
  name: { en: 'A zone', zh: '' },
  country: 'CN',
  url: null,
})
const credit = (organisationId: OrganisationId, as: 'guided' | 'media' | 'implemented' = 'implemented') =>
  organiser.run(changeCredits, { editionId: edition.id, change: { kind: 'add', organisationId, as } })

test.each(roles)('%s: only who runs the programme changes it', async (role) => {
  const expected = may(role) ? 'done' : 'kernel.forbidden'
  expect(await codeOf(as(role).run(changeEdition, { editionId: edition.id, ...facts(20, 2019) }))).toBe(
    expected,
  )
  expect(
    await codeOf(as(role).run(addOrganisation, { name: { en: 'X', zh: '' }, country: null, url: null })),
  ).toBe(expected)
  expect(await codeOf(as(role).ask(readDesk, {}))).toBe(
    may(role) || role === 'auditor' ? 'done' : 'kernel.forbidden',
  )
})

test('an edition without credits does not open; with one it does, and never is a draft again', async () => {
  const move = (state: 'draft' | 'open' | 'closed') =>
    codeOf(organiser.run(moveEdition, { editionId: edition.id, state }))
  expect(await codeOf(db.use(visitor).ask(readEdition, { slug: '2019' }))).toBe('kernel.not_found')
  expect(await move('open')).toBe('programme.needs_credits')
  await credit(body.id)
  expect([await move('open'), await move('closed'), await move('open'), await move('draft')]).toEqual([
    'done',
    'done',
    'done',
    'programme.not_back',
  ])
  expect((await db.use(visitor).ask(readHome, {})).credits).toHaveLength(1)
})

test.each([
  ['a number that is taken', { number: 20, year: 2021, slug: '2021' }, 'programme.field_number_taken'],
  ['an address that is taken', { number: 22, year: 2019, slug: '2019' }, 'programme.field_slug_taken'],
  [
    'an end before the start',
    { number: 23, year: 2023, slug: '2023', endsOn: plainDate('2019-01-01') },
    'programme.field_wrong_order',
  ],
  [
    'a zone that does not exist',
    { number: 24, year: 2024, slug: '2024', zone: zone('Asia/Shanghai').replace('Shanghai', 'Dalian') },
    'programme.field_zone',
  ],
  ['a year nobody means', { number: 25, year: 20190, slug: '2025' }, 'kernel.field_too_big'],
])('refused by name: %s', async (_why, over, code) => {
  const input = { programmeId, ...facts(20, 2019), ...over }
  expect(await codeOf(organiser.run(openEdition, input as never))).toBe(code) // wrong on purpose
})

test('a credit stands once, for an organisation that is there', async () => {
  expect(await codeOf(credit(body.id))).toBe('programme.field_credit_twice')
  expect(await codeOf(credit(newId<'organisation'>()))).toBe('kernel.field_choose')
})

test('a clone carries credits and moves dates, and copies nobody', async () => {
  const made = await organiser.run(cloneEdition, {
    from: edition.id,
    number: 21,
    year: 2020,
    slug: '2020',
    startsOn: plainDate('2020-07-03'),
  })
  expect(made).toMatchObject({
    days: 365,
    edition: { state: 'draft', clonedFrom: edition.id, endsOn: '2020-07-05' },
  })
  expect(await db.tx((tx) => credits(tx, made.edition.id))).toMatchObject([
    { organisationId: body.id, kind: 'implemented' },
  ])
  expect((await db.facts()).map(({ name }) => name).slice(-2)).toEqual([
    'programme.edition_opened',
    'programme.edition_cloned',
  ])
  expect((await db.use(visitor).ask(listPublicEditions, {})).map(({ slug }) => slug)).toEqual(['2019'])
})

test.each(['9999-07-04', '0001-07-04', '2200-01-01'])(
  'an edition on %s is a slip, after which no day could be counted on',
  async (startsOn) => {
    const slip = {
      programmeId,
      ...facts(22, 2021),
      startsOn: plainDate(startsOn),
      endsOn: plainDate(startsOn),
    }
    await expect(organiser.run(openEdition, slip)).rejects.toMatchObject({
      fields: [
        { path: 'startsOn', code: 'kernel.field_not_a_date' },
        { path: 'endsOn', code: 'kernel.field_not_a_date' },
      ],
    })
    await expect(
      organiser.run(cloneEdition, { from: edition.id, ...facts(22, 2021), startsOn: plainDate(startsOn) }),
    ).rejects.toMatchObject({ fields: [{ path: 'startsOn', code: 'kernel.field_not_a_date' }] })
  },
)

test('the programme itself is renamed and described by who runs it, and the first page says so', async () => {
  const told = {
    programmeId,
    name: { en: 'Overseas Week', zh: '海创周' },
    about: { en: 'A yearly summit.', zh: '' },
  }
  for (const role of roles)
    expect(await codeOf(as(role).run(changeProgramme, told))).toBe(may(role) ? 'done' : 'kernel.forbidden')
  expect((await db.use(visitor).ask(readHome, {})).programme).toMatchObject({
    name: told.name,
    about: { en: 'A yearly summit.' },
  })
})

test('an edition that people have seen keeps its address', async () => {
  const at = { ...facts(33, 2033), programmeId }
  const { id: editionId } = await organiser.run(openEdition, at)
  const moved = { ...facts(33, 2033), editionId, slug: 'summit-33' }
  await organiser.run(changeEdition, moved)
  await db.tx((tx) => sql`update edition set state = 'open' where id = ${editionId}`.execute(tx))
  expect(await codeOf(organiser.run(changeEdition, { ...moved, slug: '2033' }))).toBe(
    'programme.field_slug_fixed',
  )
  await organiser.run(changeEdition, { ...moved, place: { en: 'Shenyang', zh: '沈阳' } })
})
