import { formatInstant, type Zone, zoneLabel } from '#kernel/time'
import type { Visit } from '#platform/http'
import { At, Notice, Steps } from '#ui'
import type { Brokerage } from '../model.ts'
import { phases } from '../model.ts'
import { doingIn, nextPhase, phaseAt } from './rules.ts'

/** What the banner needs to know of a brokerage. */
export type Shown = Pick<Brokerage, 'begins' | 'closedAt' | 'release'>

/**
 * Where the meetings are, for everybody and on every page of theirs: the phases with their dates, what there is to do
 * now, and what comes next and when.
 */
export function PhaseBanner({
  visit,
  brokerage,
  zone,
  side,
}: {
  visit: Visit
  brokerage: Shown
  zone: Zone
  /** Who reads it: what there is to do is another thing for the desk. */
  side: 'party' | 'desk'
}) {
  const { say, locale } = visit
  const { begins } = brokerage
  const at = visit.use.now()
  if (brokerage.closedAt !== null)
    return (
      <Notice tone="warn" title={say('meetings.closed_title')}>
        <p>{say(`meetings.closed_${side}`)}</p>
      </Notice>
    )
  const now = phaseAt(brokerage, at)
  const next = nextPhase(brokerage, at)
  const reached = now === null ? -1 : phases.indexOf(now)
  const stateOf = (index: number) => (index < reached ? 'done' : index === reached ? 'now' : 'todo')
  return (
    <>
      <Steps
        phases
        label={say('meetings.phases')}
        steps={phases.map((phase, index) => ({
          title: say(`meetings.phase_${phase}`),
          state: stateOf(index),
          stateLabel: say(`meetings.phase_is_${stateOf(index)}`),
          // The day alone, so that all five stand in one row; the hour of the next one is told below.
          text: formatInstant(begins[phase], zone, locale, 'day'),
        }))}
      />
      <Notice
        title={say('meetings.phase_now', {
          phase: say(now === null ? 'meetings.phase_soon' : `meetings.phase_${now}`),
        })}
      >
        <p>{say(`meetings.now_${side}_${doingIn(now, brokerage)}`)}</p>
        {next === null ? (
          <p>{say('meetings.dates_in', { zone: zoneLabel(zone, begins.done, locale) })}</p>
        ) : (
          <p>
            {say('meetings.next_phase', { phase: say(`meetings.phase_${next.phase}`) })}{' '}
            <At visit={visit} at={next.at} zone={zone} />
          </p>
        )}
      </Notice>
    </>
  )
}
