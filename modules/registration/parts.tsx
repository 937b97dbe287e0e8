import { type Actor, holds } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { type Event, EventId } from '#modules/events'
import type { Visit } from '#platform/http'
import { Badge, Button, Form, Lasting, Notice, PageHead, Tabs, type Tone } from '#ui'
import type { RegistrationState } from './model.ts'

/** Who may come to the pages of registration at all; what they see there is the use cases' matter. */
export const staff = (actor: Actor) =>
  holds(actor, 'administrator', 'organiser', 'registration_desk', 'auditor', 'station_lead', 'station_staff')

export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

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

/** From when to when an event lasts, at its place and in the reader's own zone. */
export const EventWhen = ({
  visit,
  event,
}: {
  visit: Visit
  event: Pick<Event, 'startsAt' | 'endsAt' | 'zone'>
}) => <Lasting visit={visit} start={event.startsAt} end={event.endsAt} zone={event.zone} />

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
  event: Pick<Event, 'id' | 'title' | 'state'>
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
      {event.state === 'draft' && <Notice tone="info">{say('registration.event_draft')}</Notice>}
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
