#!/usr/bin/env node
// The one way in: makes sure that what is installed fits the lockfile, then runs the program under the pinned Node.
// Plain JavaScript for Node 18 and later, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.haigui-stamp')

const existing = (...folders) => folders.filter((folder) => existsSync(join(root, folder)))

const programs = {
  start: ['tools/start.mjs'],
  serve: ['tools/serve.mjs'],
  dev: ['tools/dev.mjs'],
  test: ['tools/test.mjs'],
  build: ['tools/build.mjs'],
  bench: ['tools/bench.mjs'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  law: [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    'tools/law.config.mjs',
    ...existing('apps', 'kernel', 'modules', 'platform', 'solver', 'ui'),
  ],
  locales: ['tools/check-locales.ts'],
  words: ['tools/check-words.ts'],
  taste: ['tools/taste.ts'],
  'release-database': ['tools/release-database.mjs'],
  'new-module': ['tools/new-module.ts'],
}

const say = (text) => process.stderr.write(`${text}\n`)
const fail = (text) => {
  say(`haigui: ${text}`)
  process.exit(1)
}

function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

function install() {
  const wanted = wantedStamp()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('haigui: installing packages (only after a change of package-lock.json) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js')
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0)
    fail('the packages could not be installed. See what npm says above; a registry must be reachable once.')
  writeFileSync(stamp, wanted)
}

function pinnedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const folder = dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(file)) return file
  } catch {
    // not shipped for this platform: the host's Node is looked at below
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `no Node for ${process.platform} ${process.arch} is shipped; install Node 24 or newer and run this again.`,
  )
}

const [verb = 'start', ...rest] = process.argv.slice(2)
install()
const node = pinnedNode()
// Every other verb is one of the operator's door: haigui backup, restore, verify, …
const [file, ...fixed] = programs[verb] ?? ['tools/cli.mjs', verb]
const child = spawn(node, ['--enable-source-maps', join(root, file), ...fixed, ...rest], {
  cwd: programs[verb] ? root : process.cwd(),
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    HAIGUI_ROOT: root,
  },
})
// A terminal's Ctrl-C reaches the child by itself; a service manager's signal is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => fail(error.message))
child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)))
