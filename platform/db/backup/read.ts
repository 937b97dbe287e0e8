import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { BackupError, codeOf, Damaged, textOf } from './error.ts'
import { requireSafePath } from './files.ts'
import {
  FILES,
  FOLDER,
  filesShape,
  JOBS,
  MANIFEST,
  type Manifest,
  type ManifestTable,
  manifestShape,
  type PackedFile,
  pathOf,
} from './manifest.ts'
import { type TarFile, unpackTar } from './tar.ts'

type Body = AsyncIterable<Uint8Array>

/** Who gets what out of a backup. Each body is checked while it is read and throws at its end when it is damaged. */
export type Reader = {
  manifest?(manifest: Manifest): Promise<void>
  table?(table: ManifestTable, body: Body): Promise<void>
  jobs?(body: Body): Promise<void>
  file?(path: string, body: Body): Promise<void>
}

/** No manifest or list of files comes near it; a damaged length must not fill the memory. */
const LARGEST_JSON = 1 << 29

/**
 * Reads a backup from its first to its last byte and checks every length and every sha256 on the way.
 * @throws BackupError when it is not a whole, undamaged backup; errors of the reader pass as they are.
 */
export async function readBackup(
  from: string,
  reader: Reader,
): Promise<{ manifest: Manifest; files: PackedFile[] }> {
  const file = await openBackup(from)
  try {
    return await readEntries(file, reader)
  } catch (error) {
    if (!(error instanceof Damaged) && !codeOf(error).startsWith('Z_')) throw error
    throw new BackupError(`"${from}" is not a whole backup (${textOf(error)}): nothing was changed.`, {
      cause: error,
    })
  } finally {
    await file.close()
  }
}

async function openBackup(from: string): Promise<FileHandle> {
  try {
    const file = await open(from)
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    throw new BackupError(`The backup "${from}" cannot be read: ${textOf(error)}.`, { cause: error })
  }
  throw new BackupError(`"${from}" is not a file.`)
}

async function readEntries(
  file: FileHandle,
  reader: Reader,
): Promise<{ manifest: Manifest; files: PackedFile[] }> {
  const gunzip = createGunzip()
  // Its outcome reaches the loop below through gunzip.
  pipeline(file.createReadStream({ autoClose: false }), gunzip, () => undefined)
  const entries = unpackTar(gunzip)

  const manifest = await json(await next(entries, MANIFEST), manifestShape)
  await reader.manifest?.(manifest)
  for (const table of manifest.tables) {
    const body = checked(await next(entries, pathOf(table)), table)
    await (reader.table?.(table, body) ?? drain(body))
  }
  const jobs = checked(await next(entries, JOBS), manifest.jobs)
  await (reader.jobs?.(jobs) ?? drain(jobs))

  const seen: PackedFile[] = []
  for (;;) {
    const entry = await next(entries)
    if (entry.path === FILES) {
      const files = await json(entry, filesShape)
      if (JSON.stringify(files) !== JSON.stringify(seen)) throw new Damaged('a file is damaged')
      if ((await entries.next()).done !== true) throw new Damaged('there is something after the end')
      return { manifest, files }
    }
    const path = entry.path.slice(FOLDER.length)
    if (!entry.path.startsWith(FOLDER)) throw new Damaged(`unexpected ${entry.path}`)
    requireSafePath(path)
    const hash = createHash('sha256')
    const body = tapped(entry.body, hash)
    await (reader.file?.(path, body) ?? drain(body))
    seen.push({ path, bytes: entry.size, sha256: hash.digest('hex') })
  }
}

async function next(entries: AsyncGenerator<TarFile>, path?: string): Promise<TarFile> {
  const entry = await entries.next()
  if (entry.done === true) throw new Damaged('the file ends too early')
  if (path !== undefined && entry.value.path !== path) throw new Damaged(`${path} is missing`)
  return entry.value
}

async function json<Shape extends z.ZodType>(entry: TarFile, shape: Shape): Promise<z.output<Shape>> {
  if (entry.size > LARGEST_JSON) throw new Damaged(`${entry.path} is too long`)
  const parts: Uint8Array[] = []
  for await (const part of entry.body) parts.push(part)
  const parsed = shape.safeParse(parseJson(Buffer.concat(parts).toString('utf8')))
  if (parsed.success) return parsed.data
  throw new Damaged(`${entry.path} is not what this version of Haigui reads`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* checked(entry: TarFile, expected: { bytes: number; sha256: string }): Body {
  const hash = createHash('sha256')
  yield* tapped(entry.body, hash)
  if (entry.size !== expected.bytes || hash.digest('hex') !== expected.sha256) {
    throw new Damaged(`${entry.path} is damaged`)
  }
}

async function* tapped(body: Body, hash: { update(chunk: Uint8Array): unknown }): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
}

async function drain(body: Body): Promise<void> {
  for await (const _ of body);
}
