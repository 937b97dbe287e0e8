import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Account, ownFolder, workingFolder } from './account.ts'
import type { Address } from './address.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedError, textOf } from './error.ts'
import { clearLeftovers } from './leftovers.ts'

const run = promisify(execFile)
const MAJOR = '18'

export type Cluster = {
  data: string
  binaries: Binaries
  account: Account
  address: Address
  settings: Record<string, string>
  log: (line: string) => void
}

/**
 * Makes the cluster on first use. initdb works in a folder of its own that is renamed when complete, so a kill in
 * the middle never leaves half a cluster under the real name.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const { data } = cluster
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version === null) return createCluster(cluster)
  if (version.trim() !== MAJOR) {
    throw new EmbeddedError(
      `The database in "${data}" was made by PostgreSQL ${version.trim()} and this program brings ${MAJOR}: back it up with the program that made it and restore the backup here.`,
    )
  }
  await ownFolder(data, cluster.account)
  await chmod(data, 0o700)
}

async function createCluster({ data, binaries, account, address, settings }: Cluster): Promise<void> {
  const parent = dirname(data)
  if ((await readdir(data).catch(() => [])).length > 0) {
    throw new EmbeddedError(`"${data}" holds files but no PostgreSQL cluster: choose another folder.`)
  }
  await rm(data, { recursive: true, force: true })
  for (const name of await readdir(parent)) {
    if (name.startsWith('making-')) await rm(join(parent, name), { recursive: true, force: true })
  }
  const making = join(parent, `making-${randomBytes(6).toString('hex')}`)
  await ownFolder(making, account)
  const options = [
    ...['-D', making, '-U', 'postgres', '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...address.initArgs,
    // Only a throwaway cluster may skip the sync: after a power cut the catalogues would be gone.
    ...(settings.fsync === 'off' ? ['--no-sync'] : []),
  ]
  const [file = '', ...args] = [...account.prefix, binaries.initdb, ...options]
  try {
    await run(file, args, { env: account.env, cwd: workingFolder(), ...account.spawnAs })
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw new EmbeddedError(`The database could not be created in "${data}": ${lastLine(textOf(error))}.`, {
      cause: error,
    })
  }
  await rename(making, data)
}

export type Server = {
  pid: number
  /** Resolves when the postmaster is gone, with how it went. */
  exited: Promise<string>
  /** Fast shutdown; resolves when the postmaster is gone. */
  stop(): Promise<void>
}

/** Backends can outlive a killed postmaster for a moment, and PostgreSQL rightly refuses to start beside them. */
const TRANSIENT = /pre-existing shared memory block|lock file ".*" already exists/
const TRIES = 20

/** Starts the server and resolves when it accepts connections; a recovery may take as long as it needs. */
export async function launch(cluster: Cluster): Promise<Server> {
  let problem = ''
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await clearLeftovers(cluster.data, cluster.binaries, cluster.log)
    const outcome = await attemptLaunch(cluster)
    if (typeof outcome !== 'string') return outcome
    problem = outcome
    if (!TRANSIENT.test(problem)) break
    await sleep(400)
  }
  throw new EmbeddedError(`PostgreSQL did not start on "${cluster.data}": ${problem}.`)
}

async function attemptLaunch(cluster: Cluster): Promise<Server | string> {
  const { data, binaries, account, address, log } = cluster
  const settings = {
    ...cluster.settings,
    // We wait for a sentence of its log: it must be in English, and on standard error.
    lc_messages: 'C',
    log_destination: 'stderr',
    logging_collector: 'off',
  }
  const options = [
    ...['-D', data],
    ...address.args,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [file = '', ...args] = [...account.prefix, binaries.postgres, ...options]
  const child = spawn(file, args, {
    env: account.env,
    cwd: workingFolder(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own group: Ctrl-C in a terminal is for us, and the database must outlive our last request.
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...account.spawnAs,
  })
  const recent: string[] = []
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(textOf(error)))
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  const ready = new Promise<'ready'>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log(line)
      recent.push(line)
      if (recent.length > 20) recent.shift()
      if (line.includes('database system is ready to accept connections')) resolve('ready')
    })
  })
  const first = await Promise.race([ready, exited])
  if (first !== 'ready') return recent.find((line) => line.includes('FATAL')) ?? recent.at(-1) ?? first
  return { pid: child.pid ?? 0, exited, stop: () => stopServer(child, exited, cluster) }
}

/** A shutdown ends in a checkpoint, which a slow disk may draw out; only then is it cut short. */
const PATIENCE = 60_000

async function stopServer(child: ChildProcess, exited: Promise<string>, cluster: Cluster): Promise<void> {
  if (process.platform === 'win32') {
    // A signal would be a kill there.
    await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.data, '-m', 'fast', '-w']).catch(() =>
      child.kill(),
    )
  } else {
    child.kill('SIGINT')
  }
  const harder = setTimeout(() => child.kill('SIGQUIT'), PATIENCE)
  await exited
  clearTimeout(harder)
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text
}
