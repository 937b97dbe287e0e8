import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { signedBytes } from '../modules/outcomes/evidence/credential/data-integrity.ts'
import { multikeyOf, toBase58 } from '../modules/outcomes/evidence/credential/keys.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const folder = mkdtempSync(join(tmpdir(), 'haigui-proof-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string) => join(folder, name)

const pair = generateKeyPairSync('ed25519')
const issuerKey = multikeyOf(pair.publicKey)
function credentialAbout(outcomeId: string): string {
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: 'did:example:institute',
    credentialSubject: { id: `urn:uuid:${outcomeId}` },
  }
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: `did:key:${issuerKey}`,
    proofPurpose: 'assertionMethod',
  }
  const bytes = signedBytes(document, proof)
  if (!bytes) throw new Error('the contexts are the same')
  const proofValue = `z${toBase58(sign(null, bytes, pair.privateKey))}`
  return JSON.stringify({ ...document, proof: { ...proof, proofValue } })
}

let record = ''

test('an outcome goes from a claim to a credential, and the other side answers without account or script', async () => {
  const lead = await (await browser.context()).newPage()
  await signIn(house, lead, 'london@demo.example')
  await lead.goto(`${house.origin}/en/console/outcomes/new`)
  const london = lead.locator('select[name=station] option', { hasText: 'London' })
  await lead.selectOption('select[name=station]', await london.first().getAttribute('value'))
  await lead.fill('input[name=title]', 'Chair of photonics taken up')
  await lead.fill('input[name=organisation]', 'Xinghai Institute (made up)')
  await lead.fill('input[name=happenedOn]', '2019-08-01')
  await lead.locator('main form button.primary, form.form button').last().click()
  await lead.waitForURL(/console\/outcomes\/[0-9a-f-]{36}/)
  record = /outcomes\/([0-9a-f-]{36})/.exec(lead.url())?.[1] ?? ''
  const one = `${house.origin}/en/console/outcomes/${record}`

  await lead.goto(`${one}/ask`)
  await lead.fill('input[name=name]', 'Personnel office')
  await lead.fill('input[name=email]', 'hr@institute.example')
  await lead.check('input[name=locale][value=zh]')
  await lead.locator('form.form button').last().click()
  await lead.waitForURL(/told=/)
  const letter = await house.letterTo('hr@institute.example', '属实')
  const link = /https?:\/\/\S+\/outcomes\/confirm\/\S+/.exec(letter)?.[0] ?? ''
  const other = await (await browser.context({ javaScriptEnabled: false })).newPage()
  await other.goto(link)
  expect(await other.textContent('h1')).toContain('此事是否属实')
  await other.locator('button[value=confirmed]').click()
  await other.waitForLoadState()
  expect(await other.textContent('main')).toContain('感谢您的确认')
  await other.goto(link)
  expect(await other.locator('button[value=confirmed]').count()).toBe(0)

  writeFileSync(file('credential.json'), credentialAbout(record))
  await lead.goto(`${one}/evidence`)
  await lead.fill('input[name=name]', 'Credential of the institute')
  await lead.setInputFiles('input[name=file]', file('credential.json'))
  await lead.locator('form.form button').last().click()
  await lead.waitForURL(/told=/)

  const verifier = await (await browser.context()).newPage()
  await signIn(house, verifier, 'verifier@demo.example')
  const check = async (key: string) => {
    await verifier.goto(`${one}/credential`)
    await verifier.fill('textarea[name=issuerKey]', key)
    await verifier.fill('textarea[name=reason]', 'Key taken from the institute’s own page.')
    await verifier.locator('form.form button').last().click()
    await verifier.waitForLoadState()
  }
  await check(multikeyOf(generateKeyPairSync('ed25519').publicKey))
  expect(await verifier.textContent('[role=alert]')).toContain('does not fit the key')
  await check(issuerKey)
  await verifier.waitForURL(/told=/)
  expect(await verifier.textContent('h1')).toContain('Documented')
  expect(await verifier.textContent('main')).toContain('The issuer is not on the list')

  const organiser = async (email: string) => {
    const page = await (await browser.context()).newPage()
    await signIn(house, page, email)
    await page.goto(`${house.origin}/en/console/outcomes/issuers`)
    return page
  }
  const first = await organiser('organiser@demo.example')
  await first.goto(`${house.origin}/en/console/outcomes/issuers/new`)
  await first.fill('input[name="name.en"]', 'Institute of Xinghai')
  await first.fill('input[name=did]', 'did:example:institute')
  await first.fill('textarea[name=keys]', issuerKey)
  await first.fill('input[name=source]', 'The institute’s own page')
  await first.fill('input[name=validFrom]', '2019-01-01')
  await first.locator('form.form button').last().click()
  await first.waitForURL(/told=/)
  expect(await first.textContent('main')).toContain('Another organiser has to accept it')
  const second = await organiser('organiser2@demo.example')
  await second.getByRole('link', { name: 'Institute of Xinghai' }).click()
  await second.getByRole('button', { name: 'Accept' }).click()
  await second.waitForURL(/told=/)

  await check('')
  await verifier.waitForURL(/told=/)
  expect(await verifier.textContent('h1')).toContain('Credentialed')
  expect(await verifier.textContent('main')).toContain('Signed by Institute of Xinghai')
})

