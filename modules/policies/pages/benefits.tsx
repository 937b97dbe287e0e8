import type { ComponentChildren } from 'preact'
import type { Visit } from '#platform/http'
import { type Column, Said, Table } from '#ui'
import type { Benefit } from '../model.ts'
import { Sum } from './words.tsx'

/** What a policy gives; `last` is what the reader can do with each. */
export const Benefits = ({
  visit,
  benefits,
  empty,
  last,
}: {
  visit: Visit
  benefits: readonly Benefit[]
  empty: ComponentChildren
  last: Column<Benefit>
}) => {
  const { say, locale } = visit
  return (
    <Table
      caption={say('policies.benefits')}
      hideCaption
      rows={benefits}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: 'title',
          label: say('policies.benefit'),
          main: true,
          cell: ({ title }) => <Said text={title} locale={locale} />,
        },
        {
          key: 'for',
          label: say('policies.recipient'),
          cell: ({ recipient }) => say(`policies.recipient_${recipient}`),
        },
        {
          key: 'ceiling',
          label: say('policies.ceiling'),
          number: true,
          cell: ({ ceiling, currency }) =>
            ceiling === null ? (
              say('policies.no_ceiling')
            ) : (
              <Sum visit={visit} minor={ceiling} currency={currency} />
            ),
        },
        last,
      ]}
    />
  )
}
