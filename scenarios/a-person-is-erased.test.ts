import axe from 'axe-core'
import { expect, test } from 'vitest'
import { demoIn, openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const email = 'zenobia.quartermain@example.org'

test('somebody asks to be erased, thinks again, writes to the organiser after all, and is gone', async () => {
  const context = await browser.context({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
  const page = await context.newPage()
  const press = (name: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()])
  await signIn(house, page, email)
  await page.goto(`${house.origin}/en/account`)
  await page.fill('input[name=latinGiven]', 'Zenobia')
  await page.fill('input[name=latinFamily]', 'Quartermain')
  await press('Save')

  await page.goto(`${house.origin}/en/account/data`)
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'Erase my data' }).click()])
  expect(await page.getByRole('heading', { name: 'What stays, and why' }).count()).toBe(1)
  await page.getByLabel('I understand').check()
  await press('Ask to be erased')
  expect(await page.getByText('You asked to be erased').count()).toBe(1)
  expect(await house.letterTo(email, 'asked to be erased')).toContain('/en/account/erase')
  await press('Undo')
  expect(await page.getByText('Undone. Nothing was erased.').count()).toBe(1)
  expect(await house.rows('select from erasure where undone_at is null')).toEqual([])

  const desk = await demoIn(house, browser, 'organiser@demo.example')
  await desk.goto(`${house.origin}/en/console/people/erasures`)
  const take = async (address: string) => {
    await desk.fill('input[name=email]', address)
    await desk.fill('input[name=note]', 'Letter of Zenobia Quartermain, identity checked by telephone')
    await desk.getByLabel('Without these days').check()
    await Promise.all([
      desk.waitForEvent('load'),
      desk.getByRole('button', { name: 'Have this person erased' }).click(),
    ])
  }
  await take('nobody.at.all@example.org')
  expect(await desk.getByText('Nobody is known by this address').count()).toBeGreaterThan(0)
  expect(await desk.inputValue('input[name=note]')).toContain('Zenobia')
  await take(email)
  await expect
    .poll(() => house.rows('select from erasure where done_at is not null'), { timeout: 20_000 })
    .toHaveLength(1)

  await desk.goto(`${house.origin}/en/console/people/erasures`)
  expect(await desk.getByText('Erased person').count()).toBeGreaterThan(0)
  expect(await desk.getByText('Zenobia').count()).toBe(0)
  await page.goto(`${house.origin}/en/account`)
  expect(page.url()).toContain('sign-in')
  await expect
    .poll(() =>
      house.rows(
        `select from mail where kind = 'person_erased' and state = 'kept' and to_address = '' and body_text is null`,
      ),
    )
    .toHaveLength(1)
  expect(
    await house.rows(`select from mail where concat(to_address, subject, body_text) ilike '%zenobia%'`),
  ).toEqual([])

  await signIn(house, page, email)
  await page.goto(`${house.origin}/en/account`)
  expect(await page.inputValue('input[name=latinGiven]')).toBe('')
  expect(browser.errors).toEqual([])
}, 120_000)

test('what an organiser keeps for a reason is read by the person, and the pages are whole for everybody', async () => {
  const desk = await demoIn(house, browser, 'organiser@demo.example')
  await desk.goto(`${house.origin}/en/console/people/erasures`)
  await desk.fill('input[name=held]', 'scholar@demo.example')
  await desk.fill('input[name=reason]', 'A dispute about the travel grant')
  await desk.fill('input[name=until]', '2099-12-31')
  await Promise.all([
    desk.waitForEvent('load'),
    desk.getByRole('button', { name: 'Keep the records' }).click(),
  ])
  const scholar = await (await browser.context({ viewport: { width: 390, height: 844 } })).newPage()
  await signIn(house, scholar, 'scholar@demo.example', 'zh')
  await scholar.goto(`${house.origin}/zh/account/erase`)
  await scholar.getByLabel('我明白').check()
  await Promise.all([scholar.waitForEvent('load'), scholar.getByRole('button', { name: '申请删除' }).click()])
  expect(await scholar.getByText('您已申请删除').count()).toBe(1)
  expect(await scholar.getByText('A dispute about the travel grant').count()).toBe(1)
  for (const page of [desk, scholar]) {
    await page.evaluate(axe.source)
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
    expect(found).toEqual([])
  }
}, 60_000)
