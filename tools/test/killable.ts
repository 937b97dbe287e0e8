import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = resolve(import.meta.dirname, '../..')

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** What is killed, without warning. */
export type Killed = { app: boolean; postgres: boolean }

/**
 * The program as `npm start` runs it, on a folder and a port of its own, made to be killed; `args` are what node is given.
 * Letters are not what is tried here.
 */
export async function killable(args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'haigui-killed-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const start = (): ChildProcess =>
    spawn(process.execPath, [...args], {
      cwd: root,
      stdio: 'ignore',
      env: {
        ...process.env,
        PORT: String(port),
        HAIGUI_FOLDER: folder,
        HAIGUI_DEMO: 'false',
        HAIGUI_WORKER: 'false',
        HAIGUI_LOG_LEVEL: 'silent',
      },
    })
  const isReady = async () => (await fetch(`${origin}/readyz`).catch(() => null))?.ok === true
  const ready = async () => {
    while (!(await isReady())) await sleep(20)
  }
  let app = start()
  await ready()
  const end = async (signal: NodeJS.Signals) => {
    const gone = new Promise((done) => app.once('exit', done))
    app.kill(signal)
    await gone
  }
  const postgresPid = () =>
    Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

  return {
    origin,
    databaseUrl: `postgresql://postgres@localhost:5432/haigui?host=${encodeURIComponent(join(folder, 'postgres/socket'))}`,
    /** Kills, and gives the milliseconds until it answers again. */
    kill: async (what: Killed): Promise<number> => {
      const before = performance.now()
      if (what.postgres) process.kill(postgresPid(), 'SIGKILL')
      if (what.app) {
        await end('SIGKILL')
        app = start()
      } else {
        // It has to be seen to be away, or the old answer would count.
        while (await isReady()) await sleep(5)
      }
      await ready()
      return performance.now() - before
    },
    stop: async () => {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
