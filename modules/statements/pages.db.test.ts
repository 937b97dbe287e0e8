import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

const house = await demoHouse()
const by = (email: string) => as(house.actors.get(`${email}@demo.example`) ?? { kind: 'visitor' })
const read = async (email: string, path: string) =>
  (await house.app.request(path, { headers: by(email) })).text()
const chosen = (html: string) =>
  [...html.matchAll(/<input[^>]*name="m"[^>]*>/g)]
    .filter(([input]) => input.includes('checked'))
    .map(([input]) => /value="([^"]+)"/.exec(input)?.[1])

it('ticks the box whose label is pressed: no two have one id', async () => {
  const html = await read('organiser', '/en/console/statements/new')
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  expect(ids.filter((id) => id?.startsWith('f-m-')).length).toBeGreaterThan(60)
})

it('goes on from what was chosen, and stands every number under its head', async () => {
  const edition = await house.tx((tx) =>
    sql<{ id: string }>`select id from edition where slug = '2019'`.execute(tx),
  )
  const asked = `edition=${edition.rows[0]?.id}&m=reach&m=incentives_paid&m=meetings_accepted_share`
  const preview = await read('organiser', `/en/console/statements/preview?${asked}`)
  expect([...preview.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, head]) => head)).toEqual([
    'People',
    'Projects and 1:1 meetings',
    'Money',
    'Since statement 1',
  ])
  // What is left out is one thing to look at, however much it is.
  expect(preview).toContain('One thing to look at')
  expect(preview).toMatch(/<summary>[^<]*\d+ numbers of the last statement are not in this one/)
  const back = /href="([^"]*statements\/new\?[^"]*)"/.exec(preview)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(chosen(await read('organiser', back))).toEqual([
    'reach',
    'meetings_accepted_share',
    'incentives_paid',
  ])
})

it('begins with what the last one told, with everything, with one head or with nothing', async () => {
  const countOf = async (search: string) =>
    chosen(await read('organiser', `/en/console/statements/new${search}`)).length
  const [last, all, people, none] = [
    await countOf(''),
    await countOf('?begin=all'),
    await countOf('?begin=people'),
    await countOf('?begin=none'),
  ]
  expect([last, none]).toEqual([await countOf('?begin=last'), 0])
  expect(all).toBeGreaterThanOrEqual(last)
  expect(people).toBeGreaterThan(5)
  expect(people).toBeLessThan(15)
  expect(await countOf('?begin=nonsense')).toBe(last)
  const html = await read('organiser', '/en/console/statements/new?begin=none')
  expect(html).toMatch(/<a href="[^"]*begin=none[^"]*" aria-current="page"/)
})

it('says where to go on when nothing was chosen', async () => {
  const edition = await house.tx((tx) => sql<{ id: string }>`select id from edition limit 1`.execute(tx))
  const asked = `edition=${edition.rows[0]?.id}`
  const html = await read('organiser', `/en/console/statements/preview?${asked}`)
  expect(html).toContain('Choose at least one metric.')
  expect(html).toContain(`href="/en/console/statements/new?${asked}&amp;begin=none"`)
})

it('publishes what is not known as nothing, not as nought', async () => {
  const released = await house.tx((tx) =>
    sql<{ id: string }>`select id from statement where state = 'released' limit 1`.execute(tx),
  )
  const address = `/en/statements/${released.rows[0]?.id}`
  const csv = await read('visitor', `${address}/data.csv`)
  const head = csv.split('\n')[0]?.trim() ?? ''
  expect(head).toMatch(/basis_sha256,band_low,band_high,watched$/)
  expect(csv.split('\n').find((line) => line.startsWith('posts_after_36'))).toMatch(
    /^posts_after_36,1,share,,,,,.*,,,0\s*$/,
  )
  const described: { variableMeasured: { propertyID: string }[] } = JSON.parse(
    await read('visitor', `${address}/dcat.jsonld`),
  )
  expect(
    described.variableMeasured.find(({ propertyID }) => propertyID === 'posts_after_36'),
  ).not.toHaveProperty('value')
  // Of proposals that nobody made no share was accepted, and none was not.
  expect(await read('visitor', `${address}/meetings_accepted_share`)).toContain('–')
})

