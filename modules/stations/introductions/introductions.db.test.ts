import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant, plainDate, zone } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { codeOf } from '../../../tools/test/refused.ts'
import { exportOwnData } from '../../people/queries.ts'
import { insert as insertStation, joinEdition } from '../store.ts'
import { decideIntroduction, recordIntroduction } from './commands.ts'
import { eraseIntroductions, ownIntroductions } from './own.ts'
import { listIntroductions, readIntroduction } from './queries.ts'

const db = await testDatabase({ at: '2019-06-12T12:00:00Z' })
const programmeId = newId<'programme'>()
const editionId = newId<'edition'>()
const stationIn = (city: string) => ({
  id: newId<'station'>(),
  programmeId,
  slug: city,
  name: { en: `${city} station`, zh: '' },
  city: { en: city, zh: '' },
  country: 'GB',
  territory: ['GB'],
  zone: zone('Europe/London'),
  openedYear: 2018,
  about: { en: '', zh: '' },
})
const [london, boston, tokyo] = [stationIn('london'), stationIn('boston'), stationIn('tokyo')]
await db.tx(async (tx) => {
  await insertProgramme(tx, {
    id: programmeId,
    slug: 'p',
    name: { en: 'P', zh: '' },
    about: { en: '', zh: '' },
  })
  await insertEdition(tx, {
    id: editionId,
    programmeId,
    number: 20,
    year: 2019,
    slug: '2019',
    name: { en: '20', zh: '' },
    startsOn: plainDate('2019-07-04'),
    endsOn: plainDate('2019-07-06'),
    zone: zone('Asia/Shanghai'),
    place: { en: 'Dalian', zh: '' },
    state: 'open',
    clonedFrom: null,
    createdAt: db.clock.now(),
  })
  for (const station of [london, boston, tokyo]) await insertStation(tx, station)
  await joinEdition(tx, editionId, [london.id, boston.id, tokyo.id])
})
const somebody = (name: string) =>
  db.tx(async (tx) => {
    const email = `${name}@house.example`
    return (
      await ensurePerson(tx, { email, name: personName({ latinGiven: name }), locale: 'en' }, db.clock.now())
    ).id
  })
const organiser = holding('organiser', null, await somebody('organiser'))
const auditor = holding('auditor', null, await somebody('auditor'))
const of = {
  london: holding('station_staff', london.id, await somebody('l')),
  boston: holding('station_lead', boston.id, await somebody('b')),
  tokyo: holding('station_staff', tokyo.id, await somebody('t')),
}
const stations = { london, boston, tokyo }
const bring = (who: keyof typeof of, contact: string, over: object = {}) =>
  db.use(of[who]).run(recordIntroduction, {
    stationId: stations[who].id,
    kind: 'person',
    name: 'Zhong Li 钟离',
    contact,
    metOn: plainDate('2019-06-10'),
    need: 'A laboratory for two years',
    ...over,
  })
const listed = async (who: Parameters<typeof db.use>[0]) =>
  (await db.use(who).ask(listIntroductions, {})).introductions.map(({ name, state }) => [name, state])

