import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { visitor } from '#kernel/access'
import { plainDate } from '#kernel/time'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'
import { codeOf } from '../../tools/test/refused.ts'
import { askBenefit, confirmTranche, decideClaim, putTranche, withdrawClaim } from './commands/index.ts'
import type { BenefitId } from './model.ts'
import { listClaims, ownClaims, readClaim } from './queries.ts'

const house = await demoHouse()
const who = (name: string): Actor => house.actors.get(`${name}@demo.example`) ?? visitor
const use = (name: string) => house.cases.as({ actor: who(name), door: 'web', requestId: 't' })
const rows = async <Row>(text: ReturnType<typeof sql<Row>>) => (await house.tx((tx) => text.execute(tx))).rows
const benefits = await rows(
  sql<{ id: BenefitId; recipient: string }>`select id, recipient from benefit order by recipient desc`,
)
const settling = benefits.find(({ recipient }) => recipient === 'person')?.id
const founding = benefits.find(({ recipient }) => recipient === 'organisation')?.id
const [edition] = await rows(sql<{ id: never }>`select id from edition where slug = '2019'`)
const stations = new Map(
  (await rows(sql<{ slug: string; id: never }>`select slug, id from station`)).map(({ slug, id }) => [
    slug,
    id,
  ]),
)
if (!settling || !founding || !edition) throw new Error('the demo has benefits')

const asking = (over: object = {}) => ({
  benefitId: settling,
  editionId: edition.id,
  recipient: { kind: 'self' as const },
  askedOn: plainDate('2020-03-01'),
  asked: 50_000_00,
  ground: 'A contract of two years',
  ...over,
})

it('is asked by a scholar, decided by one organiser, put as paid by another, confirmed by a third hand only', async () => {
  const claim = await use('scholar').run(askBenefit, asking())
  expect(await codeOf(use('scholar').run(askBenefit, asking()))).toBe('policies.asked_already')
  const grant = {
    claimId: claim.id,
    reason: 'Papers seen',
    tranches: [{ minor: 50_000_00, dueOn: plainDate('2020-04-01'), condition: '' }],
  }
  for (const [name, code] of [
    ['scholar', 'kernel.forbidden'],
    ['auditor', 'kernel.forbidden'],
    ['london', 'kernel.not_found'],
  ] as const)
    expect([name, await codeOf(use(name).run(decideClaim, grant))]).toEqual([name, code])
  const { tranches } = await use('organiser').run(decideClaim, grant)
  const [tranche] = tranches
  if (!tranche) throw new Error('one was granted')
  const paid = { trancheId: tranche.id, paidOn: plainDate('2026-11-24'), reference: 'B 12' }
  expect(await codeOf(use('scholar').run(putTranche, paid))).toBe('kernel.not_found')
  await use('organiser').run(putTranche, paid)
  expect(await codeOf(use('organiser').run(confirmTranche, { trancheId: tranche.id }))).toBe(
    'policies.needs_another',
  )
  expect(await codeOf(use('scholar').run(withdrawClaim, { claimId: claim.id }))).toBe('policies.money_moved')
  const second = 'organiser2'
  await use(second).run(confirmTranche, { trancheId: tranche.id })
  const own = await use('scholar').ask(ownClaims, {})
  expect(own.claims.map(({ id, state }) => [id, state])).toContainEqual([claim.id, 'granted'])
  expect(own.tranches.find(({ id }) => id === tranche.id)?.confirmedAt).not.toBeNull()
})

it('shows a station what was asked through it, and neither its neighbour nor a visitor anything', async () => {
  const mine = await use('london').ask(listClaims, { editionId: null, state: null, after: null })
  expect(mine.claims.length).toBeGreaterThan(0)
  expect(new Set(mine.claims.map(({ stationId }) => stationId))).toEqual(new Set([stations.get('london')]))
  expect((await use('boston').ask(listClaims, { editionId: null, state: null, after: null })).claims).toEqual(
    [],
  )
  const [first] = mine.claims
  if (!first) throw new Error('there are some')
  for (const [name, code] of [
    ['boston', 'kernel.not_found'],
    ['nobody', 'kernel.not_found'],
    ['scholar', 'kernel.not_found'],
  ] as const)
    expect([name, await codeOf(use(name).ask(readClaim, { claimId: first.id }))]).toEqual([name, code])
  const neighbour = asking({
    stationId: stations.get('london'),
    recipient: { kind: 'organisation', name: 'x' },
  })
  expect(await codeOf(use('boston').run(askBenefit, { ...neighbour, benefitId: founding }))).toBe(
    'policies.field_organisation',
  )
  const known = { kind: 'organisation', name: 'Xinghai Photonics (made up)' } as const
  expect(
    await codeOf(use('boston').run(askBenefit, { ...neighbour, benefitId: founding, recipient: known })),
  ).toBe('kernel.forbidden')
})

