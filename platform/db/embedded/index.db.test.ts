import { execFileSync } from 'node:child_process'
import { cp, lstat, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packageRoot, prepareBinaries } from './binaries.ts'
import { createDatabase, dropDatabase, EmbeddedError, startEmbedded, withDatabase } from './index.ts'
import { makePlace, query, removePlace, startElsewhere } from './place-for-tests.ts'

vi.setConfig({ testTimeout: 60_000 })

let place = ''
beforeAll(async () => {
  place = await makePlace()
})
afterAll(() => removePlace(place))

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

  test('what a refused statement says of a person stands in no log', async () => {
    const lines: string[] = []
    const embedded = await startEmbedded({ folder: join(place, 'silent'), log: (line) => lines.push(line) })
    await query(embedded.url, 'CREATE TABLE person (email text primary key)')
    const insert = () => query(embedded.url, `INSERT INTO person VALUES ('meng@example.org')`)
    await insert()
    await expect(insert()).rejects.toThrow('duplicate key')
    await embedded.stop()
    expect(lines.join('\n')).toContain('ready to accept connections')
    expect(lines.join('\n')).not.toMatch(/meng@example|duplicate key/)
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
