import type { Locale, Say } from '#kernel/i18n'
import { pick } from '#kernel/text'
import { OutlinePen, openFace } from '#platform/print'
import type { Field, View } from '../../model.ts'

const [width, height, margin] = [1200, 630, 72]
const pictureWidth = 420
/** What those who show links still load at once. */
const largest = 300_000

/** A colour for each hall, dark enough for white letters. */
export const hallColours: Readonly<Record<Field, string>> = {
  electronic_information: '#0f5d8c',
  biology_medicine: '#a3214f',
  aerospace: '#3a47a0',
  new_materials: '#8a5a12',
  high_tech_services: '#6a3d9a',
  new_energy: '#1f7a45',
  resources_environment: '#4a7320',
  advanced_manufacturing: '#9a3b1c',
}
const [ink, soft, paper] = ['#10211f', '#50625f', '#fbfaf6']

export type CardOf = {
  view: View
  edition: string
  locale: Locale
  say: Say
  /** The project's first picture, as it is kept. */
  picture: Uint8Array | null
}

async function lettersOf({ view, edition, locale, say, picture }: CardOf): Promise<string> {
  const pen = new OutlinePen(await openFace())
  const room = width - 2 * margin - (picture ? pictureWidth : 0)
  const colour = view.field ? hallColours[view.field] : ink
  const parts = [
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    `<rect width="16" height="${height}" fill="${colour}"/>`,
  ]
  let y = margin + 26
  if (view.field) {
    parts.push(await pen.line(say(`projects.field_${view.field}`), { x: margin, y, size: 26, colour }))
    y += 30
  }
  const title = pick(view.content.title, locale).value
  const size = title.length > 40 ? 52 : 62
  for (const line of await pen.wrap(title, room, size, 3)) {
    y += size * 1.2
    parts.push(await pen.line(line, { x: margin, y, size, colour: ink }))
  }
  y += 28
  for (const line of await pen.wrap(pick(view.content.summary, locale).value, room, 29, 4)) {
    y += 42
    if (y > height - margin - 44) break
    parts.push(await pen.line(line, { x: margin, y, size: 29, colour: soft }))
  }
  parts.push(await pen.line(edition, { x: margin, y: height - margin + 12, size: 24, colour }))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`
}

/**
 * The picture that stands for a project where its link is shown: 1200 × 630, PNG, less than 300 kB, with Chinese set in
 * our own face. Photographs take fewer colours until it is small enough.
 */
export async function drawCard(card: CardOf): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp')
  const letters = Buffer.from(await lettersOf(card))
  const beside =
    card.picture && (await sharp(card.picture).resize(pictureWidth, height, { fit: 'cover' }).toBuffer())
  for (const colours of [256, 96, 32]) {
    const sheet = sharp(letters).composite(
      beside ? [{ input: beside, left: width - pictureWidth, top: 0 }] : [],
    )
    const bytes = await sheet.png({ palette: true, colours, effort: 4 }).toBuffer()
    if (bytes.length < largest) return new Uint8Array(bytes)
  }
  return drawCard({ ...card, picture: null })
}
