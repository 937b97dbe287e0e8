import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import { openKeys } from '#platform/keys'
import { testDatabase } from '../../../tools/test/database.ts'
import type { RegistrationId } from '../model.ts'
import { attendancesOf } from '../store.ts'
import {
  type Arranged,
  aName,
  arranger,
  holding,
  insertEdition,
  insertEvent,
  insertGuests,
} from './arrange.fixtures.ts'
import { doorCommands } from './commands.ts'
import type { SentScan } from './model.ts'
import { doorQueries, listDoors } from './queries.ts'
import type { Serial } from './serial.ts'

const db = await testDatabase({ at: '2019-06-12T18:00:00Z' })
const keys = openKeys('a secret of thirty-two characters!')
const commands = doorCommands({ keys })
const noon = instant('2019-06-12T12:00:00Z')

let edition: Awaited<ReturnType<typeof insertEdition>>
let london: Arranged
let guests: RegistrationId[]

beforeAll(async () => {
  edition = await db.tx(insertEdition)
  london = await db.tx((tx) => insertEvent(tx, edition))
  guests = await db.tx((tx) =>
    insertGuests(tx, london, [aName(), aName({ latinGiven: 'Na', han: '李娜' }), aName()]),
  )
})

const ticketOf = (registrationId: RegistrationId | undefined) => {
  if (registrationId === undefined) throw new Error('no such guest was arranged')
  return beforehand(() => db.use(arranger).run(commands.ticket, { registrationId }))
}

/** Tickets are made weeks before the day. */
async function beforehand<T>(work: () => Promise<T>): Promise<T> {
  db.clock.set(instant('2019-05-02T00:00:00Z'))
  try {
    return await work()
  } finally {
    db.clock.set(instant('2019-06-12T18:00:00Z'))
  }
}

let counter = 0
const scanOf = (code: string, over: Partial<SentScan> = {}): SentScan => ({
  id: newId<'scan'>(),
  device: 'door-1',
  counter: ++counter,
  at: noon,
  means: 'code',
  code,
  ...over,
})

const staff = () => holding('station_staff', london.stationId)

test('a ticket is made once and says the same at every asking', async () => {
  const [one, again] = [await ticketOf(guests[0]), await ticketOf(guests[0])]
  expect(again.serial).toBe(one.serial)
  expect(one.title.zh).toBe('创新大连：伦敦推介会')
})

test('two devices, one guest: in once, both scans kept, one fact', async () => {
  const { code, serial } = await ticketOf(guests[0])
  const late = scanOf(code, { device: 'door-1', at: plus(noon, { minutes: 4 }) })
  const early = scanOf(code, { device: 'door-2', at: noon })
  const send = (scans: SentScan[]) =>
    db.use(staff()).gather(commands.scans, { eventId: london.eventId, scans })
  expect((await send([late])).answers).toMatchObject([{ id: late.id, told: 'admitted', since: late.at }])
  expect((await send([early])).answers).toMatchObject([{ id: early.id, told: 'admitted', since: noon }])
  expect((await send([late, early])).answers.map(({ told }) => told)).toEqual(['again', 'admitted'])
  const rows = await db.tx((tx) => attendancesOf(tx, { editionId: edition.editionId }))
  expect(rows.filter(({ registrationId }) => registrationId === guests[0])).toMatchObject([
    { eventId: london.eventId, stationId: london.stationId, at: noon },
  ])
  const scans = await db.tx((tx) =>
    sql<{ count: number }>`select count(*)::int as count from scan where serial = ${serial}`.execute(tx),
  )
  expect(scans.rows[0]?.count).toBe(2)
  const told = (await db.facts()).filter(({ name }) => name === 'registration.checked_in')
  expect(told).toHaveLength(1)
  expect(told[0]?.payload).toMatchObject({ registrationId: guests[0], eventId: london.eventId })
})

