import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { plainDate, zone } from '#kernel/time'
import { findEvent, insertEvent, listEvents } from '#modules/events'
import { listOutcomes, stateOutcome } from '#modules/outcomes'
import { ensurePerson, letStationSee, readPersons } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { insertStation, type Station } from '#modules/stations'
import { anEvent } from '../modules/events/fixtures.ts'
import { as, holding, testHouse } from '../tools/test/house.ts'

const house = await testHouse({ at: '2019-08-01T08:00:00Z' })
const at = house.clock.now()
const programmeId = newId<'programme'>()
const editionId = newId<'edition'>()
const text = (en: string) => ({ en, zh: '' })
const station = (slug: string): Station => ({
  id: newId<'station'>(),
  programmeId,
  slug,
  name: text(slug),
  city: text(slug),
  country: 'GB',
  territory: ['GB'],
  zone: zone('Europe/London'),
  openedYear: 2018,
  about: text(''),
})
const london = station('london')
const boston = station('boston')
const draft = anEvent({ editionId, stationId: london.id, state: 'draft' })

const people = await house.db.tx(async (tx) => {
  await insertProgramme(tx, { id: programmeId, slug: 'p', name: text('P'), about: text('') })
  await insertEdition(tx, {
    id: editionId,
    programmeId,
    number: 20,
    year: 2019,
    slug: '2019',
    name: text('20th'),
    startsOn: plainDate('2019-07-04'),
    endsOn: plainDate('2019-07-06'),
    zone: zone('Asia/Shanghai'),
    place: text('Dalian'),
    state: 'open',
    clonedFrom: null,
    createdAt: at,
  })
  await insertStation(tx, london)
  await insertStation(tx, boston)
  await insertEvent(tx, draft)
  const guest = await ensurePerson(
    tx,
    { email: 'Guest@Example.org', name: personName({ latinGiven: 'Wei' }), locale: 'en' },
    at,
  )
  await letStationSee(tx, guest.id, london.id)
  const lead = await ensurePerson(tx, { email: 'lead@example.org', name: personName({}), locale: 'en' }, at)
  const other = await ensurePerson(tx, { email: 'other@example.org', name: personName({}), locale: 'en' }, at)
  return { guest, lead, other }
})
const ours = holding('station_lead', london.id, people.lead.id)
const neighbour = holding('station_lead', boston.id, people.other.id)

await house.cases.as({ actor: ours, door: 'web', requestId: 't' }).run(stateOutcome, {
  editionId,
  stationId: london.id,
  personId: people.guest.id,
  terms: { type: 'post', form: 'full_time' },
  title: 'A post',
  organisation: 'X',
  happenedOn: plainDate('2019-07-20'),
})

test('row-level security alone keeps a station’s draft, guest and outcome from the neighbour', async () => {
  const seenBy = (actor: typeof ours) =>
    house.db.as(actor, async (tx) => ({
      event: (await findEvent(tx, draft.id)) !== undefined,
      list: (await listEvents(tx, { editionId })).length,
      guest: (await readPersons(tx, [people.guest.id])).size,
    }))
  expect(await seenBy(ours)).toEqual({ event: true, list: 1, guest: 1 })
  expect(await seenBy(neighbour)).toEqual({ event: false, list: 0, guest: 0 })
  const outcomes = (actor: typeof ours) =>
    house.cases
      .as({ actor, door: 'web', requestId: 't' })
      .ask(listOutcomes, { editionId, type: null, level: null, after: null })
  expect((await outcomes(ours)).outcomes).toHaveLength(1)
  expect((await outcomes(neighbour)).outcomes).toHaveLength(0)
})

test.each([
  `/en/console/events/${draft.id}`,
  `/en/console/events/${draft.id}/guests`,
  `/en/console/events/${draft.id}/cancel`,
  '/en/console/stations/london',
])('the neighbour’s lead does not find %s', async (path) => {
  expect((await house.app.request(path, { headers: as(neighbour) })).status).toBe(404)
})

test('the own lead finds them', async () => {
  expect((await house.app.request(`/en/console/events/${draft.id}`, { headers: as(ours) })).status).toBe(200)
  expect((await house.app.request('/zh/console/stations/london', { headers: as(ours) })).status).toBe(200)
})

test('a form posted from a foreign site is refused, whoever is signed in', async () => {
  const answer = await house.app.request(`/en/console/events/${draft.id}/release`, {
    method: 'POST',
    headers: { ...as(ours), 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams(),
  })
  expect(answer.status).toBe(403)
})
