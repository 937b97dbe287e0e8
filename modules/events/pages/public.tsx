import { pick } from '#kernel/text'
import { zoneLabel } from '#kernel/time'
import { page, type Route } from '#platform/http'
import {
  At,
  DefinitionList,
  EmptyState,
  LinkButton,
  Notice,
  PageHead,
  Prose,
  Said,
  Section,
  Split,
  Timeline,
} from '#ui'
import { publicEvents } from '../access.ts'
import { jsonLdOf } from '../json-ld.ts'
import type { EventPorts } from '../ports.ts'
import { listPublic, readPublic } from '../queries.ts'
import { Sessions } from './agenda.tsx'
import { EventsByDay, EventWhen, eventPath, placeOf } from './parts.tsx'

/** The name of a field that changed, as the form calls it. */
const changedField = (field: string): string =>
  field === 'zone' || field === 'sessions' || field === 'venueWords'
    ? `events.change_of_${field.toLowerCase()}`
    : `events.field_${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`

export const listPage: Route = page({
  path: '/editions/:edition/events',
  who: publicEvents,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, events, venues, festivals } = await visit.use.ask(listPublic, {
      edition: visit.params.edition ?? '',
    })
    const title = say('events.title')
    const name = pick(edition.name, locale).value
    return {
      title: `${title} · ${name}`,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={title}
            lead={name}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: name, href: href(`/editions/${edition.slug}`) }, { label: title }],
            }}
            actions={
              <>
                <LinkButton tone="secondary" href={href(`/editions/${edition.slug}/calendar.ics`)}>
                  {say('events.calendar')}
                </LinkButton>
                {festivals.map((festival) => (
                  <LinkButton
                    key={festival.id}
                    tone="secondary"
                    href={href(`/editions/${edition.slug}/festivals/${festival.slug}`)}
                  >
                    {pick(festival.name, locale).value}
                  </LinkButton>
                ))}
              </>
            }
          />
          {events.length === 0 && (
            <EmptyState title={say('events.none_title')} icon="time">
              {say('events.none_text')}
            </EmptyState>
          )}
          <EventsByDay visit={visit} edition={edition} events={events} venues={venues} />
        </>
      ),
    }
  },
})

export const eventPage = ({ sections: parts, entered }: EventPorts): Route =>
  page({
    path: '/editions/:edition/events/:event',
    who: publicEvents,
    fresh: 2,
    show: async (visit) => {
      const { say, href, locale } = visit
      const data = await visit.use.ask(readPublic, {
        edition: visit.params.edition ?? '',
        slug: visit.params.event ?? '',
      })
      const { edition, event, venue, sessions, rooms, changes, station, festival } = data
      const path = eventPath(edition, event)
      const title = pick(event.title, locale).value
      const summary = pick(event.summary, locale)
      const body = pick(event.body, locale)
      const over = event.endsAt <= visit.use.now()
      const [own, ...added] = await Promise.all([
        entered(visit, event),
        ...parts.map((part) => part(visit, edition, event)),
      ])
      return {
        title,
        description: summary.value.slice(0, 200),
        shell: 'public',
        jsonLd: jsonLdOf(event, venue, {
          url: `${visit.origin}${href(path)}`,
          series: pick(edition.name, locale).value,
          locale,
        }),
        body: (
          <>
            {event.state === 'cancelled' && (
              <Notice tone="error" title={say('events.is_cancelled')}>
                {event.reviewReason}
              </Notice>
            )}
            <PageHead
              title={<Said text={event.title} locale={locale} />}
              kicker={say(`events.kind_${event.kind}`)}
              lead={summary.value}
              meta={<EventWhen visit={visit} event={event} />}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [
                  { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                  { label: say('events.title'), href: href(`/editions/${edition.slug}/events`) },
                  { label: title },
                ],
              }}
              actions={
                <>
                  {own ??
                    (event.state === 'released' && !over && (
                      <LinkButton tone="primary" href={href(`${path}/register`)}>
                        {say('events.register')}
                      </LinkButton>
                    ))}
                  <LinkButton tone="secondary" href={href(`${path}/calendar.ics`)}>
                    {say('events.calendar')}
                  </LinkButton>
                </>
              }
            />
            <Split
              aside={
                <Section title={say('events.facts')}>
                  <DefinitionList
                    items={[
                      { term: say('events.when'), value: <EventWhen visit={visit} event={event} /> },
                      { term: say('events.where'), value: placeOf(visit, event, venue) },
                      { term: say('events.address'), value: venue && pick(venue.address, locale).value },
                      { term: say('events.host'), value: event.hostName },
                      {
                        term: say('events.station'),
                        value: station && (
                          <a href={href(`/stations/${station.slug}`)}>{pick(station.name, locale).value}</a>
                        ),
                      },
                      {
                        term: say('events.festival'),
                        value: festival && (
                          <a href={href(`/editions/${edition.slug}/festivals/${festival.slug}`)}>
                            {pick(festival.name, locale).value}
                          </a>
                        ),
                      },
                      { term: say('events.capacity'), value: event.capacity },
                    ]}
                  />
                </Section>
              }
            >
              {body.value !== '' && (
                <Prose lang={body.lang === 'zh' ? 'zh-Hans' : 'en'}>
                  {body.value.split('\n\n').map((paragraph) => (
                    <p key={paragraph}>{paragraph}</p>
                  ))}
                </Prose>
              )}
              {sessions.length > 0 && (
                <Section
                  title={say('events.sessions')}
                  lead={say('events.sessions_zone', { zone: zoneLabel(event.zone, event.startsAt, locale) })}
                >
                  <Sessions visit={visit} sessions={sessions} rooms={rooms} event={event} />
                </Section>
              )}
              {added}
              {changes.length > 0 && (
                <Section title={say('events.changes')}>
                  <Timeline
                    moments={changes.map((change) => ({
                      when: <At visit={visit} at={change.at} zone={event.zone} style="short" />,
                      title: say(`events.change_${change.kind}`),
                      children: change.what.length > 0 && (
                        <p>
                          {change.what
                            .map((field) => say(changedField(field)))
                            .join(locale === 'zh' ? '、' : ', ')}
                        </p>
                      ),
                    }))}
                  />
                </Section>
              )}
            </Split>
          </>
        ),
      }
    },
  })
