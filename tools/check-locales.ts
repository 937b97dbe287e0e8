// Every word people read stands in both languages, is a message, is used, and no screen has words of its own.
//   node tools/check-locales.ts            says what is wrong, with file and line
//   node tools/check-locales.ts --prune    also takes unused messages out of the catalogues
// A key counts as used when it stands in the code as a literal ('events.title'), or when the code makes keys of its
// shape (`events.kind_${kind}`, or the literal prefix 'events.kind_').
import { readFileSync, writeFileSync } from 'node:fs'
import { checkEntries, readEntries } from './checks/catalogues.ts'
import { checkScreens } from './checks/screens.ts'
import { isTest, readSources, report } from './checks/source.ts'
import { checkUsage, readUsage, unusedKeys } from './checks/usage.ts'

const { entries, findings } = readEntries(readSources(['locales'], /\.json$/))
const product = readSources(
  ['apps', 'db', 'kernel', 'modules', 'platform', 'solver', 'ui'],
  /\.tsx?$/,
).filter(({ path }) => !isTest(path))
const usage = readUsage(product)

if (process.argv.includes('--prune')) {
  const unused = new Set(unusedKeys(entries, usage))
  for (const path of new Set([...entries.en.values(), ...entries.zh.values()].map((entry) => entry.path))) {
    const module = path.replace(/^.*\/|\.mf2\.json$/g, '')
    const words: Record<string, string> = JSON.parse(readFileSync(path, 'utf8'))
    const kept = Object.entries(words).filter(([name]) => !unused.has(`${module}.${name}`))
    if (kept.length < Object.keys(words).length)
      writeFileSync(path, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
  }
  for (const key of unused) {
    entries.en.delete(key)
    entries.zh.delete(key)
  }
  process.stdout.write(`taken out: ${unused.size}\n`)
}

// The gallery shows the pieces of the interface with words made up for it; no visitor is led there.
const screens = product.filter(
  ({ path }) => /^(apps|modules|ui)\/.*\.tsx$/.test(path) && !path.startsWith('ui/gallery/'),
)
report('check-locales', [
  ...findings,
  ...checkEntries(entries),
  ...checkUsage(entries, usage),
  ...checkScreens(screens),
])
