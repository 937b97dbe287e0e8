import { hash as digest } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { plainDate, zone } from '#kernel/time'
import { ensurePersons } from '#modules/people'
import { type EditionId, insertEdition, insertProgramme } from '#modules/programme'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { decideRows, importSheet, nameRow, ownLegacy, withdrawSheet } from '../backfill/commands.ts'
import { aLine } from '../backfill/fixtures.ts'
import { readRow, readSheet } from '../backfill/queries.ts'
import { countedNow, countSeries, library } from './index.ts'

const db = await testDatabase({ at: '2026-11-01T09:00:00Z' })
const at = db.clock.now()
const years = Array.from({ length: 20 }, (_, index) => 2000 + index)
const editions = new Map<number, EditionId>(years.map((year) => [year, newId<'edition'>()]))
const programmeId = newId<'programme'>()
const name = { en: 'P', zh: '' }
const people = await db.tx(async (tx) => {
  await insertProgramme(tx, { id: programmeId, slug: 'p', name, about: name })
  for (const [year, id] of editions)
    await insertEdition(tx, {
      ...{ id, programmeId, number: year - 1999, year, slug: String(year), name, place: name },
      ...{ startsOn: plainDate(`${year}-07-04`), endsOn: plainDate(`${year}-07-06`) },
      ...{ zone: zone('Asia/Shanghai'), state: 'closed', clonedFrom: null, createdAt: at },
    })
  const person = (latinGiven: string, latinFamily: string, han: string, email: string) => ({
    name: personName({ latinGiven, latinFamily, han }),
    email,
    affiliation: 'UCL',
    locale: 'en' as const,
  })
  return ensurePersons(
    tx,
    [
      person('Wenbo', 'Li', '李文博', 'wenbo.li@ucl.example'),
      person('Nana', 'Ouyang', '欧阳娜娜', 'nana@ucl.example'),
      person('Keeper', 'One', '', 'keeper@house.example'),
    ],
    at,
  )
})
const idOf = (email: string) => people.get(email)?.id ?? newId<'person'>()
const organiser = holding('organiser', null, idOf('keeper@house.example'))

const reach = library.find(({ id }) => id === 'reach')
if (reach?.kind !== 'counted') throw new Error('the library counts who was reached')
const range = () => db.tx(async (tx) => (await countSeries(tx, reach, {}, countedNow(at))).ever)
const editionOf = (year: number) => editions.get(year) ?? newId<'edition'>()
const fileHash = (text: string) => digest('sha256', text, 'hex')

// Every year has Wenbo Li, written in another way; one name that only that year has; and in two years Nana in pinyin.
const spellings = [
  { latin: 'Wenbo Li' },
  { latin: 'LI Wenbo' },
  { han: '李文博' },
  { han: '李文博', latin: 'Li Wenbo', organisation: 'UCL' },
  { latin: 'W Li', email: 'wenbo.li@ucl.example' },
]
const lines = years.flatMap((year, index) => [
  aLine({ line: index * 3 + 2, editionId: editionOf(year), ...spellings[index % 5] }),
  aLine({
    line: index * 3 + 3,
    editionId: editionOf(year),
    latin: `Only ${'abcdefghijklmnopqrst'[index]}name`,
  }),
  ...(index % 10 === 0
    ? [aLine({ line: index * 3 + 4, editionId: editionOf(year), latin: 'Ouyang Nana' })]
    : []),
])
const sheet = { kind: 'people' as const, stationId: null, fileName: 'twenty years.xlsx', lines, skipped: [] }

