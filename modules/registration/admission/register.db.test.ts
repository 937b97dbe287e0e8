import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { openDatabase } from '#platform/db'
import { useCases } from '#platform/usecases'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeCategory, arrangeEvent } from '../arrange.fixtures.ts'
import { aQuestion } from '../fixtures.ts'
import type { Category } from '../model.ts'
import { register } from './commands.ts'

const db = await testDatabase()

/** Its own connections and its own gathering, as a second process of the program has. */
function anotherProcess() {
  const database = openDatabase(db.url, { max: 4, name: 'haigui-other' })
  afterAll(() => database.close())
  const cases = useCases(database, db.clock, async () => {})
  return { use: (actor: Actor) => cases.as({ actor, door: 'api', requestId: 'other' }) }
}

const ask = (category: Pick<Category, 'id' | 'eventId'>, email: string, over: object = {}) => ({
  eventId: category.eventId,
  categoryId: category.id,
  person: { email, name: { latinGiven: 'Ming', latinFamily: 'Li', han: '李明' }, country: 'GB' },
  key: newId(),
  locale: 'en' as const,
  consents: { process: true, contact: true },
  ...over,
})
const arranged = (event: Parameters<typeof arrangeEvent>[1] = {}, ...categories: Partial<Category>[]) =>
  db.tx(async (tx) => {
    const place = await arrangeEvent(tx, event)
    const made = []
    for (const category of categories.length > 0 ? categories : [{}])
      made.push(await arrangeCategory(tx, place, category))
    const [first, second] = made
    if (!first) throw new Error('a category is made')
    return { ...place, category: first, second: second ?? first }
  })
const asVisitor = (input: ReturnType<typeof ask>) => db.use(visitor).gather(register, input)
const other = anotherProcess()
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: Error) => error.message,
  )
const states = (eventId: string) =>
  db.tx(async (tx) => {
    const found = await sql<{ state: string; place: number }>`select state, place from registration
      where event_id = ${eventId} order by place`.execute(tx)
    return found.rows
  })
const taken = (eventId: string) =>
  db.tx(async (tx) => {
    const found = await sql<{ room: number; categories: number[] }>`
      select admission.taken as room, array(select taken from category where event_id = admission.event_id
        order by id) as categories from admission where event_id = ${eventId}`.execute(tx)
    return found.rows[0]
  })

