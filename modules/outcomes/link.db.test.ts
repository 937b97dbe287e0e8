import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

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
  await send('organiser', { ...chosen, introduction: waits.id })
  expect(await stands()).toMatchObject({ introduction: null })
})

it('refuses what changes nothing and what has no reason; what is not in the list is not linked', async () => {
  const before = await last()
  const same = await send('organiser', { event: met.event, meeting: met.meeting })
  expect([same.status, await same.text()]).toEqual([409, expect.stringContaining('Nothing would change')])
  expect((await send('organiser', { event: '', reason: '' })).status).toBe(422)
  const foreign = await send('organiser', { event: met.event, meeting: crypto.randomUUID() })
  expect(foreign.status).toBe(303)
  expect(await stands()).toMatchObject({ event: met.event, meeting: null })
  expect((await last()).seq).not.toBe(before.seq)
})

it('is not there for the neighbour’s station, and an auditor only reads', async () => {
  expect((await send('boston', { event: '' })).status).toBe(404)
  expect((await send('auditor', { event: '' })).status).toBe(403)
})
