import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { settings } from '#platform/config'
import { openKeys } from '#platform/keys'
import { withDatabase } from '../platform/db/embedded/index.ts'
import { testDatabase } from '../tools/test/database.ts'
import { faultOf } from './fault.ts'
import { checkSecret } from './ground.ts'

const root = resolve(import.meta.dirname, '..')
const place = mkdtempSync(join(tmpdir(), 'haigui-mistakes-'))
const folder = join(place, 'var')
const plainFile = join(place, 'file')
writeFileSync(plainFile, '')
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Stands in everything that is wrong here and must never be printed. */
const hush = 'hush'
const right = {
  HAIGUI_ORIGIN: 'https://summit.example.org',
  DATABASE_URL: `postgresql://nobody:${hush}@127.0.0.1:1/haigui`,
  HAIGUI_SECRET: `a secret of the tests, ${hush}, that is long enough`,
  HAIGUI_FOLDER: folder,
  PORT: '0',
}

/** The program as `serve` runs it, with nothing of our own environment but what is given. */
async function serve(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, 'tools/serve.mjs')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HAIGUI_ROOT: root, ...env },
  })
  let out = ''
  let told = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  return { code, out, lines: told.split('\n').filter((line) => line !== '' && !line.includes('building')) }
}

const wrong: Record<string, readonly string[]> = {
  HAIGUI_ORIGIN: [hush, `https://x.org/${hush}`, `https://${hush}@x.org`, 'ftp://x.org'],
  HAIGUI_HOST: [`not a host ${hush}`],
  PORT: [hush, '70000', '-1', '80.5'],
  DATABASE_URL: [`mysql://u:${hush}@h/d`, `postgresql://u:${hush}@h`, `postgres://u:${hush}@h:99999/d`],
  HAIGUI_DATABASE_CONNECTIONS: ['1', '201', hush],
  HAIGUI_SECRET: [hush, 'hushhushhushhushhushhushhushhushhush'],
  HAIGUI_DEMO: [hush],
  HAIGUI_ADDRESS_HEADER: [`x ${hush}`],
  HAIGUI_WORKER: [hush],
  HAIGUI_LOG_LEVEL: [hush],
  HAIGUI_MAIL_URL: [`https://u:${hush}@h`, 'smtp://'],
  HAIGUI_MAIL_FROM: [hush, `Haigui <${hush}>`, `a@b.org\n${hush}`],
  HAIGUI_WITNESSES: [hush, `https://w.example.org/ ${hush}`, `ftp://${hush}/`],
  HAIGUI_MEETING_HOSTS: [hush, `https://${hush}.org`, `jitsi.example.org ${hush}`],
  HAIGUI_FILES_ENDPOINT: [hush],
  HAIGUI_OIDC_ISSUER: [hush],
}
// Any text is one of these; that they come together, and that they work, is another question.
const anyText = ['FILES_BUCKET', 'FILES_REGION', 'FILES_KEY', 'FILES_SECRET', 'OIDC_CLIENT', 'OIDC_SECRET']
const together = {
  ...Object.fromEntries(anyText.map((name) => [`HAIGUI_${name}`, hush])),
  HAIGUI_FOLDER: folder,
}

