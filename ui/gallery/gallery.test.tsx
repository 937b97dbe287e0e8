import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draw } from '../index.ts'
import { Gallery } from './index.tsx'

const locales = ['en', 'zh'] as const
const shells = ['public', 'console'] as const
const pages = locales.flatMap((locale) => shells.map((shell) => ({ locale, shell })))

const bodyOf = ({ locale, shell }: (typeof pages)[number]) => draw(<Gallery locale={locale} shell={shell} />)

/** The stylesheet as browsers get it. */
async function stylesheet(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: 'ui/styles/main.css' } },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const assets = outputs.flatMap((output) => ('output' in output ? output.output : []))
  const css = assets.find((asset) => asset.type === 'asset' && asset.fileName.endsWith('.css'))
  return css?.type === 'asset' ? String(css.source) : ''
}

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')

describe.each(pages)('the pieces as HTML ($locale, $shell)', (page) => {
  const html = bodyOf(page)
  const ids = all(html, / id="([^"]*)"/g)

  it('needs nothing the content security policy forbids', () => {
    expect(html).not.toMatch(/ style="| on[a-z]+="|<script|javascript:/)
  })

  it('gives every id once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('ties labels, hints, errors and buttons to what exists', () => {
    const named = [
      ...all(html, / for="([^"]*)"/g),
      ...all(html, / aria-describedby="([^"]*)"/g).flatMap((list) => list.split(' ')),
      ...all(html, / aria-labelledby="([^"]*)"/g),
      ...all(html, / popovertarget="([^"]*)"/g),
      ...all(html, / href="#(f-[^"]*)"/g),
    ]
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  })
})

describe('a form that came back', () => {
  const html = bodyOf({ locale: 'en', shell: 'console' })

  it('keeps what was typed, escaped', () => {
    expect(html).toContain('value="captain(at)example.org"')
    expect(html).toContain('Grain &amp; &lt;timber')
    expect(html).toMatch(/<option[^>]*value="1"[^>]*selected|<option[^>]*selected[^>]*value="1"/)
    expect(html).toContain('value="晚潮"')
  })

  it('says what is wrong at the field and leads there', () => {
    expect(html).toMatch(
      /<input[^>]*id="f-ship"[^>]*aria-describedby="f-ship-hint f-ship-err"[^>]*aria-invalid="true"/,
    )
    expect(html).toContain('<a href="#f-load">')
    expect(html).toMatch(/role="alert"[^>]*autofocus/)
  })

  it('sends hidden values and leaves out the absent', () => {
    expect(html).toContain('<input type="hidden" name="version" value="3"')
    expect(html).not.toContain('name="nothing"')
  })

  it('never lets a hidden follow-up stop the form', () => {
    const draught = html.match(/<input[^>]*id="f-draught"[^>]*>/)?.[0]
    expect(draught).toContain('aria-required="true"')
    expect(draught).not.toMatch(/ required/)
  })
})

it('the stylesheet leaves most of the first 14 kB to the page', async () => {
  expect(gzipSync(await stylesheet(), { level: 9 }).length).toBeLessThan(7 * 1024)
})

const executablePath = '/usr/bin/chromium'
const origin = 'http://gallery.test'

describe.skipIf(!existsSync(executablePath))('the pieces in a browser', { timeout: 120_000 }, () => {
  let browser: Browser
  let css = ''

  beforeAll(async () => {
    css = await stylesheet()
    browser = await chromium.launch({
      executablePath,
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
  }, 120_000)
  afterAll(() => browser?.close())

  /** Shown under the policy of the product; what the browser complains about is collected. */
  async function show(
    what: (typeof pages)[number],
    width: number,
    colorScheme: 'light' | 'dark',
    use: (page: Page, complaints: string[]) => Promise<void>,
  ) {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      hasTouch: width < 600,
    })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gallery</title><link rel="stylesheet" href="/main.css">`
    const body = `<!doctype html><html lang="${what.locale === 'zh' ? 'zh-Hans' : 'en'}"><head>${head}</head><body>${bodyOf(what)}</body></html>`
    await page.route(`${origin}/**`, (route) =>
      route.request().url().endsWith('.css')
        ? route.fulfill({ contentType: 'text/css', body: css })
        : route.fulfill({
            contentType: 'text/html',
            headers: { 'content-security-policy': "default-src 'self'; style-src 'self'; script-src 'none'" },
            body,
          }),
    )
    try {
      await page.goto(`${origin}/`)
      await use(page, complaints)
    } finally {
      await page.close()
    }
  }

  const looks = pages.flatMap((page) => [
    { ...page, width: 390, scheme: 'light' as const },
    { ...page, width: 1280, scheme: 'dark' as const },
  ])

  it.each(looks)(
    'has no finding of axe: $locale $shell $width $scheme',
    async ({ width, scheme, ...page }) => {
      await show(page, width, scheme, async (tab, complaints) => {
        await tab.evaluate(axe.source)
        const findings: string[] = await tab.evaluate(
          `axe.run().then((run) => run.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
        )
        expect(findings).toEqual([])
        expect(complaints).toEqual([])
      })
    },
  )

  it.each(pages)('fits a narrow phone: $locale $shell', async (page) => {
    await show(page, 320, 'light', async (tab) => {
      const over: number = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(over).toBeLessThanOrEqual(0)
    })
  })

  it('gives a finger 44 pixels', async () => {
    await show({ locale: 'en', shell: 'console' }, 390, 'light', async (tab) => {
      const small: string[] = await tab.evaluate(`
        [...document.querySelectorAll('.btn, input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, .choice > label, nav:not(.crumbs) a, summary')]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
          .map((one) => one.outerHTML.slice(0, 120))`)
      expect(small).toEqual([])
    })
  })

  it('asks a follow-up only after the answer that calls for it, without scripts', async () => {
    await show({ locale: 'en', shell: 'console' }, 1280, 'light', async (tab) => {
      const draught = tab.locator('#f-draught')
      expect(await draught.isVisible()).toBe(true)
      await tab.check('#f-pilot-1')
      expect(await draught.isVisible()).toBe(false)
      await tab.check('#f-pilot-2')
      expect(await draught.isVisible()).toBe(true)
      expect(await tab.locator('#f-heads').isVisible()).toBe(false)
      await tab.check('#f-load-2')
      expect(await tab.locator('#f-heads').isVisible()).toBe(true)
      expect(await tab.locator('#f-class').isVisible()).toBe(false)
    })
  })

  it('opens navigation and dialog without scripts, and lets Escape close them', async () => {
    await show({ locale: 'zh', shell: 'public' }, 390, 'light', async (tab) => {
      const nav = tab.locator('#nav')
      expect(await nav.isVisible()).toBe(false)
      await tab.locator('header .opens-nav').first().click()
      expect(await nav.isVisible()).toBe(true)
      await tab.keyboard.press('Escape')
      expect(await nav.isVisible()).toBe(false)
      await tab.locator('button[popovertarget=strike]').first().click()
      expect(await tab.locator('#strike').isVisible()).toBe(true)
      await tab.locator('#strike .dialog-head button').click()
      expect(await tab.locator('#strike').isVisible()).toBe(false)
    })
  })
})
