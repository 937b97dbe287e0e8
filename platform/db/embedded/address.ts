import { createHash, randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, ownFolder } from './account.ts'
import { codeOf, EmbeddedError } from './error.ts'

/** Where the server listens, and how a client writes that down. */
export type Address = {
  /** Arguments for postgres. */
  args: string[]
  /** Arguments for initdb. */
  initArgs: string[]
  /** Any string libpq and the pg driver accept as the URL of this database. */
  url(database: string): string
  remove(): Promise<void>
}

const PORT = 5432
/** sun_path holds 108 bytes on Linux and 104 on macOS, the final NUL included. */
const LONGEST = 103

/** A Unix socket nobody but us can reach; no TCP. (Windows has no such sockets in Node: loopback and a password.) */
export async function prepareAddress(folder: string, account: Account): Promise<Address> {
  if (process.platform === 'win32') return prepareLoopback(folder)
  const { socket, top } = await socketFolder(folder)
  // Sockets and their lock files of an earlier run name pids that mean nothing now.
  await rm(socket, { recursive: true, force: true })
  await ownFolder(socket, account)
  return {
    args: ['-k', socket, '-p', String(PORT), '-c', 'listen_addresses='],
    initArgs: ['--auth=trust'],
    url: (database) =>
      `postgresql://postgres@localhost:${PORT}/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`,
    remove: () => rm(top, { recursive: true, force: true }),
  }
}

async function socketFolder(folder: string): Promise<{ socket: string; top: string }> {
  const near = join(folder, 'socket')
  // PostgreSQL reads -k as a list: a comma or a quote in the path would split it.
  if (fits(near) && !/[,"]/.test(near)) return { socket: near, top: near }
  const place = fits(join(tmpdir(), 'haigui-4294967295-000000000000', 's')) ? tmpdir() : '/tmp'
  const top = await privateFolder(place, folder)
  return { socket: join(top, 's'), top }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= LONGEST
}

/** Always the same name for the same folder, unless a stranger sits on it. */
async function privateFolder(place: string, folder: string): Promise<string> {
  const uid = process.getuid?.() ?? 0
  const path = join(place, `haigui-${uid}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const found = await lstat(path)
    if (!found.isDirectory() || found.uid !== uid) return mkdtemp(join(place, 'haigui-'))
    await chmod(path, 0o700)
  }
  return path
}

async function prepareLoopback(folder: string): Promise<Address> {
  const file = join(folder, 'password')
  await writeFile(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(
    (error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    },
  )
  const password = (await readFile(file, 'utf8')).trim()
  const port = await freePort()
  return {
    args: ['-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
    initArgs: ['--auth=scram-sha-256', `--pwfile=${file}`],
    url: (database) =>
      `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`,
    remove: async () => undefined,
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new EmbeddedError('No free port was found.')
  return address.port
}
