import { signedIn } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { pick } from '#kernel/text'
import { formatInstant, zone, zoneText } from '#kernel/time'
import { action, file, page, type Route, type Visit } from '#platform/http'
import { Badge, Button, EmptyState, Form, LinkButton, Section, Table } from '#ui'
import { withdrawConsent } from '../commands.ts'
import { exportKept, exportOwnData, ownConsents } from '../queries.ts'
import { AccountHead } from './account.tsx'
import type { PeoplePorts } from './ports.ts'

const purposes = ['registration', 'contact', 'meetings', 'project_show']
const audiences = ['host', 'public', 'registered']
const purposeIn = ({ say }: Visit, purpose: string) =>
  purposes.includes(purpose) ? say(`people.purpose_${purpose}`) : purpose

const consentsPage = (ports: PeoplePorts): Route =>
  page({
    path: '/account/consents',
    who: signedIn,
    show: async (visit) => {
      const { say, href, locale } = visit
      const { consents, recipients } = await visit.use.ask(ownConsents(ports.recipients), {})
      const recipientIn = (recipient: string) => {
        if (audiences.includes(recipient)) return say(`people.recipient_${recipient}`)
        const name = recipients.get(recipient)
        return name ? pick(name, locale).value : recipient
      }
      const clock = visit.readerZone ?? zone('UTC')
      return {
        title: say('people.consents'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead
              visit={visit}
              lead={say('people.consents_lead', { zone: zoneText(clock, locale) })}
            />
            <Table
              caption={say('people.consents')}
              hideCaption
              rows={consents}
              rowKey={({ id }) => id}
              empty={
                <EmptyState title={say('people.no_consents')} icon="info">
                  {say('people.no_consents_text')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'purpose',
                  label: say('people.purpose'),
                  main: true,
                  cell: (consent) => {
                    const about = ports.consentAbout?.(visit, consent, recipients)
                    return (
                      <>
                        {purposeIn(visit, consent.purpose)}
                        {about && <span class="hint"> {about}</span>}
                      </>
                    )
                  },
                },
                {
                  key: 'recipient',
                  label: say('people.recipient'),
                  cell: ({ recipient }) => recipientIn(recipient),
                },
                { key: 'words', label: say('people.text_version'), cell: ({ textVersion }) => textVersion },
                {
                  key: 'given',
                  label: say('people.given'),
                  cell: ({ givenAt }) => formatInstant(givenAt, clock, locale, 'short'),
                },
                {
                  key: 'state',
                  label: say('people.state'),
                  cell: ({ withdrawnAt }) =>
                    withdrawnAt ? (
                      <>
                        <Badge tone="faint">{say('people.withdrawn')}</Badge>{' '}
                        <small>{formatInstant(withdrawnAt, clock, locale, 'short')}</small>
                      </>
                    ) : (
                      <Badge tone="good">{say('people.in_force')}</Badge>
                    ),
                },
                {
                  key: 'withdraw',
                  label: say('people.withdraw'),
                  hideLabel: true,
                  cell: ({ id, withdrawnAt }) =>
                    withdrawnAt === null && (
                      <Form inline action={href('/account/consents/withdraw')} hidden={{ consent: id }}>
                        <Button small>{say('people.withdraw')}</Button>
                      </Form>
                    ),
                },
              ]}
            />
          </>
        ),
      }
    },
  })

const withdraw: Route = action({
  path: '/account/consents/withdraw',
  who: signedIn,
  submit: async (visit, values) => {
    const consentId = idOf('consent').safeParse(values.text('consent'))
    if (!consentId.success) throw notFound()
    await visit.use.run(withdrawConsent, { consentId: consentId.data })
    return { to: '/account/consents', told: 'people.told_withdrawn' }
  },
})

const dataPage: Route = page({
  path: '/account/data',
  who: signedIn,
  show: async (visit) => {
    const { say, href } = visit
    return {
      title: say('people.data'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <AccountHead visit={visit} lead={say('people.data_lead')} />
          <Section title={say('people.download_title')} lead={say('people.download_text')}>
            <LinkButton tone="primary" icon="file" href={href('/account/data/download')} download>
              {say('people.download')}
            </LinkButton>
          </Section>
          <Section title={say('people.erase')} lead={say('people.erase_short')}>
            <LinkButton href={href('/account/erase')}>{say('people.erase_go')}</LinkButton>
          </Section>
        </>
      ),
    }
  },
})

const download = (ports: PeoplePorts): Route => {
  const read = exportOwnData(ports.exporters)
  const kept = exportKept(ports.exporters)
  return file({
    path: '/account/data/download',
    who: signedIn,
    send: async (visit) => {
      const data = { ...(await visit.use.ask(read, {})), ...(await visit.use.ask(kept, {})) }
      return new Response(`${JSON.stringify(data, null, 2)}\n`, {
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="haigui-my-data.json"',
          'cache-control': 'no-store',
        },
      })
    },
  })
}

export const ownDataRoutes = (ports: PeoplePorts): readonly Route[] => [
  consentsPage(ports),
  withdraw,
  dataPage,
  download(ports),
]
