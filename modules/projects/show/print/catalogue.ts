import { countryName } from '#kernel/countries'
import type { Say } from '#kernel/i18n'
import { type Bilingual, both, pick } from '#kernel/text'
import { printSheets, type Sheet } from '#platform/print'
import { type Field, fields, type View } from '../../model.ts'
import { hallColours } from './card.ts'

const [ink, soft] = ['#10211f', '#50625f']
const [pictureWidth, pictureHeight] = [132, 83]

export type Catalogue = {
  edition: Bilingual
  views: readonly View[]
  /** How many there are, where not all fit. */
  total: number
  say: { en: Say; zh: Say }
  /** The page of a project, for whoever has it on paper. */
  addressOf(view: View): string
  picture(view: View): Promise<Uint8Array | null>
}

/** A picture as a printer takes it, small enough for hundreds of them. */
async function printable(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp(bytes)
    .resize(pictureWidth * 3, pictureHeight * 3, { fit: 'cover' })
    .jpeg({ quality: 74 })
    .toBuffer()
}

/** Between the two languages of a line, Chinese first: wide, as a dot is part of many titles. */
const gap = '  '

async function drawProject(sheet: Sheet, view: View, catalogue: Catalogue): Promise<void> {
  const { say, addressOf, picture } = catalogue
  sheet.room(pictureHeight + 40)
  sheet.rule('#c8d4d2')
  const top = sheet.y
  const bytes = await picture(view)
  const x = bytes ? sheet.margin + pictureWidth + 16 : sheet.margin
  if (bytes)
    sheet.doc.image(await printable(bytes), sheet.margin, top + 2, {
      width: pictureWidth,
      height: pictureHeight,
    })
  const page = sheet.page
  const { content } = view
  for (const title of new Set([content.title.zh, content.title.en].filter((side) => side !== '')))
    await sheet.text(title, 12, ink, 1.35, x)
  const facts = (locale: 'en' | 'zh') =>
    [
      view.maturity && say[locale](`projects.maturity_${view.maturity}`),
      ...view.seeking.map((kind) => say[locale](`projects.seeking_${kind}`)),
      view.country && countryName(view.country, locale),
      content.madeUp && say[locale]('projects.made_up_short'),
    ]
      .filter(Boolean)
      .join(' · ')
  for (const locale of ['zh', 'en'] as const) await sheet.text(facts(locale), 8, soft, 1.45, x)
  if (content.institution !== '') await sheet.text(content.institution, 8, soft, 1.45, x)
  for (const text of [content.summary.zh, content.summary.en])
    if (text !== '') await sheet.text(text, 9, ink, 1.45, x)
  await sheet.text(addressOf(view), 7, soft, 1.45, x)
  if (sheet.page === page) sheet.y = Math.max(sheet.y, top + pictureHeight + 8)
  sheet.y += 8
}

async function drawHall(sheet: Sheet, field: Field | null, views: readonly View[], catalogue: Catalogue) {
  const { say } = catalogue
  const key = field ? `projects.field_${field}` : 'projects.no_field'
  sheet.room(150)
  sheet.y += 12
  const colour = field ? hallColours[field] : ink
  await sheet.text(both({ en: say.en(key), zh: say.zh(key) }, gap, 'zh'), 16, colour)
  sheet.y += 4
  const pages: { view: View; page: number }[] = []
  for (const view of views) {
    sheet.room(pictureHeight + 40)
    pages.push({ view, page: sheet.page })
    await drawProject(sheet, view, catalogue)
    // Printing hundreds of projects stops nobody's page.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return pages
}

/** Every project on show to everybody, on paper: both languages, by hall, with an index of pages at the end. */
export async function printCatalogue(catalogue: Catalogue): Promise<Uint8Array<ArrayBuffer>> {
  const { edition, views, total, say } = catalogue
  const words = (key: string, inputs = {}) =>
    both({ en: say.en(key, inputs), zh: say.zh(key, inputs) }, gap, 'zh')
  const title = `${pick(edition, 'zh').value} ${say.zh('projects.catalogue_title')}`
  return printSheets(
    { title, locale: 'zh' },
    async (sheet) => {
      await sheet.text(both(edition, gap, 'zh'), 11, soft)
      await sheet.text(words('projects.catalogue_title'), 24, ink, 1.6)
      await sheet.text(words('projects.catalogue_lead'), 9, soft)
      if (total > views.length)
        await sheet.text(words('projects.catalogue_cut', { count: views.length, total }), 9, soft)
      const pages: { view: View; page: number }[] = []
      for (const field of [...fields, null]) {
        const inHall = views.filter((view) => view.field === field)
        if (inHall.length > 0) pages.push(...(await drawHall(sheet, field, inHall, catalogue)))
      }
      sheet.room(120)
      sheet.y += 16
      await sheet.text(words('projects.catalogue_index'), 16, ink)
      const order = new Intl.Collator('zh-u-co-pinyin')
      for (const { view, page } of pages.sort((a, b) =>
        order.compare(both(a.view.content.title, gap, 'zh'), both(b.view.content.title, gap, 'zh')),
      ))
        await sheet.text(`${page}    ${both(view.content.title, gap, 'zh')}`, 9, ink)
    },
    (page) => ({ foot: `${pick(edition, 'zh').value} · ${page}` }),
  )
}
