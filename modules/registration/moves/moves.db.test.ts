import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, system, visitor } from '#kernel/access'
import { type Id, newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { testDatabase } from '../../../tools/test/database.ts'
import { register } from '../admission/commands.ts'
import { arrangeCategory, arrangeEvent } from '../arrange.fixtures.ts'
import { aQuestion } from '../fixtures.ts'
import { settleOffers } from '../jobs.ts'
import type { Category, RegistrationId } from '../model.ts'
import { acceptOffer, cancelOwn, changeAnswers, moveGuests } from './commands.ts'

const db = await testDatabase()

const staffPerson = await db.tx((tx) =>
  ensurePerson(
    tx,
    {
      email: 'staff@station.org',
      name: { latinGiven: 'S', latinFamily: 'T', han: '', familyFirst: false },
      locale: 'en',
    },
    db.clock.now(),
  ),
)
const staffOf = (stationId: Id<'station'>): Actor => ({
  kind: 'person',
  personId: staffPerson.id,
  grants: [{ role: 'station_staff', stationId }],
})

async function withGuests(count: number, over: Partial<Category> = {}, startsIn = { days: 40 }) {
  const place = await db.tx((tx) =>
    arrangeEvent(tx, {
      startsAt: plus(db.clock.now(), startsIn),
      endsAt: plus(db.clock.now(), { days: 41 }),
    }),
  )
  const category = await db.tx((tx) => arrangeCategory(tx, place, over))
  const ids: RegistrationId[] = []
  for (let index = 0; index < count; index += 1) {
    const { registration } = await db.use(visitor).gather(register, {
      eventId: place.eventId,
      categoryId: category.id,
      person: { email: `g${index}@${place.slug}.org`, name: { latinFamily: `Guest${index}` }, country: 'GB' },
      key: newId(),
      locale: 'en',
      consents: { process: true },
    })
    if (registration) ids.push(registration.id)
  }
  return { ...place, category, ids, staff: staffOf(place.stationId) }
}
const at = (ids: readonly RegistrationId[], index: number) => {
  const id = ids[index]
  if (!id) throw new Error('that guest was made')
  return id
}
const states = (eventId: string) =>
  db.tx(async (tx) => {
    const found = await sql<{ state: string }>`select state from registration
      where event_id = ${eventId} order by place`.execute(tx)
    return found.rows.map(({ state }) => state).join(' ')
  })
const facts = async (eventId: string) =>
  (await db.facts())
    .filter(({ payload }) => 'eventId' in payload && payload.eventId === eventId)
    .map(({ name }) => name.replace('registration.', ''))

describe('the line', () => {
  test('a place given back is offered on; taken in time, it is a place', async () => {
    const { eventId, ids } = await withGuests(3, { quota: 1 })
    expect(await states(eventId)).toBe('admitted waiting waiting')
    await db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    expect(await states(eventId)).toBe('cancelled offered waiting')
    await db.use(visitor).run(acceptOffer, { registrationId: at(ids, 1), byLink: true })
    expect(await states(eventId)).toBe('cancelled admitted waiting')
    expect(await facts(eventId)).toEqual([
      'admitted',
      'waiting',
      'waiting',
      'cancelled',
      'offered',
      'admitted',
    ])
  })

  test('every minute: an offer that was not taken ends, and the next in line is asked', async () => {
    const { eventId, ids } = await withGuests(3, { quota: 1, offerHours: 2 })
    await db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    const round = () => settleOffers.run(db.use(system('registration.settle_offers')), {})
    await round()
    expect(await states(eventId)).toBe('cancelled offered waiting')
    db.clock.advance({ hours: 2 })
    const late = db.use(visitor).run(acceptOffer, { registrationId: at(ids, 1), byLink: true })
    await expect(late).rejects.toThrow('registration.offer_over')
    await round()
    expect(await states(eventId)).toBe('cancelled expired offered')
    await round()
    expect(await states(eventId)).toBe('cancelled expired offered')
  })

  test('where staff offer by hand, a free place waits for them', async () => {
    const { eventId, ids, staff } = await withGuests(3, { quota: 1, autoOffer: false })
    await db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    expect(await states(eventId)).toBe('cancelled waiting waiting')
    const past = { eventId, ids: [at(ids, 2)], action: 'offer' as const }
    await expect(db.use(staff).run(moveGuests, past)).rejects.toThrow('registration.reason_needed')
    await db.use(staff).run(moveGuests, { ...past, reason: 'Speaks in session two' })
    expect(await states(eventId)).toBe('cancelled waiting offered')
    const history = await db.tx((tx) =>
      sql`select was, became, by_person as who, reason from registration_change
        where registration_id = ${at(ids, 2)}`.execute(tx),
    )
    expect(history.rows).toEqual([
      { was: 'waiting', became: 'offered', who: staffPerson.id, reason: 'Speaks in session two' },
    ])
  })

  test('two give back and two are offered at once: never one place twice', async () => {
    const { eventId, ids } = await withGuests(8, { quota: 4 })
    await Promise.all(
      ids
        .slice(0, 4)
        .map((registrationId) => db.use(visitor).run(cancelOwn, { registrationId, byLink: true })),
    )
    expect(await states(eventId)).toBe(`${'cancelled '.repeat(4)}${'offered '.repeat(4)}`.trim())
  })
})

describe('staff', () => {
  test('approve some of those who asked', async () => {
    const { eventId, ids, staff } = await withGuests(3, { approval: true, quota: 1 })
    expect(await states(eventId)).toBe('pending pending pending')
    await db.use(staff).run(moveGuests, { eventId, ids: ids.slice(0, 2), action: 'approve' })
    expect(await states(eventId)).toBe('admitted waiting pending')
    await db
      .use(staff)
      .run(moveGuests, { eventId, ids: ids.slice(2), action: 'decline', reason: 'Not this time' })
    expect(await states(eventId)).toBe('admitted waiting declined')
  })

  test('all or none', async () => {
    const { eventId, ids, staff } = await withGuests(2, { quota: 1 })
    const both = db.use(staff).run(moveGuests, { eventId, ids, action: 'offer' })
    await expect(both).rejects.toThrow('registration.no_such_step')
    expect(await states(eventId)).toBe('admitted waiting')
  })

  test('of another station find nothing, and so does a visitor', async () => {
    const here = await withGuests(1)
    const there = await withGuests(1)
    const input = { eventId: here.eventId, ids: here.ids, action: 'cancel' as const }
    await expect(db.use(there.staff).run(moveGuests, input)).rejects.toThrow('kernel.not_found')
    await expect(db.use(visitor).run(moveGuests, input)).rejects.toThrow('kernel.not_found')
    const mixed = { ...input, ids: [...here.ids, ...there.ids] }
    await expect(db.use(here.staff).run(moveGuests, mixed)).rejects.toThrow('kernel.not_found')
    expect(await states(here.eventId)).toBe('admitted')
  })
})

describe('whoever is in', () => {
  test('keeps the place: it does not go to the next while they sit in the hall', async () => {
    const { eventId, ids, staff } = await withGuests(2, { quota: 1 })
    const [first] = ids
    await db.tx((tx) =>
      sql`insert into attendance (registration_id, event_id, station_id, person_id, at)
        select id, event_id, station_id, person_id, ${db.clock.now()} from registration where id = ${first}`.execute(
        tx,
      ),
    )
    const own = db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    await expect(own).rejects.toThrow('registration.is_in')
    for (const action of ['cancel', 'decline'] as const)
      await expect(
        db.use(staff).run(moveGuests, { eventId, ids: [at(ids, 0)], action, reason: 'No' }),
      ).rejects.toThrow('registration.is_in')
    expect(await states(eventId)).toBe('admitted waiting')
    await db.tx((tx) => sql`delete from attendance where event_id = ${eventId}`.execute(tx))
    await db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    expect(await states(eventId)).toBe('cancelled offered')
  })
})

describe('the guest', () => {
  test('takes no place of an event that was cancelled, and hears no more of the offer', async () => {
    const { eventId, ids } = await withGuests(2, { quota: 1 })
    await db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    await db.tx((tx) => sql`update event set state = 'cancelled' where id = ${eventId}`.execute(tx))
    const take = db.use(visitor).run(acceptOffer, { registrationId: at(ids, 1), byLink: true })
    await expect(take).rejects.toThrow('registration.event_not_open')
    db.clock.advance({ days: 3 })
    await settleOffers.run(db.use(system('registration.settle_offers')), {})
    expect(await states(eventId)).toBe('cancelled offered')
  })

  test('is told so when pressing twice, in words that are meant for a guest', async () => {
    const { ids } = await withGuests(1)
    const cancel = () => db.use(visitor).run(cancelOwn, { registrationId: at(ids, 0), byLink: true })
    await cancel()
    await expect(cancel()).rejects.toThrow('registration.overtaken')
  })

  test('acts as oneself or by the link, not for another', async () => {
    const { eventId, ids } = await withGuests(1)
    const id = at(ids, 0)
    const someone: Actor = { kind: 'person', personId: newId<'person'>(), grants: [] }
    await expect(db.use(someone).run(cancelOwn, { registrationId: id })).rejects.toThrow('kernel.forbidden')
    await expect(db.use(visitor).run(cancelOwn, { registrationId: id })).rejects.toThrow(
      'kernel.sign_in_first',
    )
    const me = await db.tx((tx) =>
      sql<{ id: Id<'person'> }>`select person_id as id from registration where id = ${id}`.execute(tx),
    )
    const personId = me.rows[0]?.id
    if (!personId) throw new Error('the guest has a person')
    await db.use({ kind: 'person', personId, grants: [] }).run(cancelOwn, { registrationId: id })
    expect(await states(eventId)).toBe('cancelled')
  })

  test('mends what they answered', async () => {
    const { ids } = await withGuests(1, { form: [aQuestion('diet'), aQuestion('n', { type: 'number' })] })
    const registrationId = at(ids, 0)
    const change = (answers: Record<string, unknown>) =>
      db.use(visitor).run(changeAnswers, { registrationId, byLink: true, answers })
    expect((await change({ diet: ' none ', n: '3' })).registration.answers).toEqual({ diet: 'none', n: 3 })
    await expect(change({ n: 'three' })).rejects.toThrow('kernel.invalid')
  })

  test('comes back after cancelling, at the end of the line', async () => {
    const { eventId, category } = await withGuests(2, { quota: 1 })
    const input = {
      eventId,
      categoryId: category.id,
      person: { email: `g0@${eventId}.org`, name: { latinFamily: 'Guest0' }, country: 'GB' },
      locale: 'en' as const,
      consents: { process: true },
    }
    const mine = await db.tx((tx) =>
      sql<{
        id: RegistrationId
      }>`select id from registration where event_id = ${eventId} and place = 1`.execute(tx),
    )
    await db.use(visitor).run(cancelOwn, {
      registrationId: at(
        mine.rows.map(({ id }) => id),
        0,
      ),
      byLink: true,
    })
    await db.use(visitor).gather(register, { ...input, key: newId() })
    expect(await states(eventId)).toBe('offered waiting')
  })
})
