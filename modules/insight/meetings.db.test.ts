import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

const house = await demoHouse()
const by = (email: string) => as(house.actors.get(`${email}@demo.example`) ?? { kind: 'visitor' })
const get = async (email: string, path: string) => {
  const answer = await house.app.request(`/en/console/insight/meetings${path}`, { headers: by(email) })
  return { status: answer.status, text: await answer.text() }
}
const rowsOf = async (email: string, path: string) =>
  (await get(email, path)).text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

it('tells of an edition what its statement tells, by the same rule', async () => {
  const [statement] = (
    await house.tx((tx) =>
      sql<{ body: string }>`select body from statement where state = 'released'`.execute(tx),
    )
  ).rows
  const frozen: { figures: { metric: string; value: number }[] } = JSON.parse(statement?.body ?? '{}')
  const value = (id: string) => frozen.figures.find(({ metric }) => metric === id)?.value
  const [row] = await rowsOf('organiser', '/meetings.csv?edition=2019')
  const numbers = row?.slice(1, 5).map(Number)
  expect(numbers).toEqual(
    ['meetings_booked', 'meetings_told', 'meetings_held', 'meetings_no_show'].map(value),
  )
  const stations = await rowsOf('organiser', '/stations.csv?edition=2019')
  const summed = [1, 2, 3, 4].map((column) => stations.reduce((sum, each) => sum + Number(each[column]), 0))
  expect(summed).toEqual(numbers)
})

it('counts each outcome that rests on a meeting under its type', async () => {
  const found = await house.tx((tx) =>
    sql<{ n: number }>`select count(*)::int as n from outcome
      where meeting_id is not null and state = 'standing' group by type order by n desc, type`.execute(tx),
  )
  const rows = await rowsOf('auditor', '/outcomes.csv')
  expect(rows.filter(([type]) => type).map(([, count]) => Number(count))).toEqual(
    found.rows.map(({ n }) => n),
  )
})

it('shows a station its own meetings and nobody a neighbour’s', async () => {
  const { status, text } = await get('boston', '')
  expect([status, text.includes('London')]).toEqual([200, false])
  // Another station in the address is answered with one’s own.
  expect(await rowsOf('boston', '/stations.csv?station=london')).toEqual(
    await rowsOf('boston', '/stations.csv'),
  )
  expect((await get('enterprise', '')).status).toBe(403)
  expect((await get('visitor', '')).status).not.toBe(200)
})
