import { expect, test } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

const house = await demoHouse()
const by = (role: string) => as(house.actors.get(`${role}@demo.example`) ?? { kind: 'visitor' })
const get = (role: string, path: string) => house.app.request(path, { headers: by(role) })
const board = '/en/console/insight/enterprise'
const read = async (role: string, path = board) => (await get(role, path)).text()

test('the enterprise sees its board, with tables to download and a way to answer what it was asked', async () => {
  const html = await read('enterprise')
  expect(html).toContain('Xinghai Photonics (made up)')
  const links = [...html.matchAll(/href="(\/en\/outcomes\/confirm\/[^"]+)"/g)].map(([, href]) => href ?? '')
  expect(links.length).toBeGreaterThan(1)
  expect((await get('enterprise', links[0] ?? '')).status).toBe(200)
  const names = [...html.matchAll(/enterprise\/([a-z]+)\.csv/g)].map(([, name]) => name)
  expect(names).toEqual(['outcomes', 'awaiting', 'meetings', 'steps', 'followups', 'survival', 'people'])
  for (const name of names) {
    const answer = await get('enterprise', `${board}/${name}.csv`)
    expect([name, answer.status, answer.headers.get('content-type')]).toEqual([
      name,
      200,
      'text/csv; charset=utf-8',
    ])
    expect(await answer.text()).not.toContain('/confirm/')
  }
})

test('the address chooses the edition; what it does not know, or another’s organisation, is as if not asked', async () => {
  const other = await read('enterprise', `${board}?edition=2018`)
  expect(other).toContain('No question to this enterprise is open.')
  const foreign = await read('enterprise', `${board}?organisation=00000000-0000-7000-8000-000000000000`)
  expect(foreign).toContain('Xinghai Photonics (made up)')
})

test('hosts and auditors see it without a way to answer; a station, and every other board for the enterprise, is shut', async () => {
  for (const role of ['organiser', 'auditor']) expect(await read(role)).not.toContain('/outcomes/confirm/')
  expect((await get('london', board)).status).toBe(403)
  for (const path of ['', '/origin', '/oversight', '/funnel/editions.csv', '/oversight/loads.csv'])
    expect([403, 404], path).toContain((await get('enterprise', `/en/console/insight${path}`)).status)
  expect((await get('london', '/en/console/insight/enterprise/people.csv')).status).toBe(404)
})

test('its own page leads to the board, and the console holds nothing else', async () => {
  expect(await read('enterprise', '/en/me')).toContain('/console/insight/enterprise?organisation=')
  const side = [...(await read('enterprise')).matchAll(/href="\/en(\/console[^"?]*)"/g)].map(
    ([, path]) => path,
  )
  expect([...new Set(side)].filter((path) => !path?.endsWith('.csv'))).toEqual([
    '/console/insight/enterprise',
  ])
})
