import { pick } from '#kernel/text'
import { dateIn, formatDate, zone } from '#kernel/time'
import { page, type Route, type Visit } from '#platform/http'
import { Badge, EmptyState, LinkButton, Notice, PageHead, Table, type Tone } from '#ui'
import { keepsIssuers, worksWithOutcomes } from '../../../access.ts'
import { trail } from '../../../pages/trail.ts'
import { listIssuers } from '../commands.ts'
import type { Issuer } from '../model.ts'
import { isTrustedOn } from '../rules.ts'

export const issuersPath = '/console/outcomes/issuers'

const tones: Record<Issuer['state'], Tone> = { proposed: 'warn', trusted: 'good', withdrawn: 'faint' }

/** Whether its signature counts today, in a word. */
export function StateBadge({ visit, issuer }: { visit: Visit; issuer: Issuer }) {
  const today = dateIn(visit.use.now(), zone('UTC'))
  if (issuer.state === 'trusted' && !isTrustedOn(issuer, today))
    return <Badge tone="faint">{visit.say('outcomes.issuer_not_today')}</Badge>
  return <Badge tone={tones[issuer.state]}>{visit.say(`outcomes.issuer_${issuer.state}`)}</Badge>
}

export const daysOf = ({ say, locale }: Visit, { validFrom, validUntil }: Issuer): string =>
  validUntil === null
    ? say('outcomes.issuer_from', { from: formatDate(validFrom, locale) })
    : say('outcomes.issuer_from_until', {
        from: formatDate(validFrom, locale),
        until: formatDate(validUntil, locale),
      })

export const listPage: Route = page({
  path: issuersPath,
  who: worksWithOutcomes,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const issuers = await visit.use.ask(listIssuers, {})
    const add = keepsIssuers(actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href(`${issuersPath}/new`)}>
        {say('outcomes.issuer_new')}
      </LinkButton>
    )
    return {
      title: say('outcomes.issuers'),
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={say('outcomes.issuers')}
            lead={say('outcomes.issuers_lead')}
            crumbs={trail(visit, { label: say('outcomes.issuers') })}
            actions={add}
          />
          <Table
            caption={say('outcomes.issuers')}
            hideCaption
            rows={issuers}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${issuersPath}/${id}`)}
            empty={
              <EmptyState title={say('outcomes.issuers_none')} action={add}>
                {say('outcomes.issuers_none_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('outcomes.issuer'),
                main: true,
                cell: ({ name }) => {
                  const shown = pick(name, locale)
                  return <span lang={shown.lang}>{shown.value}</span>
                },
              },
              {
                key: 'keys',
                label: say('outcomes.issuer_keys'),
                number: true,
                cell: ({ keys }) => String(keys.length),
              },
              { key: 'days', label: say('outcomes.issuer_valid'), cell: (issuer) => daysOf(visit, issuer) },
              {
                key: 'state',
                label: say('outcomes.issuer_state'),
                cell: (issuer) => <StateBadge visit={visit} issuer={issuer} />,
              },
            ]}
          />
          <Notice tone="info">{say('outcomes.issuer_two_people')}</Notice>
        </>
      ),
    }
  },
})
