import { displayName, type PersonName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, type Zone } from '#kernel/time'
import type { Event } from '#modules/events'
import type { Visit } from '#platform/http'
import { PageHead, Tabs } from '#ui'
import type { PartyId, Slot } from '../../model.ts'
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
  section,
  ...rest
}: { visit: Visit; event: Event; section: DeskSection } & Pick<
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
          label: say('timetable.you_are_here'),
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
  const clock = formatInstant(slot.startsAt, zone, visit.locale, 'time')
  return severalDays(slots, zone)
    ? `${formatInstant(slot.startsAt, zone, visit.locale, 'day')} ${clock}`
    : clock
}

/** Whoever meets: the person, and for whom. */
export function partyLabel(
  visit: Pick<Visit, 'locale' | 'say'>,
  stage: Pick<Stage, 'parties'>,
  names: ReadonlyMap<PartyId, PersonName>,
  id: PartyId,
): string {
  const name = names.get(id)
  const shown = name ? displayName(name, visit.locale) : visit.say('timetable.somebody')
  const organisation = stage.parties.find((party) => party.id === id)?.organisation ?? ''
  return organisation === '' ? shown : visit.say('timetable.person_of', { name: shown, organisation })
}

export const tableLabel = (visit: Pick<Visit, 'say'>, table: Pick<SeatedTable, 'name'>) =>
  visit.say('timetable.table', { name: table.name })
