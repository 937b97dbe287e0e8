// Keeps the database of this release for the upgrade test: the demo edition, as `npm start` makes it, in a backup.
// See db/releases/README.md.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const out = join(root, 'db/releases', `${version}.tar.gz`)
const folder = mkdtempSync(join(tmpdir(), 'haigui-release-'))
const env = {
  ...process.env,
  HAIGUI_FOLDER: folder,
  HAIGUI_SECRET: 'the secret of the kept release databases',
  HAIGUI_ROOT: root,
  PORT: '0',
}
const run = (file, args) =>
  spawn(process.execPath, [join(root, file), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
const ended = (child) => new Promise((done) => child.once('exit', done))

try {
  await build()
  const product = run('tools/start.mjs', [])
  await new Promise((ready) =>
    product.stdout.on('data', (chunk) => (String(chunk).includes('"msg":"ready"') ? ready() : undefined)),
  )
  product.kill('SIGTERM')
  await ended(product)
  process.exitCode = await ended(run('tools/cli.mjs', ['backup', out]))
  process.stdout.write(`${out}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
