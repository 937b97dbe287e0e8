import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { instant } from '#kernel/time'
import { consentsOf } from '#modules/people'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeMeetings } from '../arrange.fixtures.ts'
import type { PartyId } from '../model.ts'
import {
  addParty,
  changeParty,
  joinBrokerage,
  leaveBrokerage,
  saveProfile,
  tellAvailability,
} from '../parties/commands.ts'
import { honourWithdrawal } from '../parties/jobs.ts'
import { ownOf, readDesk, readPlace } from '../parties/queries.ts'
import { busyOf, namesOf, partiesOf } from '../parties/store.ts'
import { nudgeParties } from '../ready/commands.ts'
import { addSlots, addTables, moveOn, openBrokerage, setPairings } from '../setup/commands.ts'
import { findBrokerage, tablesOf } from '../setup/store.ts'
import { makeWish } from './commands.ts'
import { browse } from './queries.ts'
import { keptWishes, wishesOf } from './store.ts'

const db = await testDatabase()
const event = await arrangeMeetings(db)
const { eventId } = event
const address = { edition: event.editionId, event: event.slug }
const lead = db.use(event.lead)
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
await lead.run(openBrokerage, { eventId, usualGroups: true })
await lead.run(addSlots, {
  eventId,
  day: { day: '2019-06-12', from: '14:00', until: '15:40', minutes: 20, gap: 5, pause: null },
})
await lead.run(addTables, {
  eventId,
  facts: { prefix: '', count: 2, place: {}, languages: [], onlineUrl: 'https://meet.example.org/1' },
})
const desk = async () => (await lead.ask(readDesk, { eventId })).desk ?? expect.fail('it is open')
const { setUp } = await desk()
const groupAt = (index: number) => setUp.groups[index]?.id ?? expect.fail('four groups')
const [scholars, , firms] = [groupAt(0), groupAt(1), groupAt(2)]

const whole = {
  organisation: '大连重工',
  headline: 'Pilot lines',
  offers: 'A pilot line for coating, 中试生产线',
  seeks: 'New electrolytes and their people',
  topics: ['batteries'],
  languages: ['en', 'zh'],
  representatives: 2,
}
async function takePart(groupId: typeof scholars, facts: Parameters<typeof event.guest>[0] = {}) {
  const guest = await event.guest(facts)
  const use = db.use(guest.actor)
  const { party } = await use.run(joinBrokerage, { eventId, groupId, consent: true })
  return { ...guest, use, partyId: party.id }
}
const look = (actor: Actor, view: 'open' | 'wished' | 'no' = 'open') =>
  db.use(actor).ask(browse, { ...address, view, q: '', groupId: null, page: 1 })
const shownTo = async (actor: Actor, view: 'open' | 'wished' | 'no' = 'open') =>
  (await look(actor, view)).shown.map(({ party }) => party.id)

const scholar = await takePart(scholars, { given: 'Yutong', family: 'Meng', han: '孟雨桐' })
const firm = await takePart(firms, { given: 'Bo', family: 'Liu' })
const peer = await takePart(scholars)

test('only who has a place joins, once, with a receipt', async () => {
  const waiting = await event.guest({ state: 'waiting' })
  const join = (actor: Actor, consent = true) =>
    told(db.use(actor).run(joinBrokerage, { eventId, groupId: firms, consent }))
  expect(await join(visitor)).toBe('kernel.sign_in_first')
  expect(await join(waiting.actor)).toBe('meetings.not_admitted')
  expect(await join((await event.guest()).actor, false)).toBe('kernel.invalid')
  expect(await join(firm.actor)).toBe('meetings.joined_already')
  const receipts = await db.as(firm.actor, (tx) => consentsOf(tx, firm.person.id))
  expect(receipts).toMatchObject([
    { purpose: 'meetings', recipient: `event:${eventId}`, stationId: event.stationId, withdrawnAt: null },
  ])
  expect((await db.facts()).filter(({ name }) => name === 'meetings.joined')).toHaveLength(3)
})

