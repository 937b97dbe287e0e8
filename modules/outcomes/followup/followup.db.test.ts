import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { instant, plainDate } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { anEditionWithPeople } from '../arrange.fixtures.ts'
import { stateOutcome, verifyOutcome } from '../commands.ts'
import { answerConfirmation, askConfirmation } from '../evidence/confirmation/commands.ts'
import { verifyLog } from '../log/verify.ts'
import type { Terms } from '../model.ts'
import { decideDispute, disputeOutcome, listOwnOutcomes } from '../own/commands.ts'
import { readOutcome } from '../queries.ts'
import {
  advanceFollowups,
  answerFollowup,
  askFollowupAgain,
  listFollowups,
  readFollowup,
  readFollowupLetter,
} from './commands.ts'

const db = await testDatabase({ at: '2019-08-01T08:00:00Z' })
const cast = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const daily = db.use(system('follow-up'))
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
      throw error
    },
  )
const day = (text: string) => db.clock.set(instant(`${text}T08:00:00Z`))
const state = async (personId: typeof cast.scholar.personId | null = cast.scholar.personId) => {
  const terms: Terms = { type: 'post', form: 'full_time' }
  const { outcome } = await db.use(cast.lead).run(stateOutcome, {
    editionId: cast.editionId,
    stationId: cast.london,
    personId,
    terms,
    title: 'A post',
    organisation: 'X',
    happenedOn: plainDate('2019-07-15'),
  })
  return outcome.id
}
const read = async (outcomeId: Awaited<ReturnType<typeof state>>) =>
  (await db.use(cast.auditor).ask(readOutcome, { outcomeId })).outcome
const turnOf = (moved: Awaited<ReturnType<typeof advance>>) =>
  moved.followups.map(({ turn, state }) => `${state} ${turn}`)
const advance = () => daily.run(advanceFollowups, {})

beforeEach(async () => {
  day('2019-08-01')
  await db.tx((tx) => sql`update outcome set state = 'withdrawn'`.execute(tx))
  await db.tx((tx) => sql`delete from outcome_followup`.execute(tx))
})

describe('a follow-up', () => {
  it('goes by turns to the person, the enterprise and the station, and then contact is lost', async () => {
    const outcomeId = await state()
    const { id } = await db.use(cast.lead).run(askConfirmation, {
      outcomeId,
      email: 'hr@x.example',
      name: 'Personnel office',
      locale: 'zh',
    })
    await db
      .use(cast.visitor)
      .run(answerConfirmation, { confirmationId: id, said: 'confirmed', name: 'Wang' })
    expect(turnOf(await advance())).toEqual([])
    day('2020-01-15')
    expect(turnOf(await advance())).toEqual(['asked person'])
    expect(turnOf(await advance())).toEqual([])
    const letter = { outcomeId, months: 6, turn: 'person' } as const
    const to = async (turn: 'person' | 'enterprise' | 'station') =>
      (await daily.ask(readFollowupLetter, { ...letter, turn })).recipients.map(({ email }) => email)
    expect([await to('person'), await to('enterprise'), await to('station')]).toEqual([
      ['scholar@example.org'],
      ['hr@x.example'],
      ['lead@example.org'],
    ])
    day('2020-01-29')
    expect(turnOf(await advance())).toEqual(['asked enterprise'])
    day('2020-02-12')
    expect(turnOf(await advance())).toEqual(['asked station'])
    day('2020-02-26')
    expect(turnOf(await advance())).toEqual(['lost station'])
    expect(await read(outcomeId)).toMatchObject({ lostOn: '2020-02-26', state: 'standing', endedOn: null })
    expect((await db.use(cast.lead).ask(listFollowups, {})).map(({ state }) => state)).toEqual(['lost'])
    expect(await db.use(cast.neighbour).ask(listFollowups, {})).toEqual([])
    // Whoever answers late is heard still.
    expect(await codeOf(db.use(cast.visitor).run(answerFollowup, { ...letter, said: 'goes_on' }))).toBe(
      'done',
    )
    expect(await read(outcomeId)).toMatchObject({
      lostOn: null,
      lastSeenOn: '2020-02-26',
      level: 'confirmed',
    })
    expect((await db.tx((tx) => verifyLog(tx, []))).fault).toBeNull()
  })

  it('passes over those nobody knows, and asks for several missed times once', async () => {
    await state(null)
    day('2022-09-01')
    const moved = await advance()
    expect(moved.followups.map(({ months, turn }) => [months, turn])).toEqual([[36, 'station']])
  })

  it('is asked once more where contact was lost, by those who look after the record', async () => {
    const outcomeId = await state()
    for (const on of ['2020-01-20', '2020-02-03', '2020-02-17', '2020-03-02']) {
      day(on)
      await advance()
    }
    expect(await read(outcomeId)).toMatchObject({ lostOn: expect.anything() })
    const again = (actor: Parameters<typeof db.use>[0]) =>
      codeOf(db.use(actor).run(askFollowupAgain, { outcomeId, months: 6 }))
    expect(await again(cast.auditor)).toBe('kernel.forbidden')
    expect(await again(cast.visitor)).toBe('kernel.not_found')
    expect(await again(cast.lead)).toBe('done')
    expect(await again(cast.lead)).toBe('outcomes.still_asked')
    // The letter of this round is another one than that of the first.
    const told = (await db.facts()).filter(({ name }) => name === 'outcomes.followup_asked')
    expect(told.at(-1)?.payload).toEqual({ outcomeId, months: 6, turn: 'person', day: '2020-03-16' })
    expect(
      (await daily.ask(readFollowupLetter, { outcomeId, months: 6, turn: 'station' })).about,
    ).toMatchObject({
      latinFamily: expect.any(String),
    })
    const answered = db.use(cast.visitor).run(answerFollowup, {
      ...{ outcomeId, months: 6, turn: 'person' },
      said: 'goes_on',
    })
    expect(await codeOf(answered)).toBe('done')
    expect(await read(outcomeId)).toMatchObject({ lostOn: null, lastSeenOn: '2020-03-02' })
    expect(await again(cast.lead)).toBe('outcomes.nothing_to_ask')
  })

  it('is answered once: it ended, and is asked after no more', async () => {
    const outcomeId = await state()
    day('2020-01-20')
    await advance()
    const end = (endedOn: string) =>
      codeOf(
        db.use(cast.visitor).run(answerFollowup, {
          ...{ outcomeId, months: 6, turn: 'person' },
          said: 'ended',
          endedOn: plainDate(endedOn),
        }),
      )
    expect(await end('2020-02-01')).toBe('outcomes.field_future')
    expect(await end('2019-07-01')).toBe('outcomes.field_before_it_began')
    expect(await end('2019-12-31')).toBe('done')
    expect(await end('2019-12-31')).toBe('outcomes.link_used')
    expect(await read(outcomeId)).toMatchObject({ endedOn: '2019-12-31' })
    day('2022-09-01')
    expect((await advance()).followups).toEqual([])
  })
})

