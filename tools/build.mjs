// Builds the browser's part and the server's part when a source is newer than what is built.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const sources = [
  'apps',
  'db',
  'kernel',
  'locales',
  'modules',
  'platform',
  'solver',
  'ui',
  'package-lock.json',
  'vite.config.ts',
]

function print(folder, hash) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) print(path, hash)
    // What stands in the files, not when it was written: an image or a copy keeps no exact times, and builds nothing anew.
    else if (!/\.test\.tsx?$/.test(entry.name))
      hash.update(`${path.slice(root.length)}\n`).update(readFileSync(path))
  }
}

function sourcesPrint() {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    if (statSync(path).isDirectory()) print(path, hash)
    else hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}

export async function build() {
  const stamp = join(root, 'dist', '.print')
  const wanted = sourcesPrint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('haigui: building …\n')
  const vite = await import('vite')
  await vite.build({ root, logLevel: 'warn', configFile: join(root, 'vite.config.ts') })
  await vite.build({ root, logLevel: 'warn', configFile: join(root, 'vite.config.ts'), build: { ssr: true } })
  // What outsiders check an export with: one file that reads well, for any Node from 18 on.
  await vite.build({
    root,
    logLevel: 'warn',
    configFile: false,
    publicDir: false,
    build: {
      ssr: 'modules/outcomes/log/verifier/main.ts',
      outDir: 'dist/verifier',
      emptyOutDir: true,
      target: 'node18',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'verify.mjs' } },
    },
  })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, wanted)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
