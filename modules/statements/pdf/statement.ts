import { pick } from '#kernel/text'
import { formatInstant, type Zone, zoneLabel } from '#kernel/time'
import { levels } from '#modules/outcomes'
import type { Visit } from '#platform/http'
import { type Piece, printSheets, type Sheet } from '#platform/print'
import { bySection } from '../metrics/index.ts'
import type { Claim, Figure, Frozen, Statement } from '../model.ts'
import { bandText, figureText, rangeText, unitText } from '../pages/words.ts'
import { drawChanges } from './changes.ts'

const [ink, soft, sea, hair] = ['#10211f', '#50625f', '#0a5f66', '#c8d4d2']

type Printed = {
  visit: Pick<Visit, 'say' | 'locale' | 'origin'>
  statement: Statement
  frozen: Frozen
  claims: readonly Claim[]
  place: Zone
  title: string
}

/** What stands below a number: each one once over all editions, the band, the definition, what it asks of evidence and rests on. */
function below({ say, locale }: Printed['visit'], figure: Figure): Piece[] {
  const { ever, band, floor, evidence } = figure
  const mix = levels.flatMap((level) => {
    const count = evidence[level]
    return count ? [say('statements.evidence_some', { level: say(`outcomes.level_${level}`), count })] : []
  })
  const facts = [
    floor && floor !== 'stated' && say('statements.floor_note', { level: say(`outcomes.level_${floor}`) }),
    mix.length > 0 &&
      say('kernel.colon', {
        term: say('statements.evidence_mix'),
        text: mix.join(say('kernel.list_comma')),
      }),
    say('statements.version_of', { version: figure.version }),
  ].filter((text) => typeof text === 'string')
  return [
    ...(ever && figure.editions.length > 1
      ? [
          {
            text: say('statements.ever', { value: rangeText(figure, ever, locale) }),
            size: 9,
            colour: sea,
          },
        ]
      : []),
    ...(band ? [{ text: bandText({ say, locale }, band), size: 9, colour: sea }] : []),
    { text: figure.definition[locale], size: 9, colour: ink },
    { text: facts.join(' · '), size: 8, colour: soft },
  ]
}

const titleOf = (figure: Figure, locale: Printed['visit']['locale']): Piece => ({
  text: figure.title[locale],
  size: 10,
  colour: soft,
})
const numberHeight = 34

/** A number with all that belongs to it, which no page break parts. */
const heightOf = async (sheet: Sheet, visit: Printed['visit'], figure: Figure): Promise<number> =>
  20 + numberHeight + (await sheet.heightOf([titleOf(figure, visit.locale), ...below(visit, figure)]))

async function drawFigure(sheet: Sheet, visit: Printed['visit'], figure: Figure): Promise<void> {
  const { say, locale } = visit
  sheet.room(await heightOf(sheet, visit, figure))
  // At the top of a page stands the line of its head.
  if (sheet.y > sheet.margin) sheet.rule(hair)
  await sheet.pieces([titleOf(figure, locale)])
  const unit = unitText({ say }, figure, figure.value)
  const end = await sheet.write(figureText(figure, locale), {
    x: sheet.margin,
    y: sheet.y,
    size: 22,
    colour: ink,
  })
  if (unit) await sheet.write(unit, { x: end + 6, y: sheet.y + 11, size: 10, colour: soft })
  sheet.y += numberHeight
  await sheet.pieces(below(visit, figure))
  sheet.y += 10
}

/** The statement on paper, in one language: every number with its definition, and what proves it. */
export const printStatement = (printed: Printed): Promise<Uint8Array<ArrayBuffer>> => {
  const { title, visit, statement } = printed
  const { say, locale } = visit
  return printSheets(
    { title, locale },
    (sheet) => draw(sheet, printed),
    (page, pages) => ({
      ...(page > 1 && {
        head: [
          say('statements.title'),
          title,
          ...(statement.state === 'draft' ? [say('statements.state_draft')] : []),
        ].join(' · '),
      }),
      foot: [say('kernel.page_of', { page, pages }), addressOf(printed)].join(' · '),
    }),
  )
}

const addressOf = ({ visit, statement }: Printed) =>
  `${visit.origin}/${visit.locale}/statements/${statement.id}`

/** Totals that the programme published itself stand apart, each with its source. */
async function drawClaims(sheet: Sheet, { visit, claims }: Printed): Promise<void> {
  const { say, locale } = visit
  sheet.room(110)
  sheet.y += 6
  await sheet.pieces([
    { text: say('statements.claims'), size: 14, colour: sea },
    { text: say('statements.claims_lead'), size: 9, colour: soft },
  ])
  sheet.y += 6
  for (const claim of claims) {
    const lines: Piece[] = [
      {
        text: `${pick(claim.label, locale).value} · ${pick(claim.valueText, locale).value}`,
        size: 10,
        colour: ink,
      },
      {
        text: say('statements.claim_note', { source: claim.sourceTitle, date: claim.statedOn }),
        size: 8,
        colour: soft,
      },
    ]
    sheet.room(await sheet.heightOf(lines))
    await sheet.pieces(lines)
    sheet.y += 4
  }
}

async function drawProof(sheet: Sheet, printed: Printed): Promise<void> {
  const { visit, statement, frozen } = printed
  const { say } = visit
  const lines: Piece[] = [
    { text: say('statements.proof'), size: 14, colour: sea },
    { text: say('statements.proof_lead'), size: 9, colour: soft },
    { text: `${say('statements.hash')} ${statement.hash}`, size: 8, colour: ink },
    {
      text: `${say('statements.ledger_end', { seq: frozen.ledger.seq })} ${frozen.ledger.hash}`,
      size: 8,
      colour: ink,
    },
    { text: addressOf(printed), size: 8, colour: sea },
  ]
  sheet.room((await sheet.heightOf(lines)) + 24)
  sheet.y += 10
  await sheet.pieces(lines)
}

async function draw(sheet: Sheet, printed: Printed): Promise<void> {
  const { visit, statement, frozen, claims, place, title } = printed
  const { say, locale } = visit
  const cut = `${formatInstant(statement.cutAt, place, locale, 'full')} ${zoneLabel(place, statement.cutAt, locale)}`
  await sheet.pieces([
    { text: say('statements.title'), size: 10, colour: sea },
    { text: title, size: 22, colour: ink, lead: 1.5 },
    { text: say('statements.frozen_at', { when: cut }), size: 10, colour: soft },
    ...(statement.state === 'draft'
      ? [{ text: say('statements.is_draft'), size: 10, colour: '#b1301c' }]
      : []),
  ])
  sheet.y += 12
  for (const { section, numbers } of bySection(frozen.figures, ({ metric }) => metric)) {
    const [first] = numbers
    // A head never stands alone at the end of a sheet.
    sheet.room(36 + (first ? await heightOf(sheet, visit, first) : 0))
    if (sheet.y > sheet.margin) sheet.y += 6
    await sheet.text(say(`statements.section_${section}`), 14, sea)
    sheet.y += 4
    for (const figure of numbers) {
      await drawFigure(sheet, visit, figure)
      // Printing forty numbers stops nobody's page.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  if (frozen.since) await drawChanges(sheet, visit, frozen.since, frozen.figures)
  if (claims.length > 0) await drawClaims(sheet, printed)
  await drawProof(sheet, printed)
}