test('twenty editions come in as a range that narrows with every review, and widens again when it is taken back', async () => {
  const use = db.use(organiser)
  const { batch, rows } = await use.run(importSheet, { ...sheet, fileHash: fileHash('a') })
  const certain = rows.filter(({ certainty }) => certainty === 'certain')
  const probable = rows.filter(({ certainty }) => certainty === 'probable')
  expect([certain.length, probable.length, rows.length - certain.length - probable.length]).toEqual([
    8, 14, 20,
  ])

  // Two who are known and twenty who are not; or each of fourteen that are only probably them is somebody else.
  expect(await range()).toEqual({ low: 22, high: 21 + 14 })

  const wenbos = probable.filter(({ latin }) => !latin.includes('Nana'))
  await use.run(decideRows, { batchId: batch.id, rowIds: wenbos.map(({ id }) => id), decision: 'confirm' })
  expect(await range()).toEqual({ low: 22, high: 23 })

  const nanas = probable.filter(({ latin }) => latin.includes('Nana'))
  await use.run(decideRows, {
    batchId: batch.id,
    rowIds: nanas.slice(0, 1).map(({ id }) => id),
    decision: 'reject',
  })
  await use.run(decideRows, {
    batchId: batch.id,
    rowIds: nanas.slice(1).map(({ id }) => id),
    decision: 'confirm',
  })
  expect(await range()).toEqual({ low: 23, high: 23 })

  await use.run(decideRows, { batchId: batch.id, rowIds: probable.map(({ id }) => id), decision: 'undo' })
  expect(await range()).toEqual({ low: 22, high: 35 })

  await expect(use.run(importSheet, { ...sheet, fileHash: fileHash('a') })).rejects.toThrow('kernel.invalid')
  await use.run(withdrawSheet, { batchId: batch.id, reason: 'A newer list came.' })
  expect(await range()).toEqual({ low: 0, high: 0 })
  await expect(
    use.run(decideRows, { batchId: batch.id, rowIds: probable.map(({ id }) => id), decision: 'confirm' }),
  ).rejects.toThrow('backfill.is_withdrawn')
})

test('a later sheet is matched with the lines of an earlier one, and follows what becomes of them', async () => {
  const use = db.use(organiser)
  const one = (text: string, latin: string) => ({
    ...{ kind: 'people' as const, stationId: null, fileName: text, skipped: [], fileHash: fileHash(text) },
    lines: [aLine({ editionId: editionOf(2001), latin })],
  })
  const first = await use.run(importSheet, one('b', 'Zhang Mingyuan'))
  const second = await use.run(importSheet, one('c', 'Mingyuan Zhang'))
  expect(second.rows[0]).toMatchObject({ certainty: 'probable', matchKind: 'row', low: first.rows[0]?.id })
  expect(await range()).toEqual({ low: 1, high: 2 })
  await use.run(withdrawSheet, { batchId: first.batch.id, reason: 'Wrong year.' })
  expect(await range()).toEqual({ low: 1, high: 1 })
  await use.run(withdrawSheet, { batchId: second.batch.id, reason: 'Wrong year.' })
})

