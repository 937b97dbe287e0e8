import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { openKeys } from '#platform/keys'
import { testDatabase } from '../../tools/test/database.ts'
import { newSerial, type Serial } from '../registration/doorway/serial.ts'
import { signTicket } from '../registration/doorway/steps.ts'
import { insertTickets } from '../registration/doorway/store/record.ts'
import { arrangeRoadshow, type Guest } from './arrange.fixtures.ts'
import { hallCommands, moderate } from './commands/questions.ts'
import * as run from './commands/run.ts'
import { addEntry, changeEntry, orderEntries, removeEntry, setUpCommands } from './commands/setup.ts'
import { castVote } from './commands/vote.ts'
import type { EntryId } from './model.ts'
import { hallQueries, readDesk, readHall } from './queries.ts'

const db = await testDatabase({ at: '2019-06-12T14:30:00Z' })
const keys = openKeys('a secret of the tests that is long enough')
const vote = castVote({ keys })
const hall = hallCommands({ keys })
const organiser: Actor = {
  kind: 'person',
  personId: newId<'person'>(),
  grants: [{ role: 'organiser', stationId: null }],
}
const asGuest = ({ personId }: Guest): Actor => ({ kind: 'person', personId, grants: [] })
const leadOf = (stationId: Awaited<ReturnType<typeof arrange>>['stationId']): Actor => ({
  kind: 'person',
  personId: newId<'person'>(),
  grants: [{ role: 'station_lead', stationId }],
})
const arrange = (over: Parameters<typeof arrangeRoadshow>[1] = {}) => db.tx((tx) => arrangeRoadshow(tx, over))
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
    throw error
  }
}
const the = <T>(list: readonly T[], index: number): T => {
  const found = list[index]
  if (found === undefined) throw new Error(`there is no ${index}`)
  return found
}
type Stage = Awaited<ReturnType<typeof arrange>>
const running = async (over: Parameters<typeof arrangeRoadshow>[1] = {}) => {
  const stage = await arrange(over)
  await db.use(leadOf(stage.stationId)).run(run.openRoadshow, { roadshowId: stage.roadshow.id })
  return stage
}
const byLink = ({ registrationId }: Guest) => ({ means: 'link', registrationId }) as const
const votes = (stage: Stage, guest: Guest, entryId: EntryId) =>
  db.use(visitor).gather(vote, { roadshowId: stage.roadshow.id, entryId, by: byLink(guest) })
const ballots = (stage: Stage) =>
  db.tx(async (tx) => {
    const found = await sql<{ person: string; entry: EntryId | null; means: string }>`
      select person_id as person, entry_id as entry, means from roadshow_ballot
      where roadshow_id = ${stage.roadshow.id} order by person_id`.execute(tx)
    return found.rows
  })
const ticketOf = async (stage: Stage, guest: Guest): Promise<{ serial: Serial; code: string }> =>
  db.tx(async (tx) => {
    const serial = newSerial()
    await insertTickets(tx, [{ registrationId: guest.registrationId, serial }], db.clock.now())
    return { serial, code: await signTicket(tx, keys, { eventId: stage.eventId, serial }, db.clock.now()) }
  })

