import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)
const at = (path: string, locale = 'en') => `${house.origin}/${locale}${path}`

const pdf = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n')
/** Seventeen megabytes that begin as a film does: three pieces. */
const film = Buffer.concat([
  Buffer.from('\0\0\0\u0018ftypisom', 'latin1'),
  Buffer.alloc(12),
  randomBytes(17 * 1024 * 1024),
])
const captions = Buffer.from('WEBVTT\n\n00:00.500 --> 00:03.000\nA sensor for every street.\n')

/** Presses what leads to a page, and waits for it. */
const press = async (page: Page, name: string | RegExp, within = 'main') => {
  const button = page.locator(within).getByRole('button', { name }).last()
  await Promise.all([page.waitForEvent('load'), button.click()])
}
const said = (page: Page, text: string) => page.getByText(text).first().waitFor()

test('a founder in London is helped to the show, found in both scripts, and asked without an address', async () => {
  // The station calls for projects.
  const station = await (await browser.context()).newPage()
  await signIn(house, station, 'london@demo.example')
  await station.goto(at('/console/calls/new'))
  await station.fill('[name="title.en"]', 'Autumn call')
  await station.fill('[name="title.zh"]', '秋季征集')
  await station.selectOption('[name=zone]', 'Europe/London')
  await station.fill('[name=opensAt]', '2020-01-01T09:00')
  await station.fill('[name=closesAt]', '2098-01-01T09:00')
  await station.fill('[name=slug]', 'autumn')
  await station.check('[name=state][value=open]')
  await press(station, /./, 'main form')

  // The founder types; it is saved without a button, and says so.
  const founder = await (await browser.context()).newPage()
  await signIn(house, founder, 'scholar@demo.example')
  await founder.goto(at('/editions/2019/calls/autumn'))
  await founder.fill('[name="title.en"]', 'Street gravity sensor')
  await press(founder, 'Begin a project')
  const here = new URL(founder.url()).pathname.replace(/^\/en/, '')
  // Sent in too early, it is told what is missing, and each line leads to its field.
  await press(founder, 'Send it in')
  await said(founder, 'Something is still missing')
  await founder.getByRole('link', { name: 'Field: Fill in this field.' }).click()
  await founder.waitForURL(/passport#f-field$/)
  await founder.goto(at(`${here}/passport`))
  await founder.fill('[name="title.zh"]', '街道重力传感器')
  await said(founder, 'Saved at')
  await founder.fill('[name="summary.en"]', 'Finds pipes and cavities under a street.')
  await founder.fill('[name="summary.zh"]', '探测街道下方的管线与空洞。')
  await founder.selectOption('[name=field]', 'electronic_information')
  await founder.check('[name=maturity][value=pilot]')
  await founder.check('[name=seeking][value=capital]')
  await founder.fill('[name=amount]', 'plenty')
  await said(founder, 'but not yet: Financing asked')
  await founder.fill('[name=amount]', '300万')
  await founder.selectOption('[name=country]', 'GB')
  await founder.locator('.autosave[data-state=saved]').waitFor()
  // Gone and back: nothing is lost.
  await founder.goto(at('/projects'))
  await founder.goto(at(`${here}/passport`))
  expect(await founder.inputValue('[name="title.zh"]')).toBe('街道重力传感器')
  await press(founder, 'Save')

  // A colleague in another window was faster: the second one is told, and keeps what they typed.
  const other = await founder.context().newPage()
  await other.goto(at(`${here}/passport`))
  await founder.goto(at(`${here}/passport`))
  await other.fill('[name="body.en"]', 'From the other window.')
  await said(other, 'Saved at')
  await founder.fill('[name="body.en"]', 'From this window.')
  await said(founder, 'changed the project meanwhile')
  expect(await founder.inputValue('[name="body.en"]')).toBe('From this window.')
  await other.close()

  await founder.goto(at(`${here}/files`))
  await founder.setInputFiles('main form[enctype] input[type=file]', {
    name: 'deck.pdf',
    mimeType: 'application/pdf',
    buffer: pdf,
  })
  await press(founder, 'Add a file')
  await founder.goto(at(`${here}/ip`))
  for (const name of ['owner', 'licence', 'priorObligations']) await founder.fill(`[name=${name}]`, 'none')
  await founder.check('[name=sworn]')
  await press(founder, 'Save')

  // The film: the line breaks after the first piece, then the page is closed; the same file goes on where it stopped.
  const folder = mkdtempSync(join(tmpdir(), 'haigui-film-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pitch = join(folder, 'pitch.mp4')
  writeFileSync(pitch, film)
  const sent: number[] = []
  founder.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']))
  })
  await founder.goto(at(`${here}/video`))
  let pieces = 0
  await founder.route('**/video/uploads/*', (route) => {
    if (route.request().method() === 'PATCH') pieces += 1
    return pieces > 1 ? route.abort('connectionreset') : route.continue()
  })
  await founder.setInputFiles('#film-file', pitch)
  await founder.getByRole('button', { name: 'Begin' }).click()
  await said(founder, 'The line broke')
  await founder.unroute('**/video/uploads/*')
  founder.on('dialog', (dialog) => dialog.accept())
  await founder.goto(at(`${here}/video`))
  await said(founder, 'Under way: pitch.mp4')
  await founder.setInputFiles('#film-file', pitch)
  await Promise.all([
    founder.waitForURL(/told=projects.told_file/),
    founder.getByRole('button', { name: 'Go on' }).click(),
  ])
  expect(new Set(sent.slice(-2))).toEqual(new Set([8 * 1024 * 1024, 16 * 1024 * 1024]))
  await founder.check('[name=kind][value=captions]')
  await founder.setInputFiles('main form[enctype] input[type=file]', {
    name: 'en.vtt',
    mimeType: 'text/vtt',
    buffer: captions,
  })
  await press(founder, 'Add a file')
  await founder.goto(at(here))
  await press(founder, 'Send it in')
  await house.letterTo('scholar@demo.example', 'was received')

  // The station asks back, the founder answers, and the second letter says that it passed.
  const decide = async (becomes: string, reason: string) => {
    await station.goto(at(`/console${here}`))
    await station.selectOption('[name=becomes]', becomes)
    await station.fill('[name=reason]', reason)
    await press(station, 'Decide now')
  }
  // Pressed without a decision, nothing that was written is lost.
  await decide('', 'Please name your institution.')
  await said(station, 'Decision: ')
  expect(await station.inputValue('[name=reason]')).toBe('Please name your institution.')
  await decide('draft', 'Please name your institution.')
  await house.letterTo('scholar@demo.example', 'Something is needed')
  await founder.goto(at(here))
  await said(founder, 'Please name your institution.')
  await founder.goto(at(`${here}/passport`))
  await founder.fill('[name=institution]', 'Imperial College London')
  await press(founder, 'Save')
  await press(founder, 'Send it in')
  await decide('checked', 'The papers are there.')
  await house.letterTo('scholar@demo.example', 'passed the check')
  await decide('shortlisted', 'Fits this year.')
  await decide('shown', 'On show from today.')

  await founder.goto(at(`${here}/show`))
  for (const field of ['summary', 'video', 'institution', 'maturity'])
    await founder.check(`[name="shown.public"][value=${field}]`)
  await press(founder, 'Agree to what is ticked')
  await founder.goto(at(`${here}/preview?as=public`))
  expect(await founder.locator('main').innerText()).not.toContain('3,000,000')

  // Somebody finds it by Chinese, by sound and by English, looks at it and at another one side by side, and keeps it.
  const reader = await (await browser.context()).newPage()
  await signIn(house, reader, 'verifier@demo.example')
  for (const [query, locale] of [
    ['街道重力', 'zh'],
    ['jiedao zhongli', 'en'],
    ['street gravity', 'en'],
    ['stret gravity', 'en'],
  ]) {
    await reader.goto(at(`/editions/2019/projects?q=${encodeURIComponent(query ?? '')}`, locale))
    await reader
      .locator('.card', { hasText: locale === 'zh' ? '街道重力传感器' : 'Street gravity sensor' })
      .waitFor()
  }
  await reader.goto(at('/editions/2019/projects?q=sensor'))
  const boxes = reader.locator('main .card .pick input')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await press(reader, 'Compare')
  expect(await reader.locator('main thead th').count()).toBe(3)
  await reader.locator('main tfoot a', { hasText: 'Open' }).first().waitFor()
  await reader.goto(at('/editions/2019/projects?q=street+gravity'))
  await Promise.all([reader.waitForEvent('load'), reader.locator('.card .whole').first().click()])
  const shown = new URL(reader.url()).pathname.replace(/^\/en/, '')
  await press(reader, 'Save')
  await said(reader, 'It is on your list.')
  const track = reader.locator('video track')
  expect(await track.getAttribute('srclang')).toBe('en')
  const [part, card] = await reader.evaluate(
    async ([video, picture]) => {
      const one = await fetch(video ?? '', { headers: { range: 'bytes=0-99' } })
      const two = await fetch(picture ?? '')
      return [
        [one.status, one.headers.get('content-type'), (await one.arrayBuffer()).byteLength],
        [two.status, two.headers.get('content-type'), (await two.arrayBuffer()).byteLength < 300_000],
      ]
    },
    [await reader.locator('video').getAttribute('src'), at(`${shown}/card.png`)],
  )
  expect(part).toEqual([206, 'video/mp4', 100])
  expect(card).toEqual([200, 'image/png', true])

  // They ask to get in touch; the team says yes; nobody has been shown an address. Letters are in the reader's language.
  await Promise.all([
    reader.waitForEvent('load'),
    reader.getByRole('link', { name: 'Ask to get in touch' }).click(),
  ])
  await reader.fill('[name=message]', 'We would like to try it in our port.')
  await press(reader, 'Send')
  const asked = await house.letterTo('scholar@demo.example', '希望与您联系')
  expect(asked).toContain('We would like to try it in our port.')
  expect(asked).not.toContain('verifier@demo.example')
  await founder.goto(at(`${here}/contacts`))
  expect(await founder.locator('main').innerText()).not.toContain('@')
  await founder.fill('[name^=note-]', 'Come to our stand on Thursday.')
  await press(founder, 'Yes, get in touch')
  const answer = await house.letterTo('verifier@demo.example', '同意联系')
  expect(answer).toContain('Come to our stand on Thursday.')
  expect(answer).not.toContain('scholar@demo.example')
  await reader.goto(at('/saved-projects'))
  await said(reader, 'Come to our stand on Thursday.')
  expect(await reader.locator('main').innerText()).not.toContain('@')

  expect([browser.foreign, browser.errors]).toEqual([[], []])
}, 240_000)
