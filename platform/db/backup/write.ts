import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { copyOutOf, foreignKeysOf, migrationsOf, sequencesOf, type Table, tablesOf } from './catalogue.ts'
import { CopyOut } from './copy.ts'
import { BackupError, codeOf, textOf } from './error.ts'
import { filesUnder, openFile } from './files.ts'
import { copyJobsOut, hasJobs } from './jobs.ts'
import {
  FILES,
  FOLDER,
  FORMAT,
  JOBS,
  MANIFEST,
  type Manifest,
  type PackedFile,
  pathOf,
  VERSION,
} from './manifest.ts'
import { loadOrder } from './order.ts'
import { inTransaction, withClient } from './session.ts'
import { packTar, type TarFile } from './tar.ts'
import { requireAllRowsVisible } from './visibility.ts'

export type BackupOptions = {
  /** The database, as the owner of its tables. */
  url: string
  /** Folder of the uploaded files; null where they are kept elsewhere (S3 has backups of its own). */
  filesFolder: string | null
  /** The backup, a .tar.gz; replaced when it exists, and only by a whole one. */
  out: string
  appVersion: string
  /** The present instant, ISO 8601. */
  now: string
}

export type Written = { tables: number; rows: number; files: number; bytes: number }

export async function writeBackup(options: BackupOptions): Promise<Written> {
  return withClient(options.url, (client) =>
    // One snapshot for every table, and a promise to the server that nothing is written.
    inTransaction(client, 'begin isolation level repeatable read read only', () => write(client, options)),
  )
}

async function write(client: pg.Client, options: BackupOptions): Promise<Written> {
  const migrations = await migrationsOf(client)
  if (migrations === null)
    throw new BackupError('This database is not one of Haigui: there is nothing to back up.')
  await requireAllRowsVisible(client)
  const tables = await orderedTables(client)
  // No migration may change a table between the two times it is read.
  const list = tables.map(({ sql }) => sql).join(', ')
  if (tables.length > 0) await client.query(`lock table ${list} in access share mode`)

  const jobs = (await hasJobs(client)) ? copyJobsOut : 'copy (select where false) to stdout'
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    appVersion: options.appVersion,
    createdAt: options.now,
    server: String((await client.query('show server_version')).rows[0]?.server_version),
    migrations,
    tables: [],
    sequences: [],
    jobs: await measure(client, jobs),
    withFiles: options.filesFolder !== null,
  }
  for (const table of tables) {
    const { schema, name, columns } = table
    manifest.tables.push({ schema, name, columns, ...(await measure(client, copyOutOf(table))) })
  }
  // Sequences stand outside the snapshot: read after it, they are at least as far as its rows.
  manifest.sequences = await sequencesOf(client)

  const packed: PackedFile[] = []
  const bytes = await save(options.out, archive(client, manifest, tables, jobs, options.filesFolder, packed))
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  return { tables: tables.length, rows, files: packed.length, bytes }
}

async function orderedTables(client: pg.Client): Promise<Table[]> {
  const tables = await tablesOf(client)
  const byName = new Map(tables.map((table) => [table.sql, table]))
  const order = loadOrder([...byName.keys()], await foreignKeysOf(client))
  return order.flatMap((name) => byName.get(name) ?? [])
}

/** Sizes and digests stand before the contents, so each table is read twice, the same both times. */
export async function measure(
  client: pg.Client,
  sql: string,
): Promise<{ rows: number; bytes: number; sha256: string }> {
  const copy = client.query(new CopyOut(sql))
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of copy) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { rows: copy.rows, bytes, sha256: hash.digest('hex') }
}

async function* archive(
  client: pg.Client,
  manifest: Manifest,
  tables: Table[],
  jobs: string,
  filesFolder: string | null,
  packed: PackedFile[],
): AsyncGenerator<TarFile> {
  yield json(MANIFEST, manifest)
  for (const [at, entry] of manifest.tables.entries()) {
    const table = tables[at]
    if (table === undefined) throw new Error('a table without its entry')
    yield { path: pathOf(entry), size: entry.bytes, body: client.query(new CopyOut(copyOutOf(table))) }
  }
  yield { path: JOBS, size: manifest.jobs.bytes, body: client.query(new CopyOut(jobs)) }
  if (filesFolder !== null) yield* folder(filesFolder, packed)
  yield json(FILES, packed)
}

async function* folder(filesFolder: string, packed: PackedFile[]): AsyncGenerator<TarFile> {
  for await (const path of filesUnder(filesFolder)) {
    const file = await openFile(filesFolder, path)
    if (file === null) continue
    const hash = createHash('sha256')
    const body = async function* () {
      for await (const chunk of file.body) {
        hash.update(chunk)
        yield chunk
      }
    }
    yield { path: FOLDER + path, size: file.size, body: body() }
    packed.push({ path, bytes: file.size, sha256: hash.digest('hex') })
  }
}

function json(path: string, value: unknown): TarFile {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
  return { path, size: bytes.length, body: Readable.from([bytes]) }
}

/** Under another name until it is whole and on the disk: a backup cut short is never taken for one. */
async function save(out: string, files: AsyncIterable<TarFile>): Promise<number> {
  const unfinished = `${out}.${randomBytes(4).toString('hex')}.unfinished`
  try {
    const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(packTar(files), createGzip(), file)
    if (!file.closed) await once(file, 'close')
    await rename(unfinished, out)
    await syncFolder(dirname(out))
    return file.bytesWritten
  } catch (error) {
    await rm(unfinished, { force: true })
    if (error instanceof Error && 'path' in error && error.path === unfinished) {
      throw new BackupError(`The backup "${out}" cannot be written: ${textOf(error)}.`, { cause: error })
    }
    if (codeOf(error) === 'ENOSPC') {
      throw new BackupError(`There is no space left for the backup "${out}".`, { cause: error })
    }
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  // A folder cannot be opened on Windows, and need not be.
  const handle = await open(folder).catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