test('a wrong check-in is taken back with a reason; a scan that arrives later counts again', async () => {
  const { code } = await ticketOf(guests[1])
  const registrationId = guests[1]
  if (registrationId === undefined) throw new Error('no guest')
  const { eventId } = london
  const first = scanOf(code)
  const use = db.use(staff())
  await use.gather(commands.scans, { eventId, scans: [first] })
  await expect(use.run(commands.staff.undo, { eventId, registrationId, reason: ' ' })).rejects.toMatchObject({
    kind: 'invalid',
  })
  await use.run(commands.staff.undo, { eventId, registrationId, reason: 'Another guest of the same name' })
  const resent = await use.gather(commands.scans, { eventId, scans: [first] })
  expect(resent.answers).toMatchObject([{ id: first.id, told: 'undone', since: null }])
  await expect(
    use.run(commands.staff.undo, { eventId, registrationId, reason: 'twice' }),
  ).rejects.toMatchObject({ code: 'doorway.not_in_yet' })
  const real = scanOf(code, { at: plus(noon, { minutes: 9 }), device: 'door-3' })
  const again = await use.gather(commands.scans, { eventId, scans: [real] })
  expect(again.answers).toMatchObject([{ id: real.id, told: 'admitted', since: real.at }])
  const names = (await db.facts()).map(({ name }) => name)
  expect(names).toContain('registration.check_in_undone')
})

test('forged, foreign, of another event, given back: each is kept with its verdict and lets nobody in', async () => {
  const tokyo = await db.tx((tx) => insertEvent(tx, edition))
  const [there] = await db.tx((tx) => insertGuests(tx, tokyo, [aName()]))
  const [gone] = await db.tx((tx) => insertGuests(tx, london, [aName()]))
  const elsewhere = await ticketOf(there)
  const cancelled = await ticketOf(gone)
  await db.tx((tx) =>
    sql`update registration set state = 'cancelled', ended_at = ${plus(noon, { hours: -1 })}
      where id = ${gone}`.execute(tx),
  )
  const own = await ticketOf(guests[2])
  const forged = `${own.code.slice(0, -1)}${own.code.endsWith('1') ? '2' : '1'}`
  const scans = [
    scanOf(elsewhere.code),
    scanOf(cancelled.code, { device: 'x' }),
    scanOf(forged),
    scanOf('https://example.org'),
    scanOf('ABCD-EFGH-JKMN', { means: 'list' }),
  ]
  const { answers } = await db.use(staff()).gather(commands.scans, { eventId: london.eventId, scans })
  await expect(ticketOf(gone)).rejects.toMatchObject({ code: 'doorway.ticket_over', kind: 'gone' })
  expect(answers.map(({ told }) => told)).toEqual([
    'other_event',
    'cancelled',
    'forged',
    'unknown',
    'unknown',
  ])
})

test('any order and repetition of the same scans leaves the same record in the database', async () => {
  const people = [aName(), aName(), aName()]
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          guest: fc.nat(2),
          minute: fc.nat(4),
          device: fc.constantFrom('a', 'b'),
          counter: fc.nat(3),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      fc.infiniteStream(fc.nat(1000)),
      async (drawn, dice) => {
        const roll = (below: number) => (dice.next().value ?? 0) % below
        const outcomes = []
        for (const shuffled of [false, true]) {
          const event = await db.tx((tx) => insertEvent(tx, edition))
          const ids = await db.tx((tx) => insertGuests(tx, event, people))
          const open = await beforehand(() => db.use(arranger).run(commands.issue, { registrationIds: ids }))
          expect(open).toBeNull()
          const serials = await db.tx((tx) =>
            sql<{ id: string; serial: Serial }>`select registration_id as id, serial from ticket
              where registration_id = any(${ids}::uuid[])`.execute(tx),
          )
          const serialOf = new Map(serials.rows.map(({ id, serial }) => [id, serial]))
          const scans = drawn.map(({ guest, minute, ...rest }, index) => ({
            ...rest,
            index,
            id: newId<'scan'>(),
            at: plus(noon, { minutes: minute }),
            means: 'list' as const,
            code: serialOf.get(ids[guest] ?? '') ?? '',
          }))
          const order = shuffled
            ? [...scans, ...scans].map((scan) => ({ scan, by: roll(1000) })).sort((a, b) => a.by - b.by)
            : scans.map((scan) => ({ scan, by: 0 }))
          const size = shuffled ? 1 + roll(4) : order.length
          for (let from = 0; from < order.length; from += size)
            await db.use(staffOf(event)).gather(commands.scans, {
              eventId: event.eventId,
              scans: order.slice(from, from + size).map(({ scan: { index: _index, ...scan } }) => scan),
            })
          const attended = await db.tx((tx) =>
            sql<{ registrationId: RegistrationId; at: Instant; device: string; counter: number }>`
              select attendance.registration_id as "registrationId", at, device, counter from attendance
              join scan on scan.id = first_scan_id where attendance.event_id = ${event.eventId}`.execute(tx),
          )
          outcomes.push(
            ids.map((id) => {
              const row = attended.rows.find(({ registrationId }) => registrationId === id)
              return row === undefined ? null : [row.at, row.device, row.counter]
            }),
          )
        }
        expect(outcomes[1]).toEqual(outcomes[0])
      },
    ),
    { numRuns: 15 },
  )
})

