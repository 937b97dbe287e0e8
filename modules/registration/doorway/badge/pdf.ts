import type { Locale } from '#kernel/locale'
import type { PersonName } from '#kernel/names'
import { openFace, Pen } from '#platform/print'
import { drawQr } from '../qr.ts'

/** What stands on one badge; `code` is the text of its QR code. */
export type Badge = {
  name: PersonName
  affiliation: string
  category: string
  event: string
  when: string
  serial: string
  code: string
}

// A6, upright: fits the usual badge holders and four times on a sheet of A4.
const width = 297.64
const height = 419.53
const margin = 24
const ink = '#111111'
const soft = '#555555'

const latin = ({ latinGiven, latinFamily, familyFirst }: PersonName) =>
  (familyFirst ? [latinFamily, latinGiven] : [latinGiven, latinFamily]).filter(Boolean).join(' ')

/** The Han name leads on a Chinese badge, the Latin one on an English badge; both are printed where there are both. */
export const badgeNames = (name: PersonName, locale: Locale): string[] =>
  (locale === 'zh' ? [name.han, latin(name)] : [latin(name), name.han]).filter((text) => text !== '')

/** Characters of a name that the badge's font does not have. */
export async function missingOn(name: PersonName): Promise<string[]> {
  const face = await openFace()
  return face.missing(name.han + latin(name))
}

class Page extends Pen {
  /** One centred line, set smaller until it fits, cut only when it would become unreadable. */
  async line(text: string, y: number, size: number, colour: string): Promise<void> {
    const room = width - 2 * margin
    let shown = text
    let used = size
    let wide = await this.widthOf(shown, used)
    if (wide > room) {
      used = Math.max(size * 0.55, (size * room) / wide)
      wide = await this.widthOf(shown, used)
    }
    while (wide > room && shown.length > 2) {
      shown = `${[...shown].slice(0, -2).join('')}…`
      wide = await this.widthOf(shown, used)
    }
    await this.write(shown, { x: (width - wide) / 2, y: y + (size - used), size: used, colour })
  }

  qr(code: string, y: number, side: number): void {
    const { size, path } = drawQr(code)
    this.doc
      .save()
      .translate((width - side) / 2, y)
      .scale(side / size)
      .path(path)
      .fill('#000000')
      .restore()
  }
}

async function drawBadge(page: Page, badge: Badge, locale: Locale): Promise<void> {
  await page.line(badge.event, 26, 11, soft)
  await page.line(badge.when, 44, 8.5, soft)
  const [first = '', second = ''] = badgeNames(badge.name, locale)
  await page.line(first, 84, 34, ink)
  if (second !== '') await page.line(second, 130, 20, ink)
  if (badge.affiliation !== '') await page.line(badge.affiliation, 164, 11, soft)
  page.qr(badge.code, 190, 166)
  await page.line(badge.serial, 356, 8.5, soft)
  await page.line(badge.category, 374, 15, ink)
}

/** One page a badge. Gives the event loop back between two of them, so that printing 400 stops nobody's page. */
export async function printBadges(
  badges: readonly Badge[],
  options: { locale: Locale; title: string; compress?: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Document } = await import('pdfkit')
  const face = await openFace()
  const doc = new Document({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    compress: options.compress ?? true,
    lang: options.locale === 'zh' ? 'zh-CN' : 'en',
    info: { Title: options.title },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const page = new Page(doc, face)
  for (const badge of badges) {
    doc.addPage()
    await drawBadge(page, badge, options.locale)
    await new Promise((resolve) => setImmediate(resolve))
  }
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
