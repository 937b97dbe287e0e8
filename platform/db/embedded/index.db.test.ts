import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packageRoot, prepareBinaries } from './binaries.ts'
import { codeOf } from './error.ts'
import { createDatabase, dropDatabase, EmbeddedError, startEmbedded, withDatabase } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

let place = ''
const children: ChildProcess[] = []

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'haigui-embedded-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(place, { recursive: true, force: true })
})

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Runs the launcher in a process of its own; `kill` is kill -9. */
async function startElsewhere(folder: string, prefix: string[] = [], mode = '') {
  const script = fileURLToPath(new URL('./child-for-tests.ts', import.meta.url))
  const [file = '', ...args] = [...prefix, process.execPath, script, folder, mode]
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const gone = once(child, 'exit')
  const [chunk] = await once(child.stdout, 'data')
  const answer: { url: string; pid: number; error?: string } = JSON.parse(String(chunk))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  return { ...answer, process: child.pid, kill }
}

/** A zombie (some containers never reap an orphan) is dead, though kill(pid, 0) finds it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch (error) {
    return process.platform !== 'linux' && codeOf(error) === 'ENOENT'
  }
}

describe('a folder of its own', () => {
  test('starts, keeps what was written over a stop, and is private', async () => {
    const folder = join(place, 'plain')
    const lines: string[] = []
    const first = await startEmbedded({ folder, log: (line) => lines.push(line) })
    await query(first.url, 'CREATE TABLE kept (word text)')
    await query(first.url, `INSERT INTO kept VALUES ('海归')`)
    await first.stop()
    expect(await first.ended).toBeNull()
    expect(lines.join('\n')).toContain('ready to accept connections')

    const second = await startEmbedded({ folder })
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ word: '海归' }])
    expect(await query(second.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(await query(second.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    for (const name of ['.', 'data', 'socket']) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700)
    }
    await second.stop()
    await second.stop()
  })

  test('a path of more than 150 characters with spaces and Chinese', async () => {
    const folder = join(place, 'a path with spaces 海归 峰会'.repeat(4), 'x'.repeat(100), 'deep, "quoted"')
    expect(folder.length).toBeGreaterThan(150)
    const embedded = await startEmbedded({ folder, settings: { fsync: 'off', max_connections: '17' } })
    expect(await query(embedded.url, 'SHOW max_connections')).toEqual([{ max_connections: '17' }])
    const socket = new URL(embedded.url).searchParams.get('host') ?? ''
    expect(await readdir(socket)).toContain('.s.PGSQL.5432')
    await embedded.stop()
    await expect(stat(socket)).rejects.toThrow('ENOENT')
  })

  test('a folder with strange files is refused, not overwritten', async () => {
    const folder = join(place, 'strange')
    await mkdir(join(folder, 'data'), { recursive: true })
    await writeFile(join(folder, 'data', 'thesis.txt'), 'mine')
    await expect(startEmbedded({ folder })).rejects.toThrow('holds files but no PostgreSQL cluster')
    expect(await readFile(join(folder, 'data', 'thesis.txt'), 'utf8')).toBe('mine')
  })

  test('a cluster of another major version is refused by name', async () => {
    const folder = join(place, 'older')
    await mkdir(join(folder, 'data'), { recursive: true })
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n')
    await expect(startEmbedded({ folder })).rejects.toThrow('was made by PostgreSQL 17')
  })

  test('a setting PostgreSQL does not know is its own sentence', async () => {
    const folder = join(place, 'setting')
    await expect(startEmbedded({ folder, settings: { fsync: 'off', no_such: '1' } })).rejects.toThrow(
      /PostgreSQL did not start .*unrecognized configuration parameter "no_such"/,
    )
  })
})

describe('one process per folder', () => {
  test('a second one is refused with the pid of the first', async () => {
    const folder = join(place, 'one')
    const first = await startEmbedded({ folder, settings: { fsync: 'off' } })
    const elsewhere = await startElsewhere(folder)
    expect(elsewhere.error).toContain(`Another process (pid ${process.pid}) already uses the database`)
    await expect(startEmbedded({ folder })).rejects.toBeInstanceOf(EmbeddedError)
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await first.stop()
  })
})

describe('after kill -9', () => {
  test('of our process: every acknowledged row is there', async () => {
    const folder = join(place, 'ours')
    for (let round = 0; round < 3; round++) {
      const child = await startElsewhere(folder)
      await query(child.url, 'CREATE TABLE IF NOT EXISTS round (n int)')
      await query(child.url, `INSERT INTO round VALUES (${round})`)
      await child.kill()
    }
    const embedded = await startEmbedded({ folder })
    expect(await query(embedded.url, 'SELECT n FROM round ORDER BY n')).toEqual([
      { n: 0 },
      { n: 1 },
      { n: 2 },
    ])
    await embedded.stop()
  })

  test('of both at once', async () => {
    const folder = join(place, 'both')
    const child = await startElsewhere(folder)
    await query(child.url, 'CREATE TABLE kept (n int)')
    process.kill(child.pid, 'SIGKILL')
    await child.kill()
    const embedded = await startEmbedded({ folder })
    expect(await query(embedded.url, 'SELECT n FROM kept')).toEqual([])
    await embedded.stop()
  })

  test('of both while a backend is busy and does not notice', async () => {
    const folder = join(place, 'busy')
    const child = await startElsewhere(folder)
    const client = new pg.Client({ connectionString: child.url })
    client.on('error', () => undefined)
    await client.connect()
    const own = await client.query('SELECT pg_backend_pid() AS pid')
    const backend: number = own.rows[0].pid
    const busy = client.query('DO $$ BEGIN LOOP END LOOP; END $$').catch(() => 'ended')
    await vi.waitUntil(
      async () =>
        (await query(child.url, `SELECT FROM pg_stat_activity WHERE pid = ${backend} AND query LIKE 'DO%'`))
          .length > 0,
      { timeout: 10_000 },
    )
    process.kill(child.pid, 'SIGKILL')
    await child.kill()
    const embedded = await startEmbedded({ folder })
    expect(isAlive(backend)).toBe(false)
    expect(await busy).toBe('ended')
    await embedded.stop()
    await client.end().catch(() => undefined)
  })

  test('an orphan that still runs is stopped', async () => {
    const folder = join(place, 'orphan')
    const made = await startEmbedded({ folder, settings: { fsync: 'off' } })
    await made.stop()
    const child = await startElsewhere(folder, [], 'orphan')
    await query(child.url, 'CREATE TABLE kept (n int)')
    await child.kill()
    expect(isAlive(child.pid)).toBe(true)
    const embedded = await startEmbedded({ folder })
    expect(isAlive(child.pid)).toBe(false)
    expect(await query(embedded.url, 'SELECT n FROM kept')).toEqual([])
    expect(embedded.pid).not.toBe(child.pid)
    await embedded.stop()
  })

  test('of PostgreSQL alone: it is started again under the same URL', async () => {
    const folder = join(place, 'again')
    const { promise: isBack, resolve: recovered } = Promise.withResolvers<void>()
    let readies = 0
    const embedded = await startEmbedded({
      folder,
      log: (line) => {
        if (line.includes('ready to accept')) readies += 1
        if (readies === 2) recovered()
      },
    })
    const before = embedded.pid
    await query(embedded.url, 'CREATE TABLE kept (n int)')
    process.kill(before, 'SIGKILL')
    await isBack
    expect(await query(embedded.url, 'SELECT n FROM kept')).toEqual([])
    expect(embedded.pid).not.toBe(before)
    await embedded.stop()
    expect(await embedded.ended).toBeNull()
  })

  test('a pid file that names a stranger is not believed, and the stranger lives', async () => {
    const folder = join(place, 'stranger')
    const made = await startEmbedded({ folder, settings: { fsync: 'off' } })
    await made.stop()
    const file = join(folder, 'data', 'postmaster.pid')
    await writeFile(file, `${process.pid}\n${join(folder, 'data')}\n1700000000\n5432\n\n\n  0  0\nready\n`)
    const embedded = await startEmbedded({ folder })
    expect(embedded.pid).not.toBe(process.pid)
    await embedded.stop()
  })

  test('half an initdb is not taken for a cluster', async () => {
    const folder = join(place, 'half')
    await mkdir(join(folder, 'making-0156789ab', 'base'), { recursive: true })
    const embedded = await startEmbedded({ folder, settings: { fsync: 'off' } })
    expect((await readdir(folder)).filter((name) => name.startsWith('making-'))).toEqual([])
    await embedded.stop()
  })
})

describe('root and not', () => {
  test.runIf(process.getuid?.() === 0)(
    'a cluster of an ordinary user, inside a closed home, keeps its owner',
    async () => {
      const home = join(place, 'home')
      await mkdir(home, { mode: 0o700 })
      await chown(home, 1, 1)
      await chown(place, 1, 1)
      const user = ['setpriv', '--reuid=1', '--regid=1', '--clear-groups']
      const child = await startElsewhere(join(home, 'db'), user)
      expect(child.error).toBeUndefined()
      await query(child.url, 'CREATE TABLE kept (n int)')
      await child.kill()
      const embedded = await startEmbedded({ folder: join(home, 'db') })
      expect(await query(embedded.url, 'SELECT n FROM kept')).toEqual([])
      expect((await stat(join(home, 'db', 'data'))).uid).toBe(1)
      await embedded.stop()
      const again = await startElsewhere(join(home, 'db'), user)
      expect(again.error).toBeUndefined()
      await again.kill()
      const refused = await startElsewhere(join(home, 'db'), [
        'setpriv',
        '--reuid=2',
        '--regid=2',
        '--clear-groups',
      ])
      expect(refused.error).toBeDefined()
    },
  )
})

describe('the programs', () => {
  test('links are made where the install script did not run', async () => {
    const root = join(place, 'package')
    await cp(packageRoot(), root, { recursive: true, filter: async (path) => !(await isLink(path)) })
    const binaries = await prepareBinaries(root, join(place, 'lib'))
    expect(binaries.env).toEqual({})
    expect(execFileSync(binaries.initdb, ['--version'], { encoding: 'utf8' })).toContain('18.4')
    await prepareBinaries(root, join(place, 'lib'))
  })

  test('a platform without the package says to set DATABASE_URL', () => {
    expect(() => packageRoot('sunos', 'sparc')).toThrow(
      'PostgreSQL for this platform (sunos-sparc) is not installed: set DATABASE_URL',
    )
  })
})

describe('databases', () => {
  test('created, copied from a template, dropped under their users', async () => {
    const embedded = await startEmbedded({ folder: join(place, 'names'), settings: { fsync: 'off' } })
    const name = 'odd "name" 海归'
    const url = await createDatabase(embedded.url, name)
    expect(url).toBe(withDatabase(embedded.url, name))
    await query(url, 'CREATE TABLE kept (n int)')
    const copy = await createDatabase(embedded.url, 'copy', name)
    expect(await query(copy, 'SELECT n FROM kept')).toEqual([])
    await dropDatabase(embedded.url, name)
    await dropDatabase(embedded.url, name)
    await expect(query(url, 'SELECT 1')).rejects.toThrow('does not exist')
    await embedded.stop()
  })
})

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink()
}
