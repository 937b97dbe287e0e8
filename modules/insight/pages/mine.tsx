import { pick } from '#kernel/text'
import { formatInstant, zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { LinkButton, Section, Table } from '#ui'
import { ownEnterprises } from '../enterprise.ts'

/** For whom somebody acts or has acted, since when, and the way to the board. */
export async function myEnterprises(visit: Visit) {
  const { say, href, locale } = visit
  const { grants, organisations } = await visit.use.ask(ownEnterprises, {})
  if (grants.length === 0) return null
  const clock = visit.readerZone ?? zone('UTC')
  const nameOf = (id: string | null) => {
    const organisation = organisations.find((each) => each.id === id)
    return organisation ? pick(organisation.name, locale).value : ''
  }
  return (
    <Section title={say('insight.act_for')} lead={say('insight.act_for_lead')}>
      <Table
        caption={say('insight.act_for')}
        hideCaption
        rows={grants}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'organisation',
            label: say('insight.organisation'),
            main: true,
            cell: ({ organisationId }) => nameOf(organisationId),
          },
          {
            key: 'since',
            label: say('people.since'),
            cell: ({ grantedAt }) => formatInstant(grantedAt, clock, locale, 'date'),
          },
          {
            key: 'until',
            label: say('insight.until'),
            cell: ({ revokedAt }) =>
              revokedAt === null ? say('insight.until_now') : formatInstant(revokedAt, clock, locale, 'date'),
          },
          {
            key: 'open',
            label: say('insight.open_board'),
            hideLabel: true,
            cell: ({ organisationId, revokedAt }) =>
              revokedAt === null && (
                <LinkButton small href={href(`/console/insight/enterprise?organisation=${organisationId}`)}>
                  {say('insight.open_board')}
                </LinkButton>
              ),
          },
        ]}
      />
    </Section>
  )
}