describe('asking for a place', () => {
  test('leaves the person, the receipts, the station that may see them, the fact', async () => {
    const { category, eventId, stationId } = await arranged()
    const { registration, state } = await asVisitor(ask(category, 'Li.Ming@Example.org'))
    expect(state).toBe('admitted')
    const left = await db.tx(async (tx) => {
      const people =
        await sql`select email, country from person where id = ${registration?.personId}`.execute(tx)
      const consents = await sql`select purpose, recipient, text_version as version from consent
        where person_id = ${registration?.personId} order by purpose`.execute(tx)
      const stations = await sql`select station_id from person_station
        where person_id = ${registration?.personId}`.execute(tx)
      return { people: people.rows, consents: consents.rows, stations: stations.rows }
    })
    expect(left).toEqual({
      people: [{ email: 'li.ming@example.org', country: 'GB' }],
      consents: [
        { purpose: 'contact', recipient: `station:${stationId}`, version: 'registration.consent@1' },
        { purpose: 'registration', recipient: `event:${eventId}`, version: 'registration.consent@1' },
      ],
      stations: [{ station_id: stationId }],
    })
    const facts = (await db.facts()).filter(
      ({ payload }) => 'eventId' in payload && payload.eventId === eventId,
    )
    expect(facts).toEqual([
      {
        name: 'registration.admitted',
        payload: {
          registrationId: registration?.id,
          eventId,
          categoryId: category.id,
          personId: registration?.personId,
          stationId,
        },
      },
    ])
  })

  test('an address in another case is the same person, and what stands of them is not overwritten', async () => {
    const { category } = await arranged()
    const known = await db.tx((tx) =>
      ensurePerson(
        tx,
        {
          email: 'wang@example.org',
          name: { latinGiven: 'Fang', latinFamily: 'Wang', han: '王芳', familyFirst: false },
          affiliation: 'Kept Institute',
          locale: 'zh',
        },
        db.clock.now(),
      ),
    )
    const { registration } = await asVisitor(ask(category, 'WANG@Example.ORG'))
    expect(registration?.personId).toBe(known.id)
    expect(await codeOf(asVisitor(ask(category, 'Wang@example.org')))).toBe('registration.already')
    const stands = await db.tx((tx) =>
      sql`select han, affiliation from person where id = ${known.id}`.execute(tx),
    )
    expect(stands.rows).toEqual([{ han: '王芳', affiliation: 'Kept Institute' }])
  })

  test('whoever is registered gets the link again, to the address on record, and only so often', async () => {
    const { category, eventId } = await arranged()
    await asVisitor(ask(category, 'a@again.org'))
    const wanted = async () =>
      (await db.facts()).filter(
        ({ name, payload }) =>
          name === 'registration.link_wanted' && 'eventId' in payload && payload.eventId === eventId,
      ).length
    const again = () => codeOf(asVisitor(ask(category, 'A@again.org')))
    expect(await again()).toBe('registration.already')
    expect(await wanted()).toBe(0)
    db.clock.advance({ minutes: 10 })
    expect([await again(), await again()]).toEqual(['registration.already', 'registration.already'])
    expect(await wanted()).toBe(1)
  })

  test('the same key again is the same answer and writes nothing', async () => {
    const { category, eventId } = await arranged({}, { quota: 0 })
    const input = ask(category, 'k@key.org')
    expect((await asVisitor(input)).state).toBe('waiting')
    expect((await asVisitor(input)).state).toBe('waiting')
    expect(await codeOf(asVisitor({ ...ask(category, 'other@key.org'), key: input.key }))).toBe(
      'registration.key_reused',
    )
    expect(await states(eventId)).toEqual([{ state: 'waiting', place: 1 }])
  })

  test('signed in, one registers as oneself, whatever else is said', async () => {
    const { category } = await arranged()
    const me = await db.tx((tx) =>
      ensurePerson(
        tx,
        {
          email: 'me@self.org',
          name: { latinGiven: '', latinFamily: '', han: '欧阳娜', familyFirst: true },
          locale: 'zh',
        },
        db.clock.now(),
      ),
    )
    const actor: Actor = { kind: 'person', personId: me.id, grants: [] }
    const { registration } = await db
      .use(actor)
      .gather(register, { ...ask(category, 'not@me.org'), self: true })
    expect(registration?.personId).toBe(me.id)
    expect(await codeOf(asVisitor({ ...ask(category, 'x@self.org'), self: true } as never))).toBe(
      'kernel.sign_in_first',
    )
  })

  test('what is missing is said field by field, and nothing is written', async () => {
    const { category, eventId } = await arranged({}, { form: [aQuestion('why', { required: true })] })
    const bad = { ...ask(category, 'no address'), consents: { process: false } }
    const error = await asVisitor(bad as never).catch((refusal) => refusal)
    expect(error.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'consents.process',
      'person.email',
    ])
    const unconsented = { ...ask(category, 'b@x.org'), consents: { process: false } }
    expect((await asVisitor(unconsented as never).catch((refusal) => refusal)).fields).toEqual([
      { path: 'consents.process', code: 'registration.consent_needed' },
    ])
    const unanswered = await asVisitor(ask(category, 'c@x.org')).catch((refusal) => refusal)
    expect(unanswered.fields).toEqual([{ path: 'answers.why', code: 'kernel.field_required' }])
    expect(await states(eventId)).toEqual([])
  })

  test('only staff bring somebody in by hand', async () => {
    const { category, stationId } = await arranged({}, { closesAt: plus(db.clock.now(), { days: -1 }) })
    const byHand = { ...ask(category, 'hand@x.org'), byStaff: true }
    expect(await codeOf(asVisitor(byHand))).toBe('kernel.sign_in_first')
    const staff: Actor = {
      kind: 'person',
      personId: (
        await db.tx((tx) =>
          ensurePerson(
            tx,
            {
              email: 'staff@x.org',
              name: { latinGiven: 'S', latinFamily: 'T', han: '', familyFirst: false },
              locale: 'en',
            },
            db.clock.now(),
          ),
        )
      ).id,
      grants: [{ role: 'station_staff', stationId }],
    }
    expect((await db.use(staff).gather(register, byHand)).state).toBe('admitted')
    const { category: elsewhere } = await arranged()
    expect(
      await codeOf(db.use(staff).gather(register, { ...ask(elsewhere, 'h@x.org'), byStaff: true })),
    ).toBe('kernel.forbidden')
  })
})

