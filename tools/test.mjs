// Runs every test: what a browser needs is installed first where that is possible, and said plainly where it is not.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build } from './build.mjs'

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const hasHan = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout?.trim()

if (!chromium || !hasHan) {
  const wanted = [...(chromium ? [] : ['chromium']), ...(hasHan ? [] : ['fonts-noto-cjk'])]
  const root = process.getuid?.() === 0
  if (existsSync('/usr/bin/apt-get') && root) {
    process.stderr.write(`haigui: installing ${wanted.join(' and ')} for the tests in a browser …\n`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 2], env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], {
      stdio: ['ignore', 'ignore', 2],
      env,
    })
  }
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync)
  if (!found) {
    const how = root
      ? 'apt-get could not install it'
      : `run once as root: apt-get install ${wanted.join(' ')}`
    process.stderr.write(
      `haigui: the scenarios need ${wanted.join(' and ')}; ${how}. Then run the tests again.\n`,
    )
    process.exit(1)
  }
}

await build()
const args = process.argv.slice(2)
const done = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
  stdio: 'inherit',
})
process.exit(done.status ?? 1)
