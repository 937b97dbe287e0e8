import { execFile } from 'node:child_process'
import { chown, lchown, lstat, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import type { Binaries } from './binaries.ts'
import { codeOf, EmbeddedError, textOf } from './error.ts'

const run = promisify(execFile)
const NOBODY = 65534

/** As whom, and through which program, PostgreSQL is started. */
export type Account = {
  /** Who owns the data; null where files keep their creator (not root, Windows). */
  owner: { uid: number; gid: number } | null
  /** Put before the program and its arguments. */
  prefix: string[]
  /** For spawn: only where setpriv is missing. */
  spawnAs: { uid: number; gid: number } | null
  env: NodeJS.ProcessEnv
}

/**
 * PostgreSQL refuses uid 0, so root hands it to an unprivileged account that keeps one power, reading through
 * closed folders (dac_override): the project may lie in a home of mode 0700. No account is created. The parent-death
 * signal makes PostgreSQL shut down cleanly by itself when this process is killed.
 */
export async function chooseAccount(data: string, binaries: Binaries): Promise<Account> {
  const base = { env: environment(binaries) }
  const dying = process.platform === 'linux' && isMainThread ? ['--pdeathsig', 'INT'] : []
  if (process.getuid?.() !== 0) {
    await refuseForeignData(data)
    const plain: Account = { ...base, owner: null, prefix: [], spawnAs: null }
    const mortal: Account = { ...plain, prefix: ['setpriv', ...dying] }
    return firstWorking(dying.length > 0 ? [mortal, plain] : [plain], binaries)
  }
  const owner = await dataOwner(data)
  const drop = [
    'setpriv',
    '--securebits=+no_setuid_fixup',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--bounding-set=-all,+dac_override',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=+dac_override',
    '--no-new-privs',
  ]
  return firstWorking(
    [
      { ...base, owner, prefix: [...drop, ...dying], spawnAs: null },
      { ...base, owner, prefix: drop, spawnAs: null },
      { ...base, owner, prefix: [], spawnAs: owner },
    ],
    binaries,
  )
}

/** A folder of mode 0700 that PostgreSQL owns. */
export async function ownFolder(path: string, account: Account): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (account.owner === null) return
  const { uid, gid } = account.owner
  if ((await stat(path)).uid === uid) return
  await chownTree(path, uid, gid)
}

async function firstWorking(candidates: Account[], binaries: Binaries): Promise<Account> {
  let problem = ''
  for (const account of candidates) {
    const [file = '', ...args] = [...account.prefix, binaries.postgres, '--version']
    try {
      await run(file, args, { env: account.env, cwd: workingFolder(), ...account.spawnAs })
      return account
    } catch (error) {
      problem = textOf(error).trim().split('\n').at(-1) ?? ''
    }
  }
  throw new EmbeddedError(
    `PostgreSQL cannot be run on this machine (${problem}): set DATABASE_URL to a PostgreSQL 15 or newer server, or start as a user who is not root.`,
  )
}

/** A cluster made earlier by an ordinary user keeps its owner; files of root (a copied folder) change hands. */
async function dataOwner(data: string): Promise<{ uid: number; gid: number }> {
  const found = await stat(data).catch(() => null)
  if (found === null || found.uid === 0) return { uid: NOBODY, gid: NOBODY }
  return { uid: found.uid, gid: found.gid }
}

async function refuseForeignData(data: string): Promise<void> {
  const found = await stat(data).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw new EmbeddedError(`The database folder "${data}" cannot be read: ${textOf(error)}.`)
  })
  const uid = process.getuid?.()
  if (found === null || uid === undefined || found.uid === uid) return
  throw new EmbeddedError(
    `The database in "${data}" belongs to user ${found.uid}: start as that user or as root, or choose another folder.`,
  )
}

async function chownTree(path: string, uid: number, gid: number): Promise<void> {
  try {
    const entry = await lstat(path)
    if (entry.isSymbolicLink()) return await lchown(path, uid, gid)
    // Contents first: an interrupted run leaves the top with its old owner and is done again.
    if (entry.isDirectory()) {
      for (const name of await readdir(path)) await chownTree(join(path, name), uid, gid)
    }
    await chown(path, uid, gid)
  } catch (error) {
    throw new EmbeddedError(`"${path}" cannot be given to user ${uid}: ${textOf(error)}.`, { cause: error })
  }
}

/** PG* variables of the operator's shell (PGPORT, PGDATA, …) would reconfigure the server behind our back. */
function environment(binaries: Binaries): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  return { ...Object.fromEntries(kept), ...binaries.env, LC_ALL: 'C' }
}

/** Somewhere every account may stand. */
export function workingFolder(): string {
  return process.platform === 'win32' ? process.cwd() : '/'
}
