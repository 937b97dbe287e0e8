import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Actor, system } from '#kernel/access'
import { personName } from '#kernel/names'
import { plainDate } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import type { Person } from '../model.ts'
import { ensurePerson } from '../steps.ts'
import * as people from '../store.ts'
import { askErasure, askErasureFor, erasePerson, holdRecords, liftHold, undoErasure } from './commands.ts'
import { eraseDue } from './jobs.ts'
import { listErasures, ownErasure } from './queries.ts'
import * as store from './store.ts'

const db = await testDatabase({ at: '2026-11-24T12:00:00Z' })
const ports = { erasers: [], name: { latinFamily: 'Erased person', han: '已删除人员' } }
const machine = db.use(system('people.erase_due'))
const made = (email: string) =>
  db.tx((tx) =>
    ensurePerson(
      tx,
      { email, name: personName({ latinGiven: 'A', latinFamily: 'B' }), locale: 'en' },
      db.clock.now(),
    ),
  )
const self = ({ id }: Pick<Person, 'id'>): Actor => ({
  kind: 'person',
  personId: id,
  grants: [],
})
const host = await made('host@example.org')
const organiser = db.use(holding('organiser', null, host.id))
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; fields?: { code: string }[] }) => error.fields?.[0]?.code ?? error.code,
  )
const find = (id: Parameters<typeof people.find>[1]) => db.tx((tx) => people.find(tx, id))

describe('asking to be erased', () => {
  it('needs a session that is fresh, is one request at a time, and can be undone until it is done', async () => {
    const person = await made('one@example.org')
    const own = db.use(self(person))
    expect(await code(own.run(askErasure, { fresh: false }))).toBe('people.erase_sign_in_again')
    expect(await code(own.run(askErasure, { fresh: true }))).toBe('done')
    expect(await code(own.run(askErasure, { fresh: true }))).toBe('people.erase_asked_already')
    expect((await own.ask(ownErasure, {})).open).toMatchObject({ way: 'own', personId: person.id })
    expect(await code(own.run(undoErasure, { personId: person.id }))).toBe('done')
    expect(await code(own.run(undoErasure, { personId: person.id }))).toBe('people.erase_nothing_to_undo')
    db.clock.advance({ hours: 15 * 24 })
    await eraseDue(machine, ports)
    expect(await find(person.id)).toMatchObject({ email: 'one@example.org', erasedAt: null })
  })

  it('is nobody else’s: a stranger neither asks for them nor undoes it, and a station learns nothing', async () => {
    const person = await made('two@example.org')
    await db.use(self(person)).run(askErasure, { fresh: true })
    const stranger = await made('three@example.org')
    expect(await code(db.use(self(stranger)).run(undoErasure, { personId: person.id }))).toBe(
      'kernel.not_found',
    )
    const asking = { email: 'three@example.org', note: 'a letter', atOnce: true }
    for (const role of ['registration_desk', 'verifier', 'auditor', 'check_in_crew'] as const)
      expect(await code(db.use(holding(role)).run(askErasureFor, asking)), role).toBe('kernel.forbidden')
    const station = holding('station_lead', person.id as never)
    expect(await code(db.use(station).run(askErasureFor, asking))).toBe('kernel.forbidden')
    expect(await code(db.use(station).ask(listErasures, {}))).toBe('kernel.forbidden')
    const seen = await db.as(station, (tx) => sql`select from erasure`.execute(tx))
    expect(seen.rows).toEqual([])
  })

  it('is taken down by an organiser with how it came, and done at once where the person wants that', async () => {
    const person = await made('four@example.org')
    expect(
      await code(organiser.run(askErasureFor, { email: 'nobody@example.org', note: 'x', atOnce: false })),
    ).toBe('people.erase_nobody')
    await organiser.run(askErasureFor, { email: 'four@example.org', note: 'letter of A. B.', atOnce: true })
    await eraseDue(machine, ports)
    expect(await find(person.id)).toMatchObject({ email: null, name: { latinFamily: 'Erased person' } })
    const [left] = await db.tx((tx) => store.askedOf(tx, person.id))
    expect(left).toMatchObject({ note: '', way: 'desk', askedBy: host.id })
    expect((await db.facts()).map(({ name }) => name)).toContain('people.erased')
    expect((await made('four@example.org')).id).not.toBe(person.id)
  })

  it('waits for a hold with its reason, and goes on when its day is over or it was lifted', async () => {
    const person = await made('five@example.org')
    const held = { held: 'five@example.org', reason: 'tax law', until: plainDate('2027-03-01') }
    expect(await code(organiser.run(holdRecords, { ...held, until: plainDate('2020-01-01') }))).toBe(
      'people.hold_past',
    )
    const hold = await organiser.run(holdRecords, held)
    await db.use(self(person)).run(askErasure, { fresh: true })
    db.clock.advance({ hours: 15 * 24 })
    const before = (await db.facts()).length
    await eraseDue(machine, ports)
    await eraseDue(machine, ports)
    expect((await db.facts()).slice(before).map(({ name }) => name)).toEqual([
      'people.erased',
      'people.erasure_waits',
    ])
    expect((await db.use(self(person)).ask(ownErasure, {})).holds).toMatchObject([{ reason: 'tax law' }])
    expect((await find(person.id))?.erasedAt).toBeNull()
    await organiser.run(liftHold, { holdId: hold.id })
    await eraseDue(machine, ports)
    expect((await find(person.id))?.erasedAt).not.toBeNull()
  })

  it('is refused to the last administrator', async () => {
    const chief = await made('chief@example.org')
    await db.tx((tx) =>
      people.insertGrant(
        tx,
        { personId: chief.id, role: 'administrator', stationId: null, grantedBy: null },
        db.clock.now(),
      ),
    )
    expect(await code(db.use(self(chief)).run(askErasure, { fresh: true }))).toBe('people.last_administrator')
  })

  it('is done by the machine alone, and never before its time', async () => {
    const person = await made('six@example.org')
    await db.use(self(person)).run(askErasure, { fresh: true })
    expect(await code(machine.run(erasePerson(ports), { personId: person.id }))).toBe('kernel.not_found')
    expect(await code(organiser.run(erasePerson(ports), { personId: person.id }))).toBe('kernel.forbidden')
  })

  it('lets nobody change a history whose person is not being erased', async () => {
    const person = await made('seven@example.org')
    const work = db.tx((tx) => sql`select haigui_let_go_of_words(${person.id}, array['x'])`.execute(tx))
    await expect(work).rejects.toThrow('nobody is erasing this person')
  })
})

