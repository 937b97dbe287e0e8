import { pick } from '#kernel/text'
import { dateIn, formatInstant, formatInterval, zoneLabel } from '#kernel/time'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { Badge, Card, Lasting, Said, Section, Tiles, type Tone, When } from '#ui'
import type { Event, EventState, Venue } from '../model.ts'

/** From–to at the place, its zone named, and the same in the reader's own zone when that is another. */
export const EventWhen = ({
  visit,
  event,
}: {
  visit: Visit
  event: Pick<Event, 'startsAt' | 'endsAt' | 'zone'>
}) => <Lasting visit={visit} start={event.startsAt} end={event.endsAt} zone={event.zone} />

const tones: Record<EventState, Tone> = {
  draft: 'warn',
  proposed: 'info',
  declined: 'bad',
  released: 'good',
  cancelled: 'faint',
}

export const StateBadge = ({ visit, state }: { visit: Visit; state: EventState }) => (
  <Badge tone={tones[state]}>{visit.say(`events.state_${state}`)}</Badge>
)

export const placeOf = (visit: Visit, event: Event, venue: Venue | undefined): string => {
  if (!venue) return event.onlineUrl ? visit.say('events.online') : ''
  const name = pick(venue.name, visit.locale).value
  const city = pick(venue.city, visit.locale).value
  return city === '' || city === name ? name : visit.say('events.place_in_city', { place: name, city })
}

export const eventPath = (edition: Pick<Edition, 'slug'>, event: Pick<Event, 'slug'>) =>
  `/editions/${edition.slug}/events/${event.slug}`

/** The edition names its year; what lies in another has to say so. */
const inYearOf = (edition: Pick<Edition, 'year'>, { startsAt, zone }: Event) =>
  dateIn(startsAt, zone).startsWith(String(edition.year))

export function EventCards({
  visit,
  edition,
  events,
  venues,
  dated = false,
}: {
  visit: Visit
  edition: Edition
  events: readonly Event[]
  venues: ReadonlyMap<string, Venue>
  /** With the day, where no heading says it. */
  dated?: boolean
}) {
  const clock = (event: Event) => {
    const at = (moment: Event['startsAt']) => formatInstant(moment, event.zone, visit.locale, 'time')
    return `${at(event.startsAt)}–${at(event.endsAt)}`
  }
  const whenOf = (event: Event) =>
    dated
      ? formatInterval(
          { start: event.startsAt, end: event.endsAt },
          event.zone,
          visit.locale,
          inYearOf(edition, event) ? 'day' : 'full',
        )
      : clock(event)
  return (
    <Tiles wide>
      {events.map((event) => (
        <Card
          key={event.id}
          title={<Said text={event.title} locale={visit.locale} />}
          href={visit.href(eventPath(edition, event))}
          kicker={visit.say(`events.kind_${event.kind}`)}
          meta={
            <>
              <span>{placeOf(visit, event, event.venueId ? venues.get(event.venueId) : undefined)}</span>
              {event.state === 'cancelled' && <StateBadge visit={visit} state="cancelled" />}
            </>
          }
        >
          <p>
            <When
              iso={event.startsAt}
              text={whenOf(event)}
              zone={zoneLabel(event.zone, event.startsAt, visit.locale)}
            />
          </p>
        </Card>
      ))}
    </Tiles>
  )
}

/** Events under the day they begin on, at their own place. */
export function EventsByDay(props: {
  visit: Visit
  edition: Edition
  events: readonly Event[]
  venues: ReadonlyMap<string, Venue>
}) {
  const days = new Map<string, Event[]>()
  for (const event of props.events) {
    const style = inYearOf(props.edition, event) ? 'day' : 'date'
    const day = formatInstant(event.startsAt, event.zone, props.visit.locale, style)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return (
    <>
      {[...days].map(([day, events]) => (
        <Section key={day} title={day} beside>
          <EventCards {...props} events={events} />
        </Section>
      ))}
    </>
  )
}

/** The columns that every list of events at a desk has: what, when at its place, and its state. */
export const eventColumns = (visit: Visit) => {
  const { say, locale } = visit
  return {
    title: {
      key: 'title',
      label: say('events.event'),
      main: true,
      cell: (event: Event) => pick(event.title, locale).value,
    },
    when: {
      key: 'when',
      label: say('events.when'),
      cell: ({ startsAt, zone }: Event) =>
        `${formatInstant(startsAt, zone, locale, 'short')} ${zoneLabel(zone, startsAt, locale)}`,
    },
    state: {
      key: 'state',
      label: say('events.state'),
      cell: ({ state }: Event) => <StateBadge visit={visit} state={state} />,
    },
  }
}
