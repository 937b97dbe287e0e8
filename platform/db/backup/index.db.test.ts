import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Logger, runMigrations } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase, type Embedded, startEmbedded, withDatabase } from '../embedded/index.ts'
import { BackupError, backup, inspect, restore } from './index.ts'
import { fill, known, migrate, rows, run } from './odd-for-tests.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let place = ''
let embedded: Embedded
let origin = ''
let archive = ''
const now = '2019-06-12T13:00:00.000Z'
const schema = { known, migrate }

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'haigui-backup-'))
  embedded = await startEmbedded({
    folder: join(place, 'db'),
    settings: { fsync: 'off', synchronous_commit: 'off' },
  })
  origin = await fresh()
  await migrate(origin, known)
  await fill(origin)
  await runMigrations({ connectionString: origin, logger: new Logger(() => () => undefined) })
  await rows(
    origin,
    `select graphile_worker.add_job('mail', '{"to": "海归\\\\n"}', 'q', '2030-01-01', 7, 'key:1', 3, array['slow', 'big']);
     select graphile_worker.add_job('done', '{}');
     update graphile_worker._private_jobs set attempts = max_attempts where key is null`,
  )
  await mkdir(join(place, 'files', 'a', '深'), { recursive: true })
  await writeFile(join(place, 'files', 'a', '深', `${'long'.repeat(40)} 海归.pdf`), 'thesis\0\n')
  await writeFile(join(place, 'files', 'empty'), '')
  await writeFile(join(place, 'files', 'large'), Buffer.alloc(3_000_000, 'haigui'))
  archive = join(place, 'whole.tar.gz')
  const written = await backup({
    url: origin,
    filesFolder: join(place, 'files'),
    out: archive,
    appVersion: '1.2.3',
    now,
  })
  expect(written.files).toBe(3)
})
afterAll(async () => {
  await embedded.stop()
  await rm(place, { recursive: true, force: true })
})

let count = 0
const fresh = async () => createDatabase(embedded.url, `fresh_${++count}`)
const folder = () => join(place, `files_${++count}`)

async function digest(url: string, filesFolder: string | null = null): Promise<string> {
  const out = join(place, `digest_${++count}.tar.gz`)
  await backup({ url, filesFolder, out, appVersion: '1.2.3', now })
  const sha = createHash('sha256')
    .update(await readFile(out))
    .digest('hex')
  await rm(out)
  return sha
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length))
    .sort()
}

