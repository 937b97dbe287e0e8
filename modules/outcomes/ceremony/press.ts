import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { printSheets, type Sheet } from '#platform/print'
import { csvOf } from '#platform/tables'
import { termsInWords } from '../pages/words.tsx'
import type { Ceremony } from './model.ts'
import type { OnWall, Shown } from './wall.ts'

type Reader = Pick<Visit, 'say' | 'locale'>
const [ink, soft, sea, hair] = ['#10211f', '#50625f', '#0a5f66', '#c8d4d2']

/** What both sides agreed to have published, in the order of the ceremony. */
export const published = (onWall: readonly OnWall[]): Shown[] =>
  onWall.flatMap(({ shown }) => (shown ? [shown] : []))

/** The press list as a table. */
export function pressCsv({ say, locale }: Reader, list: readonly Shown[]): string {
  const head = ['contract', 'first', 'second'].map((name) => say(`ceremony.${name}`))
  return csvOf(
    [...head, say('outcomes.type'), say('ceremony.signed_at')],
    list.map((one) => [
      one.title,
      ...one.organisations,
      termsInWords({ say, locale }, one.outcome),
      one.signedAt,
    ]),
  )
}

/** The press list on paper. */
export const pressPdf = (
  { say, locale }: Reader,
  ceremony: Ceremony,
  list: readonly Shown[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const title = pick(ceremony.title, locale).value
  const edges = (page: number, pages: number) => ({
    ...(page > 1 && { head: [say('ceremony.press'), title].join(' · ') }),
    foot: say('kernel.page_of', { page, pages }),
  })
  const draw = async (sheet: Sheet): Promise<void> => {
    await sheet.text(say('ceremony.press'), 10, sea)
    await sheet.text(title, 22, ink, 1.3)
    await sheet.text(say('ceremony.press_lead'), 10, soft)
    sheet.y += 12
    for (const one of list) {
      const pieces = [
        { text: one.organisations.join(' × '), size: 13, colour: ink },
        { text: one.title, size: 11, colour: ink },
        { text: termsInWords({ say, locale }, one.outcome), size: 9, colour: soft },
      ]
      sheet.room((await sheet.heightOf(pieces)) + 18)
      if (sheet.y > sheet.margin) sheet.rule(hair)
      await sheet.pieces(pieces)
      sheet.y += 8
    }
  }
  return printSheets({ title, locale }, draw, edges)
}
