import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, stationsOf } from '#kernel/access'
import { methodsOf, type Route } from '#platform/http'
import { demoHouse } from '../tools/test/demo-house.ts'
import { as } from '../tools/test/house.ts'
import { tour } from '../tools/test/tour.ts'

const house = await demoHouse()
const actor = (name: string): Actor => {
  const found = house.actors.get(`${name}@demo.example`)
  if (!found) throw new Error(`the demo has no ${name}`)
  return found
}
const london = actor('london')
const boston = actor('boston')
const asStaff = (lead: Actor): Actor =>
  lead.kind === 'person'
    ? { ...lead, grants: lead.grants.map((grant) => ({ ...grant, role: 'station_staff' })) }
    : lead

/** Whose every record is that belongs to a station: each table with a station_id is asked, whatever module it is of. */
async function owners(): Promise<Map<string, string>> {
  const tables = await house.tx((tx) =>
    sql<{ name: string }>`select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name in ('id', 'station_id')
        and (column_name = 'station_id' or data_type = 'uuid')
      group by 1 having count(*) = 2`.execute(tx),
  )
  const found = new Map<string, string>()
  for (const { name } of tables.rows)
    await house.tx(async (tx) => {
      const rows = await sql<{ id: string; station: string }>`select id, station_id as station
        from ${sql.table(name)} where station_id is not null`.execute(tx)
      for (const { id, station } of rows.rows) found.set(id, station)
    })
  const slugs = await house.tx((tx) =>
    sql<{ id: string; slug: string }>`select id, slug from station`.execute(tx),
  )
  for (const { id, slug } of slugs.rows) found.set(slug, id)
  return found
}
const ownerOf = await owners()

/** Doors that answer everybody who may open them alike, whatever record is named in the address. */
const tellsNothing: Record<string, string> = {
  '/console/events/:event/check-in/app.webmanifest':
    'gives back the address it was asked at and nothing of the event',
}
/** A station works at the console and by the API; the other pages are the public's, or a person's own. */
const ofStations = ({ path }: Route) => path.startsWith('/console') || path.startsWith('/api')
/** The schema refuses an empty body before any record is looked for. */
const refusedBefore = (route: Route, status: number) => route.kind === 'api' && status === 422

/** Every door at an address of a record of this actor's own station, found by its own links. */
async function ownDoors(mine: Actor): Promise<{ route: Route; method: string; address: string }[]> {
  const [station] = stationsOf(mine)
  const found = await tour(house, [mine], { most: 40 })
  return [...found].flatMap(([route, places]) =>
    'reason' in route.who || route.path in tellsNothing || !ofStations(route)
      ? []
      : places
          .filter(
            ({ address }) =>
              !address.includes('unknown') &&
              (address.split('?')[0] ?? '').split('/').some((part) => ownerOf.get(part) === station),
          )
          .slice(0, 2)
          .flatMap(({ address }) => methodsOf(route).map((method) => ({ route, method, address }))),
  )
}

const ask = async (
  who: Actor,
  { route, method, address }: { route: Route; method: string; address: string },
) => {
  const answer = await house.app.request(address, {
    method,
    headers: { ...as(who), ...(route.kind === 'api' ? { 'content-type': 'application/json' } : {}) },
    body: ['GET', 'HEAD', 'DELETE'].includes(method)
      ? null
      : route.kind === 'api'
        ? '{}'
        : new URLSearchParams(),
  })
  await answer.body?.cancel()
  return answer.status
}

describe.each([
  { own: 'London', mine: london, other: 'Boston', theirs: boston },
  { own: 'Boston', mine: boston, other: 'London', theirs: london },
])('what belongs to the $own station', async ({ mine, theirs }) => {
  const led = await ownDoors(mine)
  // The tour also guesses addresses that no page leads to; what its own lead does not find says nothing about others.
  const found = await Promise.all(
    led.map(async (door) => door.method !== 'GET' || (await ask(mine, door)) === 200),
  )
  const doors = led.filter((_door, index) => found[index])

  test('has many doors that its own lead opens', () => {
    const read = doors.filter(({ method }) => method === 'GET')
    expect(new Set(read.map(({ route }) => route.path)).size).toBeGreaterThan(20)
    expect(new Set(doors.map(({ route }) => route.path)).size).toBeGreaterThan(35)
  })

  test.each([
    ['lead', theirs],
    ['staff', asStaff(theirs)],
  ])('is not there for the $other station’s %s, neither to read nor to write', async (_role, neighbour) => {
    const opened: string[] = []
    for (const door of doors) {
      const status = await ask(neighbour, door)
      if (status !== 404 && status !== 403 && !refusedBefore(door.route, status))
        opened.push(`${door.method} ${door.route.path} ${status}`)
    }
    expect(opened).toEqual([])
  })
})