describe('round trip', () => {
  test('an empty database becomes the same, to the byte of its next backup', async () => {
    const url = await fresh()
    const filesFolder = folder()
    const restored = await restore({ url, filesFolder, from: archive, ...schema })
    expect(restored).toMatchObject({ appVersion: '1.2.3', createdAt: now, jobs: 1, files: 3 })
    expect(await digest(url, filesFolder)).toBe(await digest(origin, join(place, 'files')))
    for (const text of [
      'select * from person order by id',
      'select * from entry order by no',
      'select * from forced order by id',
      'select * from counted',
      'select tgname, tgenabled from pg_trigger where not tgisinternal order by 1',
      `select conname, condeferrable, pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace order by 1`,
      `select relname, relrowsecurity, relforcerowsecurity from pg_class
       where relnamespace = 'public'::regnamespace order by 1`,
      `select task_identifier, queue_name, run_at, max_attempts, key, priority, flags from graphile_worker.jobs where key is not null`,
      'select payload::text from graphile_worker._private_jobs where key is not null',
    ]) {
      expect(await rows(url, text), text).toEqual(await rows(origin, text))
    }
    expect(await rows(url, 'select count(*)::int as n from graphile_worker.jobs')).toEqual([{ n: 1 }])
    expect(await filesIn(filesFolder)).toEqual(await filesIn(join(place, 'files')))
    expect(await readFile(join(filesFolder, 'large'))).toEqual(await readFile(join(place, 'files', 'large')))
    // Sequences go on where they were.
    expect(await rows(url, `select nextval('loose')::int as n`)).toEqual([{ n: 11 }])
    const [made] = await rows(
      url,
      `insert into entry (person_id, line) select id, 'a' from person limit 1 returning no::int, line`,
    )
    expect(made).toEqual({ no: 20001, line: 'a!' })
  })

  test('into a migrated database, whose seeded rows do not count as data', async () => {
    const url = await fresh()
    await migrate(url, known.slice(0, 1))
    await restore({ url, filesFolder: folder(), from: archive, ...schema })
    expect(await rows(url, 'select * from reference_data')).toEqual(
      await rows(origin, 'select * from reference_data'),
    )
  })

  test('a user that is not a superuser and bound by row-level security', async () => {
    await rows(embedded.url, `create role owner_only login`)
    const owned = async (name: string) => {
      await rows(embedded.url, `create database ${name} owner owner_only`)
      const url = new URL(withDatabase(embedded.url, name))
      url.username = 'owner_only'
      return url.href
    }
    const from = await owned('owned_from')
    await migrate(from, known)
    await fill(from)
    expect(await rows(from, 'select * from forced')).toHaveLength(1)
    const out = join(place, 'owned.tar.gz')
    await backup({ url: from, filesFolder: null, out, appVersion: '1', now })
    const to = await owned('owned_to')
    await restore({ url: to, filesFolder: null, from: out, ...schema })
    expect(await digest(to)).toBe(await digest(from))
    // From the server to the embedded database, where the user is the superuser.
    const third = await fresh()
    await restore({ url: third, filesFolder: null, from: out, ...schema })
    expect(await rows(third, 'select * from forced order by id')).toHaveLength(2)

    await rows(from, 'drop policy forced_read on forced; create policy own on forced using (station = 1)')
    await expect(backup({ url: from, filesFolder: null, out, appVersion: '1', now })).rejects.toThrow(
      'Row-level security may hide rows of public.forced',
    )
    expect((await inspect(out)).appVersion).toBe('1')
  })

  test('any tar program opens it', async () => {
    const list = execFileSync('tar', ['-tzf', archive], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    const names = list.trim().split('\n')
    expect(names.at(0)).toBe('manifest.json')
    expect(names).toContain('tables/public.person.copy')
    expect(names.at(-1)).toBe('files.json')
    expect(execFileSync('tar', ['-xOzf', archive, 'files/large'], { maxBuffer: 1e8 }).length).toBe(3_000_000)
  })

  test('it stands still while others write, and holds no half of what they write', async () => {
    const url = await fresh()
    await migrate(url, known)
    let stop = false
    const writer = run(url, async (client) => {
      for (let n = 0; !stop; n++) {
        await client.query('begin')
        await client.query('insert into hen values ($1, $1)', [n])
        await client.query('insert into egg values ($1, $1)', [n])
        await client.query('commit')
      }
    })
    const out = join(place, 'busy.tar.gz')
    try {
      for (let round = 0; round < 5; round++) {
        await backup({ url, filesFolder: null, out, appVersion: '1', now })
        const { tables } = await inspect(out)
        const of = (name: string) => tables.find((table) => table.name === name)?.rows
        expect(of('hen')).toBe(of('egg'))
      }
    } finally {
      stop = true
      await writer
    }
    const to = await fresh()
    await restore({ url: to, filesFolder: null, from: out, ...schema })
  })
})

describe('a damaged backup is refused and nothing is touched', () => {
  test('cut short anywhere', async () => {
    const whole = await readFile(archive)
    const url = await fresh()
    for (const length of [0, 1, 9, 200, whole.length >> 1, whole.length - 9, whole.length - 1]) {
      const broken = join(place, 'cut.tar.gz')
      await writeFile(broken, whole)
      await truncate(broken, length)
      await expect(
        restore({ url, filesFolder: folder(), from: broken, ...schema }),
        `${length}`,
      ).rejects.toThrow(/is not a whole backup \(.*\): nothing was changed\./)
    }
    expect(await rows(url, `select from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([])
  })

  test('one flipped bit anywhere in its contents', async () => {
    const whole = await readFile(archive)
    const broken = join(place, 'flipped.tar.gz')
    for (let at = 10; at < whole.length; at += Math.floor(whole.length / 40)) {
      const copy = Buffer.from(whole)
      copy[at] = (copy[at] ?? 0) ^ 4
      await writeFile(broken, copy)
      await expect(inspect(broken), `byte ${at}`).rejects.toBeInstanceOf(BackupError)
    }
  })

  test.each([
    ['a row', 'written by the migration', 'written by the intruder!!'],
    ['a count', '"rows": 20000', '"rows": 20001'],
    ['a name that leads out', 'files/empty', 'files/../ab'],
    ['a file', 'thesis', 'theses'],
  ])('%s changed by hand', async (_what, before, after) => {
    const plain = gunzipSync(await readFile(archive))
    const url = await fresh()
    await migrate(url, known)
    const was = await digest(url)
    const broken = join(place, 'edited.tar.gz')
    await writeFile(broken, gzipSync(replaced(plain, before, after)))
    await expect(restore({ url, filesFolder: folder(), from: broken, ...schema })).rejects.toBeInstanceOf(
      BackupError,
    )
    expect(await digest(url)).toBe(was)
  })

  test('no backup at all', async () => {
    const url = await fresh()
    await expect(restore({ url, filesFolder: null, from: join(place, 'none'), ...schema })).rejects.toThrow(
      'cannot be read',
    )
    await expect(restore({ url, filesFolder: null, from: place, ...schema })).rejects.toThrow('is not a file')
    await expect(
      restore({ url, filesFolder: null, from: join(place, 'files/large'), ...schema }),
    ).rejects.toThrow('is not a whole backup')
  })
})

describe('what is there is not lost', () => {
  test('a filled database is refused, and replaced only by force', async () => {
    const url = await fresh()
    await migrate(url, known)
    await rows(url, `insert into empty values (1)`)
    const filesFolder = folder()
    await mkdir(filesFolder)
    const options = { url, filesFolder, from: archive, ...schema }
    await expect(restore(options)).rejects.toThrow(
      'The database is not empty (there are rows in public.empty)',
    )
    await writeFile(join(filesFolder, 'mine'), '')
    await expect(restore(options)).rejects.toThrow('is not empty')
    expect(await rows(url, 'select * from empty')).toEqual([{ id: 1 }])
    await restore({ ...options, force: true })
    expect(await rows(url, 'select * from empty')).toEqual([])
    expect(await readdir(filesFolder)).toEqual(['a', 'empty', 'large'])
  })

  test('a load that fails in the middle undoes itself, files included', async () => {
    const url = await fresh()
    const filesFolder = folder()
    await restore({ url, filesFolder, from: archive, ...schema })
    await rows(url, `update by_word set n = n + 1; insert into empty values (7)`)
    await writeFile(join(filesFolder, 'mine'), 'kept')
    const was = await digest(url, filesFolder)
    // Sound in itself, but one person is missing to whom entries belong.
    const plain = gunzipSync(await readFile(archive))
    const id = '00000000-0000-4000-8000-000000000001'
    const at = plain.indexOf(`\n${id}\t`)
    const wrong = Buffer.from(plain)
    wrong.write('00000000-0000-4000-8000-000000000055', at + 1)
    const forged = join(place, 'forged.tar.gz')
    await writeFile(forged, gzipSync(resealed(wrong, 'tables/public.person.copy')))
    await expect(restore({ url, filesFolder, from: forged, ...schema, force: true })).rejects.toThrow(
      /could not be restored \(.*violates foreign key.*\): nothing was changed/,
    )
    expect(await digest(url, filesFolder)).toBe(was)
    expect(await readFile(join(filesFolder, 'mine'), 'utf8')).toBe('kept')
  })

  test('a running Haigui, a newer database, a newer backup, a strange database: each its own sentence', async () => {
    const url = await fresh()
    const options = { url, filesFolder: null, from: join(place, 'plain.tar.gz'), ...schema }
    await backup({ url: origin, filesFolder: null, out: options.from, appVersion: '9', now })
    await run(`${url}&application_name=haigui`, () =>
      expect(restore(options)).rejects.toThrow('Haigui still uses the database (1 connections)'),
    )
    await expect(restore({ ...options, known: known.slice(0, 1) })).rejects.toThrow(
      'made by a newer Haigui (9, migration 0002_second)',
    )
    await rows(url, 'create table strange (n int)')
    await expect(restore(options)).rejects.toThrow('tables that are not Haigui')
    await expect(backup({ url, filesFolder: null, out: options.from, appVersion: '9', now })).rejects.toThrow(
      'not one of Haigui',
    )
    const newer = await fresh()
    await migrate(newer, known)
    await rows(newer, `insert into haigui_migration values ('0003_third', '')`)
    await expect(restore({ ...options, url: newer })).rejects.toThrow(
      'newer than the backup (it has migration 0003_third)',
    )
    await expect(restore({ ...options, url: newer, from: archive })).rejects.toThrow('holds 3 files')
  })

  test('a backup that cannot be finished leaves the earlier one', async () => {
    const out = join(place, 'kept.tar.gz')
    await writeFile(out, 'earlier')
    const before = await readdir(place)
    const wrong = join(place, 'with-a-pipe')
    await mkdir(wrong)
    execFileSync('mkfifo', [join(wrong, 'pipe')])
    await expect(backup({ url: origin, filesFolder: wrong, out, appVersion: '1', now })).rejects.toThrow(
      'neither a file nor a folder',
    )
    expect(await readFile(out, 'utf8')).toBe('earlier')
    expect((await readdir(place)).filter((name) => !before.includes(name))).toEqual(['with-a-pipe'])
    await expect(
      backup({ url: origin, filesFolder: null, out: join(place, 'no/such/folder'), appVersion: '1', now }),
    ).rejects.toThrow('cannot be written')
  })
})

function replaced(plain: Buffer, before: string, after: string): Buffer {
  const copy = Buffer.from(plain)
  const at = plain.indexOf(before)
  expect(at).toBeGreaterThan(0)
  copy.write(after.slice(0, before.length), at)
  return copy
}

/** Writes the right sha256 of a changed table into the manifest, as someone with tools would. */
function resealed(plain: Buffer, path: string): Buffer {
  const manifestLength = Number.parseInt(plain.toString('latin1', 124, 135), 8)
  const manifest = JSON.parse(plain.toString('utf8', 512, 512 + manifestLength))
  const entry = manifest.tables.find((table: { name: string }) => path === `tables/public.${table.name}.copy`)
  const start = plain.indexOf(path) + 512
  const sha256 = createHash('sha256')
    .update(plain.subarray(start, start + entry.bytes))
    .digest('hex')
  return replaced(plain, entry.sha256, sha256)
}
