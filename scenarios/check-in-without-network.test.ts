import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import type { Instant } from '#kernel/time'
import { openKeys } from '#platform/keys'
import { catalogues } from '../locales/index.ts'
import type { EventId } from '../modules/events/index.ts'
import { drawQr } from '../modules/registration/doorway/qr.ts'
import { type Serial, showSerial } from '../modules/registration/doorway/serial.ts'
import { writeTicket } from '../modules/registration/doorway/ticket.ts'
import { registrationToken } from '../modules/registration/index.ts'
import type { RegistrationId } from '../modules/registration/model.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const words = compileWords(catalogues)

type Guest = {
  id: RegistrationId
  han: string
  given: string
  family: string
  endsAt: Instant
  event: EventId
  serial: Serial
}
const ticketed = () =>
  house.rows<Guest>(
    `select registration.id, han, latin_given as given, latin_family as family, event.id as event, serial,
      to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"') as "endsAt"
    from registration join person on person.id = person_id join event on event.id = registration.event_id
      join ticket on ticket.registration_id = registration.id
    where event.slug = 'alumni-evening' and registration.state = 'admitted' and han <> '' order by place`,
  )
/** Tickets are given by a job, soon after the house is ready. */
let guests = await ticketed()
for (let tries = 0; guests.length < 4 && tries < 120; tries += 1) {
  await new Promise((wait) => setTimeout(wait, 250))
  guests = await ticketed()
}
const guest = (index: number): Guest => {
  const found = guests[index]
  if (!found) throw new Error('the demo has no such guest')
  return found
}
const { event } = guest(0)

const door = (locale: 'en' | 'zh') => `${house.origin}/${locale}/console/events/${event}/check-in`
const phone = { viewport: { width: 390, height: 844 } }
const open = async (
  locale: 'en' | 'zh' = 'en',
  options: Parameters<typeof browser.context>[0] = {},
): Promise<[BrowserContext, Page]> => {
  const context = await browser.context({ ...phone, ...options })
  const page = await context.newPage()
  await signIn(house, page, 'door@demo.example', locale)
  return [context, page]
}

/** The guest's ticket as their own phone shows it. */
async function ticketOf({ id, endsAt }: Guest): Promise<Buffer> {
  const context = await browser.context({ ...phone, javaScriptEnabled: false })
  const page = await context.newPage()
  const token = registrationToken(openKeys(house.secret), id, endsAt)
  await page.goto(`${house.origin}/en/registrations/${token}/ticket`)
  const picture = await page.locator('svg[role=img]').first().screenshot()
  await context.close()
  return picture
}

/** A ticket that somebody else's key has signed. */
const forgedCode = ({ serial }: Guest) =>
  writeTicket({ eventId: event, serial }, { kid: '00000000', sign: () => new Uint8Array(64).fill(7) })

const drawn = (code: string) => {
  const { size, path } = drawQr(code)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${size + 8} ${size + 8}" width="600" height="600"><rect x="-4" y="-4" width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

const show = (page: Page, buffer: Buffer) =>
  page.setInputFiles('#door-picture', { name: 'code.png', mimeType: 'image/png', buffer })

const tally = async () => {
  const [found] = await house.rows<{ there: number; scans: number }>(
    `select (select count(*)::int from attendance where event_id = $1) as there,
      (select count(*)::int from scan where event_id = $1) as scans`,
    [event],
  )
  return found
}

test('a door without network lets guests in, and the server has it when the network is back', async () => {
  const [context, page] = await open()
  const pictures = [await ticketOf(guest(0)), await drawn(forgedCode(guest(1)))] as const
  const before = await tally()
  await page.goto(door('en'))
  await page.waitForSelector('[data-ready=true]')

  await context.setOffline(true)
  await page.reload()
  await page.waitForSelector('[data-ready=true]')
  await page.waitForSelector('[data-online=false]')

  await show(page, pictures[0])
  await page.waitForSelector('[data-told=admitted]')
  expect(await page.textContent('[data-told]')).toContain(guest(0).han)
  await show(page, pictures[0])
  await page.waitForSelector('[data-told=again]')
  await show(page, pictures[1])
  await page.waitForSelector('[data-told=forged]')
  await page.fill('#door-search', guest(2).han)
  await page.click('[data-found] button')
  await page.waitForFunction(
    (han) => document.querySelector('[data-told]')?.textContent?.includes(han),
    guest(2).han,
  )
  expect(await page.getAttribute('[data-status]', 'data-queued')).toBe('4')
  expect(await tally()).toEqual(before)

  await context.setOffline(false)
  await page.waitForSelector('[data-queued="0"]')
  await expect.poll(tally).toEqual({ there: (before?.there ?? 0) + 2, scans: (before?.scans ?? 0) + 4 })
  await page.reload()
  await page.waitForSelector('[data-ready=true]')
  expect(await page.textContent('table')).toContain(guest(2).han)
  await context.close()
}, 120_000)

test('with JavaScript off a number checks in, a name is found, a wrong one is told in words', async () => {
  const say = words.say('zh')
  const [context, page] = await open('zh', { javaScriptEnabled: false })
  const one = guest(4)
  const send = async (text: string) => {
    await page.fill('[name=code]', text)
    await page.click('main form .btn.primary')
  }
  await page.goto(door('zh'))
  await send(`${one.family} ${one.given}`.toLowerCase())
  expect(await page.textContent('main')).toContain(one.han)
  await send(showSerial(one.serial).toLowerCase())
  expect(await page.textContent('.note.success')).toContain('签到成功')
  await page.reload()
  expect(await page.textContent('.note.success')).toContain('签到成功')
  await send(one.serial)
  expect(await page.textContent('.note.warn')).toContain('签到')
  await send(forgedCode(one))
  expect(await page.textContent('[role=alert]')).toContain('伪造')
  await page.click('a[href*="/undo/"]')
  await page.fill('[name=reason]', '误选同名来宾')
  await page.click('.btn.danger')
  expect(await page.textContent('main')).toContain(say('doorway.told_undone'))
  await context.close()
}, 120_000)

test('a guest sees the ticket without account or script, and prints the badge', async () => {
  for (const locale of ['en', 'zh'] as const) {
    const context = await browser.context({ ...phone, javaScriptEnabled: false })
    const page = await context.newPage()
    const token = registrationToken(openKeys(house.secret), guest(3).id, guest(3).endsAt)
    await page.goto(`${house.origin}/${locale}/registrations/${token}/ticket`)
    expect(await page.locator('svg[role=img] path').count()).toBe(1)
    const badge = await context.request.get(`${house.origin}/${locale}/registrations/${token}/badge.pdf`)
    expect(badge.headers()['content-type']).toBe('application/pdf')
    expect((await badge.body()).subarray(0, 5).toString()).toBe('%PDF-')
    const broken = await page.goto(`${house.origin}/${locale}/registrations/${token}x/ticket`)
    expect(broken?.status()).toBe(410)
    await context.close()
  }
})

test('no page of the door asks another host for anything, and none breaks', () => {
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
})
