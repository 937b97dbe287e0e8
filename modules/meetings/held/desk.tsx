import { page, type Route, type Visit } from '#platform/http'
import { Badge, EmptyState, Pager, Section, Stat, Table, Tabs, Tiles, type Tone } from '#ui'
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
import { noShows, type Verdict, verdict, verdicts } from './rules.ts'

const tones: Record<Verdict, Tone> = { held: 'good', not_held: 'bad', unanswered: 'warn', open: 'plain' }

const perPage = 50

/** Which of the meetings are looked at: those of one verdict, or all; by pages. */
function viewOf({ search, href }: Visit, path: string, all: readonly Verdict[]) {
  const only = verdicts.find((each) => each === search.get('only')) ?? null
  const shown = all.flatMap((each, index) => (only === null || each === only ? [index] : []))
  const pages = Math.max(1, Math.ceil(shown.length / perPage))
  const asked = Number(search.get('page') ?? 1)
  const page = Number.isInteger(asked) ? Math.min(Math.max(1, asked), pages) : 1
  const to = (verdictOf: Verdict | null, at = 1) => {
    const next = new URLSearchParams({
      ...(verdictOf === null ? {} : { only: verdictOf }),
      ...(at === 1 ? {} : { page: String(at) }),
    })
    return href(next.size === 0 ? path : `${path}?${next}`)
  }
  return { only, page, pages, to, shown: shown.slice((page - 1) * perPage, page * perPage) }
}

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
    const results = begun.map((meeting) => verdict(meeting, meeting.said, now))
    const view = viewOf(visit, pathOf(event, 'held'), results)
    const rows = view.shown.flatMap((index) => begun[index] ?? [])
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
            {begun.length > 0 && (
              <Tabs
                label={say('held.views')}
                tabs={[
                  {
                    href: view.to(null),
                    label: say('kernel.all'),
                    count: begun.length,
                    current: view.only === null,
                  },
                  ...verdicts.map((each) => ({
                    href: view.to(each),
                    label: say(`held.verdict_${each}`),
                    count: results.filter((result) => result === each).length,
                    current: view.only === each,
                  })),
                ]}
              />
            )}
            <Table
              caption={say('held.meetings')}
              hideCaption
              rows={rows}
              rowKey={({ id }) => id}
              href={({ a }) => (may.serve ? href(`${pathOf(event, 'market')}/${a}`) : undefined)}
              empty={
                begun.length > 0 ? (
                  <p>{say('held.none_of_these')}</p>
                ) : (
                  <EmptyState icon="time" title={say('held.none')}>
                    {say('held.none_text')}
                  </EmptyState>
                )
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
            {view.pages > 1 && (
              <Pager
                label={say('held.pager')}
                summary={say('kernel.page_of', { page: view.page, pages: view.pages })}
                previous={
                  view.page > 1
                    ? { href: view.to(view.only, view.page - 1), label: say('kernel.previous_page') }
                    : undefined
                }
                next={
                  view.page < view.pages
                    ? { href: view.to(view.only, view.page + 1), label: say('kernel.next_page') }
                    : undefined
                }
              />
            )}
          </Section>
        </>
      ),
    }
  },
})