it('can be checked by an outsider: the file has the checksum that its description gives, and the hash by the line that is shown', async () => {
  const { rows } = await house.tx((tx) =>
    sql<{
      id: string
      hash: string
    }>`select id, hash from statement where state = 'released' limit 1`.execute(tx),
  )
  const address = `/en/statements/${rows[0]?.id}`
  const body = await read('visitor', `${address}/data.json`)
  expect(hash('sha256', `haigui statement 1\n${body}`, 'hex')).toBe(rows[0]?.hash)
  expect(await read('visitor', address)).toContain(
    `printf &#39;haigui statement 1\\n&#39;; curl -s`.replaceAll('&#39;', "'"),
  )
  const described: {
    'dcat:distribution': { contentUrl: string; 'spdx:checksum'?: unknown; 'dct:title'?: unknown }[]
    'dct:publisher'?: unknown
    'dct:title'?: unknown
    'dct:temporal'?: unknown
  } = JSON.parse(await read('visitor', `${address}/dcat.jsonld`))
  expect(described['dct:publisher']).toMatchObject({
    name: [{ '@language': 'en', '@value': expect.stringMatching(/./) }, {}],
  })
  const titles = [
    'Statement 1 of China Overseas Scholar Innovation Summit (CHINAOCS, 海创周), 20th edition (2019)',
    '中国海外学子创业周（海创周，CHINAOCS）第20届（2019）第1号公报',
  ]
  const saidIn = ([en, zh]: readonly string[]) => [
    { '@language': 'en', '@value': en },
    { '@language': 'zh-Hans', '@value': zh },
  ]
  expect(described['dct:title']).toEqual(saidIn(titles))
  expect(described['dcat:distribution'].flatMap((file) => file['dct:title'] ?? [])).toEqual(
    saidIn([`Incentives granted: ${titles[0]}`, `激励明细：${titles[1]}`]),
  )
  expect(described['dct:temporal']).toMatchObject({ 'dcat:startDate': { '@value': '2019-07-04' } })
  expect(
    described['dcat:distribution'].map((file) => [file.contentUrl.split('/').at(-1), file['spdx:checksum']]),
  ).toEqual([
    [
      'data.json',
      expect.objectContaining({
        'spdx:checksumValue': expect.objectContaining({ '@value': hash('sha256', body, 'hex') }),
      }),
    ],
    ...['data.csv', 'statement.pdf', 'grants.json'].map((name) => [name, undefined]),
  ])
})

it('says all that a cost lacks at once, each at its field', async () => {
  const answer = await house.app.request('/en/console/statements/costs', {
    method: 'POST',
    headers: { ...by('organiser'), origin: 'http://localhost' },
    body: new URLSearchParams({ edition: 'x', amount: '-5', currency: 'cny', label: '', spentOn: '' }),
  })
  const html = await answer.text()
  const inSummary = [...html.matchAll(/<a href="#f-(\w+)"/g)].map(([, name]) => name)
  expect([answer.status, inSummary]).toEqual([422, ['edition', 'label', 'amount', 'spentOn']])
})

it('tells whoever audits what each record behind a number is, and leads to it', async () => {
  const { rows } = await house.tx((tx) =>
    sql<{ id: string; metric: string }>`select statement.id, metric from statement
      join statement_basis on statement_id = statement.id where cardinality(keys) > 0`.execute(tx),
  )
  const opened = new Map<string, number>()
  const pages = new Map<string, string>()
  for (const { id, metric } of rows) {
    const html = await read('auditor', `/en/statements/${id}/${metric}`)
    const records = html.slice(html.indexOf('>Records</h2>'))
    pages.set(metric, records)
    // One of each: they are all made alike.
    const to = /<a class="whole" href="([^"]+)"/.exec(records)?.[1]?.replaceAll('&amp;', '&')
    if (to) opened.set(to, (await house.app.request(to, { headers: by('auditor') })).status)
    expect(records, metric).not.toContain('No longer on record')
  }
  expect([...opened].filter(([, status]) => status >= 400)).toEqual([])
  expect(opened.size).toBeGreaterThan(15)
  const rowOf = (metric: string) => /<tbody>.*?<\/tr>/s.exec(pages.get(metric) ?? '')?.[0]
  // A number of people, organisations or countries is told by them, whatever record they were read from.
  expect(rowOf('posts_persons')).toMatch(/<th scope="row">\p{Lu}[\p{L} ]+ \(\p{Script=Han}+\)<br\/>/u)
  expect(rowOf('countries')).toContain('Australia')
  expect(rowOf('contract_parties')).toContain('words=bohai')
  expect(rowOf('posts')).toMatch(/Post taken up · .*Documented|Post taken up · .*Credentialed/s)
  expect(rowOf('contract_value_binding')).toMatch(/Contract signed · Binding.*CNY|CN¥/s)
  expect(rowOf('incentives_persons')).not.toContain('/console/tranches/')
})

it('gives a verifier the records without doors that are not a verifier’s', async () => {
  const { rows } = await house.tx((tx) => sql<{ id: string }>`select id from statement limit 1`.execute(tx))
  const linksOf = async (metric: string) => [
    ...(await read('verifier', `/en/statements/${rows[0]?.id}/${metric}`)).matchAll(
      /class="whole" href="([^"]+)"/g,
    ),
  ]
  expect(await linksOf('attendances')).toEqual([])
  // Whatever the address asks for, there is a page: the first, or none of the records.
  for (const after of ['200', '99999999999', '-1', 'x'])
    expect(await linksOf(`posts?after=${after}`), after).toHaveLength(after === '200' ? 0 : 6)
  expect((await linksOf('posts')).length).toBeGreaterThan(0)
})

it('says what a share is a share of, for everybody', async () => {
  const { rows } = await house.tx((tx) => sql<{ id: string }>`select id from statement limit 1`.execute(tx))
  const html = await read('visitor', `/en/statements/${rows[0]?.id}/attendance_share`)
  expect(html).toContain(`href="/en/statements/${rows[0]?.id}/registered_persons"`)
  expect(html).not.toContain('Hash of the')
  const kinds = await read('visitor', `/zh/statements/${rows[0]?.id}/sessions`)
  expect(kinds).toContain('闭幕')
  expect(kinds).not.toContain('closing')
  expect(html).not.toContain('>Records</h2>')
})
