import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BackupError, codeOf, Damaged } from './error.ts'

/** Folders a restore makes inside the files folder; left there only when it was killed. */
const OWN = /^\.(restoring|replaced)-[0-9a-f]{12}$/

/** Paths of the regular files under `folder`, with forward slashes, sorted by their code units. */
export async function* filesUnder(folder: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    // No folder, or one removed this moment: no files.
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (below === '' && OWN.test(entry.name)) continue
    if (entry.isDirectory()) yield* filesUnder(folder, path)
    else if (entry.isFile()) yield path
    else
      throw new BackupError(
        `"${join(folder, path)}" is neither a file nor a folder: take it out and try again.`,
      )
  }
}

/** Opened at its present length, so that one still growing is whole as far as it went; null when it is gone. */
export async function openFile(
  folder: string,
  path: string,
): Promise<{ size: number; body: AsyncIterable<Uint8Array> } | null> {
  let handle: FileHandle
  try {
    handle = await open(join(folder, path))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  const { size } = await handle.stat()
  if (size > 0) return { size, body: handle.createReadStream({ end: size - 1 }) }
  await handle.close()
  return { size, body: (async function* () {})() }
}

export async function isEmptyFolder(folder: string): Promise<boolean> {
  const first = await filesUnder(folder).next()
  return first.done === true
}

/** Names come out of an archive somebody may have made by hand: none may lead out of the folder. */
export function requireSafePath(path: string): void {
  const parts = path.split('/')
  if (path.includes('\0') || path.includes('\\') || parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new Damaged(`"${path}" is not a name for a file`)
  }
}

export type Staging = {
  put(path: string, body: AsyncIterable<Uint8Array>): Promise<void>
  /** Puts the staged files in the place of those there now. */
  swap(): Promise<void>
  /** After success: the replaced files go. */
  finish(): Promise<void>
  /** After a failure: everything as it was. */
  undo(): Promise<void>
}

/**
 * Files are unpacked beside those in use and change places at the very end. Inside the folder itself, because that
 * may be a mounted volume, and a rename does not cross into one.
 */
export async function stageFiles(folder: string): Promise<Staging> {
  const token = randomBytes(6).toString('hex')
  const staged = join(folder, `.restoring-${token}`)
  const replaced = join(folder, `.replaced-${token}`)
  await mkdir(folder, { recursive: true })
  await mkdir(staged)
  let swapped = false
  return {
    async put(path, body) {
      const target = join(staged, path)
      await mkdir(dirname(target), { recursive: true })
      const handle = await open(target, 'wx')
      const writer = handle.createWriteStream({ flush: true })
      await pipeline(body, writer)
    },
    async swap() {
      await mkdir(replaced)
      swapped = true
      await moveChildren(folder, replaced)
      await moveChildren(staged, folder)
    },
    async finish() {
      // Also what a restore left that was killed.
      for (const name of await readdir(folder)) {
        if (OWN.test(name)) await rm(join(folder, name), { recursive: true, force: true })
      }
    },
    async undo() {
      if (swapped) {
        await moveChildren(folder, staged)
        await moveChildren(replaced, folder)
      }
      for (const own of [staged, replaced]) await rm(own, { recursive: true, force: true })
    },
  }
}

async function moveChildren(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (!OWN.test(name)) await rename(join(from, name), join(to, name))
  }
}
