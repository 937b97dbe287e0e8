import type { VNode } from 'preact'
import type { Event } from '#modules/events'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { At, LinkButton, Section } from '#ui'
import { partyPath } from '../parts.tsx'
import { findPhases } from './queries.ts'
import { doingIn, nextPhase, phaseAt } from './rules.ts'

/** A line on the event's public page: that there are 1:1 meetings, where they are, and the way in. */
export async function meetingsLine(visit: Visit, edition: Edition, event: Event): Promise<VNode | null> {
  const brokerage = await visit.use.ask(findPhases, { eventId: event.id })
  if (!brokerage || event.state !== 'released') return null
  const { say, href } = visit
  const at = visit.use.now()
  const now = phaseAt(brokerage, at)
  const next = nextPhase(brokerage, at)
  return (
    <Section
      title={say('meetings.title')}
      actions={
        <LinkButton href={href(partyPath({ edition, event }))}>{say('meetings.to_meetings')}</LinkButton>
      }
    >
      <p>{say(`meetings.line_${doingIn(now, brokerage)}`)}</p>
      {next && (
        <p>
          {say('meetings.next_phase', { phase: say(`meetings.phase_${next.phase}`) })}{' '}
          <At visit={visit} at={next.at} zone={event.zone} />
        </p>
      )}
    </Section>
  )
}
