import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertEvent } from '#modules/events'
import { EditionId } from '#modules/programme'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as, holding, testHouse } from '../../tools/test/house.ts'
import { anEvent } from '../events/fixtures.ts'

const house = await demoHouse()
const by = (email: string) => as(house.actors.get(email) ?? { kind: 'visitor' })
const read = async (email: string, path: string) =>
  (await house.app.request(`/en${path}`, { headers: by(email) })).text()
const one = async <Row>(text: ReturnType<typeof sql<Row>>): Promise<Row> => {
  const [row] = (await house.tx((tx) => text.execute(tx))).rows
  if (!row) throw new Error('the demo has one')
  return row
}
const project = await one(sql<{
  id: string
  title: string
}>`select project.id, title ->> 'en' as title from project
  left join station on station.id = station_id where slug is distinct from 'london' and state not in ('draft', 'withdrawn') limit 1`)
const organisation = await one(
  sql<{ id: string; name: string }>`select id, name ->> 'en' as name from organisation limit 1`,
)
const page = (find: string, of = '2019') =>
  `/console/outcomes/new?${new URLSearchParams({ edition: of, find })}`

it('finds a project and an organisation by words, and records what was chosen of what was found', async () => {
  expect(await read('organiser@demo.example', page(project.title.slice(0, 20)))).toContain(project.id)
  expect(await read('organiser@demo.example', page('no such thing'))).toContain('no such thing')
  const send = (find: string) =>
    house.app.request(`/en${page(find)}`, {
      method: 'POST',
      headers: { ...by('organiser@demo.example'), origin: 'http://localhost' },
      body: new URLSearchParams({
        type: 'award',
        awardedBy: 'X',
        title: `Linked by ${find}`,
        happenedOn: '2019-07-01',
        project: project.id,
        organisationId: organisation.id,
      }),
    })
  expect((await send(project.title)).status).toBe(303)
  expect((await send(organisation.name)).status).toBe(303)
  const found = await house.tx((tx) =>
    sql<object>`select project_id as project, organisation_id as organisation from outcome
      where title like 'Linked by %' order by id`.execute(tx),
  )
  expect(found.rows).toEqual([
    { project: project.id, organisation: null },
    { project: null, organisation: organisation.id },
  ])
})

it('says what to do first where no edition was opened yet', async () => {
  const empty = await testHouse()
  const answer = await empty.app.request('/en/console/outcomes/new', { headers: as(holding('organiser')) })
  expect([answer.status, await answer.text()]).toEqual([
    409,
    expect.stringContaining('Open an edition first'),
  ])
})

it('shows a station nothing of its neighbour', async () => {
  expect(await read('london@demo.example', page(project.title))).not.toContain(project.id)
})

it('offers what belongs to the edition of the address, and files it there', async () => {
  const earlier = await one(sql<{
    id: string
    slug: string
    name: string
  }>`select id, slug, name ->> 'en' as name
    from edition where slug <> '2019' order by slug desc limit 1`)
  const old = anEvent({
    editionId: EditionId.parse(earlier.id),
    title: { en: 'A forum of old', zh: '往届论坛' },
  })
  await house.tx((tx) => insertEvent(tx, old))
  const held = await one(sql<{
    id: string
    event: string
  }>`select introduction.id, event.id as event from introduction
    join station on station.id = station_id join event on event.edition_id = introduction.edition_id
    where introduction.state = 'held' and station.slug = 'london' and event.state = 'released' limit 1`)
  const now = await read('london@demo.example', page(''))
  expect(now).toContain(held.id)
  expect(now).not.toContain(old.id)
  const then = await read('london@demo.example', page('', earlier.slug))
  expect(then).toContain(`${earlier.name}: what came of it`)
  expect(then).toContain(old.id)
  expect(then).not.toContain(held.id)
  expect(await read('boston@demo.example', page(''))).not.toContain(held.id)

  const send = (of: string, fields: Record<string, string>) =>
    house.app.request(`/en${page('', of)}`, {
      method: 'POST',
      headers: { ...by('london@demo.example'), origin: 'http://localhost' },
      body: new URLSearchParams({
        ...{ type: 'award', awardedBy: 'X', title: 'Filed by edition', happenedOn: '2018-07-01' },
        ...fields,
      }),
    })
  // Chosen in another edition's form: it comes back filled, with the field marked, and nothing is recorded.
  const foreign = await send('2019', { event: old.id })
  const back = await foreign.text()
  expect(foreign.status).toBe(422)
  expect(back).toContain('Filed by edition')
  expect(back).toMatch(/id="f-event"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="f-event"/)
  expect((await send('2019', { introduction: crypto.randomUUID() })).status).toBe(422)
  expect((await send('1066', {})).status).toBe(404)

  expect((await send(earlier.slug, { event: old.id })).status).toBe(303)
  expect((await send('2019', { event: held.event, introduction: held.id })).status).toBe(303)
  const found = await house.tx((tx) =>
    sql<object>`select slug, event_id as event, introduction_id as introduction from outcome
      join edition on edition.id = edition_id where title = 'Filed by edition' order by slug`.execute(tx),
  )
  expect(found.rows).toEqual([
    { slug: earlier.slug, event: old.id, introduction: null },
    { slug: '2019', event: held.event, introduction: held.id },
  ])
})
