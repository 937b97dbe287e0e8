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
} from '../modules/meetings/timetable/arrange.fixtures.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse()
const browser = await openBrowser(house)

/** A day of meetings next week, in its draft phase, with a lead who plans it. */
const at = await (async () => {
  const database = openDatabase(house.url, { max: 2 })
  const now = systemNow()
  const startsAt = plus(now, { days: 7 })
  const arranged = await database.transact(system('scenario'), 'actor', async (tx) => {
    const made = await arrangeMeetings(tx, {
      scholars: 6,
      employers: 4,
      slots: 5,
      tables: 3,
      startsAt,
      phases: [-30, -20, -1, 6, 9].map((days) => plus(now, { days })) as never, // five of them, as asked
    })
    await arrangeWishes(tx, made, [
      [0, 6, 'must'],
      [1, 6, 'meet'],
      [2, 7, 'meet'],
      [3, 8, 'must'],
      [4, 9, 'meet'],
      [5, 9, 'meet'],
    ])
    await arrangeDraft(tx, made, [
      [0, 6, 0, 0],
      [1, 6, 1, 0],
      [2, 7, 0, 1],
      [3, 8, 0, 2, true],
      [4, 9, 1, 1],
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

const draft = () =>
  house.rows<{ slot: string }>(
    'select slot_id as slot from meeting_placement where brokerage_id = $1 and party_a = any($2) and party_b = any($2)',
    [at.brokerageId, [at.parties[0]?.id, at.parties[6]?.id]],
  )

const pins = async () => {
  const [row] = await house.rows<{ count: number }>(
    'select count(*)::int as count from meeting_placement where brokerage_id = $1 and pinned',
    [at.brokerageId],
  )
  return row?.count
}

test('an organiser moves a meeting by keys alone, hears which rule a move would break, and takes it back', async () => {
  const context = await browser.context()
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, 'lead@example.org')
  await page.goto(`${house.origin}/en/console/events/${at.eventId}/meetings/timetable`)
  const chip = page.locator('tr:has(th:text("P0")) a.chip')
  await chip.focus()
  await page.keyboard.press('Enter')
  const told = page.locator('[data-told]')
  await expect.poll(() => told.textContent()).toContain('Taken')
  // In the next slot the employer meets somebody else: said at once, and refused when put down.
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => told.textContent()).toContain('another meeting then')
  await page.keyboard.press('Enter')
  expect((await draft())[0]?.slot).toBe(at.slots[0])
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => told.textContent()).toContain('free')
  await page.keyboard.press('Enter')
  await expect.poll(() => told.textContent()).toContain('Moved')
  expect((await draft())[0]?.slot).toBe(at.slots[2])
  // The focus stayed on the meeting; a pinned one does not move.
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('chip')
  await page.getByRole('button', { name: 'Take the last move back' }).click()
  await expect.poll(async () => (await draft())[0]?.slot).toBe(at.slots[0])
  await page.locator('tr:has(th:text("P3")) a.chip').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => told.textContent()).toContain('pinned')
  await page.keyboard.press('Escape')
  await expect.poll(() => told.textContent()).toContain('Left where it was')
  // By one key it is unpinned and moves, and by the same key it is pinned again.
  await page.keyboard.press('p')
  await expect.poll(() => told.textContent()).toContain('Not pinned any more')
  expect(await pins()).toBe(0)
  await page.keyboard.press('p')
  await expect.poll(() => told.textContent()).toMatch(/^Pinned/)
  expect(await pins()).toBe(1)
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('pinned')
  await context.close()
})

test('by mouse it is dragged, and without script a form moves it', async () => {
  const context = await browser.context()
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await signIn(house, page, 'lead@example.org')
  await page.goto(`${house.origin}/en/console/events/${at.eventId}/meetings/timetable?view=tables`)
  const rows = page.locator('table.board tbody tr')
  await rows.nth(0).locator('a.chip').first().dragTo(rows.nth(2).locator('td').nth(3))
  await expect.poll(async () => (await draft())[0]?.slot).toBe(at.slots[3])
  const plain = await browser.context({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  })
  const still = await plain.newPage()
  await still.goto(`${house.origin}/en/console/events/${at.eventId}/meetings/timetable`)
  await still.locator('tr:has(th:text("P0")) a.chip').click()
  await still.selectOption('select[name=place]', { index: 0 })
  await still.getByRole('button', { name: 'Move' }).click()
  await still.waitForURL(/undo=/)
  expect((await draft())[0]?.slot).toBe(at.slots[0])
  await plain.close()
  await context.close()
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
    for (const path of [
      'timetable',
      'timetable?view=tables',
      'runs',
      'release',
      'market',
      'held',
      'print?kind=tables',
    ].map((section) => `zh/console/events/${at.eventId}/meetings/${section}`)) {
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
