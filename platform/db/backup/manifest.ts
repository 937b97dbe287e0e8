import { z } from 'zod'

export const FORMAT = 'haigui-backup'
export const VERSION = 1

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const contents = { rows: count, bytes: count, sha256: digest }

const tableEntry = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  ...contents,
})

/** First file of the archive: all that is said about the database. Order of `tables` is the order to load them. */
export const manifestShape = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  appVersion: z.string(),
  createdAt: z.string(),
  server: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(tableEntry),
  sequences: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      last: z.string().regex(/^-?\d+$/),
      called: z.boolean(),
    }),
  ),
  jobs: z.object(contents),
  /** False where files are kept elsewhere: a restore then leaves the folder alone. */
  withFiles: z.boolean(),
})

/**
 * Last file of the archive. Files come and go while a backup runs, so what was really packed is only known at the
 * end; that it is there shows that nothing is missing.
 */
export const filesShape = z.array(z.object({ path: z.string(), bytes: count, sha256: digest }))

export type Manifest = z.output<typeof manifestShape>
export type ManifestTable = z.output<typeof tableEntry>
export type PackedFile = z.output<typeof filesShape>[number]

export const MANIFEST = 'manifest.json'
export const FILES = 'files.json'
export const JOBS = 'jobs.copy'
export const FOLDER = 'files/'

export function pathOf({ schema, name }: { schema: string; name: string }): string {
  return `tables/${encodeURIComponent(schema)}.${encodeURIComponent(name)}.copy`
}