describe('a vote', () => {
  test('is one a person, whoever sends how many how fast', async () => {
    const stage = await running({ guests: 20 })
    const answers = await Promise.all(
      [0, 1, 2].flatMap((round) =>
        stage.hall.map((guest, index) =>
          codeOf(votes(stage, guest, the(stage.entries, (index + round) % 3).id)),
        ),
      ),
    )
    expect(answers.filter((code) => code === 'done')).toHaveLength(20)
    expect(answers.filter((code) => code === 'roadshow.voted_already')).toHaveLength(40)
    expect(new Set((await ballots(stage)).map(({ person }) => person)).size).toBe(20)
  })

  test('stands in the database as well: a second ballot of a person cannot be written', async () => {
    const stage = await running()
    const guest = the(stage.hall, 0)
    await votes(stage, guest, the(stage.entries, 0).id)
    await expect(
      db.tx((tx) =>
        sql`insert into roadshow_ballot (roadshow_id, person_id, registration_id, entry_id, means, at)
        values (${stage.roadshow.id}, ${guest.personId}, ${guest.registrationId}, ${the(stage.entries, 1).id}, 'link', now())`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow('roadshow_ballot_pkey')
  })

  test('sent again is the same vote', async () => {
    const stage = await running()
    const guest = the(stage.hall, 0)
    for (let again = 0; again < 3; again += 1) await votes(stage, guest, the(stage.entries, 0).id)
    expect(await ballots(stage)).toHaveLength(1)
  })

  test('is for whoever is in: not for a guest outside, nor for somebody who went out again', async () => {
    const stage = await running({ guests: 3, inside: 2 })
    const entryId = the(stage.entries, 0).id
    expect(await codeOf(votes(stage, the(stage.hall, 2), entryId))).toBe('roadshow.not_checked_in')
    const out = the(stage.hall, 1)
    await votes(stage, out, entryId)
    await db.tx((tx) => sql`delete from attendance where registration_id = ${out.registrationId}`.execute(tx))
    expect(await ballots(stage)).toHaveLength(0)
  })

  test('of another event’s link, ticket or account opens nothing here', async () => {
    const [stage, other] = [await running(), await arrange()]
    const stranger = the(other.hall, 0)
    const entryId = the(stage.entries, 0).id
    const { roadshow } = stage
    const by = async (
      means: Parameters<typeof votes>[1] | { code: string } | 'account',
      actor: Actor = visitor,
    ) =>
      codeOf(
        db.use(actor).gather(vote, {
          roadshowId: roadshow.id,
          entryId,
          by:
            means === 'account'
              ? { means: 'account' }
              : 'code' in means
                ? { means: 'code', code: means.code }
                : byLink(means),
        }),
      )
    const ticket = await ticketOf(other, stranger)
    expect(await by(stranger)).toBe('roadshow.ticket_of_other')
    expect(await by({ code: ticket.code })).toBe('roadshow.ticket_of_other')
    // A serial names no event: at this one there is nobody of that number.
    expect(await by({ code: ticket.serial })).toBe('roadshow.ticket_unknown')
    expect(await by('account', asGuest(stranger))).toBe('roadshow.not_checked_in')
    expect(await by('account')).toBe('roadshow.sign_in_or_ticket')
    const own = await ticketOf(stage, the(stage.hall, 0))
    // The event in it was changed: its signature is of something else.
    const forged = `${own.code.slice(0, 20)}${own.code.slice(20).replace(/[0-9A-Z]/, (letter) => (letter === 'A' ? 'B' : 'A'))}`
    expect(await by({ code: forged })).toBe('roadshow.ticket_unknown')
    expect(await by({ code: 'HG1:' })).toBe('roadshow.ticket_unknown')
    expect(await ballots(stage)).toEqual([])
  })

  test('by the number of a badge counts, until the person’s own takes its place', async () => {
    const stage = await running()
    const [guest, first, second] = [the(stage.hall, 0), the(stage.entries, 0).id, the(stage.entries, 1).id]
    const { serial, code } = await ticketOf(stage, guest)
    const byBadge = (typed: string, entryId: EntryId) =>
      codeOf(
        db.use(visitor).gather(vote, {
          roadshowId: stage.roadshow.id,
          entryId,
          by: { means: 'code', code: typed },
        }),
      )
    expect(await byBadge(serial.toLowerCase(), first)).toBe('done')
    expect(await byBadge(code, second)).toBe('roadshow.voted_already')
    await votes(stage, guest, second)
    expect(await ballots(stage)).toEqual([{ person: guest.personId, entry: second, means: 'link' }])
    expect(await byBadge(serial, first)).toBe('roadshow.voted_already')
  })

  test('is refused before it begins and once it is closed, and for what is not in the order', async () => {
    const stage = await arrange()
    const lead = db.use(leadOf(stage.stationId))
    const [guest, entryId] = [the(stage.hall, 0), the(stage.entries, 0).id]
    const roadshowId = stage.roadshow.id
    expect(await codeOf(votes(stage, guest, entryId))).toBe('roadshow.voting_not_open')
    await lead.run(run.openRoadshow, { roadshowId })
    expect(await codeOf(votes(stage, guest, newId<'roadshow_entry'>()))).toBe('kernel.field_choose')
    const [closing, ...late] = await Promise.all([
      lead.run(run.closeVoting, { roadshowId }),
      ...stage.hall.map((each) => codeOf(votes(stage, each, entryId))),
    ])
    expect(closing.roadshow.state).toBe('closed')
    // Whoever was told "done" is counted, whoever was refused is not, however the two met.
    expect(await ballots(stage)).toHaveLength(late.filter((code) => code === 'done').length)
    expect(await codeOf(votes(stage, the(stage.hall, 3), entryId))).toMatch(/voting_closed|done/)
    await lead.run(run.freezeResult, { roadshowId })
    expect(await codeOf(votes(stage, guest, entryId))).toMatch(/voting_closed/)
  })
})

describe('the result', () => {
  test('counts every ballot once, is cut from the people, and is read step by step by nobody before', async () => {
    const stage = await running({ guests: 9 })
    const roadshowId = stage.roadshow.id
    const [a, b, c] = stage.entries.map(({ id }) => id)
    if (!a || !b || !c) throw new Error('three entries')
    const choices = [a, a, a, a, b, b, b, c, c]
    await Promise.all(stage.hall.map((guest, index) => votes(stage, guest, the(choices, index))))
    const lead = db.use(leadOf(stage.stationId))
    const asked = async (actor: Actor) => {
      const read = await db.use(actor).ask(readHall, { roadshowId })
      return read.results.map(({ entryId, place, votes: n }) => [entryId, place, n])
    }
    const looked = async (actor: Actor) => {
      const found = await db.as(actor, (tx) =>
        sql`select from roadshow_result where roadshow_id = ${roadshowId}`.execute(tx),
      )
      return found.rows.length
    }
    await lead.run(run.closeVoting, { roadshowId })
    expect(await asked(visitor)).toEqual([])
    await lead.run(run.freezeResult, { roadshowId })
    // Who voted stays, for whom is gone.
    expect(await ballots(stage)).toHaveLength(9)
    expect((await ballots(stage)).every(({ entry }) => entry === null)).toBe(true)
    for (const actor of [
      visitor,
      organiser,
      leadOf(stage.stationId),
      { kind: 'system', job: 'x' } as const,
    ]) {
      expect(await asked(actor)).toEqual([])
      // Not even in the table: row-level security holds back what is not told.
      expect(await looked(actor)).toBe(0)
    }
    await lead.run(run.revealNext, { roadshowId, step: 1 })
    await lead.run(run.revealNext, { roadshowId, step: 1 })
    expect(await asked(visitor)).toEqual([[c, 3, 2]])
    expect(await codeOf(lead.run(run.finishRoadshow, { roadshowId }))).toBe('roadshow.steps_left')
    await lead.run(run.revealNext, { roadshowId, step: 2 })
    await lead.run(run.revealNext, { roadshowId, step: 3 })
    expect((await asked(visitor)).reduce((sum, [, , n]) => sum + Number(n), 0)).toBe(9)
    await lead.run(run.finishRoadshow, { roadshowId })
    const winner = stage.entries.find(({ id }) => id === a)
    const shown = await db.as(visitor, (tx) =>
      sql<{ awards: unknown }>`select content->'awards' as awards from project_public
        where project_id = ${winner?.projectId}`.execute(tx),
    )
    expect(shown.rows).toEqual([{ awards: [{ en: 'First place, Final', zh: '总决赛第一名' }] }])
    await expect(
      db.tx((tx) => sql`update roadshow_result set place = 9 where roadshow_id = ${roadshowId}`.execute(tx)),
    ).rejects.toThrow('permission denied')
  })
})

describe('questions', () => {
  test('wait for the desk, show nobody’s name, and each person wants to hear one once', async () => {
    const stage = await running()
    const roadshowId = stage.roadshow.id
    const [asker, other] = [the(stage.hall, 0), the(stage.hall, 1)]
    await db.use(visitor).run(hall.ask, { roadshowId, by: byLink(asker), body: 'What does a kilowatt cost?' })
    const lead = db.use(leadOf(stage.stationId))
    expect((await db.use(visitor).ask(readHall, { roadshowId })).questions).toEqual([])
    const { waiting } = await lead.ask(readDesk, { roadshowId })
    const question = the(waiting, 0)
    expect(JSON.stringify(waiting)).not.toContain(asker.personId)
    const support = (guest: Guest) =>
      codeOf(db.use(visitor).run(hall.support, { roadshowId, by: byLink(guest), questionId: question.id }))
    expect(await support(other)).toBe('kernel.not_found')
    await lead.run(moderate, { roadshowId, questionId: question.id, state: 'open' })
    await Promise.all([support(other), support(other), support(asker)])
    const [shown] = (await db.use(visitor).ask(readHall, { roadshowId })).questions
    expect(shown).toMatchObject({ body: 'What does a kilowatt cost?', support: 2 })
  })

  test('of one person wait three at a time; outsiders ask none', async () => {
    const stage = await running({ guests: 2, inside: 1 })
    const ask = (guest: Guest) =>
      codeOf(
        db
          .use(visitor)
          .run(hall.ask, { roadshowId: stage.roadshow.id, by: byLink(guest), body: 'And then?' }),
      )
    for (let n = 0; n < 3; n += 1) expect(await ask(the(stage.hall, 0))).toBe('done')
    expect(await ask(the(stage.hall, 0))).toBe('roadshow.questions_too_many')
    expect(await ask(the(stage.hall, 1))).toBe('roadshow.not_checked_in')
  })
})

describe('the order', () => {
  test('is moved and dragged by the desk, and a stale one is refused', async () => {
    const stage = await arrange()
    const lead = db.use(leadOf(stage.stationId))
    const roadshowId = stage.roadshow.id
    const [a, b, c] = stage.entries
    if (!a || !b || !c) throw new Error('three entries')
    await lead.run(changeEntry, { roadshowId, entryId: c.id, position: 1, presenter: 'Dr Wen' })
    const order = async () => (await lead.ask(readDesk, { roadshowId })).entries.map(({ id }) => id)
    expect(await order()).toEqual([c.id, a.id, b.id])
    await lead.run(orderEntries, { roadshowId, entryIds: [b.id, c.id, a.id] })
    expect(await order()).toEqual([b.id, c.id, a.id])
    await lead.run(removeEntry, { roadshowId, entryId: c.id })
    expect(await codeOf(lead.run(orderEntries, { roadshowId, entryIds: [a.id, b.id, c.id] }))).toBe(
      'roadshow.order_stale',
    )
    expect(await codeOf(lead.run(addEntry, { roadshowId, projectId: a.projectId, presenter: '' }))).toBe(
      'roadshow.entry_twice',
    )
    await lead.run(addEntry, { roadshowId, projectId: c.projectId, presenter: '' })
    expect(await order()).toHaveLength(3)
    await lead.run(run.openRoadshow, { roadshowId })
    expect(await codeOf(lead.run(removeEntry, { roadshowId, entryId: a.id }))).toBe('roadshow.begun_already')
    await lead.run(run.callOn, { roadshowId, entryId: a.id })
    await lead.run(run.moveClock, { roadshowId, move: { kind: 'start' } })
    const { roadshow } = await lead.ask(readDesk, { roadshowId })
    expect(roadshow.clock.endsAt).toBe('2019-06-12T14:37:00.000Z')
  })
})

describe('the neighbour station', () => {
  test('finds nothing to write, sees what the public sees, and no ballot', async () => {
    const [stage, other] = [await running(), await arrange()]
    const neighbour = leadOf(other.stationId)
    const roadshowId = stage.roadshow.id
    await votes(stage, the(stage.hall, 0), the(stage.entries, 0).id)
    const asNeighbour = db.use(neighbour)
    for (const what of [run.openRoadshow, run.closeVoting, run.freezeResult, run.finishRoadshow])
      expect(await codeOf(asNeighbour.run(what as typeof run.openRoadshow, { roadshowId }))).toBe(
        'kernel.not_found',
      )
    expect(await codeOf(asNeighbour.run(run.callOn, { roadshowId, entryId: the(stage.entries, 0).id }))).toBe(
      'kernel.not_found',
    )
    expect(await codeOf(asNeighbour.ask(readDesk, { roadshowId }))).toBe('kernel.not_found')
    expect((await asNeighbour.ask(readHall, { roadshowId })).votes).toBe(1)
    for (const actor of [neighbour, leadOf(stage.stationId), visitor]) {
      const seen = await db.as(actor, (tx) => sql`select from roadshow_ballot`.execute(tx))
      expect(seen.rows).toHaveLength(0)
    }
  })

  test('a draft event’s roadshow is not there for anybody but its desk', async () => {
    const stage = await arrange()
    await db.tx((tx) => sql`update event set state = 'draft' where id = ${stage.eventId}`.execute(tx))
    const roadshowId = stage.roadshow.id
    expect(await codeOf(db.use(visitor).ask(readHall, { roadshowId }))).toBe('kernel.not_found')
    expect(await codeOf(db.use(leadOf(stage.stationId)).ask(readHall, { roadshowId }))).toBe('done')
  })
})

test('a plan is refused when its link leads somewhere we do not know, and the hall may know its own vote', async () => {
  const stage = await running()
  const commands = setUpCommands({ meetingHosts: ['jitsi.example.org'] })
  const lead = db.use(leadOf(stage.stationId))
  const facts = {
    title: { en: 'Second', zh: '' },
    startsAt: stage.roadshow.startsAt,
    pitchSeconds: 300,
    questionSeconds: 0,
    audienceVotes: true,
    roundId: null,
  }
  const plan = (watch: string) =>
    codeOf(lead.run(commands.plan, { eventId: stage.eventId as never, facts: { ...facts, watch } }))
  expect(await plan('https://evil.example/live.m3u8')).toBe('roadshow.watch_unknown_hosts')
  const bare = setUpCommands({ meetingHosts: [] })
  const evil = { ...facts, watch: 'https://evil.example/live.m3u8' }
  expect(await codeOf(lead.run(bare.plan, { eventId: stage.eventId as never, facts: evil }))).toBe(
    'roadshow.watch_unknown',
  )
  expect(await plan('https://jitsi.example.org/final')).toBe('done')
  const guest = the(stage.hall, 0)
  await votes(stage, guest, the(stage.entries, 1).id)
  const queries = hallQueries({ keys })
  const own = await db.use(visitor).ask(queries.own, { roadshowId: stage.roadshow.id, by: byLink(guest) })
  expect(own.ballot?.entryId).toBe(the(stage.entries, 1).id)
})
