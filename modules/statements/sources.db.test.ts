import fc from 'fast-check'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate, shiftDate } from '#kernel/time'
import { survivalAt } from '#modules/outcomes'
import { projectStates } from '#modules/projects'
import { testDatabase } from '../../tools/test/database.ts'
import { noShows, verdict } from '../meetings/held/rules.ts'
import { type CountedMetric, library } from './metrics/index.ts'
import { count } from './rules/index.ts'
import { counted } from './store/count.ts'
import { now } from './store/sources/index.ts'
import { spans } from './store/spans.ts'

// Rows of one table alone, whatever they would belong to: the relations are what is tried here.
const db = await testDatabase({ at: '2024-01-01T00:00:00Z' })
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
await owner.query("set session_replication_role = replica; select set_config('haigui.scope', 'all', false)")
afterAll(() => owner.end())

const metric = (id: string): CountedMetric => {
  const found = library.find((each) => each.id === id)
  if (found?.kind !== 'counted') throw new Error(`the library counts ${id}`)
  return found
}
const editionId = newId<'edition'>()
const at = instant('2023-06-01T00:00:00Z')
const value = (id: string, cut: Parameters<typeof counted>[3]) =>
  db.tx(async (tx) => count(metric(id), await counted(tx, metric(id), { editionId }, cut)).value)

