import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Runs one of the checks of tools/ over a small tree of its own. */
export function checkTree(
  tool: string,
  files: Readonly<Record<string, string>>,
  options: readonly string[] = [],
) {
  const folder = mkdtempSync(join(tmpdir(), 'haigui-check-'))
  try {
    spawnSync('git', ['init', '-q'], { cwd: folder })
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const run = spawnSync(process.execPath, [resolve('tools', tool), ...options], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status: run.status, said: run.stdout + run.stderr }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
