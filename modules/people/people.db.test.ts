import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, type Role, visitor } from '#kernel/access'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { testDatabase } from '../../tools/test/database.ts'
import { grantRole, revokeRole, saveProfile, withdrawConsent } from './commands.ts'
import { exportOwnData, listRoles, ownConsents, ownProfile } from './queries.ts'
import { ensurePerson, letStationSee, recordConsent } from './steps.ts'
import * as store from './store.ts'

const db = await testDatabase()
const at = db.clock.now()

const make = (email: string, han = '') =>
  db.tx((tx) => ensurePerson(tx, { email, name: personName({ han }), locale: 'zh' }, at))
const as = (personId: Id<'person'>, ...grants: { role: Role; stationId: Id<'station'> | null }[]): Actor => ({
  kind: 'person',
  personId,
  grants,
})
const programme = newId<'programme'>()
await db.tx((tx) =>
  sql`insert into programme (id, slug, name, about) values (${programme}, 'people', '{}', '{}')`.execute(tx),
)
/** A station as a row alone: the module of stations comes after this one. */
const station = async () => {
  const id = newId<'station'>()
  await db.tx((tx) =>
    sql`insert into station (id, programme_id, slug, name, city, country, zone, about)
      values (${id}, ${programme}, ${id}, '{}', '{}', 'GB', 'Europe/London', '{}')`.execute(tx),
  )
  return id
}
const host = (role: Role) => ({ role, stationId: null })