describe('projects', () => {
  const stage = fc.constantFrom(...projectStates)
  const one = fc.record({ was: stage, is: stage, moved: fc.boolean(), late: fc.boolean() })

  it('stand at the stage they have, and in the past at the one they had, as a plain recount says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (all) => {
        await owner.query('truncate project, project_change cascade')
        for (const { was, is, moved, late } of all) {
          const id = newId()
          const created = late ? '2023-09-01' : '2023-01-01'
          await owner.query(
            `insert into project (id, edition_id, call_id, entrant_id, team, sole, state, state_at, title, locale,
              created_at, changed_at, submitted_at) values ($1, $2, $1, $1, '{}', false, $3, now(), '{}', 'en', $4, now(), $4)`,
            [id, editionId, moved ? is : was, created],
          )
          if (moved)
            await owner.query(
              `insert into project_change (id, project_id, at, was, became, by_kind, reason)
               values ($1, $1, '2023-10-01', $2, $3, 'system', '')`,
              [id, was, is],
            )
        }
        for (const id of ['projects_entered', 'projects_shown', 'projects_in_contest', 'projects_agreed']) {
          const { kinds } = metric(id)
          const today = all.filter(({ was, is, moved }) => kinds.includes(moved ? is : was))
          const then = all.filter(({ was, late }) => !late && kinds.includes(was))
          expect(await value(id, now(db.clock.now())), id).toBe(today.length)
          expect(await value(id, { at, outcomes: [] }), id).toBe(then.length)
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('meetings', () => {
  const one = fc.record({
    state: fc.constantFrom('proposed', 'booked', 'declined', 'expired', 'cancelled'),
    byHand: fc.boolean(),
    said: fc.uniqueArray(
      fc.record({
        party: fc.constantFrom('a', 'b'),
        said: fc.constantFrom('held', 'other_absent', 'not_held'),
      }),
      { selector: ({ party }) => party, maxLength: 2 },
    ),
  })

  it('are held, missed, accepted and declined as a plain recount says', async () => {
    const [eventId, brokerageId] = [newId(), newId()]
    await owner.query(
      `insert into event (id, edition_id, host_name, slug, kind, title, summary, body, zone, starts_at, ends_at, state, guid,
        changed_at) values ($1, $2, '', 'e', 'forum', '{}', '{}', '{}', 'UTC', '2023-07-01', '2023-07-02', 'released', $1, now())`,
      [eventId, editionId],
    )
    await owner.query(
      `insert into brokerage (id, event_id, about, profile_at, wish_at, draft_at, live_at, done_at, changed_at)
       values ($1, $2, '{}', '2023-01-01', '2023-01-02', '2023-01-03', '2023-01-04', '2023-01-05', now())`,
      [brokerageId, eventId],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (all) => {
        await owner.query('truncate meeting, meeting_attendance cascade')
        for (const { state, byHand, said } of all) {
          const [id, a, b] = [newId(), newId(), newId()].sort()
          await owner.query(
            `insert into meeting (id, brokerage_id, party_a, party_b, person_a, person_b, slot_id, table_id, starts_at,
              ends_at, state, origin, proposed_by, hold_until, changed_at)
             values ($1, $2, $3, $4, $3, $4, $1, $1, '2023-07-01', '2023-07-01', $5, 'plan', $6, $7, now())`,
            [id, brokerageId, a, b, state, byHand ? a : null, state === 'proposed' ? '2030-01-01' : null],
          )
          for (const each of said)
            await owner.query(
              'insert into meeting_attendance (meeting_id, party_id, person_id, said, at) values ($1, $2, $1, $3, now())',
              [id, each.party === 'a' ? a : b, each.said],
            )
        }
        const booked = all.filter(({ state }) => state === 'booked')
        // The desk's own count, of the very same answers: there is one rule for what was held.
        const moment = db.clock.now()
        const sides = { a: newId<'meeting_party'>(), b: newId<'meeting_party'>() }
        const desk = booked.map((meeting) => {
          const said = meeting.said.map((each) => ({ partyId: sides[each.party], said: each.said }))
          return {
            verdict: verdict({ endsAt: moment, state: 'booked' }, said, moment),
            absent: noShows(sides, said).length,
          }
        })
        const plain: Record<string, number> = {
          meetings_booked: booked.length,
          meetings_held: desk.filter((each) => each.verdict === 'held').length,
          meetings_told: booked.filter(({ said }) => said.length > 0).length,
          meetings_no_show: desk.reduce((sum, { absent }) => sum + absent, 0),
          meetings_accepted: booked.filter(({ byHand }) => byHand).length,
          meetings_answered: all.filter(
            ({ state, byHand }) => ['declined', 'expired'].includes(state) || (state === 'booked' && byHand),
          ).length,
        }
        for (const [id, number] of Object.entries(plain))
          expect(await value(id, now(db.clock.now())), id).toBe(number)
      }),
      { numRuns: 12 },
    )
  })
})

describe('station credit', () => {
  const stations = [newId(), newId(), newId()]
  const places = { station: fc.option(fc.nat(2)), brought: fc.option(fc.nat(3)), documented: fc.boolean() }
  const parts = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => {
    const [first, second] = a < b ? [a, b] : [b, a]
    return [first, second - first, 100 - second]
  })

  it('is shared as the introductions are, and the parts of all stations are the posts counted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record(places), { maxLength: 15 }),
        fc.array(parts, { minLength: 4, maxLength: 4 }),
        async (all, credits) => {
          await owner.query('truncate outcome, introduction cascade')
          const shared = []
          for (const shares of credits) {
            const ids = shares.map(() => newId())
            shared.push({ ids, shares })
            for (const [nth, share] of shares.entries())
              await owner.query(
                `insert into introduction (id, edition_id, station_id, kind, name, sign, met_on, need, state, held_until,
                  credit_id, share, recorded_by, recorded_at)
                 values ($1, $2, $3, 'person', '', sha256(gen_random_uuid()::text::bytea), '2019-05-01', '', $4, '2020-05-01', $5, $6, $1, now())`,
                [ids[nth], editionId, stations[nth], share > 0 ? 'shared' : 'declined', ids[0], share],
              )
          }
          const naive = new Map<string, number>()
          let counting = 0
          for (const { station, brought, documented } of all) {
            const credit = brought === null ? undefined : shared[brought]
            const its = station === null ? null : (stations[station] ?? null)
            await owner.query(
              `insert into outcome (id, edition_id, station_id, introduction_id, type, terms, title, organisation, happened_on,
                level, state, claimant_id, recorded_at, changed_at, vouched_at)
               values ($1, $2, $3, $4, 'post', '{"type":"post","form":"full_time"}', '', '', '2019-07-01', $5, 'standing', $1,
                now(), now(), now())`,
              // Whichever of those that share it is named: the credit is the same.
              [
                newId(),
                editionId,
                its,
                credit?.ids[(station ?? 0) % 3] ?? null,
                documented ? 'documented' : 'stated',
              ],
            )
            if (!documented || (!credit && its === null)) continue
            counting += 1
            const each = credit?.shares ?? stations.map((id) => (id === its ? 100 : 0))
            for (const [nth, share] of each.entries())
              if (share > 0) naive.set(stations[nth] ?? '', (naive.get(stations[nth] ?? '') ?? 0) + share)
          }
          const found = await db.tx(async (tx) =>
            count(
              metric('station_posts'),
              await counted(tx, metric('station_posts'), { editionId }, now(db.clock.now())),
            ),
          )
          expect(found.value).toBe(counting)
          const percent = found.groups.map(({ group, value }) => [group, Math.round(value * 100)] as const)
          expect(new Map(percent)).toEqual(naive)
          expect(percent.reduce((sum, [, part]) => sum + part, 0)).toBe(100 * counting)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('survival', () => {
  const one = fc.record({
    type: fc.constantFrom('post', 'company'),
    form: fc.constantFrom('full_time', 'short_stay'),
    seen: fc.integer({ min: 0, max: 1500 }),
    ended: fc.boolean(),
    withdrawn: fc.boolean(),
  })

  it('at each window is the product of what was left each time something ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 15 }), async (all) => {
        await owner.query('truncate outcome cascade')
        const began = plainDate('2019-07-01')
        for (const { type, form, seen, ended, withdrawn } of all) {
          const day = shiftDate(began, { days: seen })
          await owner.query(
            `insert into outcome (id, edition_id, type, terms, title, organisation, happened_on, level, state, claimant_id,
              recorded_at, changed_at, vouched_at, last_seen_on, ended_on)
             values ($1, $2, $3, $4, '', '', $5, 'stated', $6, $1, now(), now(), now(), $7, $8)`,
            [
              ...[newId(), editionId, type, type === 'post' ? { type, form } : { type }],
              ...[began, withdrawn ? 'withdrawn' : 'standing', day, ended ? day : null],
            ],
          )
        }
        for (const type of ['post', 'company'] as const)
          for (const months of [6, 12, 24, 36]) {
            const lives = all
              .filter((each) => each.type === type && !each.withdrawn)
              .filter((each) => type === 'company' || each.form !== 'short_stay')
              .map(({ seen, ended }) => ({ months: Math.round((seen / (365.25 / 12)) * 10) / 10, ended }))
            let left = 1
            for (const time of [...new Set(lives.map((life) => life.months))].sort((a, b) => a - b)) {
              if (time > months) break
              const gone = lives.filter((life) => life.ended && life.months === time).length
              left *= 1 - gone / lives.filter((life) => life.months >= time).length
            }
            const known = lives.some((life) => life.months >= months)
            const found = await db.tx(async (tx) =>
              survivalAt(await spans(tx, { type }, { editionId }, now(db.clock.now())), months),
            )
            if (!known) expect(found).toBeNull()
            else expect(found?.survival).toBeCloseTo(left, 9)
          }
      }),
      { numRuns: 12 },
    )
  })
})
