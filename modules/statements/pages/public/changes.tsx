import type { Visit } from '#platform/http'
import { Section, Table } from '#ui'
import type { Figure, Frozen } from '../../model.ts'
import { changedFigures, signedText, valueText } from '../words.ts'

/** What is different from the last statement of the same edition, and why: the three parts add up. */
export function Changes({
  visit,
  since,
  figures,
}: {
  visit: Visit
  since: NonNullable<Frozen['since']>
  figures: readonly Figure[]
}) {
  const { say, locale } = visit
  const rows = changedFigures(since, figures)
  const signed = (figure: Figure, value: number) => signedText(figure, value, locale)
  return (
    <Section
      id="changes"
      title={say('statements.changes', { number: since.number })}
      lead={say('statements.changes_lead')}
    >
      <Table
        caption={say('statements.changes', { number: since.number })}
        hideCaption
        rows={rows}
        rowKey={(row) => row.metric}
        empty={<p>{say('statements.changes_none')}</p>}
        columns={[
          {
            key: 'metric',
            label: say('statements.metric'),
            main: true,
            cell: ({ figure }) => figure.title[locale],
          },
          {
            key: 'was',
            label: say('statements.was'),
            number: true,
            cell: ({ figure, was }) => valueText(figure, was, locale),
          },
          {
            key: 'definition',
            label: say('statements.by_definition'),
            number: true,
            cell: ({ figure, definition }) => signed(figure, definition),
          },
          {
            key: 'late',
            label: say('statements.by_late'),
            number: true,
            cell: ({ figure, late }) => signed(figure, late),
          },
          {
            key: 'correction',
            label: say('statements.by_correction'),
            number: true,
            cell: ({ figure, correction }) => signed(figure, correction),
          },
          {
            key: 'now',
            label: say('statements.is_now'),
            number: true,
            cell: ({ figure, now }) => valueText(figure, now, locale),
          },
        ]}
      />
    </Section>
  )
}
