import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoIn, openBrowser, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const at = (path: string, locale = 'en') => `${house.origin}/${locale}${path}`

/** Presses what leads to a page, and waits for it. */
const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
const follow = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).first().click()])
const clean = async (page: Page) => {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
}

test('a scholar asks for a benefit without script, two organisers grant and pay it, and the scholar reads what was paid', async () => {
  const scholar = await demoIn(house, browser, 'scholar@demo.example', { javaScriptEnabled: false })
  await scholar.goto(at('/policies', 'zh'))
  await follow(scholar, '支持海外学子来区创业就业若干措施')
  await follow(scholar, '申领“安家补助”')
  await scholar.fill('input[name=amount]', '20万')
  await scholar.fill('textarea[name=ground]', '三年期合同，可出示原件')
  await press(scholar, '申领')
  // Above what the benefit gives: said at the field, and nothing typed is lost.
  expect(await scholar.locator('input[name=amount]').getAttribute('aria-invalid')).toBe('true')
  expect(await scholar.inputValue('textarea[name=ground]')).toBe('三年期合同，可出示原件')
  await scholar.fill('input[name=amount]', '8万')
  await press(scholar, '申领')
  expect(await scholar.textContent('main')).toContain('待审批')

  const one = await demoIn(house, browser, 'organiser@demo.example')
  const other = await demoIn(house, browser, 'organiser2@demo.example')
  await one.goto(at('/console/policy-claims?state=asked'))
  await follow(one, 'Meng Yutong')
  const claim = one.url()
  await one.check('input[name=verdict][value=grant]')
  await one.fill('input[name=amount_0]', '50,000')
  await one.fill('input[name=due_0]', '2027-01-15')
  await one.fill('textarea[name=reason]', 'Contract seen')
  await one.getByText('More tranches').click()
  await one.fill('input[name=amount_1]', '40,000')
  await one.fill('input[name=due_1]', '2028-01-15')
  await clean(one)
  await press(one, 'Decide')
  expect(await one.textContent('[role=alert]')).toContain('Only CN¥80,000 was asked for')
  expect(await one.inputValue('input[name=due_1]')).toBe('2028-01-15')
  await one.fill('input[name=amount_1]', '30,000')
  await press(one, 'Decide')
  expect(await one.textContent('main')).toContain('CN¥80,000')

  await follow(one, 'It was paid: tranche 1')
  const [today] = await house.rows<{ day: string }>(
    `select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day`,
  )
  await one.fill('input[name=paidOn]', today?.day ?? '')
  await one.fill('input[name=reference]', 'BANK-7')
  await press(one, 'It was paid')
  await follow(one, 'Confirm tranche 1')
  await press(one, 'Confirm')
  expect(await one.textContent('main')).toContain('This takes a second person')

  await other.goto(claim)
  await follow(other, 'Confirm tranche 1')
  await clean(other)
  await press(other, 'Confirm')
  expect(await other.textContent('main')).toContain('It counts as paid')

  await scholar.goto(at('/account/claims', 'zh'))
  const mine = (await scholar.textContent('main')) ?? ''
  expect([mine.includes('已批准'), mine.includes('¥50,000'), mine.includes('BANK-7')]).toEqual([
    true,
    true,
    false,
  ])
})
