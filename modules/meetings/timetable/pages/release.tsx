import { form, type Route, type Visit } from '#platform/http'
import { BilingualField, EmptyState, ErrorSummary, Form, Notice, Section, Stat, Table, Tiles } from '#ui'
import type { PartyId } from '../../model.ts'
import { phaseAt } from '../../phases/rules.ts'
import { releaseTimetable } from '../commands/release.ts'
import type { PartyDifference, Place } from '../model.ts'
import { type Comparison, compareDraft } from '../queries.ts'
import { byParty, isNothing } from '../rules/difference.ts'
import { Contradictions } from './contradictions.tsx'
import { ReleaseLog } from './log.tsx'
import {
  atDesk,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  slotLabel,
  TimetableHead,
  tableLabel,
} from './parts.tsx'

function placeText(visit: Visit, { stage, event }: Comparison, place: Place): string {
  const slot = stage.slots.find(({ id }) => id === place.slotId)
  const table = stage.tables.find(({ id }) => id === place.tableId)
  return slot && table
    ? visit.say('timetable.place', {
        slot: slotLabel(visit, stage.slots, slot, event.zone),
        table: tableLabel(visit, table),
      })
    : ''
}

/** What changes for one party, line by line. */
function Lines({ visit, compared, own }: { visit: Visit; compared: Comparison; own: PartyDifference }) {
  const { say } = visit
  const other = ({ a, b }: { a: PartyId; b: PartyId }) =>
    partyLabel(visit, compared.stage, compared.names, a === own.partyId ? b : a)
  const at = (place: Place) => placeText(visit, compared, place)
  return (
    <ul>
      {own.added.map((each) => (
        <li key={other(each)}>{say('timetable.line_added', { who: other(each), at: at(each) })}</li>
      ))}
      {own.moved.map(({ meeting, to }) => (
        <li key={meeting.id}>
          {say('timetable.line_moved', { who: other(to), was: at(meeting), at: at(to) })}
        </li>
      ))}
      {own.dropped.map((each) => (
        <li key={each.id}>{say('timetable.line_dropped', { who: other(each), at: at(each) })}</li>
      ))}
    </ul>
  )
}

export const releasePage: Route = form<Comparison>({
  path: `${deskPath}/release`,
  who: atDesk,
  load: (visit) => visit.use.ask(compareDraft, { eventId: eventIn(visit) }),
  view: (visit, compared, state) => {
    const { say, href } = visit
    const { event, brokerage, change, releases, stage, names } = compared
    const people = byParty(change)
    const nothing = isNothing(change)
    const over = phaseAt(brokerage, visit.use.now()) === 'done'
    const label = (id: PartyId) => partyLabel(visit, stage, names, id)
    return {
      title: say('timetable.section_release'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={brokerage}
            section="release"
            lead={say('timetable.release_lead')}
          />
          {compared.unfit.length === 0 && <ErrorSummary title={state.refusal} problems={state.problems} />}
          <Contradictions
            visit={visit}
            what="unfit"
            found={compared.unfit}
            data={{ ...stage, event, names }}
          />
          {nothing ? (
            <EmptyState icon="check" title={say('timetable.same')}>
              {say(over ? 'timetable.is_over' : 'timetable.nothing_to_release')}
            </EmptyState>
          ) : (
            <>
              <Tiles>
                <Stat label={say('timetable.added')} value={change.added.length} />
                <Stat label={say('timetable.moved')} value={change.moved.length} />
                <Stat label={say('timetable.dropped')} value={change.dropped.length} />
                <Stat label={say('timetable.kept')} value={change.kept.length} />
              </Tiles>
              {over && <Notice>{say('timetable.is_over')}</Notice>}
              {compared.may.manage && !over && compared.unfit.length === 0 && (
                <Section
                  title={say('timetable.release')}
                  lead={say('timetable.release_text', { count: people.length })}
                >
                  <Form
                    action={href(pathOf(event, 'release'))}
                    hidden={{ after: brokerage.release }}
                    send={say('timetable.release')}
                  >
                    <BilingualField
                      name="note"
                      label={say('timetable.note')}
                      hint={say('timetable.note_hint')}
                      of={state}
                      rows={2}
                      maxlength={2000}
                    />
                  </Form>
                </Section>
              )}
              <Section title={say('timetable.changes')}>
                <Table
                  caption={say('timetable.changes')}
                  hideCaption
                  rows={people.slice(0, 1000)}
                  rowKey={({ partyId }) => partyId}
                  columns={[
                    {
                      key: 'who',
                      label: say('timetable.person'),
                      main: true,
                      cell: ({ partyId }) => label(partyId),
                    },
                    {
                      key: 'what',
                      label: say('timetable.what_changes'),
                      cell: (own) => <Lines visit={visit} compared={compared} own={own} />,
                    },
                  ]}
                />
              </Section>
            </>
          )}
          <ReleaseLog visit={visit} releases={releases} zone={event.zone} />
        </>
      ),
    }
  },
  submit: async (visit, values, { brokerage, event }) => {
    await visit.use.run(releaseTimetable, {
      brokerageId: brokerage.id,
      after: values.text('after'),
      note: { en: values.text('note.en'), zh: values.text('note.zh') },
    })
    return { to: pathOf(event, 'release'), told: 'timetable.told_released' }
  },
})
