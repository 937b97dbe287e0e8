import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { codeOf, EmbeddedError } from './error.ts'

const run = promisify(execFile)

/**
 * Stops whatever still runs on this cluster and removes a misleading postmaster.pid. The caller holds the folder's
 * lock, so everything found here was left behind by a process that is gone. Stopped rather than adopted: its
 * settings and its log belong to the dead process. At most 8 s; usually nothing to do.
 */
export async function clearLeftovers(
  data: string,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<void> {
  const recorded = await recordedPid(data)
  if (process.platform === 'win32') return clearOnWindows(data, recorded, binaries)

  let alive = await processesOf(data, recorded)
  if (alive.length > 0) log(`stopping PostgreSQL left by an earlier run (pid ${alive.join(', ')})`)
  // Fast shutdown first; it ends in a checkpoint. The harder ones only cost a recovery at the next start.
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 4000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 2000],
  ]
  for (const [signal, patience] of steps) {
    if (alive.length === 0) break
    // SIGINT means shutdown to the postmaster, but only "cancel the query" to a backend.
    const main = signal === 'SIGINT' ? alive.filter((pid) => pid === recorded) : alive
    for (const pid of main) {
      send(pid, signal)
      // One that was halted (Ctrl-Z, a debugger) would never see the signal.
      send(pid, 'SIGCONT')
    }
    if (main.length === 0) continue
    for (let waited = 0; waited < patience && alive.length > 0; waited += 50) {
      await sleep(50)
      alive = await processesOf(data, recorded)
    }
  }
  if (alive.length > 0) {
    throw new EmbeddedError(
      `PostgreSQL from an earlier run (pid ${alive.join(', ')}) still uses "${data}" and cannot be stopped: stop it by hand.`,
    )
  }
  // The pid may be a stranger's by now, or a zombie nobody reaps: PostgreSQL would take either for a live server.
  if (recorded !== null && exists(recorded)) await rm(join(data, 'postmaster.pid'), { force: true })
}

async function clearOnWindows(data: string, recorded: number | null, binaries: Binaries): Promise<void> {
  if (recorded === null || !exists(recorded)) return
  await run(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '8']).catch(() => undefined)
}

async function recordedPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

/** Running processes of the cluster in `data`: its postmaster, and backends that outlived theirs. */
async function processesOf(data: string, recorded: number | null): Promise<number[]> {
  if (process.platform !== 'linux') {
    return recorded !== null && (await commandByPs(recorded)).includes(data) ? [recorded] : []
  }
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name) && (await belongs(name, data))) found.push(Number(name))
  }
  return found
}

async function belongs(pid: string, data: string): Promise<boolean> {
  const comm = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  if (comm.trim() !== 'postgres') return false
  // Every PostgreSQL process works in its data folder. Without the right to look (a container without ptrace)
  // the postmaster is still known by its arguments, which anybody may read.
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  if (cwd !== '') return cwd === data
  const argv = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  return argv.includes(data)
}

async function commandByPs(pid: number): Promise<string> {
  const answer = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => null)
  return answer?.stdout ?? ''
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