test('every setting is in .env.example and here', () => {
  const example = [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(
    ([, name]) => name,
  )
  expect(example.sort()).toEqual([...settings].sort())
  expect([...Object.keys(wrong), ...Object.keys(together)].sort()).toEqual([...settings].sort())
})

test.each([0, 1, 2, 3])(
  'with every setting wrong there is one line for each, and nothing else (%i)',
  async (nth) => {
    const env = Object.fromEntries(
      Object.entries(wrong).map(([name, values]) => [name, values[nth % values.length] ?? '']),
    )
    const { code, out, lines } = await serve({ ...together, ...env })
    expect({ code, out }).toEqual({ code: 78, out: '' })
    expect(lines.map((line) => /^haigui: (\w+) must be .{10,}$/.exec(line)?.[1] ?? line).sort()).toEqual(
      Object.keys(wrong).sort(),
    )
    expect(lines.join()).not.toContain(hush)
    expect(existsSync(folder)).toBe(false)
  },
)

test.each<[string, Record<string, string>, RegExp[]]>([
  [
    'nothing is set',
    { DATABASE_URL: '', HAIGUI_SECRET: '', HAIGUI_ORIGIN: '' },
    [
      /^haigui: DATABASE_URL is missing: it must be a PostgreSQL address/,
      /^haigui: HAIGUI_SECRET is missing/,
      /^haigui: HAIGUI_ORIGIN is missing/,
    ],
  ],
  [
    'a name is misspelt',
    { HAIGUI_SECERT: hush },
    [/^haigui: HAIGUI_SECERT is not a setting of this release; see .env.example$/],
  ],
  [
    'one of a group is missing',
    {
      HAIGUI_FILES_BUCKET: hush,
      HAIGUI_FILES_KEY: hush,
      HAIGUI_OIDC_ISSUER: 'https://id.example.org',
      HAIGUI_OIDC_CLIENT: hush,
    },
    [
      /^haigui: HAIGUI_FILES_SECRET is missing: it goes with/,
      /^haigui: HAIGUI_OIDC_SECRET is missing: it goes with/,
    ],
  ],
  [
    'an endpoint has no bucket',
    { HAIGUI_FILES_ENDPOINT: 'https://s3.example.org' },
    [/^haigui: HAIGUI_FILES_ENDPOINT goes with HAIGUI_FILES_BUCKET, which is missing$/],
  ],
  [
    'the folder is a file',
    { HAIGUI_FOLDER: plainFile },
    [/^haigui: HAIGUI_FOLDER: .+ is no folder that this account may write to$/],
  ],
])('%s: one line says which, and the end', async (_what, env, expected) => {
  const { code, out, lines } = await serve({ ...right, ...env })
  expect({ code, out, lines: lines.length }).toEqual({ code: 78, out: '', lines: expected.length })
  expected.forEach((pattern, index) => void expect(lines[index]).toMatch(pattern))
  expect(lines.join()).not.toContain(hush)
})

const withServer = (change: (url: URL) => void) => {
  const url = new URL(inject('postgres'))
  change(url)
  return url.href
}

test.each<[string, () => string, RegExp]>([
  [
    'the database server does not run',
    () => right.DATABASE_URL,
    /^haigui: the database server at 127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/,
  ],
  [
    'its name leads nowhere',
    () => `postgresql://u:${hush}@nowhere.invalid/d`,
    /^haigui: the database server at nowhere\.invalid does not answer/,
  ],
  [
    'there is no such database',
    () => withDatabase(inject('postgres'), 'no_such_one'),
    /^haigui: the database server has no database no_such_one: make it first \(createdb\)$/,
  ],
  [
    'there is no such user',
    () =>
      withServer((url) => {
        url.username = 'nobody_here'
        url.password = hush
      }),
    /^haigui: the database server refuses the user or the password of DATABASE_URL$/,
  ],
])('%s: one line says so, and the end', async (_what, url, expected) => {
  const { code, out, lines } = await serve({ ...right, DATABASE_URL: url() })
  expect({ code, out, lines }).toEqual({ code: 1, out: '', lines: [expect.stringMatching(expected)] })
  expect(lines.join()).not.toContain(hush)
})

test('a secret that is not the one of the database is told before anybody is let in', async () => {
  const { database, tx, clock } = await testDatabase()
  const kept = openKeys('the one that was kept with the backup')
  const other = openKeys('the one of an empty folder')
  await checkSecret({ database, keys: other }) // where no key is sealed yet any secret will do
  await tx((within) => kept.signingKey(within, 'ticket', clock.now()))
  await checkSecret({ database, keys: kept })
  const told = await checkSecret({ database, keys: other }).catch((error: unknown) => faultOf(error))
  expect(told).toEqual({
    code: 78,
    lines: [expect.stringMatching(/^HAIGUI_SECRET is not the one with which the keys .* are sealed/)],
  })
})
