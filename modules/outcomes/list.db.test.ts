import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

const house = await demoHouse()
const by = (email: string) => as(house.actors.get(`${email}@demo.example`) ?? { kind: 'visitor' })
const read = async (email: string, path: string) =>
  (await house.app.request(path, { headers: by(email) })).text()
const send = (email: string, path: string, form: Record<string, string>) =>
  house.app.request(path, {
    method: 'POST',
    headers: { ...by(email), origin: 'http://localhost' },
    body: new URLSearchParams(form),
  })
const idsIn = (html: string) =>
  [...new Set([...html.matchAll(/console\/outcomes\/([0-9a-f-]{36})"/g)].map(([, id]) => id))].sort()
const idsWhere = async (where: ReturnType<typeof sql>) =>
  (
    await house.tx((tx) => sql<{ id: string }>`select id from outcome where ${where} order by id`.execute(tx))
  ).rows.map(({ id }) => id)
const listed = async (search: string, who = 'organiser') =>
  idsIn(await read(who, `/en/console/outcomes?${search}`))

it('is narrowed by words, type, station, state and level together, by the address', async () => {
  expect(await listed('words=PHOTONICS&type=post')).toEqual(
    await idsWhere(sql`organisation ilike '%photonics%' and type = 'post'`),
  )
  expect(await listed('station=london&type=contract&level=stated')).toEqual(
    await idsWhere(sql`type = 'contract' and level = 'stated'
      and station_id = (select id from station where slug = 'london')`),
  )
  expect(await listed('mark=ended')).toEqual(await idsWhere(sql`ended_on is not null and state = 'standing'`))
  expect(await listed('words=DEMO-2019-1035')).toHaveLength(1)
  // A sign of the language of patterns is a sign like others.
  expect(await read('organiser', '/en/console/outcomes?words=%25%25%25')).toContain('No outcome fits')
  expect(await listed('edition=2016')).toEqual([])
})

it('counts its tabs by what it is narrowed to, and keeps that in their addresses', async () => {
  const html = await read('organiser', '/en/console/outcomes?type=award&mark=nonsense')
  expect(html).toContain('/en/console/outcomes?type=award&amp;level=stated')
  const [count] = (
    await house.tx((tx) =>
      sql<{ n: number }>`select count(*)::int as n from outcome where type = 'award'`.execute(tx),
    )
  ).rows
  expect(html.replace(/<[^>]+>/g, ' ')).toMatch(new RegExp(`All\\s+${count?.n}\\s`))
})

it('gives verifiers what waits for them, and a station nothing of its neighbour', async () => {
  const toCheck = await listed('mark=to_check', 'verifier')
  expect(toCheck).toEqual(
    await idsWhere(sql`state = 'standing' and level in ('stated', 'witnessed', 'confirmed')
      and id in (select outcome_id from outcome_evidence)`),
  )
  const boston = await idsWhere(sql`station_id = (select id from station where slug = 'boston')`)
  const seen = await listed('station=boston', 'london')
  expect(seen.filter((id) => id && boston.includes(id))).toEqual([])
})

it('takes nothing from an auditor', async () => {
  expect(await read('auditor', '/en/console/outcomes')).not.toContain('outcomes/new')
  expect((await house.app.request('/en/console/outcomes/new', { headers: by('auditor') })).status).toBe(403)
  const answer = await send('auditor', '/en/console/outcomes/new?edition=2019', {
    ...{ type: 'award', awardedBy: 'X', title: 'By an auditor', happenedOn: '2019-07-01' },
  })
  expect(answer.status).toBe(403)
})

it('says all that a new record lacks at once, and refuses a slip of the year', async () => {
  const refusalOf = async (form: Record<string, string>) => {
    const answer = await send('london', '/en/console/outcomes/new?edition=2019', form)
    const html = await answer.text()
    return [
      answer.status,
      ...[
        ...html.matchAll(
          /<[^>]*name="([A-Za-z]+)"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="([A-Za-z]+)"/g,
        ),
      ].map(([, first, second]) => first ?? second),
    ]
  }
  expect(await refusalOf({ type: 'patent', patentStage: 'applied' })).toEqual([
    422,
    ...['office', 'number', 'title', 'happenedOn'],
  ])
  expect(await refusalOf({ type: 'investment', investmentStage: 'paid' })).toEqual([
    422,
    ...['investmentAmount', 'title', 'happenedOn'],
  ])
  // The amount is the form's to refuse, the day the rule's: both are told in one answer.
  const below = { type: 'investment', investmentStage: 'paid', investmentAmount: '-5', title: 'Y' }
  const all = [422, 'investmentAmount', 'happenedOn']
  for (const happenedOn of ['2099-01-01', '0019-07-01'])
    expect(await refusalOf({ ...below, investmentCurrency: 'CNY', happenedOn })).toEqual(all)
  expect(await refusalOf({ type: 'award', awardedBy: 'X', title: 'Y', happenedOn: '0019-07-01' })).toEqual([
    422,
    'happenedOn',
  ])
})

it('offers a level only to somebody who could give one', async () => {
  const sent = await send('london', '/en/console/outcomes/new?edition=2019', {
    ...{ type: 'award', awardedBy: 'X', title: 'Of our own', happenedOn: '2019-07-01' },
  })
  const one = sent.headers.get('location')?.split('?')[0] ?? ''
  expect(await read('london', one)).not.toContain(`${one}/verify`)
  expect(await read('london', `${one}/verify`)).toContain('There is no level that you could give now')
  expect(await read('verifier', one)).toContain(`${one}/verify`)
})