test('browsing opens with the phase for wishes and a profile of one’s own, and shows profiles as good', async () => {
  await scholar.use.run(saveProfile, { eventId, profile: whole })
  expect(await look(scholar.actor)).toMatchObject({ open: false, shown: [] })
  await lead.run(moveOn, { eventId, reason: { en: 'All are here', zh: '' } })
  expect(await look(scholar.actor)).toMatchObject({ open: true, shown: [] }) // the firm has no profile yet
  expect(await look(firm.actor)).toMatchObject({ open: false, missing: expect.arrayContaining(['offers']) })
  expect(await told(firm.use.run(makeWish, { eventId, to: scholar.partyId, kind: 'meet' }))).toBe(
    'meetings.profile_first',
  )
  await firm.use.run(saveProfile, { eventId, profile: whole })
  const [found] = (await look(firm.actor)).shown
  expect(found).toMatchObject({ name: { han: '孟雨桐', latinFamily: 'Meng' }, kind: null })
  expect(await shownTo(scholar.actor)).toEqual([firm.partyId]) // and not the peer, whom one does not meet
})

test('a wish is read by whose it is and by the desk, never by whom it is about', async () => {
  await scholar.use.run(makeWish, { eventId, to: firm.partyId, kind: 'must' })
  const seenBy = (actor: Actor) => db.as(actor, (tx) => wishesOf(tx, setUp.brokerage.id))
  expect(await seenBy(scholar.actor)).toMatchObject([{ kind: 'must', to: firm.partyId }])
  expect(await seenBy(event.lead)).toHaveLength(1)
  for (const other of [firm.actor, peer.actor, event.neighbour, visitor])
    expect(await seenBy(other)).toEqual([])
  // Nothing on the other's side changes, whatever was said.
  const { changedAt: _changed, ...before } = (await look(firm.actor)).party
  await scholar.use.run(makeWish, { eventId, to: firm.partyId, kind: 'no' })
  const after = await look(firm.actor)
  expect(after.party).toMatchObject(before)
  expect(after.shown.map(({ party, reasons }) => [party.id, reasons.map(({ key }) => key)])).toEqual([
    [scholar.partyId, ['topics', 'languages', 'newcomer']],
  ])
})

test('a no is shown apart to who said it, and can be taken back', async () => {
  expect(await shownTo(scholar.actor)).toEqual([])
  expect(await shownTo(scholar.actor, 'no')).toEqual([firm.partyId])
  await scholar.use.run(makeWish, { eventId, to: firm.partyId, kind: null })
  expect(await shownTo(scholar.actor)).toEqual([firm.partyId])
})

test('wishes for oneself and for those one does not meet are refused', async () => {
  const wish = (to: PartyId) => told(scholar.use.run(makeWish, { eventId, to, kind: 'meet' }))
  expect(await wish(scholar.partyId)).toBe('meetings.wish_for_oneself')
  expect(await wish(peer.partyId)).toBe('meetings.no_such_party')
  expect(await wish(eventId as never)).toBe('meetings.no_such_party') // an id of nobody
})

test('two wishes at once do not pass the quota', async () => {
  const others = []
  for (let index = 0; index < 5; index += 1) {
    const one = await takePart(firms)
    await one.use.run(saveProfile, { eventId, profile: whole })
    others.push(one)
  }
  const answers = await Promise.all(
    others.map(({ partyId }) => told(scholar.use.run(makeWish, { eventId, to: partyId, kind: 'must' }))),
  )
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(3) // what the group allows
  expect(new Set(answers)).toEqual(new Set(['done', 'meetings.musts_used']))
})

