import { hash as digest } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '#kernel/ids'
import { plainDate, zone } from '#kernel/time'
import { importSheet, type Line } from '#modules/backfill'
import type { NewPerson, Person } from '#modules/people'
import { type EditionId, insertEdition } from '#modules/programme'
import { enterCost, enterRate } from '#modules/statements'
import { decideRows } from '../../modules/backfill/commands.ts'
import { both } from './events.ts'
import { madeUp } from './people.ts'
import type { Stage } from './programme.ts'
import { randomOf } from './random.ts'
import type { Scene } from './scene.ts'

const years = [2015, 2016, 2017, 2018] as const

async function openEarlier(scene: Scene, { programmeId }: Stage): Promise<ReadonlyMap<number, EditionId>> {
  const ids = new Map<number, EditionId>(years.map((year) => [year, newId<'edition'>()]))
  const createdAt = scene.as({ kind: 'visitor' }).now()
  await scene.step(async (tx) => {
    for (const [year, id] of ids)
      await insertEdition(tx, {
        ...{
          id,
          programmeId,
          number: year - 1999,
          year,
          slug: String(year),
          state: 'closed',
          clonedFrom: null,
        },
        name: both(`${year - 1999}th edition (${year})`, `第${year - 1999}届（${year}）`),
        ...{ startsOn: plainDate(`${year}-07-04`), endsOn: plainDate(`${year}-07-06`), createdAt },
        ...{ zone: zone('Asia/Shanghai'), place: both('Dalian', '大连') },
      })
  })
  return ids
}

const none: Omit<Line, 'line' | 'editionId' | 'label'> = {
  ...{ han: '', latin: '', email: null, country: null, organisation: '', type: null, form: null },
  ...{ registryNumber: null, amount: null, happenedOn: null },
}

/** How lists of old wrote the same person: by address, in characters, in pinyin, in Western order, with the place of work. */
function written({ name, email, affiliation }: Person, how: number): Partial<Line> {
  const latin = `${name.latinGiven} ${name.latinFamily}`
  if (how % 5 === 0) return { latin, email, organisation: affiliation }
  if (how % 5 === 1 && name.han !== '') return { han: name.han }
  if (how % 5 === 2) return { latin: `${name.latinFamily.toUpperCase()} ${name.latinGiven}` }
  if (how % 5 === 3 && name.han !== '') return { han: name.han, latin, organisation: affiliation }
  return { latin, organisation: affiliation }
}

const plain = ({ name, country, affiliation }: NewPerson): Partial<Line> => ({
  han: name.han,
  latin: name.han === '' ? `${name.latinGiven} ${name.latinFamily}` : '',
  country: country ?? null,
  organisation: affiliation ?? '',
})

const hashOf = (lines: readonly Line[]) =>
  digest('sha256', JSON.stringify(lines.map(({ label }) => label)), 'hex')

/** Four lists of participants and one of outcomes, as spreadsheets had them; a part of the probable links is reviewed. */
export async function addEarlierYears(scene: Scene, stage: Stage, people: readonly Person[]): Promise<void> {
  scene.at('2019-09-19T01:20:00Z')
  // A generator of its own: everything after it stays as it was.
  const random = randomOf(2015)
  const editions = await openEarlier(scene, stage)
  const organiser = scene.as(stage.cast.organiser)
  for (const [index, year] of years.entries()) {
    const editionId = editions.get(year)
    if (!editionId) continue
    const known = people
      .slice(index * 20, index * 20 + 34 + index * 6)
      .map((person, how) => written(person, how))
    const others = Array.from({ length: 52 + index * 14 }, (_, each) => plain(madeUp(random, each)))
    const lines = [...known, ...others].map((facts, line): Line => {
      const whole = { ...none, editionId, line: line + 2, label: '', ...facts }
      return { ...whole, label: [whole.han, whole.latin].filter(Boolean).join(' ') }
    })
    const { batch, rows } = await organiser.run(importSheet, {
      ...{
        kind: 'people',
        stationId: null,
        fileName: `participants ${year} (made up).xlsx`,
        skipped: [],
        madeUp: true,
      },
      ...{ fileHash: hashOf(lines), lines },
    })
    const probable = rows.filter(({ certainty }) => certainty === 'probable').map(({ id }) => id)
    const decide = (rowIds: typeof probable, decision: 'confirm' | 'reject') =>
      rowIds.length === 0 ? null : organiser.run(decideRows, { batchId: batch.id, rowIds, decision })
    await decide(probable.slice(0, 14), 'confirm')
    await decide(probable.slice(14, 19), 'reject')
  }
  await organiser.run(importSheet, outcomesOfOld(editions))
}

