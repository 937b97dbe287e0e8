import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { demoIn, openBrowser, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const folder = mkdtempSync(join(tmpdir(), 'haigui-old-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string) => join(folder, name)

type Known = { id: string; email: string; family: string }
const [gone] = await house.rows<Known>(`select person.id, email, latin_family as family
  from person join outcome on outcome.person_id = person.id
  where email not like '%@demo.example' and latin_family <> '' and outcome.claimant_id <> person.id
    and not exists (select from judge where judge.person_id = person.id)
  order by person.id limit 1`)
if (!gone) throw new Error('the demo has an outcome about somebody')

const known = () =>
  house.rows<{ email: string | null; family: string; erased: boolean }>(
    `select email, latin_family as family, erased_at is not null as erased from person where id = $1`,
    [gone.id],
  )
/** The one-file program as the site hands it out, a process of its own with nothing but the export and the public key. */
const outsider = (name: string, key: string) =>
  spawnSync(process.execPath, [file('verify.mjs'), file(name), key], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  })

test('who was erased stays erased when an older backup is brought back, and an outsider finds every proof valid', async () => {
  expect(await house.command('backup', file('before.tar'))).toBe(0)
  const desk = await demoIn(house, browser, 'organiser@demo.example')
  await desk.goto(`${house.origin}/en/console/people/erasures`)
  await desk.fill('input[name=email]', gone.email)
  await desk.fill('input[name=note]', 'By letter')
  await desk.getByLabel('Without these days').check()
  await Promise.all([
    desk.waitForEvent('load'),
    desk.getByRole('button', { name: 'Have this person erased' }).click(),
  ])
  await expect.poll(known, { timeout: 30_000 }).toMatchObject([{ email: null, erased: true }])
  await expect
    .poll(() => readFileSync(join(house.folder, 'erased.txt'), { encoding: 'utf8', flag: 'a+' }), {
      timeout: 30_000,
    })
    .toContain(gone.id)

  // After the erasure: the ledger as an outsider has it, whole, and with one bit of one entry changed.
  const { keys } = (await (await fetch(`${house.origin}/api/v1/ledger/checkpoints`)).json()) as {
    keys: string[]
  }
  const [key = ''] = keys
  writeFileSync(file('verify.mjs'), await (await fetch(`${house.origin}/verify.mjs`)).text())
  expect(await house.command('export-ledger', file('after.txt'))).toBe(0)
  const bytes = readFileSync(file('after.txt'))
  const bent = Buffer.from(bytes)
  const at = bent.indexOf('"kind":"stated"') + 9
  bent[at] = (bent[at] ?? 0) ^ 1
  writeFileSync(file('bent.txt'), bent)
  expect(bytes.includes(gone.family) && bytes.includes(gone.email)).toBe(false)
  expect(outsider('after.txt', key)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^whole: \d+ entries/),
  })
  expect(outsider('bent.txt', key)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('(entry)'),
  })

  await house.kill('SIGTERM')
  expect(await house.command('restore', file('before.tar'), '--force')).toBe(0)
  expect(await known()).toMatchObject([{ email: null, erased: true }])
  expect(
    await house.rows('select from mail where to_address = $1 or body_text like $2', [
      gone.email,
      `%${gone.email}%`,
    ]),
  ).toEqual([])
  expect(await house.command('verify')).toBe(0)
  await house.again()
  expect(await house.command('export-ledger', file('again.txt'))).toBe(0)
  expect(outsider('again.txt', key)).toMatchObject({ status: 0 })
}, 180_000)
