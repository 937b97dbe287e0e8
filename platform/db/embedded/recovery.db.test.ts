import { chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startEmbedded } from './index.ts'
import { isAlive, makePlace, query, removePlace, startElsewhere } from './place-for-tests.ts'

vi.setConfig({ testTimeout: 60_000 })

let place = ''
beforeAll(async () => {
  place = await makePlace()
})
afterAll(() => removePlace(place))

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
