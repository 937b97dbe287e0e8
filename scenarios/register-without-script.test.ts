import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { catalogues } from '../locales/index.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const words = compileWords(catalogues)
const evening = '/editions/2019/events/alumni-evening'

type Locale = 'en' | 'zh'
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).last().click()
  await page.waitForLoadState()
}
const linkIn = (letter: string) => /https?:\S+\/registrations\/[^\s/]+/.exec(letter)?.[0] ?? ''

test.each<Locale>(['en', 'zh'])(
  'with JavaScript off, in %s: set up, ask, be refused, wait, take the place, change and cancel',
  async (locale) => {
    const say = words.say(locale)
    const open = async () => (await browser.context({ javaScriptEnabled: false })).newPage()
    const at = (path: string) => `${house.origin}/${locale}${path}`

    // The station sets up one place with a waiting list and a question of its own.
    const staff = await open()
    await signIn(house, staff, 'london@demo.example', locale)
    const [event] = await house.rows<{ id: string }>(`select id from event where slug = 'alumni-evening'`)
    await staff.goto(at(`/console/events/${event?.id}/registration/new`))
    const category = locale === 'en' ? 'The host’s table' : '主人桌'
    await staff.fill('[name="name.en"]', locale === 'en' ? category : 'A table in Chinese')
    await staff.fill('[name="name.zh"]', category)
    await staff.fill('[name=quota]', '1')
    await staff.check('[name=state][value=open]')
    await staff.check('[name=waitingList]')
    await press(staff, say('registration.save_and_ask'))
    const [made] = await house.rows<{ id: string }>(`select id from category where name->>'zh' = $1`, [
      category,
    ])
    await staff.goto(at(`/console/events/${event?.id}/registration/${made?.id}/questions/new`))
    await staff.fill('[name="label.en"]', 'What do you eat?')
    await staff.fill('[name="label.zh"]', '您有何饮食要求？')
    await staff.check('[name=type][value=text]')
    await staff.locator('main form button').last().click()
    await staff.waitForLoadState()
    await staff.context().close()

    const question = (page: Page) => page.locator(`[name^="answers.${made?.id}."]`)
    const ask = async (family: string, email: string) => {
      const page = await open()
      await page.goto(at(`${evening}/register`))
      await page.check(`[name=categoryId][value="${made?.id}"]`)
      await page.fill('[name="person.name.latinFamily"]', family)
      await page.fill('[name="person.email"]', email)
      await page.selectOption('[name="person.country"]', 'GB')
      await question(page).fill('Rice 米饭')
      return page
    }

    // A form that is refused comes back with everything that was typed, and says what to do.
    const first = await ask('Zhang', 'not an address')
    await first
      .locator('[name="person.email"]')
      .evaluate((field) => field.closest('form')?.setAttribute('novalidate', ''))
    await press(first, say('registration.send'))
    expect(await first.locator('[role=alert]').innerText()).toContain(say('kernel.field_email'))
    expect(await first.inputValue('[name="person.name.latinFamily"]')).toBe('Zhang')
    expect(await first.inputValue('[name="person.email"]')).toBe('not an address')
    expect(await first.inputValue('[name="person.country"]')).toBe('GB')
    expect(await question(first).inputValue()).toBe('Rice 米饭')
    expect(await first.isChecked(`[name=categoryId][value="${made?.id}"]`)).toBe(true)

    await first.fill('[name="person.email"]', `first.${locale}@guests.example`)
    await first.check('[name="consents.process"]')
    await press(first, say('registration.send'))
    expect(first.url()).toContain('as=admitted')
    const second = await ask('Qian', `second.${locale}@guests.example`)
    await second.check('[name="consents.process"]')
    await press(second, say('registration.send'))
    expect(second.url()).toContain('as=waiting')

    // The one who waits changes an answer meanwhile, by the link in the letter.
    await second.goto(linkIn(await house.letterTo(`second.${locale}@guests.example`, '/registrations/')))
    expect(await second.textContent('main')).toContain(say('registration.state_waiting'))
    await second.getByRole('link', { name: say('registration.change_answers') }).click()
    await second.fill('[name^="answers."]', 'Noodles 面条')
    await press(second, say('kernel.save'))
    expect(await second.textContent('main')).toContain('Noodles 面条')

    // The first gives the place back; it is offered to the one who waits, and taken.
    await first.goto(linkIn(await house.letterTo(`first.${locale}@guests.example`, '/registrations/')))
    await first
      .getByRole('button', { name: say('registration.give_back') })
      .first()
      .click()
    await first.locator('[popover] button.danger, dialog button.danger, .btn.danger').last().click()
    await first.waitForURL(/told=/)
    expect(await first.textContent('main')).toContain(say('registration.state_cancelled'))
    await house.letterTo(
      `second.${locale}@guests.example`,
      locale === 'en' ? 'A place is free' : '有空缺名额',
    )
    await second.reload()
    await press(second, say('registration.accept'))
    expect(await second.textContent('main')).toContain(say('registration.state_admitted'))
    await second
      .getByRole('link', { name: say('registration.ticket') })
      .first()
      .click()
    expect(await second.locator('svg[role=img] path').count()).toBe(1)

    expect(browser.foreign).toEqual([])
    expect(browser.errors).toEqual([])
  },
  180_000,
)
