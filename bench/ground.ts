import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../platform/db/embedded/index.ts'

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The product as `serve` runs it, on an embedded PostgreSQL that waits for the disk as in production. */
export async function house(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'haigui-bench-'))
  const postgres = await startEmbedded({
    folder: join(folder, 'postgres'),
    settings: { max_connections: '200' },
  })
  const port = await freePort()
  const secret = randomUUID() + randomUUID()
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    HAIGUI_SECRET: secret,
    HAIGUI_ORIGIN: `http://localhost:${port}`,
    HAIGUI_FOLDER: folder,
    HAIGUI_LOG_LEVEL: 'info',
    PORT: String(port),
    ...settings,
  }
  const began = performance.now()
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', 'tools/serve.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A bench that breaks off leaves nothing behind.
  process.once('exit', () => child.kill('SIGKILL'))
  await new Promise<void>((ready, failed) => {
    child.stdout?.on('data', (chunk: Buffer) => chunk.includes('"msg":"ready"') && ready())
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)))
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // The server goes away at the end, and may be faster than the pool: `end` does not wait for the sockets, and a client that
  // the pool has let go of cries to nobody, which would end us with 1.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    folder,
    port,
    child,
    pool,
    postgres,
    secret,
    readyMs: performance.now() - began,
    origin: `http://localhost:${port}`,
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((done) => child.once('exit', done))
      await pool.end()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type House = Awaited<ReturnType<typeof house>>

/** How long one measurement lasts. */
export const seconds = Number(process.env.BENCH_SECONDS ?? 6)

/** Transactions a second of a script in pgbench, as many at once as we have connections; null where it is not installed. */
export function pgbench({ folder, postgres }: House, script: string, connections: number): number | null {
  const file = join(folder, 'pgbench.sql')
  writeFileSync(file, script)
  const args = [
    '-n',
    '-f',
    file,
    '-c',
    `${connections}`,
    '-j',
    '2',
    '-T',
    `${seconds}`,
    '-M',
    'prepared',
    postgres.url,
  ]
  const run = spawnSync('pgbench', args, { encoding: 'utf8' })
  if (run.error) return null
  const rate = /tps = ([\d.]+)/.exec(run.stdout)?.[1]
  if (!rate) throw new Error(run.stderr)
  return Number(rate)
}

/** Signs in by the code of the letter, as anybody does, after giving the role; answers with the cookie. */
export async function signIn({ origin, pool }: House, email: string, role: string): Promise<string> {
  const person = randomUUID()
  await pool.query(
    `insert into person (id, search_text, sort_key, email, created_at) values ($1, '', '', $2, now())`,
    [person, email],
  )
  await pool.query(
    'insert into role_grant (id, person_id, role, granted_at) values (gen_random_uuid(), $1, $2, now())',
    [person, role],
  )
  const cookies: string[] = []
  const post = async (path: string, values: Record<string, string>) => {
    const headers = { origin, cookie: cookies.join('; ') }
    const body = new URLSearchParams(values)
    const answer = await fetch(origin + path, { method: 'POST', body, headers, redirect: 'manual' })
    cookies.push(...answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''))
  }
  await post('/en/sign-in', { email })
  const letter = await pool.query(
    'select body_text from mail where to_address = $1 order by created_at desc',
    [email],
  )
  const code = /\b\d{6}\b/.exec(letter.rows[0]?.body_text.replace(/(\d{3}) (\d{3})/, '$1$2') ?? '')?.[0] ?? ''
  await post('/en/sign-in/code', { email, code })
  const session = cookies.findLast((each) => each.includes('session_token='))
  if (!session) throw new Error('nobody could sign in')
  return session
}

const both = (text: string) => JSON.stringify({ en: text, zh: text })

/** An edition with one released event whose registration is open; gives the ids. */
export async function seed(
  pool: pg.Pool,
  options: { quota: number; sessions?: number },
): Promise<{ eventId: string; categoryId: string }> {
  const [programme, edition, event, category] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await pool.query('insert into programme (id, slug, name, about) values ($1, $2, $3, $3)', [
    programme,
    'bench',
    both('Bench'),
  ])
  await pool.query(
    `insert into edition (id, programme_id, number, year, slug, name, starts_on, ends_on, zone, place, state, created_at)
     values ($1, $2, 1, 2030, '2030', $3, '2030-07-04', '2030-07-06', 'Asia/Shanghai', $3, 'open', now())`,
    [edition, programme, both('Bench')],
  )
  await pool.query(
    `insert into event (id, edition_id, host_name, slug, kind, title, summary, body, zone, starts_at, ends_at, state, guid, released_at, changed_at, online_url)
     values ($1, $2, 'Host', 'hot', 'forum', $3, $3, $3, 'Asia/Shanghai', '2030-07-04T01:00Z', '2030-07-06T10:00Z', 'released', gen_random_uuid(), now(), now(), 'https://example.org')`,
    [event, edition, both('A hot event')],
  )
  await pool.query(
    `insert into category (id, event_id, name, about, quota, position, state) values ($1, $2, $3, $3, $4, 1, 'open')`,
    [category, event, both('Guests'), options.quota],
  )
  if (options.sessions)
    await pool.query(
      `insert into session (id, event_id, kind, title, abstract, language, starts_at, ends_at, guid)
       select gen_random_uuid(), $1, 'talk', jsonb_build_object('en', 'Session ' || n, 'zh', '第' || n || '场'), $2, 'en',
         '2030-07-04T01:00Z'::timestamptz + n * interval '10 min', '2030-07-04T01:10Z'::timestamptz + n * interval '10 min', gen_random_uuid()
       from generate_series(1, $3) as n`,
      [event, both(''), options.sessions],
    )
  return { eventId: event, categoryId: category }
}

export const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(values.length - 1) >> 1] ?? 0, sorted[values.length >> 1] ?? 0]
  return (low + high) / 2
}
export const say = (text: string) => process.stdout.write(`${text}\n`)

/** Milliseconds of the processor that a process has used so far. */
export function cpuMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/\(.*\)/, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Milliseconds of the processor that a process of one thread has used so far, to the nanosecond: a server's backend. */
export const cpuOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
