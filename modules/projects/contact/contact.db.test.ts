import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeProjects, at } from '../arrange.fixtures.ts'
import { listProject, makeList, moveListed, removeList } from '../lists/commands.ts'
import { keepProject } from '../shelf/commands.ts'
import { readCompared, readSaved } from '../shelf/queries.ts'
import { agreeToShow } from '../show/commands.ts'
import { readShow } from '../show/queries.ts'
import { answerContact, askContact } from './commands.ts'
import { readAsked, readContactLetter, readContacts } from './queries.ts'
import { mostADay } from './rules.ts'

const db = await testDatabase({ at })
const { summit, founder, london, organiser, shown, placeOf } = await arrangeProjects(db)
const toAll = [{ field: 'summary' as const, recipient: 'public' as const }]
const message = 'We would like to try it in our port.'

test('somebody asks, the team answers, both by letter, and no address is in anything that is read', async () => {
  const owner = await founder('owner@example.org')
  const asker = await founder('asker@example.org')
  const id = await shown(owner, toAll)
  const place = await placeOf(id)
  await db.use(asker).run(askContact, { ...place, message })
  const [contact] = (await db.use(owner).ask(readContacts, { projectId: id })).contacts
  expect(contact).toMatchObject({ message, answer: null, from: { name: { latinFamily: 'Li' } } })
  expect(JSON.stringify(contact)).not.toContain('@')
  await expect(db.use(asker).run(askContact, { ...place, message })).rejects.toThrow('projects.contact_open')
  const contactId = contact?.id as NonNullable<typeof contact>['id']
  const letter = await db.use(system('test')).ask(readContactLetter, { contactId })
  expect([letter.team.map(({ email }) => email), letter.from.email]).toEqual([
    ['owner@example.org'],
    'asker@example.org',
  ])
  await db.use(owner).run(answerContact, { contactId, answer: 'accepted', note: 'Come to our stand.' })
  await expect(db.use(owner).run(answerContact, { contactId, answer: 'declined', note: '' })).rejects.toThrow(
    'projects.contact_was_answered',
  )
  const { asked } = await db.use(asker).ask(readAsked, place)
  expect(asked).toMatchObject([{ answer: 'accepted', note: 'Come to our stand.' }])
  expect((await db.facts()).map(({ name }) => name).filter((name) => name.includes('contact'))).toEqual([
    'projects.contact_asked',
    'projects.contact_answered',
  ])
  // After a yes they may write again.
  await db.use(asker).run(askContact, { ...place, message })
})

test('a no is a no, one’s own project is not asked, and a day has an end', async () => {
  const owner = await founder()
  const place = await placeOf(await shown(owner, toAll))
  await expect(db.use(owner).run(askContact, { ...place, message })).rejects.toThrow('projects.contact_own')
  const asker = await founder()
  const { contact } = await db.use(asker).run(askContact, { ...place, message })
  await db.use(owner).run(answerContact, { contactId: contact.id, answer: 'declined', note: '' })
  await expect(db.use(asker).run(askContact, { ...place, message })).rejects.toThrow(
    'projects.contact_was_declined',
  )
  for (let count = 1; count < mostADay; count += 1)
    await db.use(asker).run(askContact, { ...(await placeOf(await shown(await founder(), toAll))), message })
  const one = await placeOf(await shown(await founder(), toAll))
  await expect(db.use(asker).run(askContact, { ...one, message })).rejects.toThrow(
    'projects.contact_too_many',
  )
  db.clock.advance({ hours: 25 })
  await db.use(asker).run(askContact, { ...one, message })
  db.clock.advance({ hours: -25 })
})

test('what is asked is the team’s and the asker’s: neither the station, strangers nor visitors read or answer it', async () => {
  const owner = await founder()
  const id = await shown(owner, toAll)
  const place = await placeOf(id)
  const { contact } = await db.use(await founder()).run(askContact, { ...place, message })
  for (const who of [london, await founder()]) {
    await expect(db.use(who).ask(readContacts, { projectId: id })).rejects.toThrow('kernel.not_found')
    await expect(
      db.use(who).run(answerContact, { contactId: contact.id, answer: 'accepted', note: '' }),
    ).rejects.toThrow('kernel.not_found')
  }
  await expect(db.use({ kind: 'visitor' }).run(askContact, { ...place, message })).rejects.toThrow(
    'kernel.sign_in_first',
  )
})

test('a project that is shown to nobody of the reader’s kind cannot be asked, kept or compared', async () => {
  const id = await shown(await founder(), [{ field: 'summary', recipient: 'registered' }])
  const place = await placeOf(id)
  const reader = await founder()
  await expect(db.use(reader).run(askContact, { ...place, message })).rejects.toThrow('kernel.not_found')
  await expect(db.use(reader).run(keepProject, { ...place, keep: true })).rejects.toThrow('kernel.not_found')
  const { views } = await db.use(reader).ask(readCompared, { edition: place.edition, slugs: [place.slug] })
  expect(views).toEqual([])
})

test('one’s own list keeps what one saved, as far as it is still shown, and nobody else’s', async () => {
  const owner = await founder()
  const id = await shown(owner, toAll)
  const place = await placeOf(id)
  const reader = await founder()
  const listed = async (who = reader) =>
    (await db.use(who).ask(readSaved, {})).groups.flatMap(({ views }) =>
      views.map(({ projectId }) => projectId),
    )
  await db.use(reader).run(keepProject, { ...place, keep: true })
  await db.use(reader).run(keepProject, { ...place, keep: true })
  expect([await listed(), await listed(owner)]).toEqual([[id], []])
  await db.use(owner).run(agreeToShow, { projectId: id, shown: [] })
  expect(await listed()).toEqual([])
  await db.use(owner).run(agreeToShow, { projectId: id, shown: toAll })
  await db.use(reader).run(keepProject, { ...place, keep: false })
  expect(await listed()).toEqual([])
})

test('organisers put projects forward in their order; what is taken off the show is off their list, too', async () => {
  const owner = await founder()
  const [one, two] = [await shown(await founder(), toAll), await shown(owner, toAll)]
  const list = await db
    .use(organiser)
    .run(makeList, { editionId: summit.edition.id, title: { en: 'Picks', zh: '' } })
  await expect(
    db.use(london).run(makeList, { editionId: summit.edition.id, title: { en: 'x', zh: '' } }),
  ).rejects.toThrow('kernel.forbidden')
  for (const id of [one, two, one])
    await db.use(organiser).run(listProject, { listId: list.id, slug: (await placeOf(id)).slug })
  const seen = async (over = {}) =>
    (await db.use({ kind: 'visitor' }).ask(readShow, { edition: summit.edition.slug, ...over })).lists.map(
      ({ title, views }) => [title.en, views.map(({ projectId }) => projectId)],
    )
  expect(await seen()).toEqual([['Picks', [one, two]]])
  await db.use(organiser).run(moveListed, { listId: list.id, projectId: two, move: 'up' })
  await db.use(organiser).run(moveListed, { listId: list.id, projectId: two, move: 'up' })
  expect(await seen()).toEqual([['Picks', [two, one]]])
  expect(await seen({ query: 'sensor' })).toEqual([])
  await db.use(owner).run(agreeToShow, { projectId: two, shown: [] })
  expect(await seen()).toEqual([['Picks', [one]]])
  await db.use(organiser).run(moveListed, { listId: list.id, projectId: one, move: 'out' })
  expect(await seen()).toEqual([])
  await db.use(organiser).run(removeList, { listId: list.id })
})
