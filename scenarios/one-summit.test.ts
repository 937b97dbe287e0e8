import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { catalogues } from '../locales/index.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const words = compileWords(catalogues)

type Locale = 'en' | 'zh'
type Guest = { given: string; family: string; han: string; country: string }

const guests: readonly Guest[] = [
  { given: 'Ming', family: 'Li', han: '李明', country: 'GB' },
  { given: 'Na', family: 'Wang', han: '王娜', country: 'GB' },
  { given: 'Zoë', family: 'O’Neil', han: '', country: 'GB' },
  { given: 'Wei', family: 'Chen', han: '陈䶮', country: 'GB' },
  { given: 'Amélie', family: 'Durand', han: '', country: 'GB' },
  { given: 'Jun', family: 'Ouyang', han: '欧阳军', country: 'FR' },
  { given: 'Hana', family: 'Sato', han: '佐藤花', country: 'JP' },
]

const names: Record<number, Record<Locale, string>> = {
  2019: { en: '20th edition (2019)', zh: '第20届（2019）' },
  2027: { en: '21st edition (2027)', zh: '第21届（2027）' },
  2028: { en: '22nd edition (2028)', zh: '第22届（2028）' },
}
const emailOf = (guest: Guest, year: number) =>
  `${guest.given}.${guest.family}.${year}@guests.example`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9.@]/g, '')

/** The summary of a refused form, so that a step that fails says why. */
async function press(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.waitForLoadState()
  const refused = page.locator('[role=alert]')
  if (await refused.count()) throw new Error(`“${name}” was refused: ${await refused.first().innerText()}`)
}