test('a wish for whom one does not meet any more rests: nobody sees it, it uses up nothing, and it comes back', async () => {
  const { pairings } = setUp
  const quota = async () => (await look(scholar.actor)).quota
  const made = (await quota()).wishes
  expect(made).toBe(3)
  await lead.run(setPairings, {
    eventId,
    pairings: pairings.filter(({ a, b }) => a !== firms && b !== firms),
  })
  expect(await quota()).toMatchObject({ wishes: 0, musts: 0 })
  expect(await shownTo(scholar.actor, 'wished')).toEqual([])
  expect((await desk()).wishes).toEqual([])
  const kept = await db.as(scholar.actor, (tx) => keptWishes(tx, scholar.partyId))
  expect(kept).toHaveLength(made)
  await lead.run(setPairings, { eventId, pairings: [...pairings] })
  expect(await quota()).toMatchObject({ wishes: made })
})

test('row-level security alone: who takes part sees fellows and tables, a neighbour station and strangers nothing', async () => {
  const stranger = (await event.guest()).actor
  const seenBy = (actor: Actor) =>
    db.as(actor, async (tx) => ({
      parties: (await partiesOf(tx, setUp.brokerage.id)).length > 0,
      names: (await namesOf(tx, setUp.brokerage.id)).size > 0,
      tables: (await tablesOf(tx, setUp.brokerage.id)).length > 0,
      people: (await sql`select from person where id = ${scholar.person.id}`.execute(tx)).rows.length,
      brokerage: (await findBrokerage(tx, eventId)) !== undefined,
    }))
  const none = { parties: false, names: false, tables: false, people: 0, brokerage: true }
  expect(await seenBy(event.neighbour)).toEqual(none)
  expect(await seenBy(stranger)).toEqual(none)
  expect(await seenBy(visitor)).toEqual(none)
  expect(await seenBy(firm.actor)).toEqual({ ...none, parties: true, names: true, tables: true }) // a name, not the person
  expect(await told(db.use(event.neighbour).ask(readDesk, { eventId }))).toBe('kernel.not_found')
})

test('row-level security alone: nobody writes a wish in another’s name, and none for oneself', async () => {
  const write = (actor: Actor, from: PartyId, to: PartyId, person: string) =>
    told(
      db.as(actor, (tx) =>
        sql`insert into wish (brokerage_id, station_id, from_party, to_party, from_person, kind, changed_at)
          values (${setUp.brokerage.id}, ${event.stationId}, ${from}, ${to}, ${person}, 'must', now())`.execute(
          tx,
        ),
      ),
    )
  expect(await write(firm.actor, peer.partyId, firm.partyId, peer.person.id)).toMatch('row-level security')
  expect(await write(firm.actor, peer.partyId, firm.partyId, firm.person.id)).toMatch('wish_of_party')
  expect(await write(firm.actor, firm.partyId, firm.partyId, firm.person.id)).toMatch('wish_not_for_oneself')
})

test('times are one’s own and the desk’s', async () => {
  const [slot] = setUp.slots
  if (!slot) throw new Error('four slots')
  await firm.use.run(tellAvailability, { eventId, slotIds: [slot.id], busy: true })
  const seenBy = (actor: Actor) => db.as(actor, (tx) => busyOf(tx, setUp.brokerage.id))
  expect(await seenBy(event.lead)).toEqual([{ partyId: firm.partyId, slotId: slot.id }])
  expect(await seenBy(firm.actor)).toHaveLength(1)
  expect(await seenBy(scholar.actor)).toEqual([])
})

