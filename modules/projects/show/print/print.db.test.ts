import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openFiles } from '#platform/files'
import { testHouse } from '../../../../tools/test/house.ts'
import { arrangeProjects, at } from '../../arrange.fixtures.ts'
import { aFile } from '../../fixtures.ts'
import { insertFile } from '../../intake/store.ts'
import { find } from '../../store.ts'
import { agreeToShow, refreshViews } from '../commands.ts'

const house = await testHouse({ at })
const { founder, shown, placeOf } = await arrangeProjects(house.db)
const files = await openFiles({ folder: `${house.folder}/files` })
const agreed = (['summary', 'images'] as const).map((field) => ({ field, recipient: 'public' as const }))
const owner = await founder()
const projectId = await shown(owner, agreed, {
  title: { en: 'Quantum gravity sensor', zh: '量子重力传感器：让街道下方的管线与空洞一目了然' },
  summary: {
    en: 'Measures gravity. '.repeat(30),
    zh: '饭盒大小的冷原子传感器，可探测街道下方的管线与空洞。'.repeat(12),
  },
})
const place = await placeOf(projectId)
const get = async (path: string) => {
  const answer = await house.app.request(path)
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}
const card = (locale: string) => get(`/${locale}/editions/${place.edition}/projects/${place.slug}/card.png`)

/** A photograph of nothing but noise: what compresses worst. */
async function addNoise(): Promise<void> {
  const raw = { width: 900, height: 700, channels: 3 as const }
  const bytes = await sharp(randomBytes(900 * 700 * 3), { raw })
    .webp({ quality: 90 })
    .toBuffer()
  const picture = {
    kind: 'image' as const,
    mediaType: 'image/webp',
    bytes: bytes.length,
    hash: await files.put(bytes),
    width: 900,
    height: 700,
  }
  await house.db.tx(async (tx) => {
    await insertFile(tx, aFile({ ...picture, projectId, name: 'Noise' }), null)
    const whole = await find(tx, projectId)
    if (whole) await refreshViews(tx, whole, house.clock.advance({ seconds: 1 }))
  })
}

test('a project’s card is a PNG of 1200 × 630 in either language, less than 300 kB with the worst of pictures', async () => {
  const before = await card('zh')
  await addNoise()
  for (const locale of ['en', 'zh']) {
    const { status, type, bytes } = await card(locale)
    expect([status, type]).toEqual([200, 'image/png'])
    const { width, height } = await sharp(bytes).metadata()
    expect([width, height]).toEqual([1200, 630])
    expect(bytes.length).toBeLessThan(300_000)
  }
  // Chinese is set, not left out: letters cover a good part of what is paper otherwise.
  const { data } = await sharp(before.bytes)
    .greyscale()
    .extract({ left: 72, top: 120, width: 700, height: 200 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const dark = data.filter((value) => value < 96).length / data.length
  expect(dark).toBeGreaterThan(0.08)
  expect((await card('en')).bytes.equals((await card('zh')).bytes)).toBe(false)
})

test('the page names its card, and a project off the show has none', async () => {
  const { bytes } = await get(`/zh/editions/${place.edition}/projects/${place.slug}`)
  expect(bytes.toString()).toContain(
    `<meta property="og:image" content="http://localhost/zh/editions/${place.edition}/projects/${place.slug}/card.png"`,
  )
  await house.db.use(owner).run(agreeToShow, { projectId, shown: [] })
  expect((await card('zh')).status).toBe(404)
  await house.db.use(owner).run(agreeToShow, { projectId, shown: agreed })
})

test('the catalogue is one PDF with every project on show, made once', async () => {
  const path = `/en/editions/${place.edition}/projects-catalogue.pdf`
  const [one, other] = await Promise.all([get(path), get(path)])
  expect([one.status, one.type]).toEqual([200, 'application/pdf'])
  expect(one.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(one.bytes.equals(other.bytes)).toBe(true)
  await shown(await founder(), agreed)
  const more = await get(path)
  expect(more.bytes.length).toBeGreaterThan(one.bytes.length)
})