test.each<{ locale: Locale; from: number; year: number; number: number }>([
  { locale: 'en', from: 2019, year: 2027, number: 21 },
  { locale: 'zh', from: 2027, year: 2028, number: 22 },
])(
  'one summit from its opening to a number that opens, in $locale',
  async ({ locale, from, year, number }) => {
    const say = words.say(locale)
    const at = (path: string) => `${house.origin}/${locale}${path}`
    const named = (of: number) => names[of]?.[locale] ?? ''
    const enter = async (mailbox: string) => {
      const context = await browser.context({ locale: locale === 'zh' ? 'zh-CN' : 'en-GB' })
      const page = await context.newPage()
      await signIn(house, page, `${mailbox}@demo.example`, locale)
      return page
    }

    // The organiser opens a new edition from last year's, and adds who else stands behind it.
    const organiser = await enter('organiser')
    await organiser.goto(at('/console/editions/new'))
    await organiser.selectOption('select[name=from]', { label: named(from) })
    await organiser.fill('input[name=number]', String(number))
    await organiser.fill('input[name=year]', String(year))
    await organiser.fill('input[name=startsOn]', `${year}-07-03`)
    await press(organiser, say('programme.create'))
    expect(await organiser.textContent('main')).toContain(named(year))
    await organiser.fill('[name="organisationName.en"]', `New supporter ${year}`)
    await organiser.fill('[name="organisationName.zh"]', `新的支持单位${year}`)
    await press(organiser, say('programme.add_credit'))
    await press(organiser, say('programme.move_open'))
    await organiser.goto(at(`/editions/${year}`))
    expect(await organiser.textContent('main')).toContain(
      locale === 'zh' ? `新的支持单位${year}` : `New supporter ${year}`,
    )

    // Staff of the London station find last year's promotion meeting as a draft, change it and release it.
    const station = await enter('london.staff')
    const title = locale === 'zh' ? `海创周伦敦推介会${year}` : `London promotion meeting ${year}`
    await station.goto(at(`/console/events?edition=${year}&state=draft`))
    const meeting = station.locator('tbody a', { hasText: /伦敦|London/ }).first()
    await meeting.click()
    await station.waitForURL(/console\/events\/[0-9a-f-]{36}/)
    const desk = new URL(station.url()).pathname.replace(/^\/(en|zh)/, '')
    await station.fill('[name="title.en"]', locale === 'zh' ? `London ${year}` : title)
    await station.fill('[name="title.zh"]', locale === 'zh' ? title : `伦敦${year}`)
    await press(station, say('events.save'))
    await press(station, say('events.release'))
    const publicLink = await station.locator('main a[href*="/editions/"]').first().getAttribute('href')

    // People register from several countries; each gets a ticket by mail.
    const visitors = await browser.context()
    const page = await visitors.newPage()
    for (const guest of guests) {
      await page.goto(`${house.origin}${publicLink}`)
      expect(await page.textContent('h1')).toContain(title)
      await page
        .getByRole('link', { name: say('registration.register') })
        .first()
        .click()
      await page.waitForURL(/\/register$/)
      await page.fill('[name="person.name.latinGiven"]', guest.given)
      await page.fill('[name="person.name.latinFamily"]', guest.family)
      await page.fill('[name="person.name.han"]', guest.han)
      await page.fill('[name="person.email"]', emailOf(guest, year))
      await page.selectOption('[name="person.country"]', guest.country)
      await page.check('[name="consents.process"]')
      const category = await page.locator('[name=categoryId]:checked').getAttribute('value')
      const questions = page.locator(`[name^="answers.${category}."]`)
      for (const question of await questions.all()) {
        const type = await question.getAttribute('type')
        if (type === 'radio' || type === 'checkbox') await question.check({ force: true })
      }
      await press(page, say('registration.send'))
      await page.waitForURL(/registered/)
    }

    // They are checked in at the door by the picture on their ticket.
    const door = await enter('door')
    await door.goto(at(`${desk}/check-in`))
    await door.waitForSelector('[data-ready=true]')
    for (const guest of guests.slice(0, 6)) {
      const letter = await house.letterTo(emailOf(guest, year), '/registrations/')
      const link = /https?:\S+\/registrations\/[^\s/]+/.exec(letter)?.[0] ?? ''
      await page.goto(`${link}/ticket`)
      const code = await page.locator('svg[role=img]').first().screenshot()
      await door.setInputFiles('#door-picture', { name: 'ticket.png', mimeType: 'image/png', buffer: code })
      await door.waitForFunction(
        (name) => document.querySelector('[data-told=admitted]')?.textContent?.includes(name),
        guest.han || guest.family,
      )
    }
    await door.waitForSelector('[data-queued="0"]')
    await door.reload()
    expect(await door.textContent('[data-count=in]')).toBe('6')

    // What came of it is stated with evidence by the station, and verified by somebody else.
    await station.goto(at('/console/outcomes/new'))
    await station.selectOption('select[name=edition]', { label: named(year) })
    await station.check('[name=type][value=post]')
    await station.check('[name=form][value=full_time]')
    await station.fill('[name=title]', 'Head of a laboratory 实验室主任')
    await station.fill('[name=organisation]', 'Heishijiao Biotech')
    await station.fill('[name=happenedOn]', '2026-11-20')
    await station.selectOption('select[name=station]', { index: 1 })
    await press(station, say('outcomes.record'))
    await station.waitForURL(/console\/outcomes\/[0-9a-f-]{36}/)
    const outcome = new URL(station.url()).pathname.replace(/^\/(en|zh)/, '')
    await station.goto(at(`${outcome}/evidence`))
    await station.fill('[name=name]', 'Contract of employment')
    await station.setInputFiles('[name=file]', {
      name: 'contract.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
    })
    await press(station, say('outcomes.add_evidence'))
    await station.goto(at(`${outcome}/verify`))
    expect(await station.textContent('main')).not.toContain(say('outcomes.level_documented'))
    const verifier = await enter('verifier')
    await verifier.goto(at(`${outcome}/verify`))
    await verifier.check('[name=level][value=documented]')
    await verifier.fill('[name=reason]', 'Contract seen 已查看合同')
    await press(verifier, say('outcomes.verify'))
    expect(await verifier.textContent('main')).toContain(say('outcomes.level_documented'))

    // One person freezes the numbers, and cannot release them; another does.
    await organiser.goto(at('/console/statements/new'))
    await organiser.selectOption('select[name=edition]', { label: named(year) })
    await press(organiser, say('statements.preview'))
    await organiser.waitForURL(/preview/)
    await press(organiser, say('statements.freeze'))
    const [drafted] = await house.rows<{ id: string }>(`select id from statement where state = 'draft'`)
    const statement = `/statements/${drafted?.id}`
    await organiser.goto(at('/console/statements'))
    expect(
      await organiser
        .getByRole('button', { name: say('statements.release') })
        .first()
        .isDisabled(),
    ).toBe(true)
    const second = await enter('organiser2')
    await second.goto(at('/console/statements'))
    await press(second, say('statements.release'))

    // Anybody opens the number: its definition, and how strong the proof is.
    await page.goto(at(statement))
    const figures = await page.locator('main').innerText()
    expect(figures).toContain(String(guests.length))
    await page.goto(at(`${statement}/registered_persons`))
    expect(await page.textContent('main')).toContain(say('statements.metric_registered_persons_definition'))
    await page.goto(at(`${statement}/attendances`))
    expect(await page.locator('main').innerText()).toMatch(/\b6\b/)

    await page.goto(at(`${statement}/posts`))
    expect(await page.textContent('main')).toContain(say('statements.metric_posts_definition'))
    expect(await page.textContent('main')).toContain(say('outcomes.level_documented'))
    const record = `main a[href$="${outcome}"]`
    expect(await page.locator(record).count()).toBe(0)
    await second.goto(at(`${statement}/posts`))
    expect(await second.locator(record).count()).toBe(1)

    expect(browser.foreign).toEqual([])
    expect(browser.errors).toEqual([])
  },
  240_000,
)
