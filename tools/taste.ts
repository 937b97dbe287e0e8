// Prints the reading aids: figures of the tree that tell whether it stays easy to read. `--save` keeps them in
// tools/taste.json, so that the next run shows what moved. It fails only where the house allows no exception.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

type Source = { path: string; text: string; lines: number }

const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'],
  { encoding: 'utf8' },
)
const sources: Source[] = listed
  .split('\n')
  .filter((path) => path !== '' && existsSync(path))
  .map((path) => {
    const text = readFileSync(path, 'utf8')
    return { path, text, lines: text.split('\n').length - 1 }
  })

const isTest = (path: string) => /\.test\.tsx?$|^scenarios\/|^tools\/test\//.test(path)
const isFixture = (path: string) => /fixtures/.test(path)
const product = sources.filter(
  ({ path }) => !isTest(path) && !isFixture(path) && /^(apps|kernel|modules|platform|solver|ui)\//.test(path),
)
const tests = sources.filter(({ path }) => isTest(path))
const total = (list: readonly Source[]) => list.reduce((sum, { lines }) => sum + lines, 0)
const count = (list: readonly Source[], pattern: RegExp) =>
  list.reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0)
const where = (list: readonly Source[], pattern: RegExp) =>
  list.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) && !/^\s*(\/\/|\/?\*)/.test(line) ? [`${path}:${index + 1}`] : [],
      ),
  )

const modules = product.filter(({ path }) => path.startsWith('modules/'))
const pure = modules.filter(({ path }) =>
  /\/(model|rules|access|errors|facts)(\.ts|\/)|\/formats\/|\/admission\/rules|\/islands\//.test(path),
)
const code = product.filter(({ path }) => !/^(kernel\/time|platform\/clock)/.test(path))

const rawClock = where(code, /\bnew Date\(|\bDate\.now\(|\bDate\.parse\(/)
const anyType = where(product, /[:<,|&(]\s*any\b(?!\w)|\bas any\b|@ts-(ignore|expect-error|nocheck)/)
const longFiles = product.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path} ${lines}`)
const junk = sources
  .filter(({ path }) => /(^|\/)(common|shared|utils|helpers|misc|types|lib)\//.test(path))
  .map(({ path }) => path)
const faces = product.filter(({ path }) => /^modules\/[^/]+\/index\.ts$/.test(path))
const undocumented = faces.flatMap(({ path, text }) => {
  const lines = text.split('\n')
  return lines.flatMap((line, index) =>
    /^export /.test(line) && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? [`${path}:${index + 1}`] : [],
  )
})
const everyones = modules.flatMap(({ path, text }) =>
  [...text.matchAll(/everyone\(\s*'([^']+)'/g)].map((match) => `${path}: ${match[1]}`),
)
const beyonds = modules.flatMap(({ path, text }) =>
  [...text.matchAll(/beyond\(\s*'([^']+)'/g)].map((match) => `${path}: ${match[1]}`),
)

const figures: Record<string, number> = {
  'product lines': total(product),
  'test lines': total(tests),
  'test to product': Math.round((total(tests) / total(product)) * 100) / 100,
  'median file lines': product.map(({ lines }) => lines).sort((a, b) => a - b)[product.length >> 1] ?? 0,
  'files over 300 lines': longFiles.length,
  'pure share of module lines': Math.round((total(pure) / total(modules)) * 100) / 100,
  'raw clock outside kernel/time and platform/clock': rawClock.length,
  'any and ts-ignore': anyType.length,
  'junk drawers': junk.length,
  'exports of a face without a doc comment': undocumented.length,
  'use cases and doors open to everyone': everyones.length,
  'use cases beyond row-level security': beyonds.length,
  'raw HTML places': count(product, /dangerouslySetInnerHTML=/g),
}

const kept = 'tools/taste.json'
const before: Record<string, number> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}
for (const [name, value] of Object.entries(figures)) {
  const last = before[name]
  process.stdout.write(
    `${name.padEnd(52)} ${String(value).padStart(8)}${last === undefined || last === value ? '' : `   (was ${last})`}\n`,
  )
}
if (process.argv.includes('--why')) {
  for (const [title, list] of Object.entries({
    longFiles,
    rawClock,
    anyType,
    junk,
    undocumented,
    everyones,
    beyonds,
  }))
    process.stdout.write(`\n${title}\n${list.map((line) => `  ${line}`).join('\n')}\n`)
}
if (process.argv.includes('--save')) writeFileSync(kept, `${JSON.stringify(figures, null, 2)}\n`)

const broken = [...rawClock, ...anyType, ...junk, ...undocumented]
if (broken.length > 0) {
  process.stdout.write(`\nnot allowed:\n${broken.map((line) => `  ${line}`).join('\n')}\n`)
  process.exitCode = 1
}
