import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedError, textOf } from './error.ts'

const SQLITE_BUSY = 5

/**
 * One process at a time may own the folder. The lock is an SQLite file lock because the kernel drops it however
 * the owner dies: a file holding a pid would be stale after kill -9 and wrong once the pid is used again.
 * `owner.json` only names the owner for the message; nothing is decided by it.
 */
export function takeLock(folder: string): { release(): void } {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder, 'lock'))
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    if (!isBusy(error)) {
      throw new EmbeddedError(`The folder "${folder}" cannot be locked: ${textOf(error)}.`, { cause: error })
    }
    throw new EmbeddedError(
      `Another process${ownerOf(folder)} already uses the database in "${folder}": stop it first, or choose another folder.`,
    )
  }
  const held = database
  writeFileSync(join(folder, 'owner.json'), `${JSON.stringify({ pid: process.pid })}\n`)
  return { release: () => held.close() }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  )
}

function ownerOf(folder: string): string {
  try {
    const owner: unknown = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))
    if (typeof owner === 'object' && owner !== null && 'pid' in owner) return ` (pid ${owner.pid})`
  } catch {
    // The owner has the lock but has not yet written its name.
  }
  return ''
}
