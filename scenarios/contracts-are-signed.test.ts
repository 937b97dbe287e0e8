import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoIn, openBrowser, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const at = (path: string) => `${house.origin}/en${path}`

/** Presses what leads to a page, and waits for it. */
const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])

/** Signs from the letter: opens the link, asks for a code, types it. */
async function sign(email: string, words: Record<'letter' | 'send' | 'code' | 'sign', string>) {
  const page = await (await browser.context({ javaScriptEnabled: false })).newPage()
  const link =
    /https?:\/\/\S+\/outcomes\/sign\/\S+/.exec(await house.letterTo(email, words.letter))?.[0] ?? ''
  await page.goto(link)
  await press(page, words.send)
  const code = /\b(\d{6})\b/.exec(await house.letterTo(email, words.code))?.[1] ?? ''
  expect(code).not.toBe('')
  await page.fill('input[name=name]', 'Signed By Hand 手签')
  await page.fill('input[name=code]', code === '000000' ? '000001' : '000000')
  await press(page, words.sign)
  expect(await page.inputValue('input[name=name]')).toBe('Signed By Hand 手签')
  expect(await page.locator('[role=alert]').count()).toBe(1)
  await page.fill('input[name=code]', code)
  await page.check('input[name=publish]')
  await press(page, words.sign)
  return page
}

test('both sides sign on their own browsers; the wall shows it as it happens, the press list names it, a number opens to it', async () => {
  const desk = await demoIn(house, browser, 'organiser@demo.example')
  await desk.goto(at('/console/outcomes/new'))
  await desk.check('input[name=type][value=contract]')
  await desk.check('input[name=force][value=intention]')
  await desk.fill('input[name=title]', 'Tidal turbines for the bay')
  await desk.fill('input[name=organisation]', 'Bohai Tidal (made up)')
  await desk.fill('input[name=happenedOn]', '2019-07-06')
  await press(desk, 'Record it')
  const record = /outcomes\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? ''

  await desk.goto(at('/console/ceremonies'))
  await Promise.all([
    desk.waitForEvent('load'),
    desk.getByRole('link', { name: 'Signing ceremony of the summit' }).click(),
  ])
  const ceremony = /ceremonies\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? ''
  await desk.goto(at(`/console/ceremonies/${ceremony}/queue`))
  await desk.selectOption('select[name=outcomeId]', record)
  for (const [which, organisation, locale] of [
    ['first', 'Orkney Tidal (made up)', 'en'],
    ['second', 'Bohai Tidal (made up)', 'zh'],
  ]) {
    await desk.fill(`[name="${which}.organisation"]`, organisation ?? '')
    await desk.fill(`[name="${which}.name"]`, 'Someone')
    await desk.fill(`[name="${which}.email"]`, `${which}@tidal.example`)
    await desk.check(`[name="${which}.locale"][value=${locale}]`)
  }
  await press(desk, 'Put a contract in the queue')

  const wall = await (await browser.context()).newPage()
  await wall.goto(at(`/ceremonies/${ceremony}/wall`))
  const line = wall.locator('.signings li').nth(5)
  expect(await wall.locator('.signings li').count()).toBe(6)
  expect(await wall.textContent('.signings')).not.toContain('Tidal')

  await sign('first@tidal.example', {
    letter: 'queue',
    send: 'Send me the code',
    code: 'Your signing code',
    sign: 'Sign',
  })
  expect(await wall.textContent('.signings')).not.toContain('Tidal')
  const second = await sign('second@tidal.example', {
    letter: '签约仪式',
    send: '发送验证码',
    code: '您的签字验证码',
    sign: '签字',
  })
  expect(await second.textContent('main')).toContain('手签已签字')
  // Nobody touches the wall: it is told.
  await line.getByText('Orkney Tidal (made up) × Bohai Tidal (made up)').waitFor()
  expect(await line.textContent()).toContain('已签署')
  expect(await line.textContent()).toContain('Signed')

  const csv = await (await fetch(at(`/ceremonies/${ceremony}/press.csv`))).text()
  expect(csv).toContain('Tidal turbines for the bay')
  expect(csv).not.toContain('Clinical software') // one side kept it back
  const pdf = await fetch(`${house.origin}/zh/ceremonies/${ceremony}/press.pdf`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-')

  await desk.goto(at(`/console/outcomes/${record}`))
  expect(await desk.textContent('h1')).toContain('Confirmed')
  expect(await desk.textContent('main')).toContain('Signed')

  // The next statement's number of intended contracts opens to this record.
  await desk.goto(at('/console/statements/new'))
  await press(desk, 'Preview')
  await press(desk, 'Count and freeze')
  const [draft] = await house.rows<{ id: string }>(`select id from statement where state = 'draft'`)
  const other = await demoIn(house, browser, 'organiser2@demo.example')
  await other.goto(at('/console/statements'))
  await Promise.all([
    other.waitForEvent('load'),
    other.getByRole('button', { name: 'Release' }).first().click(),
  ])
  const auditor = await demoIn(house, browser, 'auditor@demo.example')
  await auditor.goto(at(`/statements/${draft?.id}/contracts_intention`))
  await Promise.all([auditor.waitForEvent('load'), auditor.locator(`a[href*="${record}"]`).first().click()])
  expect(await auditor.textContent('h1')).toContain('Tidal turbines for the bay')

  await wall.evaluate(axe.source)
  const found = await wall.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: object[] }> } }).axe.run(),
  )
  expect(found.violations).toEqual([])
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
})
