import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { plus } from '#kernel/time'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeMeetings } from '../meetings/arrange.fixtures.ts'
import { inviteGuests } from '../meetings/invite/commands.ts'
import { addParty, joinBrokerage, leaveBrokerage } from '../meetings/parties/commands.ts'
import { nudgeParties } from '../meetings/ready/commands.ts'
import { moveOn, openBrokerage } from '../meetings/setup/commands.ts'
import { groupsOf } from '../meetings/setup/store.ts'
import { hearParties } from './hear-parties.ts'

const db = await testDatabase()
const event = await arrangeMeetings(db)
const { eventId } = event
const lead = db.use(event.lead)
const { brokerage } = await lead.run(openBrokerage, { eventId, usualGroups: true })
const groupId = (await db.tx((tx) => groupsOf(tx, brokerage.id)))[0]?.id ?? expect.fail('four groups')
const heard = hearParties({ words: compileWords(catalogues), origin: 'http://localhost' })
const hear = (fact: string, payload: object) =>
  heard
    .find(({ hears }) => hears?.includes(fact))
    ?.run(db.use({ kind: 'system', job: 'test' }), { fact, payload })
const tell = (fact: string, partyId: string) => hear(fact, { partyId })
/** Everything of that name that was told is heard, twice over as the outbox may do. */
const hearAll = async (fact: string) => {
  for (const { name, payload } of await db.facts())
    if (name === fact) for (const _again of [1, 2]) await hear(fact, payload)
}
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

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

test('guests with a place are asked by one click, in their language, once a day; who has left or has no place is not', async () => {
  const zh = await event.guest({ locale: 'zh', han: '王芳' })
  const en = await event.guest({ locale: 'en' })
  const gone = await event.guest()
  const waiting = await event.guest({ state: 'waiting' })
  const { party } = await db.use(gone.actor).run(joinBrokerage, { eventId, groupId, consent: true })
  await db.use(gone.actor).run(leaveBrokerage, { partyId: party.id })

  expect(await refused(db.use(event.neighbour).run(inviteGuests, { eventId }))).toBe('kernel.not_found')
  expect(await refused(db.use(en.actor).run(inviteGuests, { eventId }))).toBe('kernel.not_found')
  await lead.run(inviteGuests, { eventId })
  await hearAll('meetings.invited')
  const [letter, ...more] = await lettersTo(zh.person.email)
  expect(more).toEqual([])
  expect(letter?.subject).toContain('欢迎参加')
  expect(letter?.text).toContain(`/zh/editions/${event.editionId}/events/${event.slug}/meetings`)
  expect((await lettersTo(en.person.email))[0]?.subject).toContain('would you like to take part?')
  expect(await lettersTo(gone.person.email)).toEqual([])
  expect(await lettersTo(waiting.person.email)).toEqual([])

  expect(await refused(lead.run(inviteGuests, { eventId }))).toBe('meetings.nobody_to_invite')
  await db.use(en.actor).run(joinBrokerage, { eventId, groupId, consent: true })
  db.clock.set(plus(db.clock.now(), { days: 1 }))
  await lead.run(inviteGuests, { eventId })
  await hearAll('meetings.invited')
  expect(await lettersTo(zh.person.email)).toHaveLength(2)
  expect(await lettersTo(en.person.email)).toHaveLength(1)
})

test('a phase that is moved is told to everybody who takes part, with both dates and the reason, and to nobody else', async () => {
  const zh = await event.guest({ locale: 'zh', han: '赵云' })
  const outside = await event.guest()
  const { party } = await db.use(zh.actor).run(joinBrokerage, { eventId, groupId, consent: true })
  const before = (await lettersTo(zh.person.email)).length
  await lead.run(moveOn, { eventId, reason: { en: 'All is there', zh: '所有资料已齐' } })
  await hearAll('meetings.phases_moved')
  const letters = (await lettersTo(zh.person.email)).slice(before)
  expect(letters.map(({ subject }) => subject)).toEqual([expect.stringContaining('日期调整')])
  expect(letters[0]?.text).toContain('所有资料已齐')
  expect(letters[0]?.text).not.toContain('All is there')
  expect(letters[0]?.text).toMatch(/意向：改为.*（原为.*）/)
  expect(await lettersTo(outside.person.email)).toEqual([])
  await db.use(zh.actor).run(leaveBrokerage, { partyId: party.id })
})
