import { expect, test } from 'vitest'
import { type Actor, system } from '#kernel/access'
import { plus, systemNow } from '#kernel/time'
import { record } from '#modules/audit'
import { systemClock } from '#platform/clock'
import { openDatabase } from '#platform/db'
import { useCases } from '#platform/usecases'
import { startRun } from '../modules/meetings/runs/commands.ts'
import {
  arrangeDraft,
  arrangeMeetings,
  arrangeWishes,
  the,
} from '../modules/meetings/timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../modules/meetings/timetable/commands/release.ts'
import { startHouse } from './support.ts'

const house = await startHouse()

const seconds = 12

test('the worker is killed in the middle of a run: the run goes on from its best plan and ends, and the last release stands', async () => {
  const database = openDatabase(house.url, { max: 2 })
  const now = systemNow()
  // More wishes than there is room for, so that the search has something to do for all its seconds.
  const at = await database.transact(system('scenario'), 'actor', async (tx) => {
    const made = await arrangeMeetings(tx, {
      scholars: 120,
      employers: 40,
      slots: 10,
      tables: 30,
      startsAt: plus(now, { days: 7 }),
      phases: [
        plus(now, { days: -30 }),
        plus(now, { days: -20 }),
        plus(now, { days: -1 }),
        plus(now, { days: 6 }),
        plus(now, { days: 9 }),
      ],
    })
    await arrangeWishes(
      tx,
      made,
      Array.from(
        { length: 900 },
        (_, index) =>
          [
            index % 120,
            120 + ((index * 7 + Math.floor(index / 120) * 11) % 40),
            index % 9 === 0 ? 'must' : 'meet',
          ] as const,
      ).filter(
        ([from, to], index, all) => all.findIndex((each) => each[0] === from && each[1] === to) === index,
      ),
    )
    await arrangeDraft(tx, made, [
      [0, 120, 0, 0],
      [7, 129, 0, 1],
    ])
    return made
  })
  const lead: Actor = {
    kind: 'person',
    personId: the(at.parties, 0).personId,
    grants: [{ role: 'station_lead', stationId: at.stationId }],
  }
  const use = useCases(database, systemClock, record).as({ actor: lead, door: 'web', requestId: 'scenario' })
  await use.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  const meetings = () =>
    house.rows(
      'select id, slot_id, table_id, state, sequence from meeting where brokerage_id = $1 order by id',
      [at.brokerageId],
    )
  const released = await meetings()

  const { id } = await use.run(startRun, { brokerageId: at.brokerageId, scope: 'whole', seconds, seed: 1 })
  const state = async () => {
    const [row] = await house.rows<{
      state: string
      attempts: number
      reached: number | null
      placed: number | null
    }>(
      `select state, attempts, jsonb_array_length(best -> 'placements') as reached, (answer -> 'worth' ->> 'placed')::int as placed
       from meeting_run where id = $1`,
      [id],
    )
    return row
  }
  // The best plan so far is kept with the heartbeat, while there is still much to search.
  await expect
    .poll(async () => (await state())?.reached, { timeout: 60_000, interval: 100 })
    .toBeGreaterThan(100)
  // The pages are served while the search goes on: it has a thread of its own.
  const asked = performance.now()
  expect((await fetch(`${house.origin}/en/sign-in`)).status).toBe(200)
  expect(performance.now() - asked).toBeLessThan(2_000)
  await house.kill('SIGKILL')
  const killed = await state()
  expect(killed).toMatchObject({ state: 'running', attempts: 1 })
  expect(await meetings()).toEqual(released)
  await house.again()
  await expect.poll(async () => (await state())?.state, { timeout: 150_000, interval: 500 }).toBe('done')
  const ended = await state()
  expect(ended).toMatchObject({ attempts: 2 })
  // It went on from there: what it found is no less than what the dead worker had.
  expect(ended?.placed).toBeGreaterThanOrEqual(killed?.reached ?? 0)
  expect(await meetings()).toEqual(released)
  const [draft] = await house.rows<{ count: number }>(
    'select count(*)::int as count from meeting_placement where brokerage_id = $1',
    [at.brokerageId],
  )
  expect(draft?.count).toBeGreaterThan(100)
  await database.close()
}, 300_000)
