import type { Locale } from '#kernel/i18n'
import type { Bilingual } from '#kernel/text'
import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Lang, Stat, Tiles } from '#ui'
import type { Claim, Figure, Statement } from '../model.ts'

export const tagOf = (lang: Locale) => (lang === 'zh' ? 'zh-Hans' : 'en')

/** A bilingual text in the reader's language; marked when only the other one exists. */
export function Said({ text, locale }: { text: Bilingual; locale: Locale }) {
  const { value, lang } = pick(text, locale)
  return lang === locale ? value : <Lang lang={tagOf(lang)}>{value}</Lang>
}

export const number = (value: number, locale: Locale) =>
  new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(value)

/** Every number is a link into its definition. */
export const Figures = ({
  visit,
  statement,
  figures,
}: {
  visit: Visit
  statement: Statement
  figures: readonly Figure[]
}) => (
  <Tiles>
    {figures.map((figure) => (
      <Stat
        key={figure.metric}
        label={figure.title[visit.locale]}
        value={number(figure.value, visit.locale)}
        unit={visit.say(`statements.unit_${figure.unit}`, { count: figure.value })}
        href={visit.href(`/statements/${statement.id}/${figure.metric}`)}
        open={visit.say('statements.open_number')}
        note={
          figure.floor === null
            ? undefined
            : visit.say('statements.floor_note', { level: visit.say(`outcomes.level_${figure.floor}`) })
        }
      />
    ))}
  </Tiles>
)

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
