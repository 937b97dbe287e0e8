import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { visitor } from '#kernel/access'
import { confirmTranche } from '#modules/policies'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'
import { frozenIn } from './queries/index.ts'

const house = await demoHouse()
const rows = async <Row>(text: ReturnType<typeof sql<Row>>) => (await house.tx((tx) => text.execute(tx))).rows
const [statement] = await rows(sql<{ id: string; body: string }>`select id, body from statement limit 1`)
if (!statement) throw new Error('the demo has one')
const path = `/en/statements/${statement.id}`
type File = { grants: { amountAwarded: number; amountDisbursed: number; recipientIndividual?: object }[] }
const file = async () => (await (await house.app.request(`${path}/grants.json`)).json()) as File
const figure = (metric: string) => frozenIn(statement).figures.find((each) => each.metric === metric)?.value
const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0)

it('publishes what the statement counted, and no name of a person', async () => {
  const { grants } = await file()
  expect(grants).toHaveLength(8)
  expect(sum(grants.map(({ amountAwarded }) => amountAwarded)) * 100).toBe(figure('incentives_granted'))
  expect(sum(grants.map(({ amountDisbursed }) => amountDisbursed)) * 100).toBe(figure('incentives_paid'))
  expect(figure('incentives_persons')).toBe(6)
  expect(figure('incentives_organisations')).toBe(1)
  const text = JSON.stringify(grants)
  for (const { latin_family: family } of await rows(sql<{
    latin_family: string
  }>`select latin_family from person
    where id in (select person_id from policy_claim) and length(latin_family) > 3`))
    expect(text).not.toContain(family)
  expect(await (await house.app.request(path)).text()).toContain('8 grants are in the file')
})

it('stays as it was at the cut, whatever is paid or comes back later', async () => {
  const before = JSON.stringify(await file())
  const [put] = await rows(
    sql<{ id: never }>`select id from tranche where put_at is not null and confirmed_at is null`,
  )
  const use = house.cases.as({
    ...{ actor: house.actors.get('organiser2@demo.example') ?? visitor, door: 'web', requestId: 't' },
  })
  await use.run(confirmTranche, { trancheId: put?.id as never })
  await rows(sql`update tranche set reversed_by = confirmed_by, reversed_at = now(), reversed_reason = 'x'
    where id = (select id from tranche where confirmed_at is not null order by confirmed_at limit 1)`)
  expect(JSON.stringify(await file())).toBe(before)
})

it('opens a number down to the claim, for those who may', async () => {
  const organiser = as(house.actors.get('auditor@demo.example') ?? visitor)
  const html = await (await house.app.request(`${path}/incentives_paid`, { headers: organiser })).text()
  const [, tranche] = /\/en(\/console\/tranches\/[0-9a-f-]+)/.exec(html) ?? []
  const to = (await house.app.request(`/en${tranche}`, { headers: organiser })).headers.get('location')
  expect(to).toMatch(/^\/en\/console\/policy-claims\//)
  expect((await house.app.request(to ?? '', { headers: organiser })).status).toBe(200)
  expect(await (await house.app.request(`${path}/incentives_paid`)).text()).not.toContain(
    '/console/tranches/',
  )
})
