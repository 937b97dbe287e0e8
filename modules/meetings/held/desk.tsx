import { page, type Route } from '#platform/http'
import { Badge, EmptyState, Section, Stat, Table, Tiles, type Tone } from '#ui'
import { nextSteps, type PartyId } from '../model.ts'
import {
  atDesk,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  TimetableHead,
  whoAndWhen,
} from '../timetable/pages/parts.tsx'
import { readHeld } from './queries.ts'
import { noShows, type Verdict, verdict } from './rules.ts'

const tones: Record<Verdict, Tone> = { held: 'good', not_held: 'bad', unanswered: 'warn', open: 'plain' }

export const heldPage: Route = page({
  path: `${deskPath}/held`,
  who: atDesk,
  show: async (visit) => {
    const { say, href } = visit
    const { event, brokerage, stage, names, meetings, steps, figures, may } = await visit.use.ask(readHeld, {
      eventId: eventIn(visit),
    })
    const label = (id: PartyId) => partyLabel(visit, stage, names, id)
    const now = visit.use.now()
    const begun = meetings.filter(({ state, startsAt }) => state === 'booked' && startsAt <= now)
    return {
      title: say('timetable.section_held'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={brokerage}
            section="held"
            lead={say('held.desk_lead')}
          />
          <Tiles>
            <Stat label={say('held.figure_booked')} value={figures.booked} />
            <Stat label={say('held.figure_held')} value={figures.held} note={say('held.figure_held_note')} />
            <Stat label={say('held.figure_no_show')} value={figures.noShows} />
            <Stat
              label={say('held.figure_answered')}
              value={say('held.of', { part: figures.answered, whole: figures.begun })}
            />
          </Tiles>
          <Section title={say('held.steps')}>
            <Tiles>
              {nextSteps.map((step) => (
                <Stat
                  key={step}
                  label={say(`held.step_${step}`)}
                  value={steps.filter((each) => each.step === step).length}
                  note={say('held.of_them_done', {
                    count: steps.filter((each) => each.step === step && each.doneAt !== null).length,
                  })}
                />
              ))}
            </Tiles>
          </Section>
          <Section title={say('held.meetings')}>
            <Table
              caption={say('held.meetings')}
              hideCaption
              rows={begun.slice(0, 1000)}
              rowKey={({ id }) => id}
              href={({ a }) => (may.serve ? href(`${pathOf(event, 'market')}/${a}`) : undefined)}
              empty={
                <EmptyState icon="time" title={say('held.none')}>
                  {say('held.none_text')}
                </EmptyState>
              }
              columns={[
                ...whoAndWhen<(typeof begun)[number]>(visit, stage, event.zone, label),
                {
                  key: 'state',
                  label: say('kernel.status'),
                  cell: (meeting) => {
                    const result = verdict(meeting, meeting.said, now)
                    return <Badge tone={tones[result]}>{say(`held.verdict_${result}`)}</Badge>
                  },
                },
                {
                  key: 'absent',
                  label: say('held.absent'),
                  cell: (meeting) => noShows(meeting, meeting.said).map(label).join(say('kernel.list_comma')),
                },
              ]}
            />
          </Section>
        </>
      ),
    }
  },
})