function outcomesOfOld(editions: ReadonlyMap<number, EditionId>) {
  const types = ['company', 'contract', 'post', 'contract', 'landing'] as const
  const lines = years.flatMap((year, index) =>
    Array.from({ length: 9 + index * 2 }, (_, each): Line => {
      const type = types[each % types.length] ?? 'post'
      const contract = type === 'contract'
      return {
        ...none,
        ...{ line: index * 20 + each + 2, editionId: editions.get(year) ?? newId<'edition'>(), type },
        label: `Line ${each + 1} of the list of ${year} (made up)`,
        organisation: `Demo firm ${(index * 3 + each * 5) % 23} (made up)`,
        form: contract ? (each % 2 === 0 ? 'binding' : 'intention') : type === 'post' ? 'full_time' : null,
        amount: contract ? { minor: (each + 2) * 40_000_00, currency: 'CNY' } : null,
        happenedOn: plainDate(`${year}-08-${String(10 + each).padStart(2, '0')}`),
      }
    }),
  )
  return {
    ...{
      kind: 'outcomes' as const,
      stationId: null,
      fileName: 'outcomes 2015–2018 (made up).csv',
      skipped: [],
    },
    ...{ fileHash: hashOf(lines), lines, madeUp: true },
  }
}

const subjects = [
  'Artificial intelligence',
  'Biomedicine',
  'New energy',
  'Advanced manufacturing',
  'Marine engineering',
  'New materials',
  'Finance',
]

/** What they studied, of two in three; and what the edition cost, with the rates that turn pounds and dollars into yuan. */
export async function addMoney(scene: Scene, { cast, editionId, stations }: Stage): Promise<void> {
  scene.at('2019-09-20T02:00:00Z')
  await scene.step((tx) =>
    sql`update person set education = jsonb_build_array(jsonb_build_object('institution', affiliation, 'degree', 'MSc',
        'field', (${subjects}::text[])[1 + length(search_text) % cardinality(${subjects}::text[])], 'year', null))
      where made_up and length(email) % 3 > 0 and education = '[]'`.execute(tx),
  )
  const organiser = scene.as(cast.organiser)
  for (const [currency, rate] of [
    ['GBP', 8.7],
    ['USD', 6.87],
  ] as const)
    await organiser.run(enterRate, {
      ...{ currency, target: 'CNY', onDay: plainDate('2019-05-01'), rate },
      ...{ sourceTitle: 'Rate made up for the demo', sourceUrl: 'https://rates.example/2019-05-01' },
    })
  const costs = [
    ['Halls and stands, Dalian (made up)', null, 1_480_000_00, 'CNY', '2019-07-03'],
    ['Promotion meeting, London (made up)', stations.london ?? null, 21_500_00, 'GBP', '2019-06-11'],
    ['Promotion meeting, Boston (made up)', stations.boston ?? null, 12_800_00, 'USD', '2019-05-10'],
    ['Travel of speakers (made up)', null, 260_000_00, 'CNY', '2019-07-02'],
  ] as const
  for (const [label, stationId, minor, currency, day] of costs)
    await organiser.run(enterCost, { editionId, stationId, minor, currency, spentOn: plainDate(day), label })
}
