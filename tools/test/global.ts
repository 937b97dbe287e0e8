import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../platform/db/embedded/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A throwaway PostgreSQL of this test run. */
    postgres: string
  }
}

/**
 * One PostgreSQL for a run. It keeps nothing, so it need not wait for the disk.
 * HAIGUI_TEST_DATABASE_URL names another server to test on, e.g. the oldest that we support, as one who may do all.
 */
export default async function setup(project: TestProject) {
  const other = process.env.HAIGUI_TEST_DATABASE_URL
  if (other) return project.provide('postgres', other)
  const folder = mkdtempSync(join(tmpdir(), 'haigui-test-'))
  const postgres = await startEmbedded({
    folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  project.provide('postgres', postgres.url)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
