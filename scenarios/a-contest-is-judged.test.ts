import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const folder = mkdtempSync(join(tmpdir(), 'haigui-contest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const founder = 'founder.london@guests.example'
const judges = ['one', 'two', 'three'].map((name) => `judge.${name}@guests.example`)
const title = 'Tidal turbine for small harbours'

/** Nobody in this story has a script: everything is links and forms. */
async function enter(email: string, phone = false): Promise<Page> {
  const context = await browser.context({
    javaScriptEnabled: false,
    ...(phone ? { viewport: { width: 390, height: 780 } } : {}),
  })
  const page = await context.newPage()
  await signIn(house, page, email)
  return page
}

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name, exact: true }).first().click(),
  ])
  const refused = page.locator('[role=alert]')
  if (await refused.count()) throw new Error(`“${name}” was refused: ${await refused.first().innerText()}`)
}
const open = (page: Page, path: string) => page.goto(`${house.origin}/en${path}`)
const idIn = (page: Page) => /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
const main = (page: Page) => page.locator('main').innerText()

let project = ''
let round = ''

test('London opens its call again; a founder submits in English; the station checks and shows it', async () => {
  const lead = await enter('london@demo.example')
  await open(lead, '/console/calls')
  await lead
    .getByRole('link', { name: /London call/ })
    .first()
    .click()
  await lead.fill('input[name=closesAt]', '2031-01-31T17:00')
  await press(lead, 'Save')

  const page = await enter(founder)
  await open(page, '/editions/2019/calls/london')
  await page.fill('input[name="title.en"]', title)
  await page.fill('input[name="title.zh"]', '小型港口潮汐发电机')
  await press(page, 'Begin a project')
  project = idIn(page)
  await open(page, `/projects/${project}/passport`)
  await page.fill('textarea[name="summary.en"]', 'Power from small tides, without a dam.')
  await page.selectOption('select[name=field]', 'new_energy')
  await page.locator('input[name=maturity][value=pilot]').check()
  await page.locator('input[name=seeking][value=partner]').check()
  await page.selectOption('select[name=country]', 'GB')
  await page.fill('input[name=institution]', 'Harbour Institute of Plymouth')
  await press(page, 'Save')
  await open(page, `/projects/${project}/answers`)
  await page.locator('input[type=radio][value=no]').first().check()
  await press(page, 'Save')
  await open(page, `/projects/${project}/ip`)
  await page.fill('input[name=owner]', 'The founder')
  await page.fill('textarea[name=licence]', 'None')
  await page.fill('textarea[name=priorObligations]', 'None')
  await page.locator('input[name=sworn]').check()
  await press(page, 'Save')
  writeFileSync(
    join(folder, 'deck.pdf'),
    '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  )
  await open(page, `/projects/${project}/files`)
  await page.setInputFiles('input[name=file]', join(folder, 'deck.pdf'))
  await press(page, 'Add a file')
  await open(page, `/projects/${project}`)
  await press(page, 'Send it in')
  await house.letterTo(founder, 'was received')

  for (const step of ['checked', 'shortlisted', 'shown']) {
    await open(lead, `/console/projects/${project}`)
    await lead.selectOption('select[name=becomes]', step)
    await lead.fill('textarea[name=reason]', 'All is there.')
    await press(lead, 'Decide now')
  }
  const [row] = await house.rows<{ state: string }>('select state from project where id = $1', [project])
  expect(row?.state).toBe('shown')
})

test('a round is set up with three judges, one of whom comes from the project’s own institution', async () => {
  const page = await enter('organiser@demo.example')
  await open(page, '/console/judging/new')
  await page.fill('input[name="title.en"]', 'Ocean screening')
  await page.fill('input[name="title.zh"]', '海洋初评')
  await press(page, 'Make the round')
  round = idIn(page)
  await open(page, `/console/judging/${round}/projects`)
  await page.locator(`input[name=project][value="${project}"]`).check()
  for (const box of (await page.locator('input[name=project]:not(:checked)').all()).slice(0, 2))
    await box.check()
  await press(page, 'Put in')
  for (const [index, email] of judges.entries()) {
    await open(page, `/console/judging/${round}/judges/new`)
    await page.fill('input[name=email]', email)
    if (index === 2) await page.fill('input[name=institution]', 'The Harbour Institute of Plymouth')
    await press(page, 'Add a judge')
  }
  await open(page, `/console/judging/${round}/work`)
  await press(page, 'Assign judges')
  await open(page, `/console/judging/${round}/work/${project}`)
  expect(await main(page)).toContain('Same institution')
  await open(page, `/console/judging/${round}`)
  await page.fill('input[name=places]', '1')
  await press(page, 'Save')
  await press(page, 'Open the round')
})

test('judges score on a phone without script; what they give is on nobody’s page', async () => {
  for (const [index, email] of judges.entries()) {
    const letter = await house.letterTo(email, 'Ocean screening')
    const page = await enter(email, true)
    await page.goto(/https?:\/\/\S+\/judging\/\S+/.exec(letter)?.[0] ?? '')
    if (index === 2) expect(await main(page)).not.toContain(title)
    for (;;) {
      await open(page, `/judging/${round}/next`)
      if ((await page.getByRole('button', { name: 'Nothing ties me: open the file' }).count()) === 0) break
      const mine = page.url().includes(project)
      await press(page, 'Nothing ties me: open the file')
      for (const key of ['team', 'technology', 'market', 'finance'])
        await page.locator(`input[name="points.${key}"][value="${mine ? 9 - index : 4 + index}"]`).check()
      await page.fill('textarea[name=feedback]', mine ? 'Find a second harbour.' : '')
      await page.fill('textarea[name=note]', 'a note of mine')
      await press(page, 'Save and next')
    }
    await open(page, `/judging/${round}`)
    expect(await main(page)).toContain('All done')
  }
  const organiser = await enter('organiser@demo.example')
  await open(organiser, `/console/judging/${round}/result`)
  expect(await main(organiser)).toContain('The round is open')
  await open(organiser, `/console/judging/${round}/work`)
  expect(await main(organiser)).not.toContain('a note of mine')
})

test('the round closes: seals hold, the download verifies, letters go out, and only its own people read the feedback', async () => {
  const page = await enter('organiser@demo.example')
  await open(page, `/console/judging/${round}`)
  await press(page, 'Close and reveal')
  expect(await main(page)).toMatch(/The seals of all \d+ scores hold/)
  const first = page.locator('tbody tr').first()
  expect(await first.innerText()).toContain(title)
  expect(await first.innerText()).toContain('Accepted')
  const table = await page.context().request.get(`${house.origin}/en/console/judging/${round}/result.csv`)
  const text = await table.text()
  writeFileSync(join(folder, 'round.csv'), text)
  expect(await house.command('verify-round', join(folder, 'round.csv'))).toBe(0)
  writeFileSync(join(folder, 'forged.csv'), text.replace(/^(score,[^,]+,[^,]+),\d+,/m, '$1,1,'))
  expect(await house.command('verify-round', join(folder, 'forged.csv'))).toBe(2)
  await page.locator('input[name=releaseFeedback]').check()
  await press(page, 'Decide and tell everybody')

  const letter = await house.letterTo(founder, 'was accepted in')
  const own = await enter(founder)
  await own.goto(/https?:\/\/\S+\/results/.exec(letter)?.[0] ?? '')
  expect(await main(own)).toContain('Find a second harbour.')
  expect(await main(own)).not.toMatch(/\bplace\b|\bpoints\b/i)
  const [other] = await house.rows<{ id: string }>(
    'select project_id as id from round_project where round_id = $1 and project_id <> $2 limit 1',
    [round, project],
  )
  const answer = await open(own, `/projects/${other?.id}/results`)
  expect(answer?.status()).toBe(404)
  expect([browser.foreign, browser.errors]).toEqual([[], []])
})
