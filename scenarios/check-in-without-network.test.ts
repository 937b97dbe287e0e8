import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'kysely'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { instant, plus } from '#kernel/time'
import { serve } from '#platform/http'
import { openKeys } from '#platform/keys'
import { openLog } from '#platform/log'
import { useCases } from '#platform/usecases'
import { readAssets } from '../apps/web/assets.ts'
import { layout, refusalSheet } from '../apps/web/layout.tsx'
import { catalogues } from '../locales/index.ts'
import { doors } from '../modules/registration/doorway/api.ts'
import {
  type Arranged,
  aName,
  arranger,
  holding,
  insertEdition,
  insertEvent,
  insertGuests,
} from '../modules/registration/doorway/arrange.fixtures.ts'
import { doorCommands } from '../modules/registration/doorway/commands.ts'
import { pages } from '../modules/registration/doorway/pages.tsx'
import { drawQr } from '../modules/registration/doorway/qr.ts'
import { showSerial } from '../modules/registration/doorway/serial.ts'
import { registrationToken } from '../modules/registration/index.ts'
import type { RegistrationId } from '../modules/registration/model.ts'
import { testDatabase } from '../tools/test/database.ts'

const db = await testDatabase({ at: '2019-05-02T00:00:00Z' })
const keys = openKeys('a secret of thirty-two characters!')
const commands = doorCommands({ keys })

let london: Arranged
let guests: RegistrationId[]
let actor: Actor
let server: Server
let origin: string
let browser: Browser
let folder: string
const foreign: string[] = []

const ticketOf = (index: number) => {
  const registrationId = guests[index]
  if (registrationId === undefined) throw new Error('no such guest')
  return db.use(arranger).run(commands.ticket, { registrationId })
}

const picture = (code: string) => {
  const { size, path } = drawQr(code)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="600" height="600"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

async function buildClient(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'haigui-door-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir,
      manifest: 'manifest.json',
      rollupOptions: {
        input: {
          styles: 'ui/styles/main.css',
          islands: 'modules/registration/doorway/islands/entry.fixtures.ts',
          'service-worker': 'modules/registration/doorway/islands/service-worker.ts',
        },
        output: {
          entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  })
  return outDir
}

beforeAll(async () => {
  const edition = await db.tx(insertEdition)
  london = await db.tx((tx) => insertEvent(tx, edition))
  guests = await db.tx((tx) =>
    insertGuests(tx, london, [
      aName(),
      aName({ latinGiven: 'Na', han: '李娜' }),
      aName({ latinGiven: 'Zoë', latinFamily: 'O’Neil', han: '' }),
      aName({ latinGiven: 'Wei', latinFamily: 'Chen', han: '陈䶮' }),
    ]),
  )
  actor = holding('station_staff', london.stationId)
  await ticketOf(0)
  folder = await buildClient()
  const built = await readAssets(folder)
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string }
  >
  const entry = manifest['modules/registration/doorway/islands/entry.fixtures.ts']?.file
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8')
  const site = serve({
    origin: 'http://localhost',
    doors: [pages({ keys }), doors({ keys })],
    words: compileWords(catalogues),
    useCases: useCases(db.database, db.clock, async () => {}),
    identify: async () => ({ actor, me: { personId: 'x', name: 'Door', email: 'door@example.org' } }),
    layout: layout({ ...built, islands: `/${entry}` }, { demo: false }),
    refusalSheet,
    log: openLog('error'),
    extra: (app) => {
      built.mount(app)
      app.get('/service-worker.js', (c) => c.body(worker, 200, { 'content-type': 'text/javascript' }))
      app.get('/icon.svg', (c) =>
        c.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, { 'content-type': 'image/svg+xml' }),
      )
    },
  })
  server = createServer(getRequestListener(site.app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  browser = await chromium.launch({
    executablePath: process.env.HAIGUI_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  db.clock.set(instant('2019-06-12T12:40:00Z'))
})

afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const open = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<[BrowserContext, Page]> => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.push(url.href)
  })
  return [context, await context.newPage()]
}
const door = (lang = 'en') => `${origin}/${lang}/console/events/${london.eventId}/check-in`
const shoot = async (page: Page, name: string) => {
  const shots = process.env.HAIGUI_SHOTS
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

const showPicture = async (page: Page, code: string) =>
  page.setInputFiles('#door-picture', {
    name: 'code.png',
    mimeType: 'image/png',
    buffer: await picture(code),
  })

const attended = async () => {
  const found = await db.tx((tx) =>
    sql<{ there: number; scans: number }>`select (select count(*)::int from attendance) as there,
      (select count(*)::int from scan) as scans`.execute(tx),
  )
  return found.rows[0]
}

test('a door without network lets guests in, and the server has it when the network is back', async () => {
  const [context, page] = await open()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(message.text()))
      errors.push(message.text())
  })
  const [li, na] = [await ticketOf(0), await ticketOf(1)]
  await page.goto(door())
  await page.waitForSelector('[data-ready=true]')
  await shoot(page, 'door-en')

  await context.setOffline(true)
  await page.reload()
  await page.waitForSelector('[data-ready=true]')
  await page.waitForSelector('[data-online=false]')

  await showPicture(page, li.code)
  await page.waitForSelector('[data-told=admitted]')
  expect(await page.textContent('[data-told]')).toContain('Ming Li (李明) is in.')
  await shoot(page, 'door-offline')
  await showPicture(page, li.code)
  await page.waitForSelector('[data-told=again]')
  await showPicture(
    page,
    li.code.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  )
  await page.waitForSelector('[data-told=forged]')
  await page.fill('#door-search', '李娜')
  await page.click('[data-found] button')
  await page.waitForFunction(() => document.querySelector('[data-told]')?.textContent?.includes('李娜'))
  expect(await page.getAttribute('[data-status]', 'data-queued')).toBe('4')
  expect(await attended()).toEqual({ there: 0, scans: 0 })

  await context.setOffline(false)
  await page.waitForSelector('[data-queued="0"]')
  expect(await attended()).toEqual({ there: 2, scans: 4 })
  await page.waitForFunction(() => document.querySelector('[data-count=in]')?.textContent === '2')
  await page.reload()
  await page.waitForSelector('[data-ready=true]')
  expect(await page.textContent('table')).toContain('Na Li (李娜)')
  await shoot(page, 'door-after')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'door-wide')
  expect(errors).toEqual([])
  expect(na.serial).toHaveLength(12)
  await context.close()
})

