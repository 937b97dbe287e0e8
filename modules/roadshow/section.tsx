import type { VNode } from 'preact'
import { pick } from '#kernel/text'
import type { Event } from '#modules/events'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { At, Card, Section, Tiles } from '#ui'
import type { Roadshow } from './model.ts'
import { hallPath } from './pages/paths.ts'
import { listOfEvent } from './queries.ts'

/** The roadshows of an event with the way in, each by an address of its own. */
function List({
  visit,
  zone,
  roadshows,
  wayTo,
}: {
  visit: Visit
  zone: Event['zone']
  roadshows: readonly Roadshow[]
  wayTo(roadshow: Roadshow): string
}) {
  const { say, href, locale } = visit
  return (
    <Section title={say('roadshow.section_title')}>
      <Tiles wide>
        {roadshows.map((roadshow) => (
          <Card
            key={roadshow.id}
            title={pick(roadshow.title, locale).value}
            href={href(wayTo(roadshow))}
            meta={say(`roadshow.line_${roadshow.state}`)}
          >
            <p>
              <At visit={visit} at={roadshow.startsAt} zone={zone} />
            </p>
          </Card>
        ))}
      </Tiles>
    </Section>
  )
}

/** On the event's public page. */
export async function eventRoadshows(visit: Visit, _edition: Edition, event: Event): Promise<VNode | null> {
  if (event.state !== 'released') return null
  const roadshows = await visit.use.ask(listOfEvent, { eventId: event.id })
  if (roadshows.length === 0) return null
  return <List visit={visit} zone={event.zone} roadshows={roadshows} wayTo={(each) => hallPath(each)} />
}

/** On a guest's own page: the personal link is the way to the own vote. */
export async function ownRoadshows(visit: Visit, event: Event, token: string): Promise<VNode | null> {
  if (event.state !== 'released') return null
  const roadshows = await visit.use.ask(listOfEvent, { eventId: event.id })
  if (roadshows.length === 0) return null
  const wayTo = (each: Roadshow) => `${hallPath(each, 'by')}/${token}`
  return <List visit={visit} zone={event.zone} roadshows={roadshows} wayTo={wayTo} />
}
