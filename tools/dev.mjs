// Builds and serves again whenever a source changes; a build takes about a second.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
let server = null
let waiting = null

const begin = async () => {
  try {
    await build()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    return
  }
  server = spawn(process.execPath, ['--enable-source-maps', join(root, 'tools', 'start.mjs')], {
    stdio: 'inherit',
    cwd: root,
  })
}

const again = () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return void begin()
    server.once('exit', begin)
    server.kill('SIGTERM')
  }, 150)
}

for (const folder of ['apps', 'db', 'kernel', 'locales', 'modules', 'platform', 'solver', 'ui'])
  watch(join(root, folder), { recursive: true }, again)
// The watching would go on for ever: it ends once the server has put its database to rest.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    clearTimeout(waiting)
    if (server === null || server.exitCode !== null || server.signalCode !== null) process.exit(0)
    server.removeAllListeners('exit')
    server.once('exit', () => process.exit(0))
    server.kill('SIGTERM')
  })
await begin()
