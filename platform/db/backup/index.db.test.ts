import { execFileSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { withDatabase } from '../embedded/index.ts'
import { backup, inspect, restore } from './index.ts'
import { type Installation, makeInstallation, now, schema } from './installation-for-tests.ts'
import { fill, known, migrate, rows, run } from './odd-for-tests.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let here: Installation
beforeAll(async () => {
  here = await makeInstallation()
})
afterAll(() => here.remove())

describe('round trip', () => {
  test('an empty database becomes the same, to the byte of its next backup', async () => {
    const url = await here.fresh()
    const filesFolder = here.folder()
    const restored = await restore({ url, filesFolder, from: here.archive, ...schema })
    expect(restored).toMatchObject({ appVersion: '1.2.3', createdAt: now, jobs: 1, files: 3 })
    expect(await here.digest(url, filesFolder)).toBe(await here.digest(here.origin, here.files))
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
      expect(await rows(url, text), text).toEqual(await rows(here.origin, text))
    }
    expect(await rows(url, 'select count(*)::int as n from graphile_worker.jobs')).toEqual([{ n: 1 }])
    expect(await filesIn(filesFolder)).toEqual(await filesIn(here.files))
    expect(await readFile(join(filesFolder, 'large'))).toEqual(await readFile(join(here.files, 'large')))
    // Sequences go on where they were.
    expect(await rows(url, `select nextval('loose')::int as n`)).toEqual([{ n: 11 }])
    const [made] = await rows(
      url,
      `insert into entry (person_id, line) select id, 'a' from person limit 1 returning no::int, line`,
    )
    expect(made).toEqual({ no: 20001, line: 'a!' })
  })

  test('into a migrated database, whose seeded rows do not count as data', async () => {
    const url = await here.fresh()
    await migrate(url, known.slice(0, 1))
    await restore({ url, filesFolder: here.folder(), from: here.archive, ...schema })
    expect(await rows(url, 'select * from reference_data')).toEqual(
      await rows(here.origin, 'select * from reference_data'),
    )
  })

  test('a user that is not a superuser and bound by row-level security', async () => {
    await rows(here.url, `create role owner_only login`)
    const owned = async (name: string) => {
      await rows(here.url, `create database ${name} owner owner_only`)
      const url = new URL(withDatabase(here.url, name))
      url.username = 'owner_only'
      return url.href
    }
    const from = await owned('owned_from')
    await migrate(from, known)
    await fill(from)
    expect(await rows(from, 'select * from forced')).toHaveLength(1)
    const out = join(here.place, 'owned.tar.gz')
    await backup({ url: from, filesFolder: null, out, appVersion: '1', now })
    const to = await owned('owned_to')
    await restore({ url: to, filesFolder: null, from: out, ...schema })
    expect(await here.digest(to)).toBe(await here.digest(from))
    // From the server to the embedded database, where the user is the superuser.
    const third = await here.fresh()
    await restore({ url: third, filesFolder: null, from: out, ...schema })
    expect(await rows(third, 'select * from forced order by id')).toHaveLength(2)

    await rows(from, 'alter table belongs alter forced_id drop not null')
    await expect(backup({ url: from, filesFolder: null, out, appVersion: '1', now })).rejects.toThrow(
      'may hide rows of public.belongs from',
    )
    await rows(from, 'drop policy forced_read on forced; create policy own on forced using (station = 1)')
    await expect(backup({ url: from, filesFolder: null, out, appVersion: '1', now })).rejects.toThrow(
      'Row-level security may hide rows of public.belongs, public.forced',
    )
    expect((await inspect(out)).appVersion).toBe('1')
  })

  test('any tar program opens it', async () => {
    const list = execFileSync('tar', ['-tzf', here.archive], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    const names = list.trim().split('\n')
    expect(names.at(0)).toBe('manifest.json')
    expect(names).toContain('tables/public.person.copy')
    expect(names.at(-1)).toBe('files.json')
    expect(execFileSync('tar', ['-xOzf', here.archive, 'files/large'], { maxBuffer: 1e8 }).length).toBe(
      3_000_000,
    )
  })

  test('it stands still while others write, and holds no half of what they write', async () => {
    const url = await here.fresh()
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
    const out = join(here.place, 'busy.tar.gz')
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
    const to = await here.fresh()
    await restore({ url: to, filesFolder: null, from: out, ...schema })
  })
})

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length))
    .sort()
}
