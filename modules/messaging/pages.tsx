import { everyone, isStaff, system } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { isId } from '#kernel/ids'
import { formatInstant, zone, zoneText } from '#kernel/time'
import { action, type Doors, page, type Route, type Visit } from '#platform/http'
import type { UseCases } from '#platform/usecases'
import {
  At,
  Badge,
  Button,
  Card,
  EmptyState,
  LinkButton,
  PageHead,
  Prose,
  Table,
  Tabs,
  Tiles,
  type Tone,
} from '#ui'
import { sendAgain } from './commands.ts'
import { MailId, type MailState, mailStates } from './model.ts'
import { listMail, newestLetters, readLetter } from './queries.ts'

const tones: Record<MailState, Tone> = {
  queued: 'info',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  kept: 'plain',
}

const isState = (text: string | null): text is MailState => mailStates.some((state) => state === text)

/** The record has no place, so the reader's zone is used, and named once above the table. */
const clockOf = (visit: Visit) => visit.readerZone ?? zone('UTC')

const mailList: Route = page({
  path: '/console/mail',
  who: isStaff,
  show: async (visit) => {
    const { say, locale, search, href } = visit
    const state = isState(search.get('state')) ? (search.get('state') as MailState) : null // checked just before
    const before = search.get('before') ?? ''
    const { mails, counts } = await visit.use.ask(listMail, {
      state,
      before: MailId.safeParse(before).data ?? null,
    })
    const clock = clockOf(visit)
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const last = mails.at(-1)
    return {
      title: say('messaging.list_title'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('messaging.list_title')}
            lead={say('messaging.list_lead', { zone: zoneText(clock, locale) })}
          />
          <Tabs
            label={say('messaging.states')}
            tabs={[
              {
                href: href('/console/mail'),
                label: say('messaging.state_all'),
                count: total,
                current: state === null,
              },
              ...mailStates.map((each) => ({
                href: href(`/console/mail?state=${each}`),
                label: say(`messaging.state_${each}`),
                count: counts[each],
                current: state === each,
              })),
            ]}
          />
          <Table
            caption={say('messaging.list_title')}
            hideCaption
            rows={mails}
            rowKey={(mail) => mail.id}
            empty={
              <EmptyState title={say('messaging.none_title')} icon="info">
                {say('messaging.none_text')}
              </EmptyState>
            }
            columns={[
              { key: 'subject', label: say('messaging.subject'), main: true, cell: (mail) => mail.subject },
              { key: 'to', label: say('messaging.to'), cell: (mail) => mail.to },
              {
                key: 'when',
                label: say('messaging.when'),
                cell: (mail) => formatInstant(mail.sentAt ?? mail.createdAt, clock, locale, 'short'),
              },
              {
                key: 'state',
                label: say('messaging.state'),
                cell: (mail) => (
                  <>
                    <Badge tone={tones[mail.state]}>{say(`messaging.state_${mail.state}`)}</Badge>
                    {mail.answer && <small> {mail.answer}</small>}
                  </>
                ),
              },
              { key: 'tries', label: say('messaging.tries'), number: true, cell: (mail) => mail.attempts },
              {
                key: 'again',
                label: say('messaging.again'),
                hideLabel: true,
                cell: (mail) =>
                  mail.state === 'failed' && (
                    <form method="post" action={href(`/console/mail/${mail.id}/again`)}>
                      <Button tone="secondary">{say('messaging.again')}</Button>
                    </form>
                  ),
              },
            ]}
          />
          {mails.length === 50 && last && (
            <LinkButton
              tone="secondary"
              href={href(`/console/mail?before=${last.id}${state ? `&state=${state}` : ''}`)}
            >
              {say('messaging.older')}
            </LinkButton>
          )}
        </>
      ),
    }
  },
})

const again = action({
  path: '/console/mail/:mail/again',
  who: isStaff,
  submit: async (visit) => {
    const mailId = MailId.safeParse(visit.params.mail)
    if (!mailId.success) throw notFound()
    await visit.use.run(sendAgain, { mailId: mailId.data })
    return { to: '/console/mail', told: 'messaging.told_again' }
  },
})

const demoOnly = everyone(
  'the demo edition shows its letters to whoever tries it; nothing leaves the machine',
)

/** What would have been sent: only in the demo, where no mail server is set and every person is made up. */
const mailbox = (cases: UseCases): Route[] => {
  const asSystem = (visit: Visit) =>
    cases.as({ actor: system('mailbox'), door: 'web', requestId: visit.requestId })
  return [
    page({
      path: '/mailbox',
      who: demoOnly,
      show: async (visit) => {
        const { say, href } = visit
        const letters = await asSystem(visit).ask(newestLetters, {})
        return {
          title: say('messaging.mailbox_title'),
          shell: 'public',
          noIndex: true,
          body: (
            <>
              <PageHead title={say('messaging.mailbox_title')} lead={say('messaging.mailbox_lead')} />
              {letters.length === 0 && (
                <EmptyState title={say('messaging.none_title')} icon="info">
                  {say('messaging.mailbox_none')}
                </EmptyState>
              )}
              <Tiles wide>
                {letters.map((mail) => (
                  <Card
                    key={mail.id}
                    level={2}
                    title={mail.subject}
                    href={href(`/mailbox/${mail.id}`)}
                    kicker={mail.to}
                    meta={<At visit={visit} at={mail.createdAt} zone={clockOf(visit)} style="short" />}
                  />
                ))}
              </Tiles>
            </>
          ),
        }
      },
    }),
    page({
      path: '/mailbox/:mail',
      who: demoOnly,
      show: async (visit) => {
        const { say, params, href } = visit
        if (!isId(params.mail ?? '')) throw notFound()
        const mail = await asSystem(visit).ask(readLetter, { mailId: MailId.parse(params.mail) })
        return {
          title: mail.subject,
          shell: 'public',
          noIndex: true,
          body: (
            <>
              <PageHead
                title={mail.subject}
                kicker={mail.to}
                crumbs={{
                  label: say('kernel.you_are_here'),
                  trail: [
                    { label: say('messaging.mailbox_title'), href: href('/mailbox') },
                    { label: mail.subject },
                  ],
                }}
              />
              <Prose lang={mail.locale === 'zh' ? 'zh-Hans' : 'en'}>
                {(mail.text ?? '').split('\n\n').map((paragraph) => (
                  <p key={paragraph}>{linked(paragraph)}</p>
                ))}
              </Prose>
            </>
          ),
        }
      },
    }),
  ]
}

/** A link of a letter can be followed; everything else stays text, line by line. */
function linked(paragraph: string) {
  const [label, address, ...more] = paragraph.split('\n')
  if (address?.startsWith('http')) return <a href={address}>{label}</a>
  return [label, ...(address === undefined ? [] : [address]), ...more].flatMap((line, nth) =>
    nth === 0 ? [line] : [<br key={nth} />, line],
  )
}

export const pages = (ports: { cases: UseCases; demo: boolean }): Doors => ({
  module: 'messaging',
  routes: [mailList, again, ...(ports.demo ? mailbox(ports.cases) : [])],
})