describe('a paper handed in with the answer', () => {
  const paper = { name: 'After 6 months', fileHash: 'a'.repeat(64), mediaType: 'application/pdf' }
  const answer = (outcomeId: Awaited<ReturnType<typeof state>>) =>
    codeOf(
      db.use(cast.visitor).run(answerFollowup, {
        ...{ outcomeId, months: 6, turn: 'person' },
        said: 'goes_on',
        paper,
      }),
    )

  it('is refused where the level stands on no paper', async () => {
    const outcomeId = await state()
    day('2020-01-20')
    await advance()
    expect(await answer(outcomeId)).toBe('outcomes.field_not_asked')
  })

  it('is evidence of nobody’s account where it does, and a verifier renews the level by it', async () => {
    const outcomeId = await state()
    await db.tx((tx) => sql`update outcome set level = 'documented' where id = ${outcomeId}`.execute(tx))
    day('2021-08-20')
    await advance()
    const months = { outcomeId, months: 24, turn: 'person' } as const
    const before = await db.use(cast.visitor).ask(readFollowup, months)
    expect(before.hasPaper).toBe(false)
    await db.use(cast.visitor).run(answerFollowup, { ...months, said: 'goes_on', paper })
    const { outcome, evidence, entries } = await db.use(cast.auditor).ask(readOutcome, { outcomeId })
    expect(evidence).toMatchObject([{ name: 'After 6 months', addedBy: null, fileHash: paper.fileHash }])
    expect(entries.map(({ body }) => JSON.parse(body).kind)).toEqual(['stated', 'evidenced', 'seen'])
    expect(outcome).toMatchObject({ level: 'documented', lastSeenOn: '2021-08-20' })
    expect((await db.use(cast.visitor).ask(readFollowup, months)).hasPaper).toBe(true)
    expect((await db.tx((tx) => verifyLog(tx, []))).fault).toBeNull()
    const verifies = db
      .use(cast.verifier)
      .run(verifyOutcome, { outcomeId, level: 'documented', reason: 'seen' })
    expect(await codeOf(verifies)).toBe('done')
  })
})

describe('whom it is about', () => {
  it('reads what is recorded, disputes it, and somebody else decides', async () => {
    const outcomeId = await state()
    const own = await db.use(cast.scholar).ask(listOwnOutcomes, {})
    expect(own.map(({ id }) => id)).toContain(outcomeId)
    const dispute = () => db.use(cast.scholar).run(disputeOutcome, { outcomeId, reason: 'I never started.' })
    expect(await codeOf(dispute())).toBe('done')
    expect(await codeOf(dispute())).toBe('outcomes.already_disputed')
    expect(await read(outcomeId)).toMatchObject({ disputed: true, state: 'standing' })
    const decide = (by: typeof cast.organiser, upheld = true) =>
      codeOf(db.use(by).run(decideDispute, { outcomeId, upheld, reason: 'Asked the employer.' }))
    expect(await decide(cast.lead)).toBe('kernel.forbidden')
    expect(await decide(cast.auditor)).toBe('kernel.forbidden')
    expect(await decide(cast.scholar)).toBe('kernel.forbidden')
    expect(await decide(cast.organiser)).toBe('done')
    expect(await decide(cast.verifier)).toBe('outcomes.is_withdrawn')
    const { outcome, entries } = await db.use(cast.scholar).ask(readOutcome, { outcomeId })
    expect(outcome).toMatchObject({ disputed: false, state: 'withdrawn' })
    expect(entries.map(({ body }) => JSON.parse(body).kind)).toEqual([
      'stated',
      'disputed',
      'decided',
      'withdrawn',
    ])
  })

  it('is the only one who disputes; a stranger does not find the record', async () => {
    const outcomeId = await state()
    const dispute = (by: typeof cast.organiser) =>
      codeOf(db.use(by).run(disputeOutcome, { outcomeId, reason: 'x' }))
    expect(await dispute(cast.organiser)).toBe('kernel.forbidden')
    expect(await dispute(cast.neighbour)).toBe('kernel.not_found')
  })
})
