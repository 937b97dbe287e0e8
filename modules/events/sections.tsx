import type { VNode } from 'preact'
import type { Edition } from '#modules/programme'
import type { Station } from '#modules/stations'
import type { Visit } from '#platform/http'
import { LinkButton, Section } from '#ui'
import { EventCards } from './pages/parts.tsx'
import { listPublic } from './queries.ts'

const most = 6

/** The next events of an edition, for the programme's public pages; what is over gives way to what comes. */
export async function editionEvents(
  visit: Visit,
  edition: Edition,
  station: Station | null = null,
): Promise<VNode | null> {
  const { events, venues } = await visit.use.ask(listPublic, {
    edition: edition.slug,
    stationId: station?.id ?? null,
  })
  if (events.length === 0) return null
  const now = visit.use.now()
  const coming = events.filter((event) => event.endsAt > now)
  const shown = [...coming, ...events.filter((event) => event.endsAt <= now)].slice(0, most)
  return (
    <Section
      title={visit.say('events.section_title')}
      actions={
        <LinkButton href={visit.href(`/editions/${edition.slug}/events`)}>
          {visit.say('events.more')}
        </LinkButton>
      }
    >
      <EventCards visit={visit} edition={edition} events={shown} venues={venues} dated />
    </Section>
  )
}