const staffOf = ({ stationId }: Arranged): Actor => holding('station_staff', stationId)

test('devices that send at the same moment do not lose the first scan', async () => {
  const event = await db.tx((tx) => insertEvent(tx, edition))
  const ids = await db.tx((tx) => insertGuests(tx, event, [aName()]))
  const { code } = await ticketOf(ids[0])
  const scans = Array.from({ length: 8 }, (_, index) =>
    scanOf(code, { device: `door-${index}`, at: plus(noon, { seconds: (index * 5) % 8 }) }),
  )
  await Promise.all(
    scans.map((scan) =>
      db.use(staffOf(event)).gather(commands.scans, { eventId: event.eventId, scans: [scan] }),
    ),
  )
  const rows = (await db.tx((tx) => attendancesOf(tx, { editionId: edition.editionId }))).filter(
    ({ eventId }) => eventId === event.eventId,
  )
  expect(rows.map(({ at }) => at)).toEqual([noon])
})

describe('who reaches the door', () => {
  test('the staff of another station finds nothing', async () => {
    const stranger = db.use(holding('station_staff', newId<'station'>()))
    const { eventId } = london
    await expect(stranger.ask(doorQueries.staff.stand, { eventId, q: '' })).rejects.toMatchObject({
      kind: expect.stringMatching(/forbidden|not_found/),
    })
    await expect(stranger.gather(commands.scans, { eventId, scans: [scanOf('x')] })).rejects.toMatchObject({
      kind: expect.stringMatching(/forbidden|not_found/),
    })
  })

  test('row-level security hides scans, undos and attendances of others', async () => {
    const seen = (actor: Actor) =>
      db.as(actor, async (tx) => {
        const rows = await sql<{ scans: number; undos: number; there: number }>`select
          (select count(*) from scan)::int as scans, (select count(*) from scan_undo)::int as undos,
          (select count(*) from attendance)::int as there`.execute(tx)
        return rows.rows[0]
      })
    expect(await seen(holding('station_staff', newId<'station'>()))).toEqual({ scans: 0, undos: 0, there: 0 })
    expect((await seen(staff()))?.scans).toBeGreaterThan(0)
    expect((await seen(system('any')))?.undos).toBe(1)
  })

  test('a scan can be neither changed nor deleted by the application', async () => {
    await expect(db.tx((tx) => sql`update scan set verdict = 'good'`.execute(tx))).rejects.toThrow(
      /permission/,
    )
    await expect(db.tx((tx) => sql`delete from scan_undo`.execute(tx))).rejects.toThrow(/permission/)
  })

  test('the crew finds the door without being told its address; a neighbour’s staff is led to their own alone', async () => {
    const led = async (actor: Actor) =>
      (await db.use(actor).ask(listDoors, {})).ahead.map(({ id }) => id as string)
    expect(await led(holding('check_in_crew'))).toContain(london.eventId)
    expect(await led(holding('station_staff', london.stationId))).toContain(london.eventId)
    expect(await led(holding('station_staff', newId<'station'>()))).not.toContain(london.eventId)
  })

  test('the crew sees the door of every event, by search in either script', async () => {
    const crew = db.use(holding('check_in_crew'))
    const stand = await crew.ask(doorQueries.crew.stand, { eventId: london.eventId, q: '李娜' })
    expect(stand.found.map(({ name }) => name.latinGiven)).toEqual(['Na'])
    expect(
      (await crew.ask(doorQueries.crew.stand, { eventId: london.eventId, q: 'li na' })).found,
    ).toHaveLength(1)
    expect(stand.may).toMatchObject({ checkIn: true, print: false })
    expect(stand.counts.in).toBe(2)
    const open = await crew.run(commands.crew.open, { eventId: london.eventId })
    expect(Object.keys(open.keys)).toHaveLength(1)
    expect(open.guests.length).toBeGreaterThanOrEqual(4)
  })
})
