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
const row = await one(sql<{
  id: string
  batch: string
  label: string
}>`select id, batch_id as batch, label from legacy_row
  where kind = 'people' and certainty = 'unlinked' order by id limit 1`)
const outcome = await one(sql<{ id: string; batch: string }>`select id, batch_id as batch from legacy_row
  where kind = 'outcomes' order by id limit 1`)
const scholar = await one(sql<{ id: string }>`select id from person where email = 'scholar@demo.example'`)
const path = `/en/console/backfill/${row.batch}/rows/${row.id}`

const read = async (who: string, to: string) => {
  const answer = await house.app.request(to, { headers: by(who) })
  return { status: answer.status, html: await answer.text() }
}
const send = (who: string, fields: Record<string, string>) =>
  house.app.request(`${path}?find=scholar%40`, {
    method: 'POST',
    headers: { ...by(who), origin: 'http://localhost' },
    body: new URLSearchParams(fields),
  })

it('is led to from the sheet, found by address, and sent with a reason that stands beside who said it', async () => {
  const sheet = await read('organiser', `/en/console/backfill/${row.batch}?show=all`)
  expect(sheet.html).toContain(`/en/console/backfill/${row.batch}/rows/`)
  expect((await read('organiser', `${path}?find=no-such-name`)).html).toContain('no-such-name')
  expect((await read('organiser', `${path}?find=scholar%40`)).html).toContain(scholar.id)

  const back = await send('organiser', { person: scholar.id, reason: '' })
  expect([back.status, await back.text()]).toEqual([422, expect.stringContaining('aria-invalid="true"')])
  expect((await send('organiser', { reason: 'No choice.' })).status).toBe(422)

  const sent = await send('organiser', {
    person: scholar.id,
    reason: 'Signed the register in the same hand.',
  })
  expect(sent.headers.get('location')).toContain('told=backfill.told_decided')
  const { html } = await read('organiser', path)
  expect(html).toContain('Signed the register in the same hand.')
  expect(html).toContain('Named')
  const trail = await one(
    sql<{ n: number }>`select count(*)::int as n from audit_entry where command = 'backfill.name'`,
  )
  expect(trail.n).toBe(1)
})

it('is read by an auditor without a form, by nobody else, and a line of outcomes is given to nobody', async () => {
  const audited = await read('auditor', `${path}?find=scholar%40`)
  expect([audited.status, audited.html.includes(scholar.id)]).toEqual([200, false])
  expect((await send('auditor', { person: scholar.id, reason: 'x' })).status).toBe(403)
  for (const who of ['london', 'verifier', 'scholar']) expect((await read(who, path)).status).toBe(403)
  const other = await read(
    'organiser',
    `/en/console/backfill/${outcome.batch}/rows/${outcome.id}?find=scholar%40`,
  )
  expect([other.status, other.html.includes(scholar.id)]).toEqual([200, false])
  expect((await read('organiser', `/en/console/backfill/${outcome.batch}/rows/${row.id}`)).status).toBe(404)
})
