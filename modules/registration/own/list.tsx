import type { VNode } from 'preact'
import { signedIn } from '#kernel/access'
import { pick } from '#kernel/text'
import type { Event } from '#modules/events'
import { page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { EmptyState, LinkButton, PageHead, Section, Table } from '#ui'
import { readRegistrationToken, registrationToken } from '../links.ts'
import { isOver } from '../model.ts'
import { EventWhen, StateBadge } from '../parts.tsx'
import { listOwn, readOwnAt } from './queries.ts'

type Own = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(listOwn, {})

function OwnTable({ visit, keys, rows }: { visit: Visit; keys: Keys; rows: Own }) {
  const { say, href, locale } = visit
  return (
    <Table
      caption={say('registration.your_registrations')}
      hideCaption
      rows={rows}
      rowKey={({ registration }) => registration.id}
      href={({ registration, event, edition }) => {
        const token = registrationToken(keys, registration.id, event.endsAt)
        // Long after the event the personal link is over; the event's own page stays.
        const open = readRegistrationToken(keys, token, visit.use.now()) !== null
        return href(open ? `/registrations/${token}` : `/editions/${edition.slug}/events/${event.slug}`)
      }}
      empty={
        <EmptyState
          title={say('registration.none_yours')}
          action={<LinkButton href={href('/editions')}>{say('registration.look_for_events')}</LinkButton>}
        >
          {say('registration.none_yours_text')}
        </EmptyState>
      }
      columns={[
        {
          key: 'event',
          label: say('registration.event'),
          main: true,
          cell: ({ event }) => pick(event.title, locale).value,
        },
        {
          key: 'when',
          label: say('kernel.when'),
          cell: ({ event }) => <EventWhen visit={visit} event={event} />,
        },
        {
          key: 'state',
          label: say('kernel.status'),
          cell: ({ registration }) => <StateBadge visit={visit} state={registration.state} />,
        },
      ]}
    />
  )
}

export const ownList = ({ keys }: { keys: Keys }): Route =>
  page({
    path: '/registrations',
    who: signedIn,
    show: async (visit) => ({
      title: visit.say('registration.your_registrations'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={visit.say('registration.your_registrations')} />
          <OwnTable visit={visit} keys={keys} rows={await load(visit)} />
        </>
      ),
    }),
  })

/** On a person’s own page: what they are registered for and is still to come, the next first. */
export const myRegistrations =
  ({ keys }: { keys: Keys }) =>
  async (visit: Visit): Promise<VNode | null> => {
    const { say, href } = visit
    const all = await load(visit)
    if (all.length === 0) return null
    const ahead = all
      .filter(({ registration, event }) => !isOver(registration.state) && event.endsAt > visit.use.now())
      .sort((one, other) => (one.event.startsAt < other.event.startsAt ? -1 : 1))
    return (
      <Section
        title={say('registration.your_registrations')}
        actions={
          <LinkButton href={href('/registrations')}>
            {say('registration.all_yours', { count: all.length })}
          </LinkButton>
        }
      >
        {ahead.length > 0 ? (
          <OwnTable visit={visit} keys={keys} rows={ahead} />
        ) : (
          <p>{say('registration.none_ahead')}</p>
        )}
      </Section>
    )
  }

/** On an event's page, where visitors read "Register": the way to what its reader has there. */
export const ownEntry =
  ({ keys }: { keys: Keys }) =>
  async ({ use, actor, say, href }: Visit, event: Event): Promise<VNode | null> => {
    if (!signedIn(actor, undefined)) return null
    const own = await use.ask(readOwnAt, { eventId: event.id })
    if (!own || isOver(own.state)) return null
    const token = registrationToken(keys, own.id, event.endsAt)
    if (readRegistrationToken(keys, token, use.now()) === null) return null
    return (
      <LinkButton tone="primary" href={href(`/registrations/${token}`)}>
        {say('registration.your_registration')}
      </LinkButton>
    )
  }
