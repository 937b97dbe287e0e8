import { pick } from '#kernel/text'
import { formatInstant, type Zone, zoneLabel } from '#kernel/time'
import type { Visit } from '#platform/http'
import { printSheets, type Sheet } from '#platform/print'
import { bySection } from '../metrics/index.ts'
import type { Claim, Figure, Frozen, Statement } from '../model.ts'
import { bandText, figureText, rangeText, unitText } from '../pages/words.ts'

const [ink, soft, sea, hair] = ['#10211f', '#50625f', '#0a5f66', '#c8d4d2']

type Printed = {
  visit: Pick<Visit, 'say' | 'locale' | 'origin'>
  statement: Statement
  frozen: Frozen
  claims: readonly Claim[]
  place: Zone
  title: string
}

async function drawFigure(sheet: Sheet, { say, locale }: Printed['visit'], figure: Figure): Promise<void> {
  sheet.room(92)
  sheet.rule(hair)
  await sheet.text(figure.title[locale], 10, soft)
  const unit = unitText({ say }, figure, figure.value)
  const end = await sheet.write(figureText(figure, locale), {
    x: sheet.margin,
    y: sheet.y,
    size: 22,
    colour: ink,
  })
  if (unit) await sheet.write(unit, { x: end + 6, y: sheet.y + 10, size: 10, colour: soft })
  sheet.y += 32
  if (figure.ever && figure.editions.length > 1)
    await sheet.text(say('statements.ever', { value: rangeText(figure, figure.ever, locale) }), 9, sea)
  if (figure.band) await sheet.text(bandText({ say, locale }, figure.band), 9, sea)
  await sheet.text(figure.definition[locale], 9, ink)
  const facts = [
    figure.floor && say('statements.floor_note', { level: say(`outcomes.level_${figure.floor}`) }),
    say('statements.version_of', { version: figure.version }),
  ].filter((text) => text !== null)
  await sheet.text(facts.join(' · '), 8, soft)
  sheet.y += 10
}

/** The statement on paper, in one language: every number with its definition, and what proves it. */
export const printStatement = (printed: Printed): Promise<Uint8Array<ArrayBuffer>> =>
  printSheets({ title: printed.title, locale: printed.visit.locale }, (sheet) => draw(sheet, printed))

async function draw(
  sheet: Sheet,
  { visit, statement, frozen, claims, place, title }: Printed,
): Promise<void> {
  const { say, locale } = visit
  await sheet.text(say('statements.title'), 10, sea)
  await sheet.text(title, 22, ink, 1.3)
  const cut = `${formatInstant(statement.cutAt, place, locale, 'full')} ${zoneLabel(place, statement.cutAt, locale)}`
  await sheet.text(say('statements.frozen_at', { when: cut }), 10, soft)
  if (statement.state === 'draft') await sheet.text(say('statements.is_draft'), 10, '#b1301c')
  sheet.y += 12
  for (const { section, numbers } of bySection(frozen.figures, ({ metric }) => metric)) {
    // A head never stands alone at the end of a sheet.
    sheet.room(130)
    await sheet.text(say(`statements.section_${section}`), 14, sea)
    sheet.y += 4
    for (const figure of numbers) {
      await drawFigure(sheet, visit, figure)
      // Printing forty numbers stops nobody's page.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  if (claims.length > 0) {
    sheet.room(80)
    sheet.rule(hair)
    await sheet.text(say('statements.claims'), 14, ink)
    await sheet.text(say('statements.claims_lead'), 9, soft)
    sheet.y += 6
    for (const claim of claims) {
      const text = say('statements.claim_note', { source: claim.sourceTitle, date: claim.statedOn })
      const said = `${pick(claim.label, locale).value} · ${pick(claim.valueText, locale).value}`
      await sheet.text(said, 10, ink)
      await sheet.text(text, 8, soft)
      sheet.y += 4
    }
  }
  sheet.room(110)
  sheet.rule(hair)
  await sheet.text(say('statements.proof'), 14, ink)
  await sheet.text(say('statements.proof_lead'), 9, soft)
  sheet.y += 4
  await sheet.text(`${say('statements.hash')} ${statement.hash}`, 8, ink)
  await sheet.text(
    `${say('statements.ledger_end', { seq: frozen.ledger.seq })} ${frozen.ledger.hash}`,
    8,
    ink,
  )
  await sheet.text(`${visit.origin}/${locale}/statements/${statement.id}`, 8, sea)
}
