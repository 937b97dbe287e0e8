import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Tx } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { EventId } from '#modules/events'
import { catalogues } from '../../../locales/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { addParty } from '../parties/commands.ts'
import { addSlots } from '../setup/commands.ts'
import {
  type ArrangedMeetings,
  arrangeDraft,
  arrangeMeetings,
  arrangeWishes,
  personOf,
  the,
} from '../timetable/arrange.fixtures.ts'
import { makeWish } from '../wishes/commands.ts'
import { startRun } from './commands.ts'
import { runsOf } from './store.ts'

// What cannot become a timetable is refused before a run begins, in the reader's words, and no run is queued.

const words = compileWords(catalogues)
const db = await testDatabase({ at: '2019-06-03T09:00:00Z' })

type Bad = {
  wanted?: Parameters<typeof arrangeMeetings>[1]
  spoil?: (tx: Tx, at: ArrangedMeetings) => Promise<unknown>
  does?: (at: ArrangedMeetings) => Promise<unknown>
  /** The refusal, or what it says at a field. */
  code: string
  en: RegExp
  zh: RegExp
}

const leadOf = (at: ArrangedMeetings) =>
  db.use(holding('station_lead', at.stationId, the(at.parties, 0).personId))
const run = (at: ArrangedMeetings) =>
  leadOf(at).run(startRun, { brokerageId: at.brokerageId, scope: 'whole', seconds: 1, seed: 1 })
const wish = (at: ArrangedMeetings, to: ArrangedMeetings['parties'][number]['id']) =>
  db.use(personOf(the(at.parties, 0))).run(makeWish, { eventId: EventId.parse(at.eventId), to, kind: 'meet' })
const pins = (...places: (readonly [number, number, number, number])[]) => ({
  spoil: (tx: Tx, at: ArrangedMeetings) =>
    arrangeDraft(
      tx,
      at,
      places.map((place) => [...place, true] as const),
    ),
})

const bad: Record<string, Bad> = {
  'slots that overlap': {
    does: (at) =>
      leadOf(at).run(addSlots, {
        eventId: EventId.parse(at.eventId),
        day: { day: '2019-06-12', from: '09:10', until: '09:40', minutes: 30, gap: 0, pause: null },
      }),
    code: 'meetings.slot_overlaps',
    en: /overlaps the slot of 12 June 2019, 09:00–09:30/,
    zh: /2019年6月12日 09:00–09:30/,
  },
  'no table': { wanted: { tables: 0 }, code: 'meetings.not_ready_tables', en: /no tables yet/, zh: /桌/ },
  'no slot': { wanted: { slots: 0 }, code: 'meetings.not_ready_slots', en: /no slots yet/, zh: /时段/ },
  'every table closed': {
    spoil: (tx, at) =>
      sql`insert into meeting_table_closed (table_id, slot_id, station_id)
        select id, slot, ${at.stationId}::uuid from meeting_table, unnest(${[...at.slots]}::uuid[]) as slot
        where brokerage_id = ${at.brokerageId}`.execute(tx),
    code: 'meetings.not_ready_open_tables',
    en: /closed in every slot/,
    zh: /停用|关闭/,
  },
  'a wish for oneself': {
    does: (at) => wish(at, the(at.parties, 0).id),
    code: 'meetings.wish_for_oneself',
    en: /yourself/,
    zh: /本人/,
  },
  'a wish for somebody unknown': {
    does: (at) => wish(at, newId<'meeting_party'>()),
    code: 'meetings.no_such_party',
    en: /Go back to the list/,
    zh: /请返回列表/,
  },
  'a guest whom nobody knows': {
    does: (at) =>
      leadOf(at).run(addParty, {
        eventId: EventId.parse(at.eventId),
        email: 'nobody@example.org',
        groupId: at.groups[0],
        reason: 'Asked on the phone',
      }),
    code: 'meetings.no_such_guest',
    en: /Check the address/,
    zh: /请核对邮箱/,
  },
  'two pins of one person in one slot': {
    ...pins([0, 2, 0, 0], [0, 3, 0, 1]),
    code: 'timetable.pin_person',
    en: /P0 Li.* is pinned to another meeting/,
    zh: /P0.*已固定在另一场洽谈/,
  },
  'a pin at a time when one of the two cannot': {
    spoil: async (tx, at) => {
      await pins([0, 2, 1, 0]).spoil(tx, at)
      const { id, personId } = the(at.parties, 2)
      await sql`insert into meeting_busy (party_id, slot_id, station_id, person_id)
        values (${id}, ${the(at.slots, 1)}, ${at.stationId}, ${personId})`.execute(tx)
    },
    code: 'timetable.pin_away',
    en: /P2 Wang.* cannot meet/,
    zh: /P2.*没有空/,
  },
  'a pin at a table that is closed then': {
    spoil: async (tx, at) => {
      await pins([0, 2, 0, 1]).spoil(tx, at)
      await sql`insert into meeting_table_closed (table_id, slot_id, station_id)
        values (${the(at.tables, 1)}, ${the(at.slots, 0)}, ${at.stationId})`.execute(tx)
    },
    code: 'timetable.pin_closed',
    en: /closed then/,
    zh: /届时停用/,
  },
  'more pins than a group allows': {
    wanted: { mostMeetings: 1 },
    ...pins([0, 2, 0, 0], [0, 3, 1, 0]),
    code: 'timetable.pin_most',
    en: /more meetings than the group/,
    zh: /超过本组上限/,
  },
  'a pin of two who are not to meet any more': {
    spoil: async (tx, at) => {
      await pins([0, 2, 0, 0]).spoil(tx, at)
      await sql`update wish set kind = 'no' where from_party = ${the(at.parties, 0).id}
        and to_party = ${the(at.parties, 2).id}`.execute(tx)
    },
    code: 'timetable.pin_unwished',
    en: /not to meet any more/,
    zh: /不再需要洽谈/,
  },
}

/** What the reader is told: the sentence of the refusal and those of its fields, and their codes. */
function told(refusal: Refusal, locale: 'en' | 'zh') {
  const say = words.say(locale)
  const all = [{ code: refusal.code, details: refusal.details }, ...refusal.fields]
  return all.map(({ code, details }) => ({ code, text: say(code, { ...details }) }))
}

test.each(Object.entries(bad))('%s: refused before a run begins, in both languages', async (_name, each) => {
  const at = await db.tx((tx) => arrangeMeetings(tx, each.wanted))
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [0, 3, 'meet'],
      [1, 3, 'meet'],
    ]),
  )
  await db.tx(async (tx) => each.spoil?.(tx, at))
  const refusal = await (each.does ?? run)(at).then(
    () => null,
    (error: unknown) => error,
  )
  if (!(refusal instanceof Refusal)) throw new Error('it was not refused')
  for (const locale of ['en', 'zh'] as const) {
    const said = told(refusal, locale).find(({ code }) => code === each.code)
    expect(said?.text).toMatch(each[locale])
    expect(said?.text).not.toMatch(/[{}]|(meetings|timetable)\.[a-z]/)
    expect(/\p{Script=Han}/u.test((said?.text ?? '').replace(/李明/g, ''))).toBe(locale === 'zh')
  }
  expect(await db.tx((tx) => runsOf(tx, at.brokerageId))).toEqual([])
})

test('a table is never taken twice: the draft itself refuses it', async () => {
  const at = await db.tx((tx) => arrangeMeetings(tx))
  await expect(db.tx((tx) => pins([0, 2, 0, 0], [1, 3, 0, 0]).spoil(tx, at))).rejects.toThrow(
    'meeting_placement_table_once',
  )
})
