import type { Field } from '#modules/projects'
import type { Picture } from '#platform/files'
import type { Random } from './random.ts'

const hues: Readonly<Record<Field, number>> = {
  electronic_information: 205,
  biology_medicine: 345,
  aerospace: 235,
  new_materials: 30,
  high_tech_services: 265,
  new_energy: 145,
  resources_environment: 95,
  advanced_manufacturing: 15,
}

/** A quiet drawing of circles and bands in the field's colour: the demo shows no picture that is somebody's. */
export async function drawPicture(field: Field, random: Random): Promise<Picture> {
  const hue = hues[field]
  const number = (from: number, to: number) => from + random.below(to - from)
  const shapes = Array.from({ length: 7 }, (_none, index) => {
    const fill = `hsl(${hue + number(-18, 18)} ${number(30, 62)}% ${number(38, 78)}%)`
    return index % 2 === 0
      ? `<circle cx="${number(0, 640)}" cy="${number(0, 400)}" r="${number(40, 190)}" fill="${fill}" opacity="0.72"/>`
      : `<rect x="${number(-60, 420)}" y="${number(-40, 330)}" width="${number(120, 380)}" height="${number(18, 90)}" rx="9" fill="${fill}" opacity="0.6" transform="rotate(${number(-24, 24)} 320 200)"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300" viewBox="0 0 640 400"><rect width="640" height="400" fill="hsl(${hue} 28% 90%)"/>${shapes.join('')}</svg>`
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp(Buffer.from(svg))
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, mediaType: 'image/webp', width: info.width, height: info.height }
}

/** The deck of a demo project: one page that says what it is. */
export async function writeDeck(title: string): Promise<Uint8Array> {
  const { default: Pdf } = await import('pdfkit')
  const document = new Pdf({ size: [480, 270], margin: 36, info: { Title: title } })
  const parts: Uint8Array[] = []
  document.on('data', (part: Uint8Array) => parts.push(part))
  const done = new Promise<void>((resolve) => document.on('end', () => resolve()))
  document.fontSize(22).text(title).moveDown().fontSize(11).text('Made up for the demonstration.')
  document.end()
  await done
  return Buffer.concat(parts)
}