test('an outsider checks an export with the public key alone, and one changed bit is found', async () => {
  expect(await house.command('export-ledger', file('export.txt'))).toBe(0)
  const heads = await (await fetch(`${house.origin}/api/v1/ledger/checkpoints`)).json()
  const key: string = heads.keys[0]
  const bytes = readFileSync(file('export.txt'))
  const bent = Buffer.from(bytes)
  const at = bent.lastIndexOf('"level":"credentialed"') + 12
  bent[at] = (bent[at] ?? 0) ^ 1
  writeFileSync(file('bent.txt'), bent)

  expect(await house.command('verify')).toBe(0)
  expect(await house.command('verify', file('export.txt'), key)).toBe(0)
  expect(await house.command('verify', file('bent.txt'), key)).toBe(2)

  // The one-file program, as the site hands it out, in a folder of its own.
  writeFileSync(file('verify.mjs'), await (await fetch(`${house.origin}/verify.mjs`)).text())
  const run = (name: string) =>
    spawnSync(process.execPath, [file('verify.mjs'), file(name), key], { cwd: folder, encoding: 'utf8' })
  expect(run('export.txt')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^whole: \d+ entries/) })
  expect(run('bent.txt')).toMatchObject({ status: 2, stderr: expect.stringContaining('(entry)') })
  expect(readFileSync(file('verify.mjs'), 'utf8')).not.toMatch(/from ["'](?!node:)/)

  const page = await (await browser.context()).newPage()
  await page.goto(`${house.origin}/en/verify`)
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))
  const check = async (name: string) => {
    await page.setInputFiles('input[type=file]', file(name))
    await page.locator('[data-island] form button').click()
    await page.waitForSelector('[data-answer=success], [data-answer=error]')
    return page.textContent('[data-answer]')
  }
  expect(await check('export.txt')).toMatch(/^Whole: \d+ entries/)
  await page.reload()
  expect(await check('bent.txt')).toMatch(/was changed/)
  expect(sent.filter((url) => !/\/(en\/verify|assets\/.*|icon\.svg)$/.test(url))).toEqual([])
})

test('a person reads what is recorded about them and disputes it; somebody else decides', async () => {
  const scholar = await (await browser.context()).newPage()
  await signIn(house, scholar, 'scholar@demo.example', 'zh')
  await scholar.goto(`${house.origin}/zh/account/outcomes`)
  await scholar.locator('table a').first().click()
  await scholar.waitForURL(/account\/outcomes\/[0-9a-f-]{36}/)
  const id = /outcomes\/([0-9a-f-]{36})/.exec(scholar.url())?.[1] ?? ''
  await scholar.fill('textarea[name=reason]', '我没有接受该职位。')
  await scholar.locator('form.form button').last().click()
  await scholar.waitForURL(/told=/)
  expect(await scholar.textContent('main')).toContain('已对此记录提出异议')

  const organiser = await (await browser.context()).newPage()
  await signIn(house, organiser, 'organiser2@demo.example')
  await organiser.goto(`${house.origin}/en/console/outcomes/${id}/decide`)
  expect(await organiser.textContent('main')).toContain('我没有接受该职位')
  await organiser.check('input[name=decision][value=upheld]')
  await organiser.fill('textarea[name=reason]', 'The employer says so, too.')
  await organiser.locator('form.form button').last().click()
  await organiser.waitForURL(/told=/)
  await scholar.reload()
  expect(await scholar.textContent('main')).toContain('已撤回')
  const kinds = await house.rows<{ kind: string }>(
    `select body::jsonb->>'kind' as kind from outcome_entry where outcome_id = $1 order by seq desc limit 3`,
    [id],
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(['withdrawn', 'decided', 'disputed'])
  expect(await house.command('verify')).toBe(0)
  expect([browser.foreign, browser.errors]).toEqual([[], []])
})
