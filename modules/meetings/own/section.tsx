import type { VNode } from 'preact'
import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { pick } from '#kernel/text'
import { EventId, findEvent } from '#modules/events'
import { findEdition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { Card, Said, Section, Tiles } from '#ui'
import { isStanding } from '../market/rules/asking.ts'
import type { Party } from '../model.ts'
import { partiesOfPerson } from '../parties/store.ts'
import { partyPath } from '../parts.tsx'
import { doingIn, phaseAt } from '../phases/rules.ts'
import { brokerageById } from '../setup/store.ts'
import { meetingsWith } from '../timetable/store/meeting.ts'

async function partIn(tx: Tx, party: Party) {
  const brokerage = await brokerageById(tx, party.brokerageId)
  const event = brokerage && (await findEvent(tx, EventId.parse(brokerage.eventId)))
  const edition = event && (await findEdition(tx, event.editionId))
  if (!brokerage || !event || !edition) return []
  const standing = (await meetingsWith(tx, party.id)).filter(isStanding)
  const waiting = standing.filter(({ state, proposedBy }) => state === 'proposed' && proposedBy !== party.id)
  return [{ brokerage, event, edition, meetings: standing.length, waiting: waiting.length }]
}

/** Where whoever asks takes part in 1:1 meetings, the latest event first. */
const listMine = query({
  name: 'meetings.mine',
  input: z.object({}),
  reach: beyond(
    'phases and tables are not a person’s own rows; only where the asker takes part is given out',
  ),
  load: async (tx, _input, { actor }) => {
    const personId = personIdOf(actor)
    const parties = personId === null ? [] : await partiesOfPerson(tx, personId)
    const parts = await Promise.all(parties.map((party) => partIn(tx, party)))
    return parts.flat().sort((one, other) => (one.event.startsAt > other.event.startsAt ? -1 : 1))
  },
  allow: signedIn,
})

/** On a person’s own page: their 1:1 meetings, each event with its phase and what waits for an answer. */
export async function myMeetings(visit: Visit): Promise<VNode | null> {
  const { say, href, locale, use } = visit
  const mine = await use.ask(listMine, {})
  if (mine.length === 0) return null
  return (
    <Section title={say('meetings.title')}>
      <Tiles wide>
        {mine.map(({ brokerage, event, edition, meetings, waiting }) => {
          const phase = phaseAt(brokerage, use.now())
          const timetable = brokerage.release > 0 && phase !== 'profile' && phase !== 'wish'
          return (
            <Card
              key={event.id}
              kicker={say(`meetings.phase_${phase ?? 'profile'}`)}
              title={<Said text={event.title} locale={locale} />}
              href={href(timetable ? `/timetables/${event.id}` : partyPath({ edition, event }))}
              meta={pick(edition.name, locale).value}
            >
              <p>
                {timetable
                  ? say('own.lead', { count: meetings })
                  : say(`meetings.now_party_${doingIn(phase, brokerage)}`)}
              </p>
              {waiting > 0 && <p>{say('own.waiting', { count: waiting })}</p>}
            </Card>
          )
        })}
      </Tiles>
    </Section>
  )
}
