import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

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
const edition = await one(sql<{ id: string }>`select id from edition where slug = '2019'`)
const page = (find: string) => `/console/outcomes/new?find=${encodeURIComponent(find)}`

it('finds a project and an organisation by words, and records what was chosen of what was found', async () => {
  expect(await read('organiser@demo.example', page(project.title.slice(0, 20)))).toContain(project.id)
  expect(await read('organiser@demo.example', page('no such thing'))).toContain('no such thing')
  const send = (find: string) =>
    house.app.request(`/en${page(find)}`, {
      method: 'POST',
      headers: { ...by('organiser@demo.example'), origin: 'http://localhost' },
      body: new URLSearchParams({
        edition: edition.id,
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

it('shows a station nothing of its neighbour', async () => {
  expect(await read('london@demo.example', page(project.title))).not.toContain(project.id)
})
