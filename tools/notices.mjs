// Writes THIRD_PARTY.md: every package that is shipped or installed to run, with its licence.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const rows = Object.entries(lock.packages)
  .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev)
  .map(([path, entry]) => [
    path.replace(/^.*node_modules\//, ''),
    entry.version,
    entry.license ?? 'see the package',
  ])
const unique = [...new Map(rows.map((row) => [row.join(' '), row])).values()].sort(([a], [b]) =>
  a < b ? -1 : 1,
)
const lines = unique.map(([name, version, license]) => `| ${name} | ${version} | ${license} |`)

export const notices = `# Third-party packages\n\nInstalled to run Haigui; each under its own licence, which is in its folder of \`node_modules\`.\n\n| package | version | licence |\n|---|---|---|\n${lines.join('\n')}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync('THIRD_PARTY.md', notices)
