import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, system, visitor } from '#kernel/access'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { plus } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { type Mailer, MailFault } from '#platform/mail'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { codeOf } from '../../tools/test/refused.ts'
import { queueLetters, sendAgain } from './commands.ts'
import { deliverDue } from './jobs.ts'
import type { Draft, MailId } from './model.ts'
import { listMail, readLetter } from './queries.ts'
import { find } from './store.ts'

const db = await testDatabase()
const [london, boston] = [newId<'station'>(), newId<'station'>()]
await db.tx(async (tx) => {
  const programme = newId<'programme'>()
  await sql`insert into programme (id, slug, name, about) values (${programme}, 'p', '{}', '{}')`.execute(tx)
  for (const [id, slug] of [
    [london, 'london'],
    [boston, 'boston'],
  ])
    await sql`insert into station (id, programme_id, slug, name, city, country, zone, about)
      values (${id}, ${programme}, ${slug}, '{}', '{}', 'GB', 'Europe/London', '{}')`.execute(tx)
})
const house = db.use(system('test'))
let count = 0
const draft = (over: Partial<Draft> = {}): Draft => {
  count += 1
  return {
    kind: 'admitted',
    personId: null,
    stationId: london,
    aboutType: null,
    aboutId: null,
    to: `guest${count}@mail.example`,
    locale: 'en',
    subject: `Letter ${count}`,
    secret: false,
    onceKey: `letter ${count}`,
    text: 'Your ticket',
    html: '<p>Your ticket</p>',
    ...over,
  }
}
const queue = async (over: Partial<Draft> = {}): Promise<MailId> => {
  const [mail] = await house.run(queueLetters, [draft(over)])
  if (!mail) throw new Error('it is made')
  return mail.id
}
const mailOf = (id: MailId) => db.tx((tx) => find(tx, id))

/** A server that answers as it is told, and keeps what it took. */
function server(answer: (to: string) => void = () => {}) {
  const taken: string[] = []
  const mailer: Mailer = {
    send: async (letter) => {
      answer(letter.to)
      taken.push(letter.messageId)
      return '250 taken'
    },
    close: () => {},
  }
  return { taken, mailer }
}
const deliver = (mailer: Mailer | null) => deliverDue(house, mailer, 'mail.example')

test('said twice a letter is one letter; it is sent once, by whichever of two processes takes it', async () => {
  const id = await queue({ onceKey: 'once' })
  await house.run(queueLetters, [draft({ onceKey: 'once' })])
  const { mailer, taken } = server()
  await Promise.all([deliver(mailer), deliver(mailer)])
  expect(taken).toEqual([`<${id}@mail.example>`])
  expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 1, answer: '250 taken' })
})

test('a fault of the moment is tried again later, one that lasts is not; both can be read by staff', async () => {
  const [away, gone] = [await queue(), await queue()]
  const goneTo = (await mailOf(gone))?.to
  await deliver(
    server((to) => {
      throw new MailFault(to === goneTo ? '550 no such mailbox' : '421 come back', to === goneTo)
    }).mailer,
  )
  expect(await mailOf(away)).toMatchObject({
    state: 'queued',
    attempts: 1,
    nextTryAt: plus(db.clock.now(), { minutes: 1 }),
  })
  expect(await mailOf(gone)).toMatchObject({ state: 'failed', answer: '550 no such mailbox' })
  db.clock.set(plus(db.clock.now(), { minutes: 2 }))
  await deliver(server().mailer)
  expect(await mailOf(away)).toMatchObject({ state: 'sent', attempts: 2 })
})

test('a secret does not outlive its sending; without a server letters are kept', async () => {
  const secret = await queue({ secret: true, text: 'code 123456' })
  await deliver(server().mailer)
  expect(await mailOf(secret)).toMatchObject({ state: 'sent', text: null, html: null })
  const kept = await queue()
  await deliver(null)
  expect((await mailOf(kept))?.state).toBe('kept')
})

const seenBy = async (actor: Actor, stationId: Id<'station'>) => {
  const mails = await db.use(actor).ask(listMail, { state: null, before: null })
  return mails.mails.filter((mail) => mail.stationId === stationId).length > 0
}
test('a station sees its own letters, the host all, and nobody reads one whole but the house itself', async () => {
  const [ours, theirs] = [await queue(), await queue({ stationId: boston })]
  const [lead, host, desk] = [holding('station_lead', london), holding('organiser'), holding('check_in_crew')]
  expect([await seenBy(lead, london), await seenBy(lead, boston)]).toEqual([true, false])
  expect([await seenBy(host, london), await seenBy(host, boston)]).toEqual([true, true])
  expect(await codeOf(db.use(desk).ask(listMail, { state: null, before: null }))).toBe('kernel.forbidden')
  expect(await codeOf(db.use(visitor).ask(listMail, { state: null, before: null }))).toBe(
    'kernel.sign_in_first',
  )
  expect(await codeOf(db.use(host).ask(readLetter, { mailId: ours }))).toBe('kernel.forbidden')
  expect(await codeOf(db.use(holding('station_staff', boston)).run(sendAgain, { mailId: ours }))).toBe(
    'kernel.forbidden',
  )
  expect(await codeOf(db.use(holding('auditor')).run(sendAgain, { mailId: theirs }))).toBe('kernel.forbidden')
  expect(await codeOf(db.use(lead).run(queueLetters, [draft()]))).toBe('kernel.forbidden')
})

test('a letter that failed is sent again by its station; one that was sent is not sent twice', async () => {
  const id = await queue()
  await deliver(
    server(() => {
      throw new MailFault('550 no', true)
    }).mailer,
  )
  await db.use(holding('station_staff', london)).run(sendAgain, { mailId: id })
  const { mailer, taken } = server()
  await deliver(mailer)
  await db.use(holding('organiser')).run(sendAgain, { mailId: id })
  await deliver(mailer)
  expect(taken.filter((message) => message.includes(id))).toHaveLength(1)
})

test('writes to nobody who was erased meanwhile, however the two meet', async () => {
  const at = db.clock.now()
  const person = await db.tx((tx) =>
    ensurePerson(tx, { email: 'leaver@example.org', name: personName({}), locale: 'en' }, at),
  )
  const letter = draft({ personId: person.id, to: 'leaver@example.org', onceKey: 'to a leaver' })
  let queued: Promise<unknown> = Promise.resolve()
  await db.tx(async (tx) => {
    await sql`select from person where id = ${person.id} for update`.execute(tx)
    queued = db.use(system('test')).run(queueLetters, [letter])
    await expect
      .poll(async () => {
        const waiting = await db.tx((other) =>
          sql`select from pg_locks where not granted and pid <> pg_backend_pid()`.execute(other),
        )
        return waiting.rows.length
      })
      .toBeGreaterThan(0)
    await sql`update person set erased_at = ${at}, email = null where id = ${person.id}`.execute(tx)
  })
  await queued
  const found = await db.tx((tx) => sql`select from mail where once_key = 'to a leaver'`.execute(tx))
  expect(found.rows).toEqual([])
})
