import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant, plainDate, zone } from '#kernel/time'
import {
  addEvidence,
  correctOutcome,
  isCheckpointOf,
  noLinks,
  type OutcomeId,
  signingPurpose,
  stateOutcome,
  verifyOutcome,
  withdrawOutcome,
} from '#modules/outcomes'
import { ensurePersons } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { insertStation } from '#modules/stations'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import {
  defineMetric,
  discardStatement,
  draftStatement,
  enterCost,
  enterRate,
  releaseStatement,
} from './commands/index.ts'
import { library } from './metrics/index.ts'
import {
  frozenIn,
  previewStatement,
  readRecords,
  readStatement,
  recomputeStatement,
} from './queries/index.ts'

const db = await testDatabase({ at: '2019-09-01T08:00:00Z' })
const words = compileWords(catalogues)
const editionId = newId<'edition'>()
const london = newId<'station'>()
const text = { en: 'E', zh: '届' }

const people = await db.tx(async (tx) => {
  const programmeId = newId<'programme'>()
  await insertProgramme(tx, { id: programmeId, slug: 'p', name: text, about: text })
  await insertEdition(tx, {
    ...{ id: editionId, programmeId, number: 20, year: 2019, slug: '2019', name: text, place: text },
    ...{ startsOn: plainDate('2019-07-04'), endsOn: plainDate('2019-07-06'), zone: zone('Asia/Shanghai') },
    ...{ state: 'open', clonedFrom: null, createdAt: db.clock.now() },
  })
  await insertStation(tx, {
    ...{ id: london, programmeId, slug: 'london', name: text, city: text, country: 'GB', territory: [] },
    ...{ zone: zone('Europe/London'), openedYear: 2018, about: text },
  })
  const names = ['one', 'two', 'lead', 'verifier', 'second', 'claimant']
  return ensurePersons(
    tx,
    names.map((name) => ({ email: `${name}@example.org`, name: personName({}), locale: 'en' as const })),
    db.clock.now(),
  )
})
const idOf = (name: string) => people.get(`${name}@example.org`)?.id ?? newId<'person'>()
const one = holding('organiser', null, idOf('one'))
const two = holding('organiser', null, idOf('two'))
const lead = holding('station_lead', london, idOf('lead'))
const auditor = holding('auditor')
const verifier = holding('verifier', null, idOf('verifier'))
const metrics = ['posts', 'posts_stated', 'companies', 'cost', 'contract_value_binding']
const ports = { keys: openKeys('a secret of the statement tests'), origin: 'https://summit.example' }
const draft = draftStatement({ words, ...ports })

/** A post that is as well shown as a verifier can make it. */
async function post(title: string, level: 'stated' | 'documented' = 'documented'): Promise<OutcomeId> {
  const { outcome } = await db.use(one).run(stateOutcome, {
    ...noLinks,
    ...{ editionId, stationId: null, title, organisation: 'X', happenedOn: plainDate('2019-07-20') },
    terms: { type: 'post', form: 'full_time' },
  })
  if (level === 'documented') {
    await db.use(one).run(addEvidence, {
      outcomeId: outcome.id,
      name: 'Signed copy',
      evidence: { kind: 'link', link: 'https://evidence.example/x' },
    })
    await db.use(verifier).run(verifyOutcome, { outcomeId: outcome.id, level, reason: 'Seen.' })
  }
  return outcome.id
}

const told = (statement: { body: string }, metric: string) =>
  frozenIn(statement).figures.find((figure) => figure.metric === metric)?.value

let first: Awaited<ReturnType<typeof drafted>>
const drafted = async (actor = one) => (await db.use(actor).run(draft, { editionId, metrics })).statement

beforeAll(async () => {
  for (let made = 0; made < 6; made += 1) await post(`Post ${made}`)
  await post('Only stated', 'stated')
  first = await drafted()
})