test('the desk puts a guest in with a reason, moves them, and a neighbour can do neither', async () => {
  const guest = await event.guest()
  const input = { eventId, email: guest.person.email ?? '', groupId: firms, reason: 'Asked on the phone' }
  expect(await told(lead.run(addParty, { ...input, reason: '' }))).toBe('kernel.invalid')
  expect(await told(lead.run(addParty, { ...input, email: 'nobody@example.org' }))).toBe('kernel.invalid')
  expect(await told(db.use(event.neighbour).run(addParty, input))).toBe('kernel.forbidden')
  const { party } = await lead.run(addParty, input)
  expect(party.added?.reason).toBe('Asked on the phone')
  const change = { eventId, partyId: party.id, groupId: scholars, representatives: 3, newcomer: false }
  expect(await told(db.use(event.neighbour).run(changeParty, change))).toBe('kernel.not_found')
  await lead.run(changeParty, change)
  const lanes = await db.tx((tx) =>
    sql`select from meeting_representative where party_id = ${party.id}`.execute(tx),
  )
  expect(lanes.rows).toHaveLength(3)
})

test('reminders: once a day, only who owes something, one fact each', async () => {
  const before = (await db.facts()).filter(({ name }) => name === 'meetings.nudged').length
  const nudge = (...partyIds: PartyId[]) => lead.run(nudgeParties, { eventId, partyIds })
  const { nudged } = await nudge(peer.partyId, firm.partyId)
  expect(nudged.map(({ id }) => id).sort()).toEqual([peer.partyId, firm.partyId].sort())
  expect(await told(nudge(peer.partyId))).toBe('meetings.nudged_today')
  expect(await told(nudge())).toBe('meetings.nothing_picked')
  expect(await told(db.use(event.neighbour).run(nudgeParties, { eventId, partyIds: [peer.partyId] }))).toBe(
    'kernel.forbidden',
  )
  db.clock.set(instant('2019-05-02T10:00:00Z'))
  await nudge(peer.partyId)
  const after = (await db.facts()).filter(({ name }) => name === 'meetings.nudged').length
  expect(after - before).toBe(3)
})

test('leaving takes away words, wishes of both sides and the consent, and leaves a counted tombstone', async () => {
  await firm.use.run(makeWish, { eventId, to: scholar.partyId, kind: 'meet' })
  expect(await told(firm.use.run(leaveBrokerage, { partyId: scholar.partyId }))).toBe('kernel.not_found')
  await scholar.use.run(leaveBrokerage, { partyId: scholar.partyId })
  const { parties, wishes, left } = await desk()
  expect(parties.some(({ id }) => id === scholar.partyId)).toBe(false)
  expect(wishes.filter(({ from, to }) => [from, to].includes(scholar.partyId))).toEqual([])
  expect(left.get(scholars)).toBe(1)
  const [receipt] = await db.tx((tx) => consentsOf(tx, scholar.person.id))
  expect(receipt?.withdrawnAt).toBe(db.clock.now())
  expect(await db.as(scholar.actor, (tx) => partiesOf(tx, setUp.brokerage.id))).toMatchObject([
    { id: scholar.partyId, offers: '', topics: [] },
  ])
  expect(await told(db.as(scholar.actor, (tx) => ownOf(tx, address, scholar.actor)))).toBe(
    'meetings.take_part_first',
  )
  expect(await shownTo(firm.actor)).toEqual([])
})

test('who left comes back to an empty record', async () => {
  await scholar.use.run(joinBrokerage, { eventId, groupId: scholars, consent: true })
  const { own } = await scholar.use.ask(readPlace, address)
  expect(own?.party).toMatchObject({ id: scholar.partyId, offers: '', withdrawnAt: null })
})

test('a consent taken back elsewhere is heard: the party leaves', async () => {
  await db.tx((tx) =>
    sql`update consent set withdrawn_at = ${db.clock.now()} where person_id = ${scholar.person.id}`.execute(
      tx,
    ),
  )
  const hear = (purpose: string) =>
    honourWithdrawal.run(db.use({ kind: 'system', job: 'test' }), {
      fact: 'people.consent_withdrawn',
      payload: { personId: scholar.person.id, purpose },
    })
  await hear('contact')
  expect((await desk()).parties.some(({ id }) => id === scholar.partyId)).toBe(true)
  await hear('meetings')
  expect((await desk()).parties.some(({ id }) => id === scholar.partyId)).toBe(false)
})