test('with JavaScript off a number checks in, a name is found, a wrong one is told in words', async () => {
  const [context, page] = await open({ javaScriptEnabled: false })
  const zoe = await ticketOf(2)
  await page.goto(door('zh'))
  await page.fill('[name=code]', 'chen wei')
  await page.click('main form .btn.primary')
  expect(await page.textContent('main')).toContain('陈䶮')
  await shoot(page, 'door-zh-found')
  await page.fill('[name=code]', showSerial(zoe.serial).toLowerCase())
  await page.click('main form .btn.primary')
  expect(await page.textContent('.note.success')).toContain('签到成功')
  await page.reload()
  expect(await page.textContent('.note.success')).toContain('签到成功')
  await page.fill('[name=code]', zoe.code)
  await page.click('main form .btn.primary')
  expect(await page.textContent('.note.warn')).toContain('13:40签到')
  await page.fill('[name=code]', zoe.code.replace(/.$/, 'Z'))
  await page.click('main form .btn.primary')
  expect(await page.textContent('[role=alert]')).toContain('伪造')
  await shoot(page, 'door-zh-forged')
  await page.click('a[href*="/undo/"]')
  await page.fill('[name=reason]', '误选同名来宾')
  await page.click('.btn.danger')
  expect(await page.textContent('main')).toContain('签到已撤销。')
  await context.close()
})

test('a guest sees the ticket without account or script, and prints the badge', async () => {
  for (const lang of ['en', 'zh'] as const) {
    const [context, page] = await open({
      javaScriptEnabled: false,
      colorScheme: lang === 'zh' ? 'dark' : 'light',
    })
    const id = guests[3]
    if (id === undefined) throw new Error('no such guest')
    const token = registrationToken(keys, id, plus(db.clock.now(), { days: 1 }))
    await page.goto(`${origin}/${lang}/registrations/${token}/ticket`)
    expect(await page.locator('svg[role=img] path').count()).toBe(1)
    await shoot(page, `ticket-${lang}`)
    const badge = await context.request.get(`${origin}/${lang}/registrations/${token}/badge.pdf`)
    expect(badge.headers()['content-type']).toBe('application/pdf')
    expect((await badge.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.goto(`${origin}/${lang}/console/events/${london.eventId}/badges`)
    expect(await page.textContent('main')).toContain('䶮')
    await shoot(page, `badges-${lang}`)
    const broken = await page.goto(`${origin}/${lang}/registrations/${token}x/ticket`)
    expect(broken?.status()).toBe(410)
    await context.close()
  }
})

test('no page of the door asks another host for anything', () => {
  expect(foreign).toEqual([])
})
