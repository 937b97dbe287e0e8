import axe from 'axe-core'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { personName } from '#kernel/names'
import { plus, systemNow } from '#kernel/time'
import { ensurePerson, insertGrant } from '#modules/people'
import { openDatabase } from '#platform/db'
import {
  arrangeDraft,
  arrangeMeetings,
  arrangeWishes,
  the,
} from '../modules/meetings/timetable/arrange.fixtures.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse()
const browser = await openBrowser(house)

/** A meeting day that is live: the first slot has begun, the others are to come. One table, so that every seat counts. */
const at = await (async () => {
  const database = openDatabase(house.url, { max: 2 })
  const now = systemNow()
  const arranged = await database.transact(system('scenario'), 'actor', async (tx) => {
    const made = await arrangeMeetings(tx, {
      scholars: 3,
      employers: 2,
      slots: 3,
      tables: 1,
      startsAt: plus(now, { minutes: -10 }),
      phases: [
        plus(now, { days: -30 }),
        plus(now, { days: -20 }),
        plus(now, { days: -5 }),
        plus(now, { days: -1 }),
        plus(now, { days: 1 }),
      ],
    })
    await arrangeWishes(tx, made, [
      [0, 3, 'must'],
      [1, 3, 'meet'],
      [2, 3, 'must'],
      [4, 1, 'meet'],
      [0, 4, 'meet'],
    ])
    await arrangeDraft(tx, made, [
      [1, 4, 0, 0],
      [0, 3, 1, 0],
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

const emailOf = (index: number) => the(at.parties, index).email
const linkIn = (letter: string) => /https?:\/\/\S+\/timetables\/[\w.-]+/.exec(letter)?.[0] ?? ''
const standing = () =>
  house.rows<{ state: string; origin: string }>(
    `select state, origin from meeting where brokerage_id = $1 and state in ('proposed', 'booked') order by starts_at`,
    [at.brokerageId],
  )

test('the lead releases the draft with a note, and each person has a letter with the calendar', async () => {
  const page = await (await browser.context()).newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, 'lead@example.org')
  await page.goto(`${house.origin}/en/console/events/${at.eventId}/meetings/release`)
  expect(await page.textContent('main')).toContain('4 people get a letter each')
  await page.fill('[name="note.en"]', 'The first timetable')
  await page.getByRole('button', { name: 'Release' }).click()
  await page.waitForURL(/told=/)
  expect(await page.textContent('main')).toContain('The first timetable')
  for (const index of [0, 3]) await house.letterTo(emailOf(index), 'released')
  const [mail] = await house.rows<{ calendar: { method: string; content: string } }>(
    `select calendar from mail where to_address = $1 and kind = 'meeting_released'`,
    [emailOf(3)],
  )
  expect(mail?.calendar.method).toBe('PUBLISH')
  expect(mail?.calendar.content).toContain('SEQUENCE:0')
  await page.context().close()
})

test('a scholar calls a meeting off without script; the slot is held for the next best, whose yes and yes book it', async () => {
  const plain = await browser.context({ javaScriptEnabled: false })
  const page = await plain.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(linkIn(await house.letterTo(emailOf(0), 'released')))
  await page.locator('article', { hasText: 'Company 1' }).getByRole('link').first().click()
  await page.fill('[name=reason]', 'My train is late')
  await page.getByRole('button', { name: 'Call it off' }).click()
  await page.waitForURL(/told=/)
  expect(await house.letterTo(emailOf(3), 'called off')).toContain('My train is late')
  const [cancel] = await house.rows<{ calendar: { method: string; content: string } }>(
    `select calendar from mail where to_address = $1 and kind = 'meeting_cancelled'`,
    [emailOf(3)],
  )
  expect(cancel?.calendar.method).toBe('CANCEL')
  expect(cancel?.calendar.content).toContain('SEQUENCE:1')
  expect(cancel?.calendar.content).toContain('STATUS:CANCELLED')

  // Scholar 2 wished for it as a must, scholar 1 only as a meet: the slot is held for scholar 2.
  await page.goto(linkIn(await house.letterTo(emailOf(2), 'became free')))
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.waitForURL(/told=own.told_asked/)
  await page.goto(linkIn(await house.letterTo(emailOf(3), 'became free')))
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.waitForURL(/told=own.told_booked/)
  await house.letterTo(emailOf(2), 'is booked')
  expect(await standing()).toEqual([
    { state: 'booked', origin: 'plan' },
    { state: 'booked', origin: 'offer' },
  ])
  await plain.close()
})

test('a free slot is proposed, and of two phones that want the same seat one has it and the other sees what is left', async () => {
  const context = await browser.context()
  const [one, other] = [await context.newPage(), await context.newPage()]
  for (const page of [one, other]) page.setDefaultTimeout(30_000)
  await one.goto(`${linkIn(await house.letterTo(emailOf(1), 'released'))}/propose/${the(at.parties, 3).id}`)
  await other.goto(`${linkIn(await house.letterTo(emailOf(0), 'released'))}/propose/${the(at.parties, 4).id}`)
  for (const page of [one, other]) await page.locator('input[name=slotId]').first().check()
  // Both press at the same moment: who comes first is nobody's to choose.
  await Promise.all(
    [one, other].flatMap((page) => [
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Propose' }).click(),
    ]),
  )
  const told = [one, other].filter((page) => page.url().includes('told='))
  expect(told).toHaveLength(1)
  const late = told[0] === one ? other : one
  await late.getByRole('alert').waitFor()
  expect(await late.textContent('main')).toMatch(/Choose another free slot|No slot suits both of you/)
  expect(await standing()).toHaveLength(3)
  await context.close()
})

test('whether it took place is said in one tap from the link, and opens a follow-up with its day', async () => {
  const plain = await browser.context({ javaScriptEnabled: false })
  const page = await plain.newPage()
  page.setDefaultTimeout(30_000)
  const link = linkIn(await house.letterTo(emailOf(1), 'released'))
  await page.goto(link)
  await page.getByRole('heading', { name: 'Now', exact: true }).waitFor()
  await page.getByRole('button', { name: 'It took place' }).click()
  await page.waitForURL(/told=own.told_held/)
  // What was said stands there; only what would mend it is asked any more.
  expect(await page.textContent('main')).toContain('You said: it took place.')
  expect(await page.getByRole('button', { name: 'It took place' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'The other did not come' }).count()).toBe(1)
  await page.getByLabel('Send material').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/told=own.told_step/)
  await page.goto(`${link}/follow-ups`)
  expect(await page.textContent('main')).toContain('Send material')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.waitForURL(/told=/)
  expect(await page.textContent('main')).toContain('Not done after all')
  const feed = await plain.request.get(
    `${house.origin}/en/timetables/feed/${the(at.parties, 0).feedKey}/meetings.ics`,
  )
  expect(feed.headers()['content-type']).toContain('text/calendar')
  expect(await feed.text()).toContain('STATUS:CANCELLED')
  await plain.close()
})

test.each([
  ['a desktop by day', { width: 1280, height: 900 }, 'light'],
  ['a phone by night', { width: 360, height: 780 }, 'dark'],
] as const)(
  'the pages are clean on %s: nothing for axe, no sideways scroll',
  async (_name, viewport, colorScheme) => {
    const context = await browser.context({ viewport, colorScheme })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await signIn(house, page, 'lead@example.org')
    const findings: string[] = []
    const key = linkIn(await house.letterTo(emailOf(1), 'released')).split('/timetables/')[1]
    const [meeting] = await house.rows<{ id: string }>(
      'select id from meeting where party_a = $1 or party_b = $1 limit 1',
      [the(at.parties, 1).id],
    )
    for (const path of [
      `en/timetables/${key}`,
      `zh/timetables/${key}/meetings/${meeting?.id}`,
      `en/timetables/${key}/market`,
      `zh/timetables/${key}/propose/${the(at.parties, 3).id}`,
      `en/timetables/${key}/follow-ups`,
      `zh/console/events/${at.eventId}/meetings/market/${the(at.parties, 3).id}`,
    ]) {
      await page.goto(`${house.origin}/${path}`)
      const over: number = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      if (over > 0) findings.push(`${path} is ${over} px too wide`)
      await page.evaluate(axe.source)
      const found: string[] = await page.evaluate(
        `axe.run().then((run) => run.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 200)).join(' | ')))`,
      )
      findings.push(...found.map((each) => `${path} axe ${each}`))
    }
    await context.close()
    expect(findings).toEqual([])
  },
  180_000,
)

test('no page asked another host, and nothing broke', () => {
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
})