describe('texts without a name', () => {
  const without = async (said: string, words: string[]) =>
    (
      await db.tx((tx) =>
        sql<{ left: string }>`select haigui_without(${said}, ${words}::text[]) as left`.execute(tx),
      )
    ).rows[0]?.left
  it.each([
    ['Dear Wei Zhang, welcome', ['Wei Zhang'], 'Dear […], welcome'],
    ['与WEI ZHANG会面', ['Wei Zhang'], '与[…]会面'],
    ['张伟，您好', ['张伟'], '[…]，您好'],
    ['Li Nano and Li Na', ['Li Na'], 'Li Nano and […]'],
    ['a.wei@x.org or wei@x.org.', ['wei@x.org'], 'a.wei@x.org or […].'],
    ['wei@x.organic', ['wei@x.org'], 'wei@x.organic'],
    ['M. O’Neil (x)', ['O’Neil (x)'], 'M. […]'],
    ['a\\b [c] $1', ['a\\b [c] $1'], '[…]'],
  ])('%s', async (said, words, left) => expect(await without(said, words)).toBe(left))

  it('keeps JSON what it was', async () => {
    const found = await db.tx((tx) =>
      sql<{
        left: object
      }>`select haigui_without(${JSON.stringify({ a: 'Jo "X" Li', b: 1 })}::jsonb, ${['Jo "X" Li']}::text[]) as left`.execute(
        tx,
      ),
    )
    expect(found.rows[0]?.left).toEqual({ a: '[…]', b: 1 })
  })
})
