import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { personName } from '#kernel/names'
import { plus, systemNow } from '#kernel/time'
import { ensurePerson, insertGrant } from '#modules/people'
import { openDatabase } from '#platform/db'
import { arrangeMeetings, arrangeWishes, the } from '../modules/meetings/timetable/arrange.fixtures.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse()
const browser = await openBrowser(house)

/** Sixty who take part, in the time for wishes; the day begins in half an hour. */
const at = await (async () => {
  const database = openDatabase(house.url, { max: 2 })
  const now = systemNow()
  const arranged = await database.transact(system('scenario'), 'actor', async (tx) => {
    const made = await arrangeMeetings(tx, {
      scholars: 40,
      employers: 20,
      slots: 8,
      tables: 12,
      startsAt: plus(now, { minutes: 30 }),
      phases: [
        plus(now, { days: -30 }),
        plus(now, { days: -20 }),
        plus(now, { days: 1 }),
        plus(now, { days: 2 }),
        plus(now, { days: 3 }),
      ],
    })
    // Everybody but the scholar of this story has wished: each company for three, each scholar for two.
    await arrangeWishes(tx, made, [
      ...Array.from(
        { length: 117 },
        (_, index) =>
          [
            1 + (index % 39),
            40 + ((index * 7 + Math.floor(index / 39)) % 20),
            index % 5 === 0 ? 'must' : 'meet',
          ] as const,
      ).filter(
        ([from, to], index, all) => all.findIndex((each) => each[0] === from && each[1] === to) === index,
      ),
      [45, 0, 'no'],
    ])
    const lead = await ensurePerson(
      tx,
      { email: 'lead@example.org', name: personName({ latinGiven: 'Ling' }), locale: 'en' },
      now,
    )
    await insertGrant(
      tx,
      { personId: lead.id, role: 'station_lead', stationId: made.stationId, grantedBy: null },
      now,
    )
    return made
  })
  await database.close()
  return arranged
})()

const scholar = the(at.parties, 0)
const desk = `${house.origin}/en/console/events/${at.eventId}/meetings`
const [place] = await house.rows<{ edition: string; event: string }>(
  'select edition.slug as edition, event.slug as event from event join edition on edition.id = edition_id where event.id = $1',
  [at.eventId],
)

const wishes = async () =>
  (
    await house.rows<{ kind: string }>('select kind from wish where from_party = $1 order by kind', [
      scholar.id,
    ])
  ).map(({ kind }) => kind)

test('a scholar wishes for two companies and may not guess who said no', async () => {
  const page = await (await browser.context()).newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, scholar.email)
  const people = `${house.origin}/en/editions/${place?.edition}/events/${place?.event}/meetings/people`
  // The one who said no is found and can be wished for like anybody else.
  await page.goto(`${people}?q=P45`)
  expect(await page.textContent('main')).toContain('Company 6')
  await page.getByRole('button', { name: /Would like to meet: P45/ }).click()
  await expect.poll(wishes).toEqual(['meet'])
  await page.goto(people)
  await page
    .getByRole('button', { name: /Must meet/ })
    .first()
    .click()
  await expect.poll(wishes).toEqual(['meet', 'must'])
  await page.context().close()
})

test('the lead begins the draft, runs the optimiser in the page, and releases what it found', async () => {
  const page = await (await browser.context()).newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, 'lead@example.org')
  await page.goto(desk)
  await page.fill('[name="reason.en"]', 'All wishes are in')
  await page.getByRole('button', { name: /Begin/ }).click()
  await page.waitForLoadState()
  await page.goto(`${desk}/runs`)
  await page.fill('[name=seconds]', '5')
  await page.getByRole('button', { name: 'Start the run' }).click()
  await page
    .getByText('Open the draft')
    .or(page.getByRole('link', { name: 'Look at the draft' }))
    .waitFor({ timeout: 60_000 })
  await page.goto(`${desk}/timetable`)
  expect(await page.locator('a.chip').count()).toBeGreaterThan(100)
  await page.goto(`${desk}/release`)
  await page.getByRole('button', { name: 'Release' }).click()
  await page.waitForURL(/told=/)
  for (const kind of ['people', 'tables', 'wall']) {
    const pdf = await page.request.get(`${desk}/print/timetable.pdf?kind=${kind}`)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }
  await page.context().close()
}, 120_000)

test('everybody has a place they can be told of, nobody two at once, and the no met nobody', async () => {
  const rows = await house.rows<{ a: string; b: string; slot: string; table: string }>(
    `select party_a as a, party_b as b, slot_id as slot, table_id as table from meeting
     where brokerage_id = $1 and state = 'booked'`,
    [at.brokerageId],
  )
  const seats = rows.flatMap(({ a, b, slot, table }) => [a, b, table].map((one) => `${one} ${slot}`))
  expect(new Set(seats).size).toBe(seats.length)
  const [no, me] = [the(at.parties, 45).id, scholar.id]
  expect(rows.filter(({ a, b }) => [a, b].includes(no) && [a, b].includes(me))).toEqual([])
  const page = await (await browser.context({ javaScriptEnabled: false })).newPage()
  page.setDefaultTimeout(30_000)
  const link =
    /https?:\/\/\S+\/timetables\/[\w.-]+/.exec(await house.letterTo(scholar.email, 'released'))?.[0] ?? ''
  await page.goto(link)
  const said = (await page.textContent('main')) ?? ''
  expect(said).toMatch(/Table \d/)
  expect(said).toContain('There was no room for it in the timetable.')
  expect(said).not.toMatch(/said no|declined/i)
  await page.context().close()
})

test('a meeting of the first slot is held: both say so, and the desk counts it', async () => {
  // Half an hour later: nothing is planned into a slot that has begun, so the day is made to begin now.
  await house.rows(
    `update meeting set starts_at = starts_at - interval '32 minutes', ends_at = ends_at - interval '32 minutes'
     where brokerage_id = $1 returning id`,
    [at.brokerageId],
  )
  const [first] = await house.rows<{ a: string; b: string }>(
    `select party_a as a, party_b as b from meeting where brokerage_id = $1 and state = 'booked' and slot_id = $2 limit 1`,
    [at.brokerageId, the(at.slots, 0)],
  )
  const context = await browser.context()
  for (const id of [first?.a, first?.b]) {
    const party = at.parties.find((each) => each.id === id)
    const letter = await house.letterTo(party?.email ?? '', 'released')
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(/https?:\/\/\S+\/timetables\/[\w.-]+/.exec(letter)?.[0] ?? '')
    await page.getByRole('button', { name: 'It took place' }).first().click()
    await page.waitForURL(/told=own.told_held/)
  }
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, 'lead@example.org')
  await page.goto(`${desk}/held`)
  expect(
    await page
      .locator('.stat', { hasText: 'said by at least one side' })
      .locator('.stat-value')
      .textContent(),
  ).toBe('1')
  await context.close()
})

test('no page asked another host, and nothing broke', () => {
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
})
