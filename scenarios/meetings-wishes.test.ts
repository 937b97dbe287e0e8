import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const [event] = await house.rows<{ id: string; slug: string; edition: string }>(
  `select event.id, event.slug, edition.slug as edition from event join edition on edition.id = edition_id
   where event.slug = 'alumni-evening'`,
)
const evening = `editions/${event?.edition}/events/${event?.slug}`
const desk = `console/events/${event?.id}/meetings`

const findings = async (page: Page) => {
  await page.evaluate(axe.source)
  return page.evaluate(
    `axe.run().then((run) => run.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
  )
}

const wishesOf = (email: string) =>
  house.rows<{ kind: string }>(
    `select wish.kind from wish join person on person.id = from_person join brokerage on brokerage.id = brokerage_id
       join event on event.id = event_id where email = $1 and slug = 'alumni-evening' order by wish.kind`,
    [email],
  )

test('a scholar takes the place, joins, completes the profile, looks through the others and wishes, without JavaScript', async () => {
  const email = 'scholar@demo.example'
  const context = await browser.context({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(house, page, email)

  // Without a place there are no meetings, and a page of theirs says where to begin; the place that is kept is one click away.
  expect((await page.goto(`${house.origin}/en/${evening}/meetings/people`))?.status()).toBe(403)
  expect(await page.textContent('main')).toContain('choose “Take part”')
  await page.goto(`${house.origin}/en/${evening}/meetings`)
  expect(await page.textContent('main')).toContain('A place is kept for you')
  await page.click('text=To your registration')
  await page.click('tbody a:has-text("Alumni evening")')
  await page.click('form[action$="/accept"] button')

  await page.goto(`${house.origin}/en/${evening}`)
  await page.click('text=To the meetings')
  await page.locator('input[name=groupId]').first().check()
  await page.click('form:has(input[name=consent]) button')
  expect(await page.locator('input[name=consent]:invalid').count()).toBe(1) // the browser asks for it
  await page.check('input[name=consent]')
  await page.click('form:has(input[name=consent]) button')
  await page.waitForURL(/meetings\/profile/)

  // Half a profile is kept, but opens nothing.
  await page.fill('[name=headline]', 'Battery researcher from Leeds')
  await page.click('form:has([name=headline]) button')
  expect(await page.textContent('main')).toContain('Something is still missing')
  await page.goto(`${house.origin}/en/${evening}/meetings/people`)
  expect(await page.textContent('main')).toContain('What you offer, in a sentence or more')
  expect(await page.locator('ol.cards li').count()).toBe(0)
  await page.click('text=What you offer, in a sentence or more')
  await page.fill('[name=offers]', 'A solid electrolyte with two patents, ready for cells.')
  await page.fill('[name=seeks]', 'A pilot line for coating in Dalian, 中试生产线。')
  await page.fill('[name=topics]', 'Energy storage, 新材料')
  await page.check('input[name=languages][value=en]')
  await page.click('form:has([name=headline]) button')
  await page.waitForURL(/meetings\/times/)

  // One tap a slot, and it stands where the tap was.
  await page.locator('button[name=busy]').nth(1).click()
  expect(page.url()).toContain('#slot-')
  expect(await page.getByText('cannot meet', { exact: true }).count()).toBe(1)

  await page.goto(`${house.origin}/en/${evening}/meetings/people`)
  const others = await page.locator('ol.cards > li').count()
  expect(others).toBeGreaterThan(3)
  const names = await page.locator('ol.cards h2').allTextContents()
  expect(await page.textContent('ol.cards > li')).toMatch(/Offers what you seek|Shared topics|You both speak/)
  await page.locator('ol.cards > li').first().locator('button[value=must]').click()
  expect(page.url()).toContain('#p-') // the next one
  await page.locator('ol.cards > li').first().locator('button[value=meet]').click()
  await page.locator('ol.cards > li').first().locator('button[value=no]').click()
  expect(await page.locator('ol.cards > li').count()).toBe(others - 3)
  // Whoever was answered is gone from the list: what was said stands where one goes on, and can be taken back there.
  const said = page.locator('ol.cards .note')
  expect(await said.textContent()).toContain(`You do not want to meet ${names[2]}.`)
  await said.getByRole('button', { name: `Take back what you said of ${names[2]}` }).click()
  expect(await page.locator('ol.cards > li').count()).toBe(others - 2)
  expect(await said.count()).toBe(0)
  await page
    .locator('ol.cards > li', { hasText: names[2] ?? '' })
    .locator('button[value=no]')
    .click()
  expect(await page.locator('ol.cards > li').count()).toBe(others - 3)
  expect((await wishesOf(email)).map(({ kind }) => kind)).toEqual(['meet', 'must', 'no'])
  await page.click('nav.tabs >> text=Your wishes')
  expect(await page.locator('ol.cards h2').allTextContents()).toEqual(
    expect.arrayContaining(names.slice(0, 2)),
  )
  await page.click('nav.tabs >> text="No"')
  expect(await page.locator('ol.cards h2').allTextContents()).toEqual([names[2]])
  await page.goto(`${house.origin}/en/${evening}/meetings/people?q=中试生产线`)
  expect(await page.textContent('main')).toMatch(/中试生产线|Nobody found/)
  await context.close()
})

test('the desk sees who is not ready and reminds them, in Chinese, without JavaScript; each reads it in their own language', async () => {
  const context = await browser.context({ javaScriptEnabled: false, locale: 'zh-CN' })
  const page = await context.newPage()
  await signIn(house, page, 'london@demo.example', 'zh')
  await page.goto(`${house.origin}/zh/${desk}`)
  expect(await page.textContent('main')).toContain('当前阶段：意向')
  await page.click('nav.tabs >> text=洽谈方')
  const waiting = Number(await page.locator('nav.tabs a:has-text("缺资料") .count').textContent())
  expect(waiting).toBeGreaterThan(0)
  await page.click('nav.tabs >> text=缺资料')
  expect(await page.locator('tbody tr').count()).toBe(waiting)
  await page.click('button[value=all]')
  expect(await page.textContent('main')).toContain('提醒已发出')
  const owing = await house.rows<{ email: string; locale: string }>(
    `select email, person.locale from meeting_party join person on person.id = person_id
     where nudged_at is not null order by email`,
  )
  expect(owing).toHaveLength(waiting)
  for (const { email, locale } of owing)
    expect(await house.letterTo(email, locale === 'zh' ? '尚有待办' : 'something is missing')).toContain(
      `/${locale}/${evening}/meetings/profile`,
    )
  // Nobody is reminded twice in a day: the button is not even there.
  expect(await page.locator('button[value=all]').count()).toBe(0)
  await context.close()
})

test('whoever uses the keyboard alone gets from one person to the next, and axe finds nothing', async () => {
  const context = await browser.context()
  const page = await context.newPage()
  await signIn(house, page, 'scholar@demo.example')
  await page.goto(`${house.origin}/en/${evening}/meetings/people`)
  const before = (await wishesOf('scholar@demo.example')).length
  await page.locator('ol.cards > li').first().locator('button[value=meet]').focus()
  const next = await page.locator('ol.cards > li').nth(1).getAttribute('id')
  // The place that the address names is where Tab goes on from, once the page is there.
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await page.waitForURL(/#p-/)
  expect(page.url()).toContain(`#${next}`)
  await page.keyboard.press('Tab')
  await expect.poll(() => page.evaluate('document.activeElement?.closest("li")?.id')).toBe(next)
  // The wish stands in the database before its answer has led the page on: the next address waits for that.
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await expect.poll(async () => (await wishesOf('scholar@demo.example')).length).toBe(before + 2)

  for (const path of ['', '/profile', '/times', '/people', '/leave']) {
    await page.goto(`${house.origin}/zh/${evening}/meetings${path}`)
    expect(await findings(page), path).toEqual([])
  }
  const staff = await browser.context()
  const console = await staff.newPage()
  await signIn(house, console, 'london@demo.example')
  for (const path of [
    '',
    '/phases',
    '/groups',
    '/groups/new',
    '/slots',
    '/tables',
    '/parties',
    '/wishes',
    '/parties/import',
  ]) {
    await console.goto(`${house.origin}/en/${desk}${path}`)
    expect(await findings(console), path).toEqual([])
  }
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
  await context.close()
  await staff.close()
})
