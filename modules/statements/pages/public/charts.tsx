import { pick } from '#kernel/text'
import { levels } from '#modules/outcomes'
import type { Visit } from '#platform/http'
import { Bars, Section } from '#ui'
import type { Figure } from '../../model.ts'
import type { statementAt } from '../visit.ts'
import { groupName, number, rangeText, valueText } from '../words.ts'

type Found = Awaited<ReturnType<typeof statementAt>>

/** How much of a number stands on which level of evidence. */
export const Evidence = ({ visit, figure }: { visit: Visit; figure: Figure }) => {
  const { say, locale } = visit
  // As the ladder goes, from its foot.
  const found = levels.flatMap((level) => {
    const count = figure.evidence[level]
    return count ? [{ level, count }] : []
  })
  if (found.length === 0) return null
  return (
    <Section title={say('statements.evidence_mix')}>
      <Bars
        caption={say('statements.evidence_mix')}
        hideCaption
        heads={{ label: say('statements.level'), value: say('statements.count') }}
        bars={found.map(({ level, count }) => ({
          label: say(`outcomes.level_${level}`),
          value: count,
          text: number(count, locale),
        }))}
      />
    </Section>
  )
}

/** A number by country, station or type; small cells are one. */
export const Breakdown = ({
  visit,
  figure,
  stations,
}: {
  visit: Visit
  figure: Figure
  stations: Found['stations']
}) => {
  const { say, locale } = visit
  const { shown, others } = figure.breakdown
  if (figure.by === 'none' || (shown.length === 0 && others === null)) return null
  const title = say(`statements.by_${figure.by}`)
  const bars = shown.map(({ group, value }) => ({
    label: groupName(visit, figure, group, stations),
    value,
    text: valueText(figure, value, locale),
  }))
  if (figure.unit === 'countries')
    return (
      <Section title={title}>
        <p>
          {new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(bars.map(({ label }) => label))}
        </p>
      </Section>
    )
  return (
    <Section title={title} lead={others ? say('statements.breakdown_lead') : undefined}>
      <Bars
        caption={title}
        hideCaption
        heads={{ label: say('statements.group'), value: say('statements.count') }}
        bars={[
          ...bars,
          ...(others
            ? [
                {
                  label: say('statements.others', { groups: others.groups }),
                  value: others.value,
                  text: number(others.value, locale),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

/** A number of several editions, each beside the others. */
export const Editions = ({
  visit,
  figure,
  editions,
}: {
  visit: Visit
  figure: Figure
  editions: Found['editions']
}) => {
  const { say, locale } = visit
  if (figure.editions.length < 2) return null
  const named = figure.editions.map((each) => ({
    ...each,
    edition: editions.find(({ slug }) => slug === each.edition),
  }))
  return (
    <Section
      title={say('statements.each_edition')}
      lead={figure.ever ? say('statements.never_added') : say('statements.may_be_added')}
    >
      <Bars
        caption={say('statements.each_edition')}
        hideCaption
        heads={{ label: say('statements.edition'), value: say('statements.count') }}
        bars={named.map(({ edition, low, high }) => ({
          label: edition ? pick(edition.name, locale).value : '',
          value: low,
          text: rangeText(figure, { low, high }, locale),
        }))}
      />
      {figure.ever && (
        <p>
          <strong>{say('statements.ever', { value: rangeText(figure, figure.ever, locale) })}</strong>
        </p>
      )}
    </Section>
  )
}
