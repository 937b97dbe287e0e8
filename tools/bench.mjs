// Runs a benchmark by its name, or all of them: each prints its rival or limit of the same run and the ratio.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { build } from './build.mjs'

await build()
const wanted = process.argv.slice(2)
const all = readdirSync('bench')
  .filter((name) => name.endsWith('.bench.ts'))
  .sort()
let failed = false
for (const name of all.filter(
  (each) => wanted.length === 0 || wanted.some((word) => each.startsWith(word)),
)) {
  process.stdout.write(`\n# ${name}\n`)
  const done = spawnSync(process.execPath, ['--expose-gc', `bench/${name}`], { stdio: 'inherit' })
  failed ||= done.status !== 0
}
process.exit(failed ? 1 : 0)
