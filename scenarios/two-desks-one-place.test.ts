import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { catalogues } from '../locales/index.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const words = compileWords(catalogues)

test('two desks give the last place at the same moment: one guest has it, the other desk is told why not', async () => {
  const [event] = await house.rows<{ id: string }>(`select id from event where slug = 'alumni-evening'`)
  const desk = `/console/events/${event?.id}`
  const page = async (email: string, locale: 'en' | 'zh') => {
    const opened = await (await browser.context()).newPage()
    await signIn(house, opened, email, locale)
    return { page: opened, say: words.say(locale), at: (path: string) => `${house.origin}/${locale}${path}` }
  }
  const one = await page('london@demo.example', 'en')
  const other = await page('desk@demo.example', 'zh')

  // Founders need approval there: the quota is set to one more than is taken.
  const [category] = await house.rows<{ id: string; taken: number }>(
    `select id, taken from category where event_id = $1 and approval`,
    [event?.id],
  )
  await one.page.goto(one.at(`${desk}/registration/${category?.id}`))
  await one.page.fill('[name=quota]', String((category?.taken ?? 0) + 1))
  await one.page.uncheck('[name=waitingList]')
  await one.page.locator('main form button.primary').last().click()
  await one.page.waitForURL(/told=/)

  const pending = await house.rows<{ id: string }>(
    `select id from registration where category_id = $1 and state = 'pending' order by place limit 2`,
    [category?.id],
  )
  expect(pending).toHaveLength(2)
  for (const [index, each] of [one, other].entries()) {
    await each.page.goto(each.at(`${desk}/guests?state=pending`))
    await each.page.check(`[name=guest][value="${pending[index]?.id}"]`)
  }
  const approve = ({ page, say }: typeof one) =>
    page
      .getByRole('button', { name: say('registration.action_approve'), exact: true })
      .first()
      .click()
  await Promise.all([approve(one), approve(other)])
  await Promise.all([one, other].map(({ page }) => page.waitForLoadState()))

  const states = await house.rows<{ state: string }>(
    `select state from registration where id = any($1) order by state`,
    [pending.map(({ id }) => id)],
  )
  const [now] = await house.rows<{ taken: number; quota: number }>(
    `select taken, quota from category where id = $1`,
    [category?.id],
  )
  expect(now?.taken).toBe(now?.quota)
  expect(states.map(({ state }) => state)).toContain('admitted')
  expect(states.filter(({ state }) => state === 'admitted')).toHaveLength(1)

  // The refusal is a sentence in the reader's language, and the way back is to the list it came from.
  const refused = (
    await Promise.all(
      [one, other].map(async (each) => ({ ...each, text: await each.page.locator('main').innerText() })),
    )
  ).filter(({ text, say }) => text.includes(say('registration.no_place')))
  expect(refused).toHaveLength(1)
  for (const { page, say } of refused) {
    await page.getByRole('link', { name: say('site.go_back') }).click()
    await page.waitForURL(/guests\?state=pending/)
  }
  expect(browser.foreign).toEqual([])
}, 180_000)
