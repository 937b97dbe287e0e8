import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { BackupError, backup, inspect, restore } from './index.ts'
import { type Installation, makeInstallation, now, schema } from './installation-for-tests.ts'
import { known, migrate, rows, run } from './odd-for-tests.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let here: Installation
beforeAll(async () => {
  here = await makeInstallation()
})
afterAll(() => here.remove())

describe('a damaged backup is refused and nothing is touched', () => {
  test('cut short anywhere', async () => {
    const whole = await readFile(here.archive)
    const url = await here.fresh()
    for (const length of [0, 1, 9, 200, whole.length >> 1, whole.length - 9, whole.length - 1]) {
      const broken = join(here.place, 'cut.tar.gz')
      await writeFile(broken, whole)
      await truncate(broken, length)
      await expect(
        restore({ url, filesFolder: here.folder(), from: broken, ...schema }),
        `${length}`,
      ).rejects.toThrow(/is not a whole backup \(.*\): nothing was changed\./)
    }
    expect(await rows(url, `select from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([])
  })

  test('one flipped bit anywhere', async () => {
    const whole = await readFile(here.archive)
    const plain = gunzipSync(whole)
    const broken = join(here.place, 'flipped.tar.gz')
    let harmless = 0
    // Ten bytes of header say nothing about the contents.
    for (let at = 10; at < whole.length; at += Math.floor(whole.length / 60)) {
      const copy = Buffer.from(whole)
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8))
      await writeFile(broken, copy)
      const outcome = await inspect(broken).catch((error: unknown) => error)
      if (outcome instanceof BackupError) continue
      // A bit the compression does not use, such as the filling before a byte's end: not a bit of what is inside.
      expect(gunzipSync(copy).equals(plain), `byte ${at}`).toBe(true)
      harmless += 1
    }
    expect(harmless).toBeLessThan(5)
  })

  test.each([
    ['a row', 'written by the migration', 'written by the intruder!!'],
    ['a count', '"rows": 20000', '"rows": 20001'],
    ['a name that leads out', 'files/empty', 'files/../ab'],
    ['a file', 'thesis', 'theses'],
  ])('%s changed by hand', async (_what, before, after) => {
    const plain = gunzipSync(await readFile(here.archive))
    const url = await here.fresh()
    await migrate(url, known)
    const was = await here.digest(url)
    const broken = join(here.place, 'edited.tar.gz')
    await writeFile(broken, gzipSync(replaced(plain, before, after)))
    await expect(
      restore({ url, filesFolder: here.folder(), from: broken, ...schema }),
    ).rejects.toBeInstanceOf(BackupError)
    expect(await here.digest(url)).toBe(was)
  })

  test('no backup at all', async () => {
    const url = await here.fresh()
    await expect(
      restore({ url, filesFolder: null, from: join(here.place, 'none'), ...schema }),
    ).rejects.toThrow('cannot be read')
    await expect(restore({ url, filesFolder: null, from: here.place, ...schema })).rejects.toThrow(
      'is not a file',
    )
    await expect(
      restore({ url, filesFolder: null, from: join(here.files, 'large'), ...schema }),
    ).rejects.toThrow('is not a whole backup')
  })
})

describe('what is there is not lost', () => {
  test('a filled database is refused, and replaced only by force', async () => {
    const url = await here.fresh()
    await migrate(url, known)
    await rows(url, `insert into empty values (1)`)
    const filesFolder = here.folder()
    await mkdir(filesFolder)
    const options = { url, filesFolder, from: here.archive, ...schema }
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
    const url = await here.fresh()
    const filesFolder = here.folder()
    await restore({ url, filesFolder, from: here.archive, ...schema })
    await rows(url, `update by_word set n = n + 1; insert into empty values (7)`)
    await writeFile(join(filesFolder, 'mine'), 'kept')
    const was = await here.digest(url, filesFolder)
    // Sound in itself, but one person is missing to whom entries belong.
    const plain = gunzipSync(await readFile(here.archive))
    const id = '00000000-0000-4000-8000-000000000001'
    const at = plain.indexOf(`\n${id}\t`)
    const wrong = Buffer.from(plain)
    wrong.write('00000000-0000-4000-8000-000000000055', at + 1)
    const forged = join(here.place, 'forged.tar.gz')
    await writeFile(forged, gzipSync(resealed(wrong, 'tables/public.person.copy')))
    await expect(restore({ url, filesFolder, from: forged, ...schema, force: true })).rejects.toThrow(
      /could not be restored \(.*violates foreign key.*\): nothing was changed/,
    )
    expect(await here.digest(url, filesFolder)).toBe(was)
    expect(await readFile(join(filesFolder, 'mine'), 'utf8')).toBe('kept')
  })

  test('a running Haigui, a newer database, a newer backup, a strange database: each its own sentence', async () => {
    const url = await here.fresh()
    const options = { url, filesFolder: null, from: join(here.place, 'plain.tar.gz'), ...schema }
    await backup({ url: here.origin, filesFolder: null, out: options.from, appVersion: '9', now })
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
    const newer = await here.fresh()
    await migrate(newer, known)
    await rows(newer, `insert into haigui_migration values ('0003_third', '')`)
    await expect(restore({ ...options, url: newer })).rejects.toThrow(
      'newer than the backup (it has migration 0003_third)',
    )
    await expect(restore({ ...options, url: newer, from: here.archive })).rejects.toThrow('holds 3 files')
  })

  test('a backup that cannot be finished leaves the earlier one', async () => {
    const out = join(here.place, 'kept.tar.gz')
    await writeFile(out, 'earlier')
    const before = await readdir(here.place)
    const wrong = join(here.place, 'with-a-pipe')
    await mkdir(wrong)
    execFileSync('mkfifo', [join(wrong, 'pipe')])
    await expect(backup({ url: here.origin, filesFolder: wrong, out, appVersion: '1', now })).rejects.toThrow(
      'neither a file nor a folder',
    )
    expect(await readFile(out, 'utf8')).toBe('earlier')
    expect((await readdir(here.place)).filter((name) => !before.includes(name))).toEqual(['with-a-pipe'])
    await expect(
      backup({
        url: here.origin,
        filesFolder: null,
        out: join(here.place, 'no/such/folder'),
        appVersion: '1',
        now,
      }),
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
