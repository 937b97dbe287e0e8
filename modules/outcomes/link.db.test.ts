import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { plainDate } from '#kernel/time'
import { insertEvent } from '#modules/events'
import { PolicyClaimId } from '#modules/policies'
import { IntroductionId } from '#modules/stations'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'
import { anEvent } from '../events/fixtures.ts'
import { correctOutcome, stateOutcome } from './commands.ts'
import { linkOutcome } from './link.ts'
import { type Links, noLinks, OutcomeId } from './model.ts'

const house = await demoHouse()
const by = (name: string) => as(house.actors.get(`${name}@demo.example`) ?? { kind: 'visitor' })
const one = async <Row>(text: ReturnType<typeof sql<Row>>): Promise<Row> => {
  const [row] = (await house.tx((tx) => text.execute(tx))).rows
  if (!row) throw new Error('the demo has one')
  return row
}

type Met = { person: string; meeting: string; event: string; edition: string }
const met = await one(sql<Met>`select person_a as person, meeting.id as meeting, event.id as event,
    edition_id as edition
  from meeting join brokerage on brokerage.id = brokerage_id join event on event.id = event_id
  where meeting.state = 'booked' and edition_id = (select id from edition where slug = '2019') order by 1 limit 1`)
const outcome = await one(sql<{ id: string; level: string; station: string }>`
  select outcome.id, level, slug as station from outcome join station on station.id = station_id
  where state = 'standing' and level = 'documented' and event_id is null and slug = 'london' limit 1`)
await house.tx((tx) => sql`update outcome set person_id = ${met.person} where id = ${outcome.id}`.execute(tx))

const path = `/en/console/outcomes/${outcome.id}/link`
const send = (who: string, fields: Record<string, string>) =>
  house.app.request(path, {
    method: 'POST',
    headers: { ...by(who), origin: 'http://localhost' },
    body: new URLSearchParams({ reason: 'Told by both.', ...fields }),
  })
const stands = () =>
  one(sql<object>`select event_id as event, meeting_id as meeting, introduction_id as introduction, level, organisation_id as organisation from outcome
    where id = ${outcome.id}`)
const last = () =>
  one(sql<{ seq: string; kind: string; level: string }>`select seq, body::jsonb ->> 'kind' as kind,
    body::jsonb ->> 'level' as level from outcome_entry where outcome_id = ${outcome.id} order by seq desc limit 1`)

it('is linked later to an event and a meeting: one more entry, and the level stays', async () => {
  const before = await last()
  const html = await (await house.app.request(path, { headers: by('organiser') })).text()
  expect(html).toContain(met.meeting)
  const answer = await send('organiser', { event: met.event, meeting: met.meeting })
  expect(answer.headers.get('location')).toContain('told=outcomes.told_link')
  expect(await stands()).toMatchObject({ event: met.event, meeting: met.meeting, level: outcome.level })
  const after = await last()
  expect(after).toMatchObject({ kind: 'linked', level: outcome.level })
  expect(Number(after.seq)).toBeGreaterThan(Number(before.seq))
  const page = await (
    await house.app.request(`/en/console/outcomes/${outcome.id}`, { headers: by('organiser') })
  ).text()
  expect(page).toContain('Linked to what it came from')
})

it('is linked to an introduction of its edition whose credit is a station’s, and to no other', async () => {
  const held = await one(
    sql<{ id: string; name: string }>`select id, name from introduction where state = 'held' limit 1`,
  )
  const waits = await one(
    sql<{ id: string }>`select id from introduction where state = 'under_review' limit 1`,
  )
  const form = await (await house.app.request(path, { headers: by('london') })).text()
  expect(form).toContain(held.name)
  expect(form).not.toContain(waits.id)
  const chosen = { event: met.event, meeting: met.meeting, introduction: held.id }
  expect((await send('organiser', chosen)).status).toBe(303)
  expect(await stands()).toMatchObject({ introduction: held.id, meeting: met.meeting })
  const page = `/en/console/outcomes/${outcome.id}`
  expect(await (await house.app.request(page, { headers: by('london') })).text()).toContain(
    `/en/console/introductions/${held.id}`,
  )
  expect((await send('organiser', { ...chosen, introduction: waits.id })).status).toBe(422)
  expect(await stands()).toMatchObject({ introduction: held.id })
})

