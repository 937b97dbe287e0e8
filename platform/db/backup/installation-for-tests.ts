// A whole installation on a PostgreSQL of its own, its backup, and room for copies.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import { createDatabase, startEmbedded } from '../embedded/index.ts'
import { backup } from './index.ts'
import { fill, known, migrate, rows } from './odd-for-tests.ts'

export const now = '2019-06-12T13:00:00.000Z'
export const schema = { known, migrate }

const JOBS = String.raw`
  select graphile_worker.add_job('mail', '{"to": "海归\\n"}', 'q', '2030-01-01', 7, 'key:1', 3, array['slow', 'big']);
  select graphile_worker.add_job('done', '{}');
  update graphile_worker._private_jobs set attempts = max_attempts where key is null`

export async function makeInstallation() {
  const place = await mkdtemp(join(tmpdir(), 'haigui-backup-'))
  const settings = { fsync: 'off', synchronous_commit: 'off' }
  const embedded = await startEmbedded({ folder: join(place, 'db'), settings })
  let count = 0
  const fresh = () => createDatabase(embedded.url, `fresh_${++count}`)

  const origin = await fresh()
  await migrate(origin, known)
  await fill(origin)
  await runMigrations({ connectionString: origin, logger: new Logger(() => () => undefined) })
  await rows(origin, JOBS)

  const files = join(place, 'files')
  await mkdir(join(files, 'a', '深'), { recursive: true })
  await writeFile(join(files, 'a', '深', `${'long'.repeat(40)} 海归.pdf`), 'thesis\0\n')
  await writeFile(join(files, 'empty'), '')
  await writeFile(join(files, 'large'), Buffer.alloc(3_000_000, 'haigui'))
  const archive = join(place, 'whole.tar.gz')
  await backup({ url: origin, filesFolder: files, out: archive, appVersion: '1.2.3', now })

  return {
    place,
    /** The server's first database, as its superuser. */
    url: embedded.url,
    origin,
    files,
    archive,
    fresh,
    folder: () => join(place, `files_${++count}`),
    /** Of a backup made now: equal digests, equal installations. */
    async digest(url: string, filesFolder: string | null = null): Promise<string> {
      const out = join(place, `digest_${++count}.tar.gz`)
      await backup({ url, filesFolder, out, appVersion: '1.2.3', now })
      const hash = createHash('sha256').update(await readFile(out))
      await rm(out)
      return hash.digest('hex')
    },
    async remove() {
      await embedded.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}

export type Installation = Awaited<ReturnType<typeof makeInstallation>>
