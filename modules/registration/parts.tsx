import { type Actor, holds } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatInstant, formatInterval, type Instant, type Zone, zoneLabel } from '#kernel/time'
import { type Event, EventId } from '#modules/events'
import type { Visit } from '#platform/http'
import { Badge, Button, Form, PageHead, Tabs, type Tone, When } from '#ui'
import type { RegistrationState } from './model.ts'

/** Who may come to the pages of registration at all; what they see there is the use cases' matter. */
export const staff = (actor: Actor) =>
  holds(actor, 'administrator', 'organiser', 'registration_desk', 'auditor', 'station_lead', 'station_staff')

export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

/** Words that exist in one language only are marked as that language. */
const tones: Record<RegistrationState, Tone> = {
  pending: 'warn',
  admitted: 'good',
  waiting: 'info',
  offered: 'info',
  declined: 'bad',
  cancelled: 'faint',
  expired: 'faint',
}

export const StateBadge = ({ visit, state }: { visit: Visit; state: RegistrationState }) => (
  <Badge tone={tones[state]}>{visit.say(`registration.state_${state}`)}</Badge>
)

/** The same in the reader's own zone, where the clocks there show something else. */
function theirs(visit: Visit, place: Zone, write: (zone: Zone) => string): string | undefined {
  const { readerZone, say } = visit
  if (!readerZone || readerZone === place) return undefined
  const text = write(readerZone)
  return text === write(place) ? undefined : say('kernel.your_time', { text })
}

/** A moment at the event's place, its zone named, and the same in the reader's own. */
export function At({ visit, at, zone }: { visit: Visit; at: Instant; zone: Zone }) {
  const write = (where: Zone) => formatInstant(at, where, visit.locale, 'full')
  return (
    <When
      iso={at}
      text={write(zone)}
      zone={zoneLabel(zone, at, visit.locale)}
      reader={theirs(visit, zone, write)}
    />
  )
}

/** From when to when an event lasts, in the same way. */
export function EventWhen({
  visit,
  event,
}: {
  visit: Visit
  event: Pick<Event, 'startsAt' | 'endsAt' | 'zone'>
}) {
  const span = { start: event.startsAt, end: event.endsAt }
  const write = (where: Zone) => formatInterval(span, where, visit.locale)
  return (
    <When
      iso={event.startsAt}
      text={write(event.zone)}
      zone={zoneLabel(event.zone, event.startsAt, visit.locale)}
      reader={theirs(visit, event.zone, write)}
    />
  )
}

const sections = ['registration', 'guests', 'invitations'] as const
export type Section = (typeof sections)[number]

/** The head of every page about an event's registration: what it is, where it belongs, and its neighbours. */
export function DeskHead({
  visit,
  event,
  section,
  title,
  trail = [],
  ...rest
}: {
  visit: Visit
  event: Pick<Event, 'id' | 'title'>
  section: Section
  title: string
  trail?: readonly { label: string; href?: string }[]
} & Pick<Parameters<typeof PageHead>[0], 'lead' | 'actions' | 'badge' | 'meta'>) {
  const { say, href, locale } = visit
  const base = `/console/events/${event.id}`
  return (
    <>
      <PageHead
        {...rest}
        title={title}
        crumbs={{
          label: say('kernel.you_are_here'),
          trail: [
            { label: say('registration.events'), href: href('/console/events') },
            { label: pick(event.title, locale).value, href: href(base) },
            ...trail,
            { label: title },
          ],
        }}
      />
      {trail.length === 0 && (
        <Tabs
          label={say('registration.sections')}
          tabs={sections.map((each) => ({
            href: href(`${base}/${each}`),
            label: say(`registration.section_${each}`),
            current: each === section,
          }))}
        />
      )}
    </>
  )
}

/** Two buttons that move a thing up and down its list. */
export const Order = ({ visit, name, action: to }: { visit: Visit; name: string; action: string }) => (
  <Form inline action={visit.href(to)} label={visit.say('registration.order_of', { name })}>
    {(['up', 'down'] as const).map((way) => (
      <Button
        key={way}
        small
        tone="quiet"
        name="way"
        value={way}
        aria-label={visit.say(`registration.move_${way}`, { name })}
      >
        {way === 'up' ? '↑' : '↓'}
      </Button>
    ))}
  </Form>
)
