import { displayName, type PersonName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, type Zone } from '#kernel/time'
import type { Event } from '#modules/events'
import type { Visit } from '#platform/http'
import { PageHead, Tabs } from '#ui'
import type { Meeting, Party, PartyId, Slot } from '../../model.ts'
import { PhaseBanner, type Shown } from '../../phases/banner.tsx'
import type { SeatedTable, Stage } from '../model.ts'

export { eventIn, staff as atDesk } from '../../parts.tsx'

export const deskPath = '/console/events/:event/meetings'

export const pathOf = (event: Pick<Event, 'id'>, section: string) =>
  `/console/events/${event.id}/meetings/${section}`

const sections = ['timetable', 'runs', 'release', 'market', 'held', 'print'] as const
export type DeskSection = (typeof sections)[number]

/** The head of each page of the meetings' desk, and its neighbours. */
export function TimetableHead({
  visit,
  event,
  brokerage,
  section,
  ...rest
}: { visit: Visit; event: Event; brokerage: Shown; section: DeskSection } & Pick<
  Parameters<typeof PageHead>[0],
  'lead' | 'actions' | 'badge'
>) {
  const { say, href, locale } = visit
  return (
    <>
      <PageHead
        {...rest}
        title={say(`timetable.section_${section}`)}
        kicker={pick(event.title, locale).value}
        crumbs={{
          label: say('kernel.you_are_here'),
          trail: [
            { label: say('timetable.events'), href: href('/console/events') },
            { label: pick(event.title, locale).value, href: href(`/console/events/${event.id}`) },
            { label: say('meetings.title'), href: href(`/console/events/${event.id}/meetings`) },
            { label: say(`timetable.section_${section}`) },
          ],
        }}
      />
      <Tabs
        label={say('timetable.sections')}
        tabs={sections.map((each) => ({
          href: href(pathOf(event, each)),
          label: say(`timetable.section_${each}`),
          current: each === section,
        }))}
      />
      <PhaseBanner visit={visit} brokerage={brokerage} zone={event.zone} side="desk" />
    </>
  )
}

/** Two days or more: the day stands before the clock. */
const severalDays = (slots: readonly Pick<Slot, 'startsAt'>[], zone: Zone) =>
  new Set(slots.map(({ startsAt }) => formatInstant(startsAt, zone, 'en', 'date'))).size > 1

/** A slot as the head of a column: its clock, and the day where there are several. */
export function slotLabel(
  visit: Pick<Visit, 'locale'>,
  slots: readonly Slot[],
  slot: Slot,
  zone: Zone,
): string {
  return slotLabels(visit, slots, zone)[slots.findIndex(({ id }) => id === slot.id)] ?? ''
}

/** All slots as heads of columns, in their order. */
export function slotLabels(visit: Pick<Visit, 'locale'>, slots: readonly Slot[], zone: Zone): string[] {
  const days = severalDays(slots, zone)
  return slots.map(({ startsAt }) => {
    const clock = formatInstant(startsAt, zone, visit.locale, 'time')
    return days ? `${formatInstant(startsAt, zone, visit.locale, 'day')} ${clock}` : clock
  })
}

/** What of the board is looked at; anything else in the address is left behind. */
export function boardSearch(
  search: URLSearchParams,
  change: Readonly<Record<string, string>> = {},
): URLSearchParams {
  const kept = new URLSearchParams()
  for (const name of ['view', 'q', 'group', 'page']) {
    const value = change[name] ?? search.get(name) ?? ''
    if (value !== '') kept.set(name, value.slice(0, 200))
  }
  return kept
}

/** Whoever meets: the person, and for whom. */
export function partyLabel(
  visit: Pick<Visit, 'locale' | 'say'>,
  { parties }: { parties: readonly Pick<Party, 'id' | 'organisation'>[] },
  names: ReadonlyMap<PartyId, PersonName>,
  id: PartyId,
): string {
  const name = names.get(id)
  const shown = name ? displayName(name, visit.locale) : visit.say('timetable.somebody')
  const organisation = parties.find((party) => party.id === id)?.organisation ?? ''
  return organisation === '' ? shown : visit.say('timetable.person_of', { name: shown, organisation })
}

/** The columns by which every list of meetings at the desk begins: the two, and when. */
export function whoAndWhen<Row extends Pick<Meeting, 'a' | 'b' | 'slotId'>>(
  visit: Visit,
  { slots }: Pick<Stage, 'slots'>,
  zone: Zone,
  label: (id: PartyId) => string,
) {
  const { say } = visit
  const clocks = slotLabels(visit, slots, zone)
  const clockOf = new Map(slots.map(({ id }, index) => [id, clocks[index]]))
  return [
    {
      key: 'pair',
      label: say('timetable.person'),
      main: true,
      cell: ({ a, b }: Row) => say('timetable.two', { one: label(a), other: label(b) }),
    },
    { key: 'slot', label: say('kernel.when'), cell: ({ slotId }: Row) => clockOf.get(slotId) ?? '' },
  ]
}

export const tableLabel = (visit: Pick<Visit, 'say'>, table: Pick<SeatedTable, 'name'>) =>
  visit.say('timetable.table', { name: table.name })
