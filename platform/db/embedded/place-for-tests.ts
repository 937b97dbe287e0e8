// What the launcher's tests share: a place of their own, and the launcher in a process that may be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { codeOf } from './error.ts'

const children: ChildProcess[] = []

export const makePlace = () => mkdtemp(join(tmpdir(), 'haigui-embedded-'))

export async function removePlace(place: string): Promise<void> {
  for (const child of children) child.kill('SIGKILL')
  await rm(place, { recursive: true, force: true })
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Runs the launcher in a process of its own; `kill` is kill -9. */
export async function startElsewhere(folder: string, prefix: string[] = [], mode = '') {
  const script = fileURLToPath(new URL('./child-for-tests.ts', import.meta.url))
  const [file = '', ...args] = [...prefix, process.execPath, script, folder, mode]
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const gone = once(child, 'exit')
  const [chunk] = await once(child.stdout, 'data')
  const answer: { url: string; pid: number; error?: string } = JSON.parse(String(chunk))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  return { ...answer, process: child.pid, kill }
}

/** A zombie (some containers never reap an orphan) is dead, though kill(pid, 0) finds it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch (error) {
    return process.platform !== 'linux' && codeOf(error) === 'ENOENT'
  }
}
