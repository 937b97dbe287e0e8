import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { systemNow } from '#kernel/time'
import { openDatabase } from '#platform/db'
import { arrangeRoadshow } from '../modules/roadshow/arrange.fixtures.ts'
import { openBrowser, startHouse } from './support.ts'

const house = await startHouse()
const browser = await openBrowser(house)
const database = openDatabase(house.url, { max: 1 })
const { roadshow } = await database.transact(system('scenario'), 'actor', (tx) =>
  arrangeRoadshow(tx, { projects: 1, guests: 0, at: systemNow() }),
)
await database.close()

// Six seconds that an encoder cut into three parts, and the same as one film.
const film = join(import.meta.dirname, 'film')
for (const name of ['streams', 'recordings']) {
  mkdirSync(join(house.folder, name))
  cpSync(film, join(house.folder, name, 'final'), { recursive: true })
}

async function watching(path: string, prepare: (page: Page) => Promise<unknown> = async () => {}) {
  await house.rows('update roadshow set watch = $2 where id = $1', [roadshow.id, path])
  const page = await (await browser.context()).newPage()
  await prepare(page)
  const asked: string[] = []
  const wrong: string[] = []
  page.on('response', (answer) => {
    asked.push(`${answer.status()} ${new URL(answer.url()).pathname}`)
    if (new URL(answer.url()).origin !== house.origin && !answer.url().startsWith('blob:'))
      wrong.push(answer.url())
  })
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()))
  await page.goto(`${house.origin}/en/roadshows/${roadshow.id}`)
  return { page, asked, wrong }
}
/** Presses play, and waits until it has gone on to `seconds`. */
const play = async (page: Page, seconds: number) => {
  await page.evaluate(() => {
    const video = document.querySelector('video')
    if (video) video.muted = true
    return video?.play()
  })
  await page.waitForFunction((from) => (document.querySelector('video')?.currentTime ?? 0) > from, seconds)
}
const lengthOf = (page: Page) => page.evaluate(() => document.querySelector('video')?.duration ?? 0)

test('a stream in parts is played from our own origin where the browser needs a player for it', async () => {
  const { page, asked, wrong } = await watching('/streams/final/final.m3u8', (fresh) =>
    fresh.addInitScript(() => {
      HTMLMediaElement.prototype.canPlayType = (type) => (type.includes('mpegurl') ? '' : 'maybe')
    }),
  )
  await page.locator('[data-island=roadshow-stream][data-ready=true]').waitFor()
  // Nothing of the film before somebody presses play.
  expect(asked.filter((each) => each.endsWith('.m4s'))).toEqual([])
  await play(page, 2.5)
  expect(Math.round(await lengthOf(page))).toBe(6)
  expect(asked).toContain('200 /streams/final/part1.m4s')
  expect(wrong).toEqual([])
})

test('a recording is played in the page, and one jumps into it without loading all of it', async () => {
  const { page, asked, wrong } = await watching('/recordings/final/final.mp4')
  await play(page, 0.2)
  expect(Math.round(await lengthOf(page))).toBe(6)
  await page.evaluate(() => {
    const video = document.querySelector('video')
    if (video) video.currentTime = 4
  })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 4.2)
  expect(asked).toContain('206 /recordings/final/final.mp4')
  expect(asked.some((each) => each.includes('hls'))).toBe(false)
  expect(wrong).toEqual([])
})

test('parts are given as asked for; what is no film, or lies elsewhere, is not there', async () => {
  const at = `${house.origin}/recordings/final/final.mp4`
  const part = await fetch(at, { headers: { range: 'bytes=10-19' } })
  expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([
    206,
    expect.stringMatching(/^bytes 10-19\/\d+$/),
    10,
  ])
  expect(part.headers.get('content-type')).toBe('video/mp4')
  expect((await fetch(at, { headers: { range: 'bytes=99999999-' } })).status).toBe(416)
  expect((await fetch(at, { headers: { 'if-none-match': part.headers.get('etag') ?? '' } })).status).toBe(304)
  const head = await fetch(at, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const list = await fetch(`${house.origin}/streams/final/final.m3u8`)
  expect([list.headers.get('content-type'), list.headers.get('cache-control')]).toEqual([
    'application/vnd.apple.mpegurl',
    'no-cache',
  ])

  const outside = join(house.folder, 'secret.mp4')
  writeFileSync(outside, 'secret')
  symlinkSync(outside, join(house.folder, 'recordings', 'led-out.mp4'))
  writeFileSync(join(house.folder, 'recordings', '.hidden.mp4'), 'hidden')
  writeFileSync(join(house.folder, 'recordings', 'notes.txt'), 'notes')
  mkdirSync(join(house.folder, 'recordings', 'folder.mp4'))
  for (const path of [
    'led-out.mp4',
    '.hidden.mp4',
    'notes.txt',
    'folder.mp4',
    'nothing.mp4',
    '..%2Fsecret.mp4',
    '%2e%2e/secret.mp4',
    'final%00.mp4',
    'final/final.mp4/more.mp4',
    '',
  ])
    expect((await fetch(`${house.origin}/recordings/${path}`)).status, path).toBe(404)
  expect(
    (await fetch(`${house.origin}/recordings/final/final.mp4`, { method: 'POST' })).status,
  ).toBeGreaterThan(399)
})
