import { readBackup } from './read.ts'
import { type Restored, type RestoreOptions, restoreBackup } from './restore.ts'
import { type BackupOptions, type Written, writeBackup } from './write.ts'

export { BackupError } from './error.ts'
export type { Restored, RestoreOptions } from './restore.ts'
export type { BackupOptions, Written } from './write.ts'

/**
 * Writes the whole installation, database and files, into one `.tar.gz` that any tar program opens:
 *
 * - `manifest.json`: format, versions, migrations, sequences, and for each table its columns, rows and sha256;
 * - `tables/<schema>.<table>.copy`: the rows as PostgreSQL's COPY text, in the order of the primary key;
 * - `jobs.copy`: the worker's waiting jobs (its own tables are not ours and are left out; see jobs.ts);
 * - `files/…`: the uploaded files; `files.json`: their list with sha256, and the sign that the archive is whole.
 *
 * The database is one snapshot; Haigui may go on working meanwhile. Files are read after it was taken, so each file
 * a row speaks of is there as long as a file is written before its row and removed after it. Everything is streamed.
 * Needs no superuser, and goes between the embedded database and a server (15 or newer) in both directions.
 * @throws BackupError; an earlier backup under the same name is then still there.
 */
export function backup(options: BackupOptions): Promise<Written> {
  return writeBackup(options)
}

/**
 * Replaces an empty installation (or any, with `force`) by the one in a backup and verifies it: the archive is read
 * to its end and checked before anything is touched, rows are loaded in one transaction, and before its commit
 * every table is read back and compared with the backup. Haigui has to be stopped meanwhile.
 *
 * Afterwards the database stands at the backup's migrations: a newer release migrates on from there.
 * @throws BackupError; the data and files are then as they were.
 */
export function restore(options: RestoreOptions): Promise<Restored> {
  return restoreBackup(options)
}

export type Inspected = {
  appVersion: string
  createdAt: string
  migrations: string[]
  tables: { schema: string; name: string; rows: number }[]
  jobs: number
  files: number
}

/** Reads a backup to its end, checks every sha256, and says what is in it. @throws BackupError when it is damaged. */
export async function inspect(from: string): Promise<Inspected> {
  const { manifest, files } = await readBackup(from, {})
  const { appVersion, createdAt, migrations, tables, jobs } = manifest
  return {
    appVersion,
    createdAt,
    migrations,
    tables: tables.map(({ schema, name, rows }) => ({ schema, name, rows })),
    jobs: jobs.rows,
    files: files.length,
  }
}