describe('many at once', () => {
  test('200 places, 2,000 requests, two processes with one database: 200 in, 1,800 in line, in order', async () => {
    const { category, eventId } = await arranged({}, { quota: 200 })
    const asked = Array.from({ length: 2000 }, (_none, index) =>
      (index % 2 === 0 ? db.use(visitor) : other.use(visitor)).gather(
        register,
        ask(category, `p${index}@many.org`),
      ),
    )
    const told = await Promise.all(asked)
    expect(told.filter(({ state }) => state === 'admitted')).toHaveLength(200)
    const stand = await states(eventId)
    expect(stand.map(({ place }) => place)).toEqual(Array.from({ length: 2000 }, (_none, index) => index + 1))
    expect(stand.map(({ state }) => state)).toEqual([
      ...Array<string>(200).fill('admitted'),
      ...Array<string>(1800).fill('waiting'),
    ])
    expect(await taken(eventId)).toEqual({ room: 200, categories: [200] })
  })

  test('one of them breaks a rule of the database: only that one is refused', async () => {
    const { category, eventId } = await arranged()
    // A NUL cannot be kept by PostgreSQL; the answers of a question that was removed meanwhile could carry one.
    const bad = ask(category, 'nul@x.org', { key: 'key-with-\u0000-in-it' })
    const told = await Promise.all([
      ...['a', 'b', 'c'].map((name) => codeOf(asVisitor(ask(category, `${name}@alone.org`)))),
      codeOf(asVisitor(bad)),
    ])
    expect(told.slice(0, 3)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(told[3]).not.toBe('accepted')
    expect(await states(eventId)).toHaveLength(3)
  })

  test('the event is smaller than its categories together', async () => {
    const { category, second, eventId } = await arranged({ capacity: 30 }, { quota: 20 }, { quota: 20 })
    await Promise.all(
      Array.from({ length: 100 }, (_none, index) =>
        asVisitor(ask(index % 2 ? category : second, `s${index}@small.org`)),
      ),
    )
    expect(await taken(eventId)).toEqual({ room: 30, categories: expect.arrayContaining([15, 15]) })
  })
})

describe('the database itself', () => {
  test('refuses a place too many, whoever writes it', async () => {
    const { category, eventId } = await arranged({ capacity: 5 }, { quota: 1 })
    await asVisitor(ask(category, 'first@db.org'))
    await asVisitor(ask(category, 'second@db.org'))
    const force = db.tx((tx) =>
      sql`update registration set state = 'admitted' where event_id = ${eventId}`.execute(tx),
    )
    await expect(force).rejects.toMatchObject({ constraint: 'category_not_oversold' })
    expect(await taken(eventId)).toEqual({ room: 1, categories: [1] })
  })

  test('counts what is given back, too', async () => {
    const { category, eventId } = await arranged({}, { quota: 3 })
    for (const name of ['a', 'b', 'c']) await asVisitor(ask(category, `${name}@back.org`))
    await db.tx((tx) =>
      sql`update registration set state = 'cancelled', ended_at = now() where event_id = ${eventId} and place < 3`.execute(
        tx,
      ),
    )
    expect(await taken(eventId)).toEqual({ room: 1, categories: [1] })
    await db.tx((tx) => sql`delete from registration where event_id = ${eventId}`.execute(tx))
    expect(await taken(eventId)).toEqual({ room: 0, categories: [0] })
  })
})

describe('row-level security', () => {
  test('a station sees its own, a person theirs, a visitor nothing of anybody', async () => {
    const here = await arranged()
    const there = await arranged()
    const { registration } = await asVisitor(ask(here.category, 'rls@x.org'))
    await asVisitor(ask(there.category, 'rls2@x.org'))
    const count = (actor: Actor) =>
      db.as(actor, async (tx) => {
        const found = await sql<{ events: string[] }>`select array_agg(event_id::text) as events
          from registration where event_id in (${here.eventId}, ${there.eventId})`.execute(tx)
        return found.rows[0]?.events ?? []
      })
    const of = (stationId: typeof here.stationId): Actor => ({
      kind: 'person',
      personId: newId<'person'>(),
      grants: [{ role: 'station_staff', stationId }],
    })
    expect(await count(of(here.stationId))).toEqual([here.eventId])
    expect(await count(of(there.stationId))).toEqual([there.eventId])
    expect(await count(visitor)).toEqual([])
    if (!registration) throw new Error('it was made')
    expect(await count({ kind: 'person', personId: registration.personId, grants: [] })).toEqual([
      here.eventId,
    ])
  })

  test('a visitor reads the open categories of released events only', async () => {
    const shown = await arranged({}, {}, { state: 'draft' })
    const hidden = await arranged({ state: 'draft' })
    const seen = await db.as(visitor, (tx) =>
      sql<{ id: string }>`select id from category
        where event_id in (${shown.eventId}, ${hidden.eventId})`.execute(tx),
    )
    expect(seen.rows).toEqual([{ id: shown.category.id }])
  })
})
