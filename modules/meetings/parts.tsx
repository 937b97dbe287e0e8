import type { Actor } from '#kernel/access'
import { holds } from '#kernel/access'
import { notFound } from '#kernel/errors'
import type { Locale } from '#kernel/locale'
import { displayName, type PersonName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, type Interval, type Zone } from '#kernel/time'
import { type Event, EventId } from '#modules/events'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { PageHead, type PageHeadProps, Tabs } from '#ui'
import { PhaseBanner, type Shown } from './phases/banner.tsx'

/** Who may come to the desk's pages at all; what they see there is the use cases' matter. */
export const staff = (actor: Actor) =>
  holds(actor, 'administrator', 'organiser', 'registration_desk', 'auditor', 'station_lead', 'station_staff')

export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

/** The event of a public address. */
export const addressIn = ({ params }: Visit) => ({
  edition: params.edition ?? '',
  event: params.event ?? '',
})

/** A name as it is read in a list, the other script beside it; somebody unnamed has no name. */
export const nameText = (name: PersonName | undefined, locale: Locale): string =>
  name ? displayName(name, locale, { both: true }) : ''

/** From when to when, as clocks at the place show it; the page says whose zone that is. */
export const clockSpan = ({ start, end }: Interval, zone: Zone, locale: Locale): string =>
  `${formatInstant(start, zone, locale, 'time')}–${formatInstant(end, zone, locale, 'time')}`

type HeadProps = Partial<Pick<PageHeadProps, 'lead' | 'actions' | 'badge' | 'meta'>>
type Trail = readonly { label: string; href?: string }[]

/** Pages of the desk, in the order in which meetings are set up. */
const deskPages = ['', 'groups', 'slots', 'tables', 'parties', 'wishes'] as const
export type DeskPage = (typeof deskPages)[number]

export const deskPath = ({ id }: Pick<Event, 'id'>, page: DeskPage | string = '') =>
  `/console/events/${id}/meetings${page === '' ? '' : `/${page}`}`

/** The head of every page of the desk: whose meetings, the pages beside this one, and where the meetings are. */
export function DeskHead({
  visit,
  event,
  brokerage,
  page,
  title,
  trail = [],
  tabs = trail.length === 0,
  ...rest
}: {
  visit: Visit
  event: Pick<Event, 'id' | 'title' | 'zone'>
  /** Null while no meetings are open. */
  brokerage: Shown | null
  page: DeskPage
  title: string
  trail?: Trail
  tabs?: boolean
} & HeadProps) {
  const { say, href, locale } = visit
  return (
    <>
      <PageHead
        {...rest}
        title={title}
        crumbs={{
          label: say('kernel.you_are_here'),
          trail: [
            { label: say('meetings.events'), href: href('/console/events') },
            { label: pick(event.title, locale).value, href: href(`/console/events/${event.id}`) },
            ...(page === '' ? [] : [{ label: say('meetings.title'), href: href(deskPath(event)) }]),
            ...trail,
            { label: title },
          ],
        }}
      />
      {tabs && (
        <Tabs
          label={say('meetings.pages')}
          tabs={[
            ...deskPages.map((each) => ({
              href: href(deskPath(event, each)),
              label: say(`meetings.page_${each === '' ? 'overview' : each}`),
              current: each === page,
            })),
            { href: href(deskPath(event, 'timetable')), label: say('meetings.page_timetable') },
          ]}
        />
      )}
      {brokerage && <PhaseBanner visit={visit} brokerage={brokerage} zone={event.zone} side="desk" />}
    </>
  )
}

/** Pages of a party, in the order in which it gets to its meetings. */
const partyPages = ['', 'profile', 'times', 'people'] as const
export type PartyPage = (typeof partyPages)[number]

type Place = { edition: Pick<Edition, 'slug' | 'name'>; event: Pick<Event, 'id' | 'slug' | 'title' | 'zone'> }

export const partyPath = ({ edition, event }: Place, page: PartyPage | string = '') =>
  `/editions/${edition.slug}/events/${event.slug}/meetings${page === '' ? '' : `/${page}`}`

/** The way down to a party's pages, the first of them left out for itself. */
export function partyTrail({ say, href, locale }: Visit, place: Place, isFirst = false): Trail {
  const { edition, event } = place
  return [
    { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
    {
      label: pick(event.title, locale).value,
      href: href(`/editions/${edition.slug}/events/${event.slug}`),
    },
    ...(isFirst ? [] : [{ label: say('meetings.title'), href: href(partyPath(place)) }]),
  ]
}

/** A party's pages side by side, its timetable among them. */
export function PartyTabs({
  visit: { say, href },
  place,
  page,
}: {
  visit: Visit
  place: Place
  page: PartyPage | 'leave' | 'timetable'
}) {
  return (
    <Tabs
      label={say('meetings.pages')}
      tabs={[
        ...partyPages.map((each) => ({
          href: href(partyPath(place, each)),
          label: say(`meetings.own_${each === '' ? 'overview' : each}`),
          current: each === page,
        })),
        {
          href: href(`/timetables/${place.event.id}`),
          label: say('meetings.own_timetable'),
          current: page === 'timetable',
        },
      ]}
    />
  )
}

/** The head of a party's pages, with where the meetings are; whoever takes no part sees the first alone. */
export function PartyHead({
  visit,
  place,
  page,
  title,
  joined,
  ...rest
}: {
  visit: Visit
  place: Place & { brokerage: Shown }
  page: PartyPage | 'leave'
  title: string
  joined: boolean
} & HeadProps) {
  const { say } = visit
  return (
    <>
      <PageHead
        {...rest}
        title={title}
        crumbs={{
          label: say('kernel.you_are_here'),
          trail: [...partyTrail(visit, place, page === ''), { label: title }],
        }}
      />
      {joined && <PartyTabs visit={visit} place={place} page={page} />}
      <PhaseBanner visit={visit} brokerage={place.brokerage} zone={place.event.zone} side="party" />
    </>
  )
}
