import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { EventId } from '#modules/events'
import { ensurePerson } from '#modules/people'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { register } from '../admission/commands.ts'
import { arrangeCategory, arrangeEvent } from '../arrange.fixtures.ts'
import { aQuestion, choices } from '../fixtures.ts'
import { copyToClone } from '../jobs.ts'
import type { Question } from '../questions/model.ts'
import { changeCategory, changeForm, moveCategory, removeCategory } from './commands.ts'

const db = await testDatabase()
const colleague = await db.tx((tx) =>
  ensurePerson(
    tx,
    {
      email: 'lead@station.org',
      name: { latinGiven: 'L', latinFamily: 'D', han: '', familyFirst: false },
      locale: 'en',
    },
    db.clock.now(),
  ),
)

const arranged = async (over: Parameters<typeof arrangeCategory>[2] = {}) => {
  const place = await db.tx((tx) => arrangeEvent(tx))
  const category = await db.tx((tx) => arrangeCategory(tx, place, over))
  const eventId = EventId.parse(place.eventId)
  return {
    ...place,
    category,
    one: { eventId, categoryId: category.id },
    lead: db.use(holding('station_lead', place.stationId, colleague.id)),
  }
}
const ask = (
  { category }: { category: { id: string; eventId: string } },
  email: string,
  answers: Record<string, unknown> = {},
) =>
  db.use(visitor).gather(register, {
    eventId: category.eventId as never, // an id from the fixture
    categoryId: category.id as never,
    person: { email, name: { latinFamily: 'Li' }, country: 'GB' },
    key: newId(),
    locale: 'en',
    consents: { process: true },
    answers,
  })
const factsOf = ({ category }: Awaited<ReturnType<typeof arranged>>, over: object = {}) => {
  const {
    id: _id,
    eventId: _event,
    stationId: _station,
    taken: _taken,
    position: _position,
    form: _form,
    ...facts
  } = category
  return { ...facts, ...over }
}
const states = (eventId: string) =>
  db.tx(async (tx) => {
    const found = await sql<{ state: string }>`select state from registration where event_id = ${eventId}
      order by place`.execute(tx)
    return found.rows.map(({ state }) => state)
  })

test('more places are offered to the line in the same moment, fewer than taken are refused', async () => {
  const event = await arranged({ quota: 1 })
  for (const name of ['a', 'b', 'c']) await ask(event, `${name}@more.org`)
  await event.lead.run(changeCategory, { ...event.one, facts: factsOf(event, { quota: 2 }) })
  expect(await states(event.eventId)).toEqual(['admitted', 'offered', 'waiting'])
  const fewer = event.lead.run(changeCategory, { ...event.one, facts: factsOf(event, { quota: 1 }) })
  await expect(fewer).rejects.toMatchObject({ code: 'registration.quota_below_taken', details: { taken: 2 } })
  await event.lead.run(changeCategory, { ...event.one, facts: factsOf(event, { quota: null }) })
  expect(await states(event.eventId)).toEqual(['admitted', 'offered', 'offered'])
})

test('a category that somebody asked for stays; an empty one goes', async () => {
  const event = await arranged()
  await ask(event, 'x@stay.org')
  await expect(event.lead.run(removeCategory, event.one)).rejects.toThrow('registration.category_in_use')
  const empty = await arranged()
  await empty.lead.run(removeCategory, empty.one)
  await expect(empty.lead.run(removeCategory, empty.one)).rejects.toThrow('kernel.not_found')
})

test('the order of categories is theirs to choose', async () => {
  const event = await arranged({ position: 1 })
  const second = await db.tx((tx) => arrangeCategory(tx, event, { position: 2 }))
  await event.lead.run(moveCategory, { ...event.one, categoryId: second.id, by: -1 })
  await event.lead.run(moveCategory, { ...event.one, categoryId: second.id, by: -1 })
  const order = await db.tx((tx) =>
    sql<{ id: string }>`select id from category where event_id = ${event.eventId} order by position`.execute(
      tx,
    ),
  )
  expect(order.rows.map(({ id }) => id)).toEqual([second.id, event.category.id])
})

test('an id of a removed question is not used again', async () => {
  const event = await arranged({ form: [aQuestion('q1')] })
  const facts = {
    type: 'text' as const,
    label: { en: 'A', zh: '' },
    hint: {},
    required: false,
    choices: [],
    when: null,
  }
  await event.lead.run(changeForm, { ...event.one, change: { kind: 'remove', id: 'q1' } })
  const { category } = await event.lead.run(changeForm, { ...event.one, change: { kind: 'add', facts } })
  expect(category.form.map(({ id }) => id)).toEqual(['q2'])
})

test('a choice that somebody took stays, whatever its words; others go', async () => {
  const event = await arranged({
    form: [
      aQuestion('q1', { type: 'one', choices: choices('c1', 'c2', 'c3') }),
      aQuestion('q2', { type: 'many', choices: choices('c1', 'c2') }),
    ],
  })
  await ask(event, 'x@choice.org', { q1: 'c2', q2: ['c1'] })
  const change = (id: string, kept: Question['choices']) =>
    event.lead.run(changeForm, {
      ...event.one,
      change: {
        kind: 'change',
        id,
        facts: { ...aQuestion(id), when: null, type: id === 'q1' ? 'one' : 'many', choices: [...kept] },
      },
    })
  const refused = { fields: [{ path: 'choices', code: 'registration.choice_in_use' }] }
  await expect(change('q1', choices('c1', 'c3'))).rejects.toMatchObject(refused)
  const other = { id: '', label: { en: 'New', zh: '' } }
  await expect(change('q2', [...choices('c2'), other])).rejects.toMatchObject(refused)
  const [, second, third] = choices('c1', 'c2', 'c3')
  if (!second || !third) throw new Error('three were made')
  const { category } = await change('q1', [{ ...second, label: { en: 'Reworded', zh: '' } }, third])
  expect(category.form[0]?.choices.map(({ label }) => label.en)).toEqual(['Reworded', 'C3'])
})

test('an event that was copied begins with the categories of the old one, once, and without guests', async () => {
  const from = await arranged({ quota: 7, opensAt: instant('2019-05-01T08:00:00Z'), form: [aQuestion('q1')] })
  await ask(from, 'g@clone.org')
  const to = await db.tx((tx) => arrangeEvent(tx))
  const payload = { from: EventId.parse(from.eventId), to: EventId.parse(to.eventId), days: 364 }
  const hear = () =>
    copyToClone.run(db.use(system('registration.copy_to_clone')), { fact: 'events.cloned', payload })
  await hear()
  await hear()
  const copies = await db.tx((tx) =>
    sql`select station_id as "stationId", quota, taken, opens_at as "opensAt", jsonb_array_length(form) as questions
      from category where event_id = ${to.eventId}`.execute(tx),
  )
  expect(copies.rows).toEqual([
    { stationId: to.stationId, quota: 7, taken: 0, opensAt: '2020-04-29T08:00:00.000Z', questions: 1 },
  ])
})
