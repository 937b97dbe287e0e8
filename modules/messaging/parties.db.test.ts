import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeMeetings } from '../meetings/arrange.fixtures.ts'
import { addParty, joinBrokerage } from '../meetings/parties/commands.ts'
import { nudgeParties } from '../meetings/ready/commands.ts'
import { openBrokerage } from '../meetings/setup/commands.ts'
import { groupsOf } from '../meetings/setup/store.ts'
import { hearParties } from './hear-parties.ts'

const db = await testDatabase()
const event = await arrangeMeetings(db)
const { eventId } = event
const lead = db.use(event.lead)
const { brokerage } = await lead.run(openBrokerage, { eventId, usualGroups: true })
const groupId = (await db.tx((tx) => groupsOf(tx, brokerage.id)))[0]?.id ?? expect.fail('four groups')
const [hear] = hearParties({ words: compileWords(catalogues), origin: 'http://localhost' })
const tell = (fact: string, partyId: string) =>
  hear?.run(db.use({ kind: 'system', job: 'test' }), { fact, payload: { partyId } })
const lettersTo = async (email: string | null) => {
  const found = await db.tx((tx) =>
    sql<{ subject: string; text: string }>`select subject, body_text as text from mail
      where to_address = ${email} order by created_at`.execute(tx),
  )
  return found.rows
}

test('a reminder says what is missing in its reader’s language, leads there, and heard twice is one letter', async () => {
  const guest = await event.guest({ locale: 'zh', han: '李明' })
  const { party } = await db.use(guest.actor).run(joinBrokerage, { eventId, groupId, consent: true })
  await tell('meetings.joined', party.id)
  expect(await lettersTo(guest.person.email)).toEqual([]) // they are on the page that says so
  await lead.run(nudgeParties, { eventId, partyIds: [party.id] })
  await tell('meetings.nudged', party.id)
  await tell('meetings.nudged', party.id)
  const [letter, ...more] = await lettersTo(guest.person.email)
  expect(more).toEqual([])
  expect(letter?.subject).toContain('尚有待办')
  expect(letter?.text).toContain('资料缺少：一句话介绍、可提供的内容、希望寻找的内容、主题、语言')
  expect(letter?.text).toContain(`/zh/editions/${event.editionId}/events/${event.slug}/meetings/profile`)
})

test('whoever the desk puts in is told so, with the reason and the way out', async () => {
  const guest = await event.guest({ locale: 'en' })
  const { party } = await lead.run(addParty, {
    eventId,
    email: guest.person.email ?? '',
    groupId,
    reason: 'Asked on the phone',
  })
  await tell('meetings.joined', party.id)
  const [letter] = await lettersTo(guest.person.email)
  expect(letter?.text).toContain('Asked on the phone')
  expect(letter?.text).toContain('leave')
})