it('is read by whoever acts for the organisation, who decides and withdraws nothing', async () => {
  const own = await use('enterprise').ask(ownClaims, {})
  expect(own.claims.map(({ state, granted }) => [state, granted])).toEqual([['granted', 400_000_00]])
  const [claim] = own.claims
  if (!claim) throw new Error('there is one')
  expect(await codeOf(use('enterprise').run(withdrawClaim, { claimId: claim.id }))).toBe('kernel.not_found')
  const page = await house.app.request('/en/account/claims', { headers: as(who('enterprise')) })
  expect(await page.text()).toContain('CN¥200,000')
})

it('finds the same firm asking twice, also when two desks ask at once', async () => {
  await rows(sql`update policy_claim set state = 'withdrawn', withdrawn_at = now() where benefit_id = ${founding}
    and state = 'asked'`)
  await rows(
    sql`insert into organisation (id, name, made_up) values (gen_random_uuid(), '{"en":"Twice Ltd","zh":""}', true)`,
  )
  const twice = asking({ benefitId: founding, recipient: { kind: 'organisation', name: 'twice ltd' } })
  const said = await Promise.all(
    ['organiser', 'administrator'].map((name) => codeOf(use(name).run(askBenefit, twice))),
  )
  expect(said.sort()).toEqual(['done', 'policies.asked_already'])
})

it('lets the database refuse what the rules would: one hand twice, and a deletion', async () => {
  const [claim] = await rows(sql<{ id: string }>`select id from policy_claim where state = 'asked' limit 1`)
  await expect(
    rows(sql`update policy_claim set state = 'granted', granted = 1, decided_by = recorded_by, decided_at = now()
      where id = ${claim?.id}`),
  ).rejects.toThrow(/policy_claim_two_people/)
  await expect(
    rows(
      sql`update tranche set confirmed_by = put_by, confirmed_at = now() where put_by is not null and confirmed_by is null`,
    ),
  ).rejects.toThrow(/tranche_two_people/)
})

it('says of a tranche what is wrong at the row it is of, and asks nothing of rows when it is refused', async () => {
  const claim = await use('judge').run(askBenefit, asking())
  const path = `/en/console/policy-claims/${claim.id}`
  const decide = (fields: Record<string, string>) =>
    house.app.request(path, {
      method: 'POST',
      headers: { ...as(who('organiser')), origin: 'http://localhost' },
      body: new URLSearchParams({ reason: 'Papers seen', ...fields }),
    })
  const rows = { amount_0: '1,000', due_0: '2027-01-01', amount_2: '1,000', due_2: '2027-02-01' }
  const gap = await decide({ verdict: 'grant', ...rows })
  const html = await gap.text()
  expect(gap.status).toBe(422)
  expect(html).toMatch(/name="amount_1"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="amount_1"/)
  expect(html).toContain('value="2027-02-01"')
  const above = await decide({ verdict: 'grant', amount_0: '50,001', due_0: '2027-01-01' })
  expect(await above.text()).toContain('Only CN¥50,000 was asked for')
  expect((await decide({ verdict: 'refuse', ...rows, amount_0: 'much' })).status).toBe(303)
})

it('is read by everybody, asked for by form, and comes back filled when refused', async () => {
  const html = await (await house.app.request('/en/policies')).text()
  expect(html).toContain('Measures to support overseas scholars')
  const path = `/en/console/policy-claims/new`
  const send = (fields: Record<string, string>) =>
    house.app.request(path, {
      method: 'POST',
      headers: { ...as(who('organiser')), origin: 'http://localhost' },
      body: new URLSearchParams({
        ...{
          benefit: settling,
          recipient: 'person',
          edition: edition.id,
          askedOn: '2020-03-02',
          station: '',
        },
        ...{ ground: 'Papers seen', ...fields },
      }),
    })
  const refused = await send({ email: 'nobody@nowhere.example', amount: '20,000' })
  const back = await refused.text()
  expect(refused.status).toBe(422)
  expect(back).toContain('Nobody whom you may see has this address')
  expect(back).toContain('value="nobody@nowhere.example"')
  expect((await send({ email: 'nobody@nowhere.example', amount: 'much' })).status).toBe(422)
  expect((await house.app.request(path, { headers: as(who('auditor')) })).status).toBe(403)
})
