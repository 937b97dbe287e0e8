import type pg from 'pg'
import { tablesOf } from './catalogue.ts'
import { BackupError, textOf } from './error.ts'
import { isEmptyFolder, type Staging, stageFiles } from './files.ts'
import { clearJobs, copyJobsIn, prepareJobs } from './jobs.ts'
import { openLoader } from './load.ts'
import type { Manifest } from './manifest.ts'
import { readBackup } from './read.ts'
import { inTransaction, withClient } from './session.ts'
import { prepareTarget, type Schema } from './target.ts'

export type RestoreOptions = Schema & {
  /** The database, as the owner of its tables: entirely empty, or migrated and without rows, unless `force`. */
  url: string
  /** Folder the uploaded files go to; null where files are kept elsewhere. */
  filesFolder: string | null
  /** A backup, as `backup` wrote it. */
  from: string
  /** Replaces everything the database and the folder hold. */
  force?: boolean
}

export type Restored = {
  appVersion: string
  createdAt: string
  tables: number
  rows: number
  jobs: number
  files: number
}

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { url, from, filesFolder, force = false } = options
  // Once through to the end first: a damaged backup is found before anything is touched.
  const { manifest, files } = await readBackup(from, {})
  if (filesFolder === null && files.length > 0) {
    throw new BackupError(`The backup holds ${files.length} files: say which folder they go to.`)
  }
  if (filesFolder !== null && manifest.withFiles && !force && !(await isEmptyFolder(filesFolder))) {
    throw new BackupError(
      `The folder "${filesFolder}" is not empty: restore into an empty one, or force it to replace everything.`,
    )
  }
  await withClient(url, async (client) => {
    await prepareTarget(client, { url, schema: options, manifest, force })
    if (manifest.jobs.rows > 0) await prepareJobs(url)
    const staging = filesFolder !== null && manifest.withFiles ? await stageFiles(filesFolder) : null
    try {
      await inTransaction(client, 'begin', () => load(client, manifest, from, staging))
    } catch (error) {
      await staging?.undo()
      if (error instanceof BackupError) throw error
      throw new BackupError(`The backup could not be restored (${textOf(error)}): nothing was changed.`, {
        cause: error,
      })
    }
    await staging?.finish()
    await analyze(client)
  })
  return {
    appVersion: manifest.appVersion,
    createdAt: manifest.createdAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    jobs: manifest.jobs.rows,
    files: files.length,
  }
}

async function load(
  client: pg.Client,
  manifest: Manifest,
  from: string,
  staging: Staging | null,
): Promise<void> {
  const loader = await openLoader(client, manifest)
  await clearJobs(client)
  await readBackup(from, {
    manifest: async (again) => {
      if (JSON.stringify(again) !== JSON.stringify(manifest)) {
        throw new BackupError(`"${from}" was replaced while it was being restored: nothing was changed.`)
      }
    },
    table: loader.table,
    jobs: async (body) => {
      const jobs = await copyJobsIn(client, body)
      if (jobs !== manifest.jobs.rows) throw new BackupError('Not every waiting job could be restored.')
    },
    ...(staging === null ? {} : { file: staging.put }),
  })
  await loader.finish()
  // Last before the commit: the one step a rollback does not undo by itself.
  await staging?.swap()
}

/** Without statistics the first pages after a restore would be slow. */
async function analyze(client: pg.Client): Promise<void> {
  for (const { sql } of await tablesOf(client)) await client.query(`analyze ${sql}`)
}