test('the first holds; a later station learns that it is under review and nothing else; the organisers see both', async () => {
  const first = await bring('london', 'zhong@x.example')
  const later = await bring('boston', ' ZHONG@x.example', { name: 'Dr Zhong' })
  expect([first.made.state, later.made.state]).toEqual(['held', 'under_review'])
  expect(await listed(of.boston)).toEqual([['Dr Zhong', 'under_review']])
  expect(await listed(of.london)).toEqual([['Zhong Li 钟离', 'held']])
  expect(await listed(organiser)).toEqual([
    ['Dr Zhong', 'under_review'],
    ['Zhong Li 钟离', 'held'],
  ])
  const read = await db.use(of.boston).ask(readIntroduction, { introductionId: later.made.id })
  expect(read.rival).toBeUndefined()
  expect((await db.use(organiser).ask(readIntroduction, { introductionId: later.made.id })).rival?.id).toBe(
    first.made.id,
  )
  expect(await codeOf(db.use(of.boston).ask(readIntroduction, { introductionId: first.made.id }))).toBe(
    'kernel.not_found',
  )
  expect(await codeOf(bring('london', 'zhong@x.example'))).toBe('introductions.brought_already')
  // Before the word is given, a third station hears the same as the second.
  expect((await bring('tokyo', 'zhong@x.example')).made.state).toBe('under_review')

  const word = {
    introductionId: later.made.id,
    verdict: 'share' as const,
    share: 30,
    reason: 'Both wrote to her',
  }
  for (const [who, code] of [
    [of.boston, 'kernel.forbidden'],
    [of.london, 'kernel.not_found'],
    [auditor, 'kernel.forbidden'],
    [visitor, 'kernel.not_found'],
  ] as const)
    expect(await codeOf(db.use(who).run(decideIntroduction, word))).toBe(code)
  await db.use(organiser).run(decideIntroduction, word)
  const after = await db.use(of.london).ask(readIntroduction, { introductionId: first.made.id })
  expect(after.introduction).toMatchObject({ state: 'shared', share: 70, reason: 'Both wrote to her' })
  expect(await codeOf(db.use(organiser).run(decideIntroduction, word))).toBe('introductions.decided_already')
})

test('of stations that write down the same at once one holds', async () => {
  const made = await Promise.all(
    (['london', 'boston', 'tokyo'] as const).map((who) =>
      bring(who, 'https://www.maker.example/', { kind: 'enterprise', name: 'Maker' }),
    ),
  )
  expect(made.map(({ made: { state } }) => state).sort()).toEqual(['held', 'under_review', 'under_review'])
})

test('when the window is over, whoever brings it next is the first', async () => {
  await bring('london', 'late@x.example')
  db.clock.set(instant('2020-06-13T12:00:00Z'))
  try {
    expect((await bring('boston', 'late@x.example', { metOn: plainDate('2020-06-10') })).made.state).toBe(
      'held',
    )
    expect((await listed(of.london)).find(([, state]) => state === 'lapsed')).toBeDefined()
  } finally {
    db.clock.set(instant('2019-06-12T12:00:00Z'))
  }
})

test('only a station’s own staff write for it', async () => {
  const input = {
    stationId: boston.id,
    kind: 'person' as const,
    name: 'N',
    contact: 'n@x.example',
    metOn: plainDate('2019-06-10'),
    need: 'x',
  }
  for (const who of [of.london, organiser, auditor, visitor])
    expect(await codeOf(db.use(who).run(recordIntroduction, input))).toBe('kernel.not_found')
})

test('somebody reads who brought them, and once erased their name is nowhere and the count stays', async () => {
  const id = await somebody('guest')
  const { made } = await bring('london', 'guest@house.example', {
    name: 'Guest Person',
    need: 'Guest Person seeks a post',
  })
  const own = await db.use(holding('station_staff', tokyo.id, id)).ask(exportOwnData([ownIntroductions]), {})
  expect(own).toMatchObject({
    introductions: [{ name: 'Guest Person', station: { en: 'london station' }, metOn: '2019-06-10' }],
  })
  await db.tx((tx) =>
    eraseIntroductions.erase(
      tx,
      {
        id,
        erasureId: newId<'erasure'>(),
        email: 'guest@house.example',
        locale: 'en',
        again: false,
        names: ['Guest Person'],
        words: ['Guest', 'Person'],
        anywhere: ['Guest Person'],
      },
      db.clock.now(),
    ),
  )
  const [row] = await db.tx(
    async (tx) =>
      (
        await sql<{
          name: string
          need: string
          person: string | null
        }>`select name, need, person_id as person
      from introduction where id = ${made.id}`.execute(tx)
      ).rows,
  )
  expect(row).toEqual({ name: '', need: '', person: null })
  // Nothing is left by which the next one would be known as the same.
  expect((await bring('boston', 'guest@house.example')).made.state).toBe('held')
})
