import type { Visit } from '#platform/http'
import type { Sheet } from '#platform/print'
import type { Figure, Frozen } from '../model.ts'
import { changedFigures, signedText, valueText } from '../pages/words.ts'

const [ink, soft, sea, hair] = ['#10211f', '#50625f', '#0a5f66', '#c8d4d2']
/** How wide each column of numbers is; what is left is the metric's. */
const column = 62
const size = 8

type Reader = Pick<Visit, 'say' | 'locale'>

/** What is different from the last statement and why, as a table whose heads come again on each page. */
export async function drawChanges(
  sheet: Sheet,
  { say, locale }: Reader,
  since: NonNullable<Frozen['since']>,
  figures: readonly Figure[],
): Promise<void> {
  const rows = changedFigures(since, figures).map(({ figure, was, definition, late, correction, now }) => ({
    title: figure.title[locale],
    cells: [
      valueText(figure, was, locale),
      ...[definition, late, correction].map((value) => signedText(figure, value, locale)),
      valueText(figure, now, locale),
    ],
  }))
  const heads = ['was', 'by_definition', 'by_late', 'by_correction', 'is_now'].map((head) =>
    say(`statements.${head}`),
  )
  const wide = sheet.width - heads.length * column - 8
  const startOf = (nth: number) => sheet.margin + sheet.width - (heads.length - nth) * column

  /** Cells of one row, each in lines of its own that end at the right. */
  const draw = async (title: string, cells: readonly string[], colour: string): Promise<void> => {
    const left = await sheet.wrap(title, wide, size)
    const right = await Promise.all(cells.map((cell) => sheet.wrap(cell, column - 6, size)))
    for (const [nth, line] of left.entries())
      await sheet.write(line, { x: sheet.margin, y: sheet.y + nth * size * 1.4, size, colour })
    for (const [nth, lines] of right.entries())
      for (const [down, line] of lines.entries()) {
        const x = startOf(nth) + column - (await sheet.widthOf(line, size))
        await sheet.write(line, { x, y: sheet.y + down * size * 1.4, size, colour })
      }
    sheet.y += Math.max(left.length, ...right.map(({ length }) => length)) * size * 1.4 + 4
    sheet.rule(hair)
    sheet.y -= 4
  }

  sheet.room(120)
  sheet.y += 10
  await sheet.text(say('statements.changes', { number: since.number }), 14, sea)
  await sheet.text(say('statements.changes_lead'), 9, soft)
  sheet.y += 8
  if (rows.length === 0) await sheet.text(say('statements.changes_none'), 9, ink)
  for (const [nth, { title, cells }] of rows.entries()) {
    if (sheet.room(40) || nth === 0) await draw(say('statements.metric'), heads, soft)
    await draw(title, cells, ink)
  }
}
