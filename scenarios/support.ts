import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'
import { createDatabase, dropDatabase, withDatabase } from '../platform/db/embedded/index.ts'

const root = resolve(import.meta.dirname, '..')
const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })

export type RunningHouse = {
  readonly origin: string
  readonly url: string
  /** The installation's own folder. */
  readonly folder: string
  /** What its keys are made from: a test that holds it can write the links that letters carry. */
  readonly secret: string
  readonly process: ChildProcess
  /** Rows of the house's database, for looking only. */
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** An operator's command on the same installation; gives its exit code. */
  command(...args: string[]): Promise<number>
  /** The newest letter to an address, as text. */
  letterTo(email: string, containing: string): Promise<string>
  kill(signal: NodeJS.Signals): Promise<void>
  again(): Promise<void>
}

/** The product as a process of its own, as `serve` runs it, on a database of its own; or on what a backup holds. */
export async function startHouse(
  options: { demo?: boolean; from?: string; env?: Record<string, string> } = {},
): Promise<RunningHouse> {
  const server = inject('postgres')
  const name = `s_${randomBytes(6).toString('hex')}`
  await createDatabase(server, name)
  const url = withDatabase(server, name)
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'haigui-scenario-'))
  const origin = `http://localhost:${port}`
  const env = {
    ...process.env,
    DATABASE_URL: url,
    HAIGUI_SECRET: 'a secret of the scenarios that is long enough',
    HAIGUI_ORIGIN: origin,
    HAIGUI_FOLDER: folder,
    HAIGUI_DEMO: String(options.demo ?? false),
    PORT: String(port),
    ...options.env,
  }
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  const run = (file: string, args: readonly string[], stdio: 'pipe' | 'ignore') =>
    spawn(process.execPath, ['--enable-source-maps', join(root, file), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', stdio, 'inherit'],
    })
  const start = async () => {
    const child = run('tools/serve.mjs', [], 'pipe')
    await new Promise<void>((ready, failed) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        const text = chunk.toString()
        if (text.includes('"msg":"ready"')) ready()
        for (const line of text.split('\n'))
          if (/"level":(50|60)/.test(line)) process.stderr.write(`${line}\n`)
      })
      child.once('exit', (code) => failed(new Error(`the house ended with ${code} before it was ready`)))
    })
    return child
  }
  const command = (...args: string[]) =>
    new Promise<number>((done) =>
      run('tools/cli.mjs', args, 'ignore').once('exit', (code) => done(code ?? 1)),
    )
  if (options.from !== undefined && (await command('restore', options.from)) !== 0)
    throw new Error(`${options.from} was not restored`)
  let child = await start()
  const ended = () =>
    new Promise<void>((done) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', () => done()) : done(),
    )
  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows
  afterAll(async () => {
    child.kill('SIGTERM')
    await ended()
    await pool.end()
    await dropDatabase(server, name)
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    origin,
    url,
    folder,
    secret: env.HAIGUI_SECRET,
    get process() {
      return child
    },
    rows,
    command,
    letterTo: async (email, containing) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const [letter] = await rows<{ text: string }>(
          `select body_text as text from mail where to_address = $1 and (subject || body_text) like $2 order by created_at desc limit 1`,
          [email, `%${containing}%`],
        )
        if (letter) return letter.text
        await new Promise((wait) => setTimeout(wait, 50))
      }
      throw new Error(`no letter to ${email} with “${containing}”`)
    },
    kill: async (signal) => {
      child.kill(signal)
      await ended()
    },
    again: async () => {
      child = await start()
    },
  }
}

/** A browser that fails the test when a page asks anybody but us for anything, or logs an error. */
export async function openBrowser(house: RunningHouse) {
  if (!chromiumPath) throw new Error('no chromium: run npm test, which installs it')
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: flags })
  afterAll(() => browser.close())
  const foreign: string[] = []
  const errors: string[] = []
  return {
    foreign,
    errors,
    context: async (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> => {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options })
      context.setDefaultTimeout(30_000) // a test may wait, but it never measures
      context.on('request', (request) => {
        const address = new URL(request.url())
        if (address.origin !== house.origin && address.protocol !== 'data:' && address.protocol !== 'blob:')
          foreign.push(request.url())
      })
      context.on('weberror', (error) => errors.push(String(error.error())))
      context.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) errors.push(message.text())
      })
      return context
    },
  }
}

/** Signs in by the code that was sent: the real way in. */
export async function signIn(
  house: RunningHouse,
  page: Page,
  email: string,
  locale: 'en' | 'zh' = 'en',
): Promise<void> {
  await page.goto(`${house.origin}/${locale}/sign-in`)
  await page.fill('input[name=email]', email)
  await page.locator('form:has(input[name=email]) button').first().click()
  await page.waitForURL(/sign-in\/code/)
  const letter = await house.letterTo(email, locale === 'en' ? 'sign-in' : '登录')
  const code = /\b(\d{6})\b/.exec(letter)?.[1] ?? ''
  await page.fill('input[name=code]', code)
  await page.locator('form:has(input[name=code]) button').first().click()
  await page.waitForURL((address) => !address.pathname.includes('sign-in'))
}

/** A page of somebody of the demo, in by the demo's door, which signs nobody in by mail. */
export async function demoIn(
  house: RunningHouse,
  browser: Awaited<ReturnType<typeof openBrowser>>,
  email: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const answer = await fetch(`${house.origin}/en/sign-in/demo`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email }),
  })
  const context = await browser.context(options)
  await context.addCookies(
    answer.headers.getSetCookie().map((line) => {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=')
      return { name, value: value.join('='), url: house.origin }
    }),
  )
  return context.newPage()
}
