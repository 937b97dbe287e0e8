import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { type Instant, plainDate, plus } from '#kernel/time'
import { openFiles } from '#platform/files'
import { openKeys } from '#platform/keys'
import { testDatabase } from '../../../tools/test/database.ts'
import { anEditionWithPeople } from '../arrange.fixtures.ts'
import { correctOutcome, stateOutcome, verifyOutcome, withdrawOutcome } from '../commands.ts'
import type { OutcomeId, Terms } from '../model.ts'
import { readOutcome } from '../queries.ts'
import { readSigningToken, signingCode, signingToken } from './codes.ts'
import {
  askCode,
  closeCeremony,
  moveContractUp,
  openCeremony,
  queueContract,
  signContract,
  takeBackPublishing,
  takeOffContract,
} from './commands.ts'
import type { Signing } from './model.ts'
import { listSignable, readCeremony, readSide, readWall } from './queries.ts'

const db = await testDatabase({ at: '2019-07-05T02:00:00Z' })
const cast = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const folder = mkdtempSync(join(tmpdir(), 'haigui-ceremony-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const files = await openFiles({ folder })
const keys = openKeys('a secret of the tests that is long enough')
const signIt = signContract({ keys, files })
const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`)

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
      throw error
    },
  )

const binding: Terms = { type: 'contract', force: 'binding', amount: { minor: 120_000_000, currency: 'CNY' } }
const state = async (terms: Terms = binding): Promise<OutcomeId> => {
  const { outcome } = await db.use(cast.lead).run(stateOutcome, {
    ...{ editionId: cast.editionId, stationId: cast.london, terms, personId: cast.scholar.personId },
    ...{ title: 'Joint laboratory', organisation: 'Xinghai', happenedOn: plainDate('2019-07-05') },
  })
  return outcome.id
}
const ceremony = await db
  .use(cast.organiser)
  .run(openCeremony, { editionId: cast.editionId, title: { en: 'Signing', zh: '签约' } })
let nth = 0
const signatory = (email = `side${++nth}@firm.example`) => ({
  organisation: `Firm ${nth}`,
  name: 'Ms Wang',
  email,
  locale: 'zh' as const,
})
const queue = (outcomeId: OutcomeId, over: object = {}, by: Actor = cast.organiser) =>
  db.use(by).run(queueContract, {
    ...{ ceremonyId: ceremony.id, outcomeId, first: signatory(), second: signatory() },
    ...over,
  })
const side = (signing: Signing, index: 0 | 1) => signing.sides[index].id
const open = db.use(visitor)
const code = async (sideId: ReturnType<typeof side>) => {
  const { signing } = await open.run(askCode, { sideId })
  const found = signing.sides.find(({ id }) => id === sideId)
  if (!found) throw new Error('no side')
  return signingCode(keys, found)
}
const sign = async (sideId: ReturnType<typeof side>, given: object = {}) => {
  const signed = await open.run(signIt, {
    ...{ sideId, name: '王芳', code: await code(sideId), publish: true, document: null },
    ...given,
  })
  if (signed.refused !== null) throw signed.refused
  return signed
}
const record = async (outcomeId: OutcomeId) => {
  const { outcome, entries, personal, evidence } = await db.use(cast.auditor).ask(readOutcome, { outcomeId })
  return { outcome, evidence, personal, kinds: entries.map(({ body }) => JSON.parse(body).kind), entries }
}
const onWall = () => db.use(visitor).ask(readWall, { ceremonyId: ceremony.id })

describe('two signatures', () => {
  it('are two entries; the second lifts the level, and nothing personal stands in the bodies', async () => {
    const outcomeId = await state()
    const signing = await queue(outcomeId)
    await sign(side(signing, 0))
    expect(await record(outcomeId)).toMatchObject({
      outcome: { level: 'stated' },
      kinds: ['stated', 'signed'],
    })
    await sign(side(signing, 1))
    const { outcome, kinds, entries, personal } = await record(outcomeId)
    expect({ level: outcome.level, kinds }).toEqual({
      level: 'confirmed',
      kinds: ['stated', 'signed', 'signed'],
    })
    const last = entries.at(-1)
    expect(last?.body).not.toMatch(/王芳|firm\.example/)
    expect(personal.get(last?.id as never)?.data).toContain('王芳')
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ by: null, level: 'confirmed' })
  })

  it('with a PDF bring one document, the same on both sides, which a verifier documents by two', async () => {
    const outcomeId = await state()
    const signing = await queue(outcomeId)
    const document = pdf('signed by both')
    await sign(side(signing, 0), { document })
    expect(await codeOf(sign(side(signing, 1), { document: pdf('another') }))).toBe(
      'ceremony.field_other_document',
    )
    await sign(side(signing, 1), { document })
    const { evidence, outcome } = await record(outcomeId)
    expect(evidence).toHaveLength(1)
    const [shown] = evidence
    if (shown?.kind !== 'file') throw new Error('a file')
    expect(new Uint8Array(await files.bytes(shown.fileHash))).toEqual(document)
    expect(outcome.level).toBe('confirmed')
    const verify = (by: Actor) =>
      db.use(by).run(verifyOutcome, { outcomeId, level: 'documented', reason: 'read it' })
    expect((await verify(cast.verifier)).outcome).toMatchObject({
      level: 'confirmed',
      pending: { level: 'documented' },
    })
    expect((await verify(cast.secondVerifier)).outcome.level).toBe('documented')
  })

  it('are given once each', async () => {
    const signing = await queue(await state())
    await sign(side(signing, 0))
    expect(await codeOf(sign(side(signing, 0)))).toBe('ceremony.signed_already')
  })

  it('are under what was shown: after a correction the link signs nothing', async () => {
    const outcomeId = await state()
    const signing = await queue(outcomeId)
    await db.use(cast.lead).run(correctOutcome, {
      ...{ outcomeId, reason: 'amount', terms: { ...binding, amount: null } as Terms },
      ...{ title: 'Joint laboratory', organisation: 'Xinghai', happenedOn: plainDate('2019-07-05') },
    })
    expect(await codeOf(sign(side(signing, 0)))).toBe('ceremony.changed_since')
  })

  it('of one side by two at once are one', async () => {
    const signing = await queue(await state())
    const right = await code(side(signing, 0))
    const both = await Promise.all(
      [1, 2].map(() =>
        codeOf(open.run(signIt, { sideId: side(signing, 0), name: 'A', code: right, publish: false })),
      ),
    )
    expect(both.sort()).toEqual(['ceremony.signed_already', 'done'])
  })
})

describe('a code', () => {
  it('holds a quarter of an hour, five tries, and until the next one; wrong tries are counted', async () => {
    const signing = await queue(await state())
    const id = side(signing, 0)
    const first = await code(id)
    const right = await code(id)
    expect(await codeOf(sign(id, { code: first === right ? 'x' : first }))).toBe('ceremony.field_code')
    const again = await code(id)
    for (let time = 0; time < 5; time += 1)
      await open.run(signIt, { sideId: id, name: 'A', code: 'wrong', publish: false })
    expect(await codeOf(open.run(signIt, { sideId: id, name: 'A', code: again, publish: false }))).toBe(
      'ceremony.field_code_over',
    )
    const late = await code(id)
    const now = db.clock.now()
    db.clock.set(plus(now, { minutes: 15 }))
    expect(await codeOf(open.run(signIt, { sideId: id, name: 'A', code: late, publish: false }))).toBe(
      'ceremony.field_code_over',
    )
    db.clock.set(now)
  })

  it('is sent ten times at most', async () => {
    const id = side(await queue(await state()), 0)
    for (let time = 0; time < 10; time += 1) await code(id)
    expect(await codeOf(code(id))).toBe('ceremony.too_many_codes')
  })

  it('is six digits, of one side and one letter', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 10 }), (id, codes) => {
        const of = (number: number) => signingCode(keys, { id: id as never, codes: number })
        expect(of(codes)).toMatch(/^\d{6}$/)
        expect(of(codes)).toBe(of(codes))
      }),
    )
  })
})

describe('the queue', () => {
  it.each<[string, object, string]>([
    [
      'one mailbox twice',
      { first: signatory('a@b.example'), second: signatory('A+x@b.example') },
      'ceremony.field_same_side',
    ],
    ['the claimant as the other side', { second: signatory('lead@example.org') }, 'outcomes.field_own_side'],
    [
      'whom it is about as the other side',
      { second: signatory('scholar@example.org') },
      'outcomes.field_own_side',
    ],
    [
      'whoever queues it as the other side',
      { second: signatory('organiser@example.org') },
      'outcomes.field_own_side',
    ],
  ])('refuses %s', async (_what, over, says) => {
    expect(await codeOf(queue(await state(), over))).toBe(says)
  })

  it('says all that is wrong at once, in the order of the form', async () => {
    const post = await state({ type: 'post', form: 'full_time' })
    const pathsOf = (work: Promise<unknown>) =>
      work.then(
        () => [],
        (error: unknown) => (error instanceof Refusal ? error.fields.map(({ path }) => path) : error),
      )
    const twice = { first: signatory('a@b.example'), second: signatory('a@b.example') }
    expect(await pathsOf(queue(post, twice))).toEqual(['outcomeId', 'second.email'])
    const nothing = { organisation: '', name: '', email: '', locale: 'zh' as const }
    const ask = { ceremonyId: ceremony.id, outcomeId: '', first: nothing, second: nothing }
    expect(await pathsOf(db.use(cast.organiser).run(queueContract, ask))).toEqual([
      'outcomeId',
      ...['first.organisation', 'first.name', 'first.email'],
      ...['second.organisation', 'second.name', 'second.email'],
    ])
  })

  it('refuses what is no contract, what is withdrawn, what is confirmed, and the same twice', async () => {
    expect(await codeOf(queue(await state({ type: 'post', form: 'full_time' })))).toBe(
      'ceremony.field_contract',
    )
    const gone = await state()
    await db.use(cast.lead).run(withdrawOutcome, { outcomeId: gone, reason: 'no' })
    expect(await codeOf(queue(gone))).toBe('outcomes.is_withdrawn')
    const outcomeId = await state()
    const signing = await queue(outcomeId)
    expect(await codeOf(queue(outcomeId))).toBe('ceremony.queued_already')
    await sign(side(signing, 0))
    await sign(side(signing, 1))
    expect(await codeOf(queue(outcomeId))).toBe('ceremony.queued_already')
    expect(await codeOf(db.use(cast.organiser).run(takeOffContract, { signingId: signing.id }))).toBe(
      'ceremony.signed_already',
    )
  })

  it('is in order, moves up, and lets a contract be taken off and put in again', async () => {
    const outcomeId = await state()
    const [one, two] = [await queue(outcomeId), await queue(await state())]
    const places = async () => {
      const { contracts } = await db.use(cast.auditor).ask(readCeremony, { ceremonyId: ceremony.id })
      return contracts.map(({ signing }) => signing.id)
    }
    await db.use(cast.organiser).run(moveContractUp, { signingId: two.id })
    const order = await places()
    expect(order.indexOf(two.id)).toBeLessThan(order.indexOf(one.id))
    await db.use(cast.organiser).run(takeOffContract, { signingId: one.id })
    expect(await places()).not.toContain(one.id)
    expect(await codeOf(sign(side(one, 0)))).toBe('ceremony.taken_off')
    const { contracts } = await db.use(cast.organiser).ask(listSignable, { ceremonyId: ceremony.id })
    expect(contracts.map(({ id }) => id)).toContain(outcomeId)
    expect((await queue(outcomeId)).state).toBe('queued')
  })

  it.each([
    ['a station’s lead', cast.lead],
    ['a verifier', cast.verifier],
    ['an auditor', cast.auditor],
    ['a visitor', visitor],
  ])('is not filled by %s', async (_who, by) => {
    expect(await codeOf(queue(await state(), {}, by))).toMatch(/forbidden|sign_in_first|not_found/)
  })

  it('is closed with its ceremony', async () => {
    const other = await db
      .use(cast.organiser)
      .run(openCeremony, { editionId: cast.editionId, title: { en: 'Second', zh: '' } })
    await db.use(cast.organiser).run(closeCeremony, { ceremonyId: other.id })
    expect(await codeOf(queue(await state(), { ceremonyId: other.id }))).toBe('ceremony.is_over')
  })
})

describe('the wall and the press', () => {
  it('name a contract when both have signed and both agreed, and not after one took it back', async () => {
    const signing = await queue(await state())
    const mine = async () => {
      const { onWall: lines } = await onWall()
      return lines.filter(({ shown }) => shown?.organisations[0] === signing.sides[0].organisation)
    }
    await sign(side(signing, 0))
    expect(await mine()).toEqual([])
    await sign(side(signing, 1))
    expect(await mine()).toMatchObject([
      { state: 'signed', signatures: 2, shown: { title: 'Joint laboratory' } },
    ])
    await open.run(takeBackPublishing, { sideId: side(signing, 1) })
    expect(await mine()).toEqual([])
    expect(await codeOf(open.run(takeBackPublishing, { sideId: side(await queue(await state()), 0) }))).toBe(
      'ceremony.not_signed_yet',
    )
  })

  it('never name one that a side kept back, whatever both chose', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.boolean(), async (first, second) => {
        const signing = await queue(await state())
        await sign(side(signing, 0), { publish: first })
        await sign(side(signing, 1), { publish: second })
        const text = JSON.stringify((await onWall()).onWall)
        expect(text.includes(`"${signing.sides[0].organisation}"`)).toBe(first && second)
        expect(text).not.toMatch(/firm\.example|王芳|Ms Wang/)
      }),
      { numRuns: 6 },
    )
  })
})

describe('its reach', () => {
  it('a link opens one side; a station sees no queue, its own row neither', async () => {
    const signing = await queue(await state())
    const token = signingToken(keys, signing.sides[0], signing)
    expect(readSigningToken(keys, token, db.clock.now())).toBe(side(signing, 0))
    expect(readSigningToken(keys, token, '2020-01-01T00:00:00Z' as Instant)).toBeNull()
    expect((await open.ask(readSide, { sideId: side(signing, 0) })).side.which).toBe('first')
    for (const by of [cast.lead, cast.neighbour, cast.scholar, visitor]) {
      const seen = await db.as(by, (tx) => sql`select from outcome_signing_side`.execute(tx))
      expect(seen.rows).toHaveLength(0)
    }
  })
})
