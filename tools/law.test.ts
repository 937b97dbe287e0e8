import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'

// A checker that cannot read TypeScript reports success: so it is shown a forbidden import.
const folder = 'kernel/law-test'
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the import law finds a kernel file that imports a module, types included', () => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    `${folder}/bad.ts`,
    "import type { AuditEntry } from '#modules/audit'\nexport type Bad = AuditEntry\n",
  )
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      'tools/law.config.mjs',
      folder,
    ],
    { encoding: 'utf8' },
  )
  expect(run.stdout).toContain('kernel-imports-nothing-of-ours')
  expect(run.status).not.toBe(0)
})