describe('a statement', () => {
  test('tells what is shown, and beside it what is only said', () => {
    expect(told(first, 'posts')).toBe(6)
    expect(told(first, 'posts_stated')).toBe(7)
  })

  test('is a draft that only those who audit can see', async () => {
    const read = (actor: typeof one) => db.use(actor).ask(readStatement, { statementId: first.id })
    await expect(read(lead)).rejects.toThrow('kernel.not_found')
    expect((await read(auditor)).statement.id).toBe(first.id)
  })

  test('is drafted by organisers alone, and released by somebody else', async () => {
    for (const actor of [lead, auditor, verifier])
      await expect(db.use(actor).run(draft, { editionId, metrics })).rejects.toThrow('kernel.forbidden')
    await expect(db.use(one).run(releaseStatement, { statementId: first.id })).rejects.toThrow(
      'statements.needs_another',
    )
    await expect(db.use(auditor).run(releaseStatement, { statementId: first.id })).rejects.toThrow(
      'kernel.forbidden',
    )
    // The database keeps it, too, whatever the program does.
    await expect(
      db.tx((tx) =>
        sql`update statement set released_by = drafted_by, state = 'released' where id = ${first.id}`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow('statement_two_people')
    await db.use(two).run(releaseStatement, { statementId: first.id })
    expect((await db.facts()).map(({ name }) => name)).toContain('statements.released')
  })

  test('once released is never changed, nor what it was counted from', async () => {
    await expect(
      db.tx((tx) => sql`update statement set body = '{}' where id = ${first.id}`.execute(tx)),
    ).rejects.toThrow('never changed')
    await expect(
      db.tx((tx) => sql`delete from statement where id = ${first.id}`.execute(tx)),
    ).rejects.toThrow()
    await expect(
      db.tx((tx) => sql`update statement_basis set keys = '{}' where statement_id = ${first.id}`.execute(tx)),
    ).rejects.toThrow('never changed')
    await expect(db.use(one).run(discardStatement, { statementId: first.id })).rejects.toThrow(
      'already_released',
    )
  })

  test('opens into its records for those who audit, and for nobody else', async () => {
    const read = (actor: typeof one) =>
      db.use(actor).ask(readRecords, { statementId: first.id, metric: 'posts' })
    expect((await read(auditor)).ids).toHaveLength(6)
    await expect(read(lead)).rejects.toThrow('kernel.forbidden')
    const hidden = await db.as(lead, (tx) => sql`select from statement_basis`.execute(tx))
    expect(hidden.rows).toEqual([])
  })

  test('keeps its number when the world goes on; the next one says what changed and why', async () => {
    db.clock.set(instant('2019-10-01T08:00:00Z'))
    const [gone] = (await db.use(auditor).ask(readRecords, { statementId: first.id, metric: 'posts' })).ids
    await post('Late one')
    await post('Late two')
    await db
      .use(one)
      .run(withdrawOutcome, { outcomeId: gone as OutcomeId, reason: 'Not taken up after all.' })
    const second = await drafted(two)
    const change = frozenIn(second).since?.changes.find(({ metric }) => metric === 'posts')
    expect(change).toEqual({ metric: 'posts', was: 6, now: 7, definition: 0, late: 2, correction: -1 })
    const before = await db.use(auditor).ask(readStatement, { statementId: first.id })
    expect(told(before.statement, 'posts')).toBe(6)
    await db.use(one).run(discardStatement, { statementId: second.id })
  })

  test('is counted again from the ledger to the very same numbers, whatever came after', async () => {
    const { differences, fault } = await db
      .use(auditor)
      .ask(recomputeStatement(ports), { statementId: first.id })
    expect(fault).toBeNull()
    expect(differences.map(({ metric, verdict }) => [metric, verdict])).toEqual(
      library.filter(({ id }) => metrics.includes(id)).map(({ id }) => [id, 'same']),
    )
    await expect(db.use(lead).ask(recomputeStatement(ports), { statementId: first.id })).rejects.toThrow()
  })

  test('carries the signed checkpoint of the ledger as it was counted, and no other stands for it', async () => {
    const frozen = frozenIn(first)
    const note = frozen.checkpoint ?? ''
    expect(note).toMatch(new RegExp(`^summit.example/ledger\n${frozen.ledger.seq}\n`))
    const kept = await db.tx((tx) =>
      sql<{ note: string }>`select note from outcome_checkpoint where size = ${frozen.ledger.seq}`.execute(
        tx,
      ),
    )
    expect(kept.rows[0]?.note).toBe(note)
    const known = await db.tx((tx) => ports.keys.publicKeys(tx, signingPurpose))
    const holds = (text: string) => isCheckpointOf(text, frozen.ledger, known.values())
    expect(holds(note)).toBe(true)
    // Another size; one letter of the signature; no key of ours.
    expect(holds(note.replace(/\n\d+\n/, '\n1\n'))).toBe(false)
    expect(holds(`${note.slice(0, -12)}${note.at(-12) === 'A' ? 'B' : 'A'}${note.slice(-11)}`)).toBe(false)
    expect(isCheckpointOf(note, frozen.ledger, [])).toBe(false)
  })
})

describe('what metrics are made of', () => {
  const counting = {
    source: 'outcomes' as const,
    unit: 'outcomes' as const,
    kinds: ['post'],
    forms: ['full_time'],
    floor: 'documented' as const,
  }
  const money = { unit: 'money' as const, kinds: ['contract'], forms: ['binding'] }
  const ours = {
    title: { en: 'Our posts', zh: '我们的任职' },
    definition: { en: 'Full-time.', zh: '全职。' },
  }

  test('an organiser’s own metric counts like one of the library; changing it is a new version that is told apart', async () => {
    const made = await db.use(one).run(defineMetric, { slug: null, counting, ...ours })
    expect(made.metric.id).toBe('own_our_posts')
    const { statement } = await db.use(one).run(draft, { editionId, metrics: ['own_our_posts'] })
    await db.use(two).run(releaseStatement, { statementId: statement.id })
    expect(told(statement, 'own_our_posts')).toBe(7)
    const wider = { ...counting, floor: 'stated' as const }
    await db.use(one).run(defineMetric, { slug: 'own_our_posts', counting: wider, ...ours })
    const preview = await db.use(one).ask(previewStatement(words), { editionId, metrics: ['own_our_posts'] })
    expect(preview.figures[0]).toMatchObject({ version: 2, value: 8 })
    expect(preview.warnings.map(({ kind }) => kind)).toContain('definition_changed')
    expect(preview.since?.changes[0]).toMatchObject({ was: 7, now: 8, definition: 1, late: 0, correction: 0 })
  })

  test.each([
    { why: 'a unit the source does not have', change: { unit: 'countries' as const }, path: 'unit' },
    { why: 'a kind the source does not have', change: { kinds: ["post' or true --"] }, path: 'kinds' },
    { why: 'money without a currency', change: money, path: 'currency' },
  ])('a definition with $why is refused by its field', async ({ change, path }) => {
    await expect(
      db.use(one).run(defineMetric, { slug: null, counting: { ...counting, ...change }, ...ours }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path })] })
  })

  test('words in one language only are refused: a statement is read in both', async () => {
    await expect(
      db.use(one).run(defineMetric, { slug: null, counting, ...ours, title: { en: 'Only English', zh: '' } }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: 'title.zh' })] })
  })

  test('a cost in pounds counts once a rate of the day is known, and one rate a day is enough', async () => {
    const cost = {
      editionId,
      stationId: null,
      minor: 1_000_00,
      currency: 'GBP',
      spentOn: plainDate('2019-07-05'),
      label: 'Hall',
    }
    await db.use(one).run(enterCost, cost)
    const counted = async () => {
      const { figures } = await db.use(one).ask(previewStatement(words), { editionId, metrics: ['cost'] })
      return [figures[0]?.value, figures[0]?.withoutRate]
    }
    expect(await counted()).toEqual([0, 1])
    const rate = {
      ...{ currency: 'GBP', target: 'CNY', onDay: plainDate('2019-07-01'), rate: 8.72 },
      ...{ sourceTitle: 'A bank', sourceUrl: 'https://bank.example/1' },
    }
    await db.use(one).run(enterRate, rate)
    expect(await counted()).toEqual([8_720_00, 0])
    await expect(db.use(one).run(enterRate, rate)).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'onDay' })],
    })
    await expect(db.use(one).run(enterRate, { ...rate, currency: 'XQQ' })).rejects.toThrow('kernel.invalid')
    for (const actor of [lead, auditor, verifier])
      await expect(db.use(actor).run(enterRate, rate)).rejects.toThrow('kernel.forbidden')
  })
})

test('a correction after publication is a correction in the next statement', async () => {
  const statement = await drafted()
  await db.use(two).run(releaseStatement, { statementId: statement.id })
  const [id] = (await db.use(auditor).ask(readRecords, { statementId: statement.id, metric: 'posts' })).ids
  await db.use(one).run(correctOutcome, {
    ...{ outcomeId: id as OutcomeId, reason: 'It was a short stay.', title: 'Post', organisation: 'X' },
    ...{
      happenedOn: plainDate('2019-07-20'),
      terms: { type: 'post', form: 'short_stay' },
      personEmail: null,
    },
  })
  const next = await drafted()
  const change = frozenIn(next).since?.changes.find(({ metric }) => metric === 'posts')
  expect(change).toMatchObject({ was: 7, now: 6, late: 0, correction: -1 })
})
