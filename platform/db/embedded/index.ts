import { chmod, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import { type Address, prepareAddress } from './address.ts'
import { packageRoot, prepareBinaries } from './binaries.ts'
import { type Cluster, ensureCluster, launch, type Server } from './cluster.ts'
import { createDatabase, databaseExists } from './databases.ts'
import { EmbeddedError, textOf } from './error.ts'
import { takeLock } from './lock.ts'

export { createDatabase, dropDatabase, withDatabase } from './databases.ts'
export { EmbeddedError } from './error.ts'

export type EmbeddedOptions = {
  /** Holds everything: cluster, socket, lock. Created with mode 0700; any length, spaces allowed. */
  folder: string
  /** Receives each line PostgreSQL logs, and what the launcher does to recover. */
  log?: (line: string) => void
  /** Server settings. `fsync=off` is for throwaway test clusters and nothing else. */
  settings?: Record<string, string>
}

export type Embedded = {
  /** URL of the database `haigui`, for the pg driver and for psql. The same after each start and each recovery. */
  url: string
  /** The postmaster; another one after PostgreSQL was killed and started again. */
  readonly pid: number
  /** Resolves when the database is gone for good: null after `stop()`, else why it could not be started again. */
  ended: Promise<EmbeddedError | null>
  /** Fast shutdown, then the folder is free. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Runs the real PostgreSQL that came with the installation on `folder`, reachable only through a private Unix
 * socket, and resolves when the database `haigui` accepts connections.
 *
 * One process per folder: a second is refused by name of the first. Leftovers of a killed run (a PostgreSQL without
 * its parent, a stale pid file, half an initdb) are cleared first; should PostgreSQL itself be killed later it is
 * started again under the same URL, and clients only have to connect anew.
 * @throws EmbeddedError with one sentence for the operator.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  // Processes are recognised by this path, so it has to be the one the kernel shows.
  const folder = await realpath(options.folder)
  const lock = takeLock(folder)
  try {
    return await startLocked(folder, options, lock.release)
  } catch (error) {
    lock.release()
    if (error instanceof EmbeddedError) throw error
    throw new EmbeddedError(`The database in "${folder}" could not be started: ${textOf(error)}.`, {
      cause: error,
    })
  }
}

async function startLocked(folder: string, options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  const data = join(folder, 'data')
  const binaries = await prepareBinaries(packageRoot(), join(folder, 'lib'))
  const account = await chooseAccount(data, binaries)
  // Without setpriv PostgreSQL has to find its way through this folder by itself.
  await chmod(folder, account.spawnAs === null ? 0o700 : 0o711)
  const address = await prepareAddress(folder, account)
  const cluster: Cluster = {
    data,
    binaries,
    account,
    address,
    settings: {
      timezone: 'UTC',
      log_timezone: 'UTC',
      // What a statement did wrong is told to whoever sent it. Here its text would come along, and rows with names and
      // addresses in them, which no log may have.
      log_min_messages: 'log',
      log_min_error_statement: 'panic',
      ...options.settings,
    },
    log: options.log ?? (() => undefined),
  }
  await ensureCluster(cluster)
  const server = await launch(cluster)
  try {
    await ensureDatabase(address)
  } catch (error) {
    await server.stop()
    throw error
  }
  return supervise(cluster, server, release)
}

async function ensureDatabase(address: Address): Promise<void> {
  if (!(await databaseExists(address.url('postgres'), 'haigui'))) {
    await createDatabase(address.url('postgres'), 'haigui')
  }
}

/** So many ends, each within a minute of its start, and it is given up. */
const RESTARTS = 5
const STEADY = 60_000

function supervise(cluster: Cluster, first: Server, release: () => void): Embedded {
  let server = first
  let stopping: Promise<void> | null = null

  const watch = async (): Promise<EmbeddedError | null> => {
    let crashes = 0
    for (;;) {
      const started = performance.now()
      const how = await server.exited
      if (stopping !== null) return null
      crashes = performance.now() - started > STEADY ? 1 : crashes + 1
      cluster.log(`PostgreSQL (pid ${server.pid}) ended unexpectedly: ${how}; starting it again`)
      if (crashes > RESTARTS) return new EmbeddedError(`PostgreSQL keeps ending: ${how}.`)
      try {
        server = await launch(cluster)
      } catch (error) {
        return error instanceof EmbeddedError ? error : new EmbeddedError(textOf(error), { cause: error })
      }
      // Asked to stop while it was being started.
      if (stopping !== null) {
        await server.stop()
        return null
      }
    }
  }
  const finish = async (result: EmbeddedError | null) => {
    await cluster.address.remove()
    release()
    return result
  }
  const ended = watch().then(finish)

  return {
    url: cluster.address.url('haigui'),
    get pid() {
      return server.pid
    },
    ended,
    stop() {
      stopping ??= server.stop().then(async () => {
        await ended
      })
      return stopping
    },
  }
}