it('refuses what changes nothing and what has no reason; what is not in the list is refused at its field', async () => {
  const held = await one(
    sql<{ id: string }>`select introduction_id as id from outcome where id = ${outcome.id}`,
  )
  const before = await last()
  const standing = { event: met.event, meeting: met.meeting, introduction: held.id }
  const same = await send('organiser', standing)
  expect([same.status, await same.text()]).toEqual([409, expect.stringContaining('Nothing would change')])
  expect((await send('organiser', { event: '', reason: '' })).status).toBe(422)
  const foreign = await send('organiser', { ...standing, meeting: crypto.randomUUID() })
  expect([foreign.status, await foreign.text()]).toEqual([
    422,
    expect.stringContaining('aria-invalid="true"'),
  ])
  expect(await stands()).toMatchObject(standing)
  expect((await last()).seq).toBe(before.seq)
  expect((await send('organiser', { ...standing, meeting: '' })).status).toBe(303)
  expect(await stands()).toMatchObject({ ...standing, meeting: null })
})

it('is not there for the neighbour’s station, and an auditor only reads', async () => {
  expect((await send('boston', { event: '' })).status).toBe(404)
  expect((await send('auditor', { event: '' })).status).toBe(403)
})

describe('what an outcome may be linked with, when it is recorded and later', async () => {
  const places = await one(sql<{ earlier: string; boston: string; london: string }>`select
    (select id from edition where slug <> '2019' order by slug desc limit 1) as earlier,
    (select id from station where slug = 'boston') as boston, (select id from station where slug = 'london') as london`)
  const id = <Of extends string>(name: Of) => idOf(name).parse
  const editionId = id('edition')(met.edition)
  const draft = anEvent({ editionId, stationId: id('station')(places.boston), state: 'draft' })
  const old = anEvent({ editionId: id('edition')(places.earlier) })
  await house.tx(async (tx) => {
    await insertEvent(tx, draft)
    await insertEvent(tx, old)
  })
  const found = await one(sql<
    Record<'foreign' | 'hers' | 'waits' | 'held' | 'hidden' | 'stranger' | 'asked' | 'granted', string>
  >`select
    (select id from meeting where state = 'booked' and ${met.person} not in (person_a, person_b) order by id limit 1) as foreign,
    (select person_a from meeting where state = 'booked' and ${met.person} not in (person_a, person_b) order by id limit 1) as hers,
    (select id from introduction where state = 'under_review') as waits,
    (select id from introduction where state = 'held' and station_id = ${places.london} order by id limit 1) as held,
    (select id from project where station_id is distinct from ${places.london}::uuid and state = 'shown' order by id limit 1) as hidden,
    (select id from person where not exists (select from person_station where person_id = person.id) and email not like '%demo.example' order by id limit 1) as stranger,
    (select id from policy_claim where state = 'asked' order by id limit 1) as asked,
    (select id from policy_claim where state = 'granted' and station_id = ${places.london} order by id limit 1) as granted`)
  const meetingOf = { personId: id('person')(met.person), meetingId: id('meeting')(found.foreign) }
  const cases: [string, string, string, Partial<Links>][] = [
    ['a neighbour station’s draft event', 'london', 'event', { eventId: draft.id }],
    ['an event of another edition', 'organiser', 'event', { eventId: old.id }],
    ['a meeting that whom it is about is not booked in', 'organiser', 'meeting', meetingOf],
    ['a meeting of nobody', 'organiser', 'meeting', { meetingId: meetingOf.meetingId }],
    ['a neighbour station’s project', 'london', 'project', { projectId: id('project')(found.hidden) }],
    ['an introduction that has no credit', 'organiser', 'introduction', introduction(found.waits)],
    ['a neighbour station’s introduction', 'boston', 'introduction', introduction(found.held)],
    ['a claim that nobody granted', 'organiser', 'claim', claimed(found.asked)],
    ['a claim through a neighbour station', 'boston', 'claim', claimed(found.granted)],
    [
      'somebody else’s claim',
      'organiser',
      'claim',
      { ...claimed(found.granted), personId: meetingOf.personId },
    ],
    ['no organisation', 'organiser', 'organisationId', { organisationId: newId<'organisation'>() }],
    ['a person out of reach', 'boston', 'personEmail', { personId: id('person')(found.stranger) }],
  ]
  const use = (who: string) => {
    const actor = house.actors.get(`${who}@demo.example`)
    if (!actor) throw new Error(`the demo has no ${who}`)
    return house.cases.as({ actor, door: 'web', requestId: 't' })
  }
  const facts = {
    title: 'A post',
    organisation: 'X',
    happenedOn: plainDate('2019-07-20'),
    terms: { type: 'post', form: 'full_time' } as const,
  }
  const stated = (who: string, links: Partial<Links>) =>
    use(who).run(stateOutcome, { ...facts, editionId, stationId: stationOf(who), ...noLinks, ...links })
  const stationOf = (who: string) =>
    who === 'organiser' ? null : id('station')(who === 'london' ? places.london : places.boston)
  const refusedAt = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        return error.fields[0]?.path ?? error.code
      },
    )

  it.each(cases)('not %s', async (_what, who, field, links) => {
    expect(await refusedAt(stated(who, links))).toBe(field)
    if ('personId' in links && field === 'personEmail') return
    const { outcome } = await stated(who, {})
    const { personId, ...later } = { ...noLinks, ...links }
    await house.tx((tx) =>
      sql`update outcome set person_id = ${personId} where id = ${outcome.id}`.execute(tx),
    )
    const linked = use(who).run(linkOutcome, { ...later, outcomeId: outcome.id, reason: 'Told.' })
    expect(await refusedAt(linked)).toBe(field)
  })

  it('but a granted claim of the edition, which its page names', async () => {
    const { outcome } = await stated('london', claimed(found.granted))
    expect(outcome.policyClaimId).toBe(found.granted)
    const address = `/en/console/outcomes/${outcome.id}`
    const page = await house.app.request(address, { headers: by('organiser') })
    expect(await page.text()).toContain(`/en/console/policy-claims/${found.granted}`)
    const { personId, ...none } = noLinks
    const later = { ...none, outcomeId: OutcomeId.parse(outcome.id), reason: 'Mistaken.' }
    expect((await use('london').run(linkOutcome, later)).outcome.policyClaimId).toBeNull()
  })

  it('a claim goes as well when whom the record was about was somebody else', async () => {
    const { outcome } = await stated('organiser', claimed(found.granted))
    const corrected = { ...facts, outcomeId: OutcomeId.parse(outcome.id), reason: 'Mistaken.' }
    const to = async (person: string) =>
      (await one(sql<{ email: string }>`select email from person where id = ${person}`)).email
    const theirs = await one(
      sql<{ id: string }>`select person_id as id from policy_claim where id = ${found.granted}`,
    )
    const right = { ...corrected, personEmail: await to(theirs.id) }
    expect((await use('organiser').run(correctOutcome, right)).outcome.policyClaimId).toBe(found.granted)
    const wrong = { ...corrected, personEmail: await to(met.person) }
    expect((await use('organiser').run(correctOutcome, wrong)).outcome.policyClaimId).toBeNull()
  })

  it('but what is seen and belongs there; a meeting goes when whom it is about was somebody else', async () => {
    const links = {
      personId: id('person')(found.hers),
      meetingId: meetingOf.meetingId,
      eventId: id('event')(met.event),
    }
    const { outcome } = await stated('organiser', links)
    expect(outcome).toMatchObject(links)
    const other = await one(sql<{ email: string }>`select email from person where id = ${met.person}`)
    const corrected = { ...facts, outcomeId: OutcomeId.parse(outcome.id), reason: 'Mistaken.' }
    const same = await use('organiser').run(correctOutcome, corrected)
    expect(same.outcome).toMatchObject(links)
    const changed = await use('organiser').run(correctOutcome, { ...corrected, personEmail: other.email })
    expect(changed.outcome).toMatchObject({ personId: met.person, meetingId: null, eventId: met.event })
  })

  it('what somebody else linked before stays linked, whoever adds to it', async () => {
    const { outcome } = await stated('london', { personId: null })
    await house.tx((tx) =>
      sql`update outcome set project_id = ${found.hidden} where id = ${outcome.id}`.execute(tx),
    )
    const { personId, ...none } = noLinks
    const later = { ...none, projectId: id('project')(found.hidden), eventId: id('event')(met.event) }
    const { outcome: now } = await use('london').run(linkOutcome, {
      ...later,
      outcomeId: outcome.id,
      reason: 'Told.',
    })
    expect(now).toMatchObject({ projectId: found.hidden, eventId: met.event })
  })
})

function claimed(id: string) {
  return { policyClaimId: PolicyClaimId.parse(id) }
}

function introduction(id: string) {
  return { introductionId: IntroductionId.parse(id) }
}
