import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoAccounts } from '../db/demo/index.ts'
import { linksOf } from '../tools/test/html.ts'
import { openBrowser, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const locales = ['en', 'zh'] as const
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** Every page of the house, as docs/permissions.md lists them: printed from the route table, and a test holds it true. */
const shapes = [...readFileSync('docs/permissions.md', 'utf8').matchAll(/\| GET(?:, POST)? `(\/[^`]*)`/g)]
  .map(([, path = '']) => path)
  .filter((path) => !path.startsWith('/api/'))
  .map((path) => ({ path, shape: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`) }))
const shapeOf = (path: string) => {
  const inner = path.replace(/^\/(en|zh)(?=\/.|$)/, '') || '/'
  const fitting = shapes.filter(({ shape }) => shape.test(inner))
  return (fitting.find(({ path: exact }) => exact === inner) ?? fitting[0])?.path
}

const enter = async (email: string): Promise<string> => {
  const answer = await fetch(`${house.origin}/en/sign-in/demo`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email }),
  })
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

const cookiesOf = (cookie: string) =>
  cookie
    .split('; ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: house.origin }
    })

type Seen = { address: string; cookie: string }
/** One address of every shape that was reached, and by whom. */
const pages = new Map<string, Seen>()

/** Follows every link from the start pages, one address of each shape, and reads it as a browser without script does. */
async function walk(cookie: string, locale: string): Promise<string[]> {
  const wrong: string[] = []
  const done = new Set<string>()
  const line = [
    `/${locale}`,
    `/${locale}/console`,
    `/${locale}/account`,
    `/${locale}/me`,
    `/${locale}/registrations`,
    `/${locale}/mailbox`,
  ]
  for (let address = line.shift(); address !== undefined; address = line.shift()) {
    const shape = shapeOf(address.split('?')[0] ?? '')
    const kind = `${shape ?? address} ${[...new URL(address, house.origin).searchParams.keys()].sort().join()}`
    if (done.has(kind)) continue
    done.add(kind)
    const answer = await fetch(house.origin + address, { headers: { cookie }, redirect: 'manual' })
    if (!shape) {
      await answer.body?.cancel()
      wrong.push(`${address} is no page of the house (${answer.status})`)
      continue
    }
    if (shape.endsWith('/live')) {
      await answer.body?.cancel()
      continue
    }
    const html = answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : ''
    if (html === '') await answer.arrayBuffer()
    const isStart = line.length < 6 && done.size <= 6
    if (answer.status >= 400 && !isStart) wrong.push(`${address} ${answer.status}`)
    if (answer.status !== 200 || html === '') continue
    if (!pages.has(`${locale} ${shape}`)) pages.set(`${locale} ${shape}`, { address, cookie })
    const main = (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    if (!/<h1[\s>]/.test(html) || main.length < 20) wrong.push(`${address} says nothing without script`)
    line.push(
      ...linksOf(html)
        .map((link) => new URL(link, house.origin + address))
        .filter(({ origin, pathname }) => origin === house.origin && pathname.startsWith(`/${locale}`))
        .map(({ pathname, search }) => pathname + search),
    )
  }
  return wrong
}

const visitors = [{ email: 'visitor' }, ...demoAccounts]

test.each(visitors)(
  'every page that $email is led to answers, and reads without script, in both languages',
  async ({ email }) => {
    const cookie = email === 'visitor' ? '' : await enter(email)
    for (const locale of locales) expect(await walk(cookie, locale)).toEqual([])
  },
)

const views = {
  'a desktop by day': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'a phone by night': { viewport: { width: 390, height: 780 }, colorScheme: 'dark' },
} as const

// Every page is looked at in both languages, in one of them as a desktop by day and in the other as a phone by night.
const turns = locales.flatMap((locale, turn) =>
  Object.entries(views).map(([name, view], nth) => ({ locale, name, view, half: (turn + nth) % 2 })),
)

test.each(turns)(
  'pages are clean on $name, in $locale: nothing foreign, no error, nothing for axe, no sideways scroll at 360 px',
  async ({ locale, view, half }) => {
    // One tab for each who looks: a tab of its own for every page costs as much as the page.
    const tabs = new Map<string, Page>()
    let address = ''
    const findings: string[] = []
    const mine = [...pages]
      .filter(([key]) => key.startsWith(locale))
      .filter((_page, index) => index % 2 === half)
    const tabOf = async (cookie: string): Promise<Page> => {
      const open = tabs.get(cookie)
      if (open) return open
      const context = await browser.context(view)
      // Given to the browser once and not with every page, which took a quarter of the time.
      await context.addInitScript({ content: axe })
      await context.addCookies(cookiesOf(cookie))
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') findings.push(`${address} console: ${message.text()}`)
      })
      page.on('pageerror', (error) => findings.push(`${address} ${error.message}`))
      tabs.set(cookie, page)
      return page
    }
    for (const [, seen] of mine) {
      address = seen.address
      const page = await tabOf(seen.cookie)
      await page.setViewportSize(view.viewport)
      await page.goto(house.origin + address, { waitUntil: 'load' })
      const found: string[] = await page.evaluate(
        `axe.run().then((run) => run.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 200)).join(' | ')))`,
      )
      findings.push(...found.map((each) => `${address} axe ${each}`))
      await page.setViewportSize({ width: 360, height: 780 })
      const over: number = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      if (over > 0) findings.push(`${address} is ${over} px too wide at 360`)
    }
    for (const page of tabs.values()) await page.context().close()
    expect(findings).toEqual([])
    expect(browser.foreign).toEqual([])
    expect(browser.errors).toEqual([])
    expect(mine.length).toBeGreaterThan(25)
  },
  600_000,
)