test('a line is given to somebody whom nothing had found: the range narrows, later lines keep to it, and it can be taken back', async () => {
  const use = db.use(organiser)
  const sheetOf = (text: string, latins: string[]) => ({
    ...{ kind: 'people' as const, stationId: null, fileName: text, skipped: [], fileHash: fileHash(text) },
    lines: latins.map((latin, index) => aLine({ line: index + 2, editionId: editionOf(2003), latin })),
  })
  // Nana under the name she then had, which nobody can find, and Wenbo under one that two people have.
  const first = await use.run(importSheet, sheetOf('e', ['Anna Smithson', 'Li Wenbo']))
  const second = await use.run(importSheet, sheetOf('f', ['Smithson Anna']))
  const [anna, wenbo] = first.rows
  if (!anna || !wenbo) throw new Error('two lines came in')
  expect(second.rows[0]).toMatchObject({ certainty: 'probable', matchId: anna.id })
  expect(await range()).toEqual({ low: 2, high: 3 })
  const name = (row: typeof anna, personId = idOf('nana@ucl.example'), reason = 'Her passport of then.') =>
    use.run(nameRow, { batchId: row.batchId, rowId: row.id, personId, reason })
  const [later] = second.rows
  if (!later) throw new Error('one line came in')
  await name(anna)
  // She is certain now; the later line is still probably her, or somebody else.
  expect(await range()).toEqual({ low: 2, high: 3 })
  await name(later)
  expect(await range()).toEqual({ low: 2, high: 2 })
  // Somebody was found: it is somebody else all the same.
  await name(wenbo, idOf('keeper@house.example'))
  expect(await range()).toEqual({ low: 2, high: 2 })

  const read = (row: typeof anna, find = '', actor = organiser) =>
    db.use(actor).ask(readRow, { batchId: row.batchId, rowId: row.id, find })
  expect((await read(anna)).decisions).toEqual([
    {
      at,
      by: idOf('keeper@house.example'),
      decision: 'name',
      named: idOf('nana@ucl.example'),
      reason: 'Her passport of then.',
    },
  ])
  expect((await read(wenbo)).row).toMatchObject({
    decided: 'named',
    found: 'probable',
    matchId: idOf('wenbo.li@ucl.example'),
  })
  // By a name in either script or in pinyin, or by the beginning of an address; an auditor looks for nobody.
  for (const words of ['欧阳', 'ouyang', 'NANA Ouyang', 'nana@'])
    expect((await read(anna, words)).found.map(({ email }) => email)).toEqual(['nana@ucl.example'])
  expect((await read(anna, '欧阳', holding('auditor'))).found).toEqual([])

  await expect(name(anna)).rejects.toThrow('kernel.invalid')
  await expect(name(anna, idOf('wenbo.li@ucl.example'), ' ')).rejects.toThrow('kernel.invalid')
  await expect(name(anna, newId<'person'>())).rejects.toThrow('kernel.invalid')
  for (const actor of [holding('auditor'), holding('verifier'), holding('station_lead', newId<'station'>())])
    await expect(
      db.use(actor).run(nameRow, {
        batchId: anna.batchId,
        rowId: anna.id,
        personId: idOf('nana@ucl.example'),
        reason: 'x',
      }),
    ).rejects.toThrow(/kernel.(forbidden|not_found)/)

  // A later line that was given to somebody stays theirs, whatever becomes of the one it was found by.
  await use.run(decideRows, { batchId: first.batch.id, rowIds: [anna.id, wenbo.id], decision: 'undo' })
  expect(await range()).toEqual({ low: 3, high: 3 })
  await name(anna, idOf('keeper@house.example'))
  await use.run(withdrawSheet, { batchId: first.batch.id, reason: 'Wrong year.' })
  expect(await range()).toEqual({ low: 1, high: 1 })
  await expect(name(anna)).rejects.toThrow('backfill.is_withdrawn')
  await use.run(withdrawSheet, { batchId: second.batch.id, reason: 'Wrong year.' })
})

test('station staff and verifiers bring nothing in; a person has in the export what is certainly about them', async () => {
  const input = { ...sheet, fileHash: fileHash('d') }
  for (const actor of [holding('verifier'), holding('auditor'), holding('station_lead', newId<'station'>())])
    await expect(db.use(actor).run(importSheet, input)).rejects.toThrow('kernel.forbidden')
  const { batch } = await db.use(organiser).run(importSheet, input)
  const seen = await db.use(holding('auditor')).ask(readSheet, { batchId: batch.id, certainty: 'certain' })
  expect(seen.rows).toHaveLength(8)
  const own = await db.as({ kind: 'person', personId: idOf('wenbo.li@ucl.example'), grants: [] }, (tx) =>
    ownLegacy.read(tx, idOf('wenbo.li@ucl.example')),
  )
  // The lines of the sheet that was withdrawn are kept, so they are theirs to know of, too.
  expect(own).toHaveLength(16)
  const foreign = await db.as({ kind: 'person', personId: idOf('nana@ucl.example'), grants: [] }, (tx) =>
    ownLegacy.read(tx, idOf('wenbo.li@ucl.example')),
  )
  expect(foreign).toEqual([])
})
