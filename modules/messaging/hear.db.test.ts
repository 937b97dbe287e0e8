import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system, visitor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { register } from '#modules/registration'
import { openKeys } from '#platform/keys'
import type { Mailer } from '#platform/mail'
import { MailFault } from '#platform/mail'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeCategory, arrangeEvent } from '../registration/arrange.fixtures.ts'
import { hear } from './hear.ts'
import { deliverDue } from './jobs.ts'

const db = await testDatabase()
const words = compileWords(catalogues)
const keys = openKeys('a secret of the tests that is long enough')
const [registrations] = hear({
  words,
  keys,
  origin: 'https://summit.example',
  from: 'Haigui <summit@example.org>',
})
if (!registrations?.runAll) throw new Error('letters about registrations are written together')
const { run, runAll, hears = [] } = registrations
const use = db.use(system('test'))

const category = await db.tx(async (tx) => arrangeCategory(tx, await arrangeEvent(tx), { quota: 2 }))
const ask = (email: string, locale: 'en' | 'zh') =>
  db.use(visitor).gather(register, {
    eventId: category.eventId,
    categoryId: category.id,
    person: { email, name: { latinGiven: 'Ming', latinFamily: 'Li', han: '李明' }, country: 'GB' },
    key: newId(),
    locale,
    consents: { process: true },
  })
const letters = () =>
  db.tx(async (tx) => {
    const found = await sql<{
      to: string
      kind: string
      subject: string
      calendar: { method: string; content: string } | null
      state: string
    }>`
      select to_address as "to", kind, subject, calendar, state from mail order by to_address`.execute(tx)
    return found.rows
  })

await ask('a@example.org', 'en')
await ask('b@example.org', 'zh')
await ask('c@example.org', 'zh')
const told = (await db.facts())
  .filter(({ name }) => hears.includes(name))
  .map(({ name, payload }) => ({ fact: name, payload: registrations.input.parse({ fact: name, payload }) }))
  .map(({ payload }) => payload)

test('what was told together becomes one letter each, in the language of its reader', async () => {
  await runAll(use, told)
  const written = await letters()
  expect(written.map(({ to, kind }) => [to, kind])).toEqual([
    ['a@example.org', 'registration_admitted'],
    ['b@example.org', 'registration_admitted'],
    ['c@example.org', 'registration_waiting'],
  ])
  expect(written[0]?.subject).toContain('Promotion meeting')
  expect(written[1]?.subject).toContain('推介会')
  expect(written.map(({ calendar }) => calendar !== null)).toEqual([true, true, false])
  expect(written[0]?.calendar).toMatchObject({
    method: 'REQUEST',
    content: expect.stringContaining('BEGIN:VEVENT'),
  })
  // By mail an entry is taken in, moved and taken out only where it says who sends it and whom it is for.
  const content = String(written[0]?.calendar?.content).replace(/\r\n /g, '')
  expect(content).toContain('ORGANIZER;CN="Haigui":mailto:summit@example.org')
  expect(content).toMatch(/ATTENDEE;.*mailto:a@example\.org/i)
  expect(content).not.toContain('b@example.org')
})

test('heard again, together or alone, it makes no second letter', async () => {
  await runAll(use, told)
  for (const each of told) await run(use, each)
  expect(await letters()).toHaveLength(3)
})

test('each letter is written down as it ended: taken, wrong for good, or to be tried again', async () => {
  const mailer: Mailer = {
    send: async ({ to }) => {
      if (to.startsWith('b')) throw new MailFault('550 no such mailbox', true)
      if (to.startsWith('c')) throw new MailFault('421 busy', false)
      return '250 ok'
    },
    close: async () => {},
  }
  await deliverDue(use, mailer, 'summit.example')
  expect((await letters()).map(({ state }) => state)).toEqual(['sent', 'failed', 'queued'])
})

test('without a mail server what is due is kept', async () => {
  db.clock.advance({ days: 1 })
  await deliverDue(use, null, 'summit.example')
  expect((await letters()).map(({ state }) => state)).toEqual(['sent', 'failed', 'kept'])
})