describe('one record per human', () => {
  test('an address in any case, by twenty at once, makes one record', async () => {
    const cases = ['Wei.Zhang@Example.org', 'wei.zhang@example.org', 'WEI.ZHANG@EXAMPLE.ORG']
    const made = await Promise.all(
      Array.from({ length: 20 }, (_each, index) => make(cases[index % 3] ?? '', '张伟')),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    const kept = await db.tx((tx) =>
      sql<{ count: number }>`select count(*) from person where email = 'wei.zhang@example.org'`.execute(tx),
    )
    expect(kept.rows[0]?.count).toBe(1)
  })

  test('what stands is not overwritten', async () => {
    await make('keep@example.org', '王芳')
    expect((await make('keep@example.org', '别人')).name.han).toBe('王芳')
  })

  test('the profile is one’s own', async () => {
    const me = await make('me@example.org')
    const other = await make('other@example.org')
    const input = {
      personId: me.id,
      latinGiven: 'Ｍｅｉ',
      latinFamily: 'Lin',
      han: '林美',
      familyFirst: true,
      country: 'GB',
      languages: ['zh', 'en'],
      affiliation: 'Imperial College London',
      education: [{ institution: '清华大学', degree: 'BSc', field: 'Physics', year: 2011 }],
      locale: 'en' as const,
    }
    await db.use(as(me.id)).run(saveProfile, input)
    expect(await db.use(as(me.id)).ask(ownProfile, {})).toMatchObject({
      name: { latinGiven: 'Mei', latinFamily: 'Lin', han: '林美', familyFirst: true },
      country: 'GB',
      education: [{ institution: '清华大学', year: 2011 }],
    })
    // To somebody else the record is not there at all; to a host it is, and may not be changed.
    await expect(db.use(as(other.id)).run(saveProfile, input)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(db.use(as(other.id, host('administrator'))).run(saveProfile, input)).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(
      db.use(as(me.id)).run(saveProfile, { ...input, latinGiven: '', latinFamily: ' ', han: '' }),
    ).rejects.toMatchObject({ fields: [{ code: 'people.needs_name' }] })
    await expect(db.use(as(me.id)).run(saveProfile, { ...input, country: 'XX' })).rejects.toMatchObject({
      fields: [{ path: 'country', code: 'kernel.field_country' }],
    })
  })
})

describe('what a station sees', () => {
  test('the people it was let see, and not its neighbour’s', async () => {
    const [here, there] = [await station(), await station()]
    const person = await make('seen@example.org')
    const staff = await make('staff@example.org')
    await db.tx((tx) => letStationSee(tx, person.id, here))
    const see = (actor: Actor) => db.as(actor, (tx) => store.find(tx, person.id))
    expect(await see(as(staff.id, { role: 'station_staff', stationId: here }))).toBeDefined()
    expect(await see(as(staff.id, { role: 'station_lead', stationId: there }))).toBeUndefined()
    expect(await see(as(staff.id))).toBeUndefined()
    expect(await see(visitor)).toBeUndefined()
    expect(await see(as(staff.id, host('organiser')))).toBeDefined()
  })
})

describe('consents', () => {
  test('are taken back by whoever gave them, once, and the receipt stays', async () => {
    const me = await make('consent@example.org')
    const other = await make('nosy@example.org')
    await db.tx((tx) =>
      recordConsent(
        tx,
        { personId: me.id, purpose: 'registration', recipient: 'London', textVersion: '1', about: {} },
        at,
      ),
    )
    const own = () => db.use(as(me.id)).ask(ownConsents(), {})
    const [consent] = (await own()).consents
    const consentId = consent?.id ?? newId<'consent'>()
    await expect(db.use(as(other.id)).run(withdrawConsent, { consentId })).rejects.toMatchObject({
      kind: 'not_found',
    })
    await expect(
      db.use(as(other.id, host('organiser'))).run(withdrawConsent, { consentId }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
    const first = await db.use(as(me.id)).run(withdrawConsent, { consentId })
    db.clock.advance({ hours: 1 })
    const second = await db.use(as(me.id)).run(withdrawConsent, { consentId })
    expect(second.withdrawnAt).toBe(first.withdrawnAt)
    expect((await own()).consents).toHaveLength(1)
    const told = (await db.facts()).filter(({ name }) => name === 'people.consent_withdrawn')
    expect(told).toHaveLength(1)
  })
})

describe('one’s own data', () => {
  test('holds the record, roles, consents and each module’s part, and nobody else’s', async () => {
    const me = await make('export@example.org', '李娜')
    await make('secret@example.org', '他人')
    const data = await db.use(as(me.id)).ask(
      exportOwnData([
        {
          name: 'everything_i_can_see',
          read: async (tx) => (await sql<{ email: string }>`select email from person`.execute(tx)).rows,
        },
      ]),
      {},
    )
    expect(data).toMatchObject({
      person: { email: 'export@example.org' },
      roles: [],
      consents: [],
      everything_i_can_see: [{ email: 'export@example.org' }],
    })
    await expect(db.use(visitor).ask(exportOwnData([]), {})).rejects.toMatchObject({
      kind: 'unauthenticated',
    })
  })
})

const own = await station()
const other = await station()

describe('roles', () => {
  const lead = { role: 'station_lead' as const, stationId: own }
  const cases: readonly [
    string,
    { role: Role; stationId: Id<'station'> | null }[],
    Role,
    Id<'station'> | null,
    boolean,
  ][] = [
    ['an administrator gives the highest', [host('administrator')], 'administrator', null, true],
    ['an organiser gives organisers', [host('organiser')], 'organiser', null, true],
    ['an organiser does not give the highest', [host('organiser')], 'administrator', null, false],
    ['an organiser gives leads', [host('organiser')], 'station_lead', other, true],
    ['a lead gives staff of the own station', [lead], 'station_staff', own, true],
    ['a lead gives no staff elsewhere', [lead], 'station_staff', other, false],
    ['a lead gives no lead', [lead], 'station_lead', own, false],
    ['a lead gives no host role', [lead], 'verifier', null, false],
    ['staff give nothing', [{ role: 'station_staff', stationId: own }], 'station_staff', own, false],
    ['an auditor gives nothing', [host('auditor')], 'verifier', null, false],
    ['whoever has no role gives none', [], 'station_staff', own, false],
  ]
  test.each(cases)('%s', async (name, grants, role, stationId, allowed) => {
    const giver = await make('giver@example.org')
    const email = `${name.replaceAll(/\W/g, '.')}@example.org`
    const given = db.use(as(giver.id, ...grants)).run(grantRole, { email, role, stationId })
    if (allowed) {
      const grant = await given
      expect(await db.tx((tx) => store.grantsOf(tx, grant.personId))).toMatchObject([{ role, stationId }])
    } else {
      await expect(given).rejects.toMatchObject({ kind: 'forbidden' })
      expect(await db.tx((tx) => store.findByEmail(tx, email))).toBeUndefined()
    }
  })

  test('a station role names its station, others name none', async () => {
    const giver = as((await make('giver@example.org')).id, host('administrator'))
    for (const input of [
      { role: 'station_lead' as const, stationId: null },
      { role: 'verifier' as const, stationId: own },
      { role: 'station_staff' as const, stationId: newId<'station'>() },
    ])
      await expect(db.use(giver).run(grantRole, { email: 'x@example.org', ...input })).rejects.toMatchObject({
        fields: [{ code: 'people.needs_station' }],
      })
  })

  test('given twice is held once', async () => {
    const giver = as((await make('giver@example.org')).id, host('administrator'))
    const input = { email: 'Twice@example.org', role: 'verifier' as const, stationId: null }
    const first = await db.use(giver).run(grantRole, input)
    const second = await db.use(giver).run(grantRole, { ...input, email: 'twice@EXAMPLE.org' })
    expect(second.id).toBe(first.id)
  })

  test('a lead sees the own station’s roles and takes back staff, not the lead’s own', async () => {
    const giver = as((await make('giver@example.org')).id, host('administrator'))
    const here = await station()
    const chief = await db
      .use(giver)
      .run(grantRole, { email: 'chief@example.org', role: 'station_lead', stationId: here })
    const helper = await db
      .use(giver)
      .run(grantRole, { email: 'help@example.org', role: 'station_staff', stationId: here })
    const actor = as(chief.personId, { role: 'station_lead', stationId: here })
    const neighbour = as(chief.personId, { role: 'station_lead', stationId: await station() })
    const { grants, people } = await db.use(actor).ask(
      listRoles(async () => [], { byIds: async () => [], called: async () => [] }),
      {},
    )
    expect(grants.map(({ id }) => id).sort()).toEqual([chief.id, helper.id].sort())
    expect(people.get(helper.personId)?.email).toBe('help@example.org')
    await expect(db.use(neighbour).run(revokeRole, { grantId: helper.id })).rejects.toMatchObject({
      kind: 'not_found',
    })
    await expect(db.use(actor).run(revokeRole, { grantId: chief.id })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await db.use(actor).run(revokeRole, { grantId: helper.id })
    expect(await db.tx((tx) => store.grantsOf(tx, helper.personId))).toEqual([])
  })

  test('the last administrator stays, also when two go at once', async () => {
    const giver = await make('giver@example.org')
    const actor = as(giver.id, host('administrator'))
    await db.tx((tx) =>
      sql`update role_grant set revoked_at = ${at} where role = 'administrator'`.execute(tx),
    )
    const made = await Promise.all(
      ['a', 'b'].map((name) =>
        db
          .use(actor)
          .run(grantRole, { email: `${name}@example.org`, role: 'administrator', stationId: null }),
      ),
    )
    const ended = await Promise.allSettled(
      made.map(({ id }) => db.use(actor).run(revokeRole, { grantId: id })),
    )
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'people.last_administrator' },
    })
  })
})
