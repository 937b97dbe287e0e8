import type { Locale } from '#kernel/i18n'
import type { Visit } from '#platform/http'
import { Said, Section, Stat, Tiles } from '#ui'
import { bySection } from '../metrics/index.ts'
import type { Claim, Figure, Statement } from '../model.ts'
import { rangeText, tileText, tileUnit } from './words.ts'

export const tagOf = (lang: Locale) => (lang === 'zh' ? 'zh-Hans' : 'en')

/** The line below a number: what it asks of evidence, and each one once over all editions. */
function noteOf(visit: Visit, figure: Figure) {
  const { say, locale } = visit
  const parts = [
    figure.floor === null || figure.floor === 'stated'
      ? ''
      : say('statements.floor_note', { level: say(`outcomes.level_${figure.floor}`) }),
    figure.ever !== null && figure.editions.length > 1
      ? say('statements.ever_note', { value: rangeText(figure, figure.ever, locale) })
      : '',
    figure.high > figure.value ? say('statements.range_note') : '',
  ].filter(Boolean)
  return parts.length === 0 ? undefined : parts.map((part) => <span class="line">{part} </span>)
}

/** Every number is a link into its definition. */
export const Figures = ({
  visit,
  statement,
  figures,
}: {
  visit: Visit
  statement: Pick<Statement, 'id'> | null
  figures: readonly Figure[]
}) => (
  <Tiles>
    {figures.map((figure) => (
      <Stat
        key={figure.metric}
        label={figure.title[visit.locale]}
        value={tileText(figure, visit.locale)}
        unit={tileUnit(visit, figure)}
        href={statement ? visit.href(`/statements/${statement.id}/${figure.metric}`) : undefined}
        open={visit.say('statements.open_number')}
        note={noteOf(visit, figure)}
      />
    ))}
  </Tiles>
)

/** All numbers of a statement, under their heads. */
export const AllFigures = (props: Parameters<typeof Figures>[0]) =>
  bySection(props.figures, ({ metric }) => metric).map(({ section, numbers }) => (
    <Section key={section} title={props.visit.say(`statements.section_${section}`)}>
      <Figures {...props} figures={numbers} />
    </Section>
  ))

/** Totals the programme published itself: drawn hollow, with source and date, never added to anything. */
export const Claims = ({ visit, claims }: { visit: Visit; claims: readonly Claim[] }) => (
  <Tiles>
    {claims.map((claim) => (
      <Stat
        key={claim.id}
        claimed
        label={<Said text={claim.label} locale={visit.locale} />}
        value={<Said text={claim.valueText} locale={visit.locale} />}
        href={claim.sourceUrl}
        open={visit.say('statements.open_source')}
        note={visit.say('statements.claim_note', { source: claim.sourceTitle, date: claim.statedOn })}
      />
    ))}
  </Tiles>
)
