import { bothIn, type FormState, form, numberIn, type Route, type Visit } from '#platform/http'
import {
  BilingualField,
  Button,
  Checkbox,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  Notice,
  Section,
  Stat,
  Steps,
  Tiles,
} from '#ui'
import { may } from '../../access.ts'
import { readDesk } from '../../parties/queries.ts'
import { DeskHead, deskPath, eventIn, staff } from '../../parts.tsx'
import { nextPhase, phaseAt } from '../../phases/rules.ts'
import { checkReady, type ReadyCheck } from '../../ready/problem.ts'
import { standings, standsAt } from '../../ready/rules.ts'
import { moveOn, moveSlots, openBrokerage } from '../commands.ts'
import { daysToEvent, slotsAway } from '../rules.ts'

type Loaded = Awaited<ReturnType<typeof load>>
type Desk = NonNullable<Loaded['desk']>
const load = (visit: Visit) => visit.use.ask(readDesk, { eventId: eventIn(visit) })

/** Where each thing that a run needs is put right. */
const placeOf: Readonly<Record<ReadyCheck, 'groups' | 'slots' | 'tables' | 'parties' | 'wishes'>> = {
  groups: 'groups',
  pairings: 'groups',
  slots: 'slots',
  tables: 'tables',
  open_tables: 'tables',
  parties: 'parties',
  wishes: 'wishes',
}

function Opening({ visit, event, state }: { visit: Visit; event: Loaded['event']; state: FormState }) {
  const { say, href, actor } = visit
  if (!may.manage(actor, event))
    return <EmptyState title={say('meetings.none_open')}>{say('meetings.none_open_text')}</EmptyState>
  return (
    <Section title={say('meetings.open_title')} lead={say('meetings.open_lead')}>
      <Form action={href(deskPath(event))} of={state} send={say('meetings.open')}>
        <Checkbox
          of={state}
          name="usualGroups"
          label={say('meetings.usual_groups')}
          hint={say('meetings.usual_groups_hint')}
          checked
        />
      </Form>
    </Section>
  )
}

/** The next phase now, with the reason that everybody will read. */
function MoveOn({ visit, loaded, state }: { visit: Visit; loaded: Loaded; state: FormState }) {
  const { say, href, actor } = visit
  const { event, desk } = loaded
  const next = desk && nextPhase(desk.setUp.brokerage, visit.use.now())
  if (!next || !may.manage(actor, event)) return null
  const phase = say(`meetings.phase_${next.phase}`)
  return (
    <Section title={say('meetings.move_on_title', { phase })} lead={say('meetings.move_on_lead')}>
      <Form action={href(deskPath(event))}>
        <BilingualField
          of={state}
          name="reason"
          label={say('kernel.reason')}
          hint={say('meetings.reason_hint')}
          required
          maxlength={500}
        />
        <FormActions>
          <Button>{say('meetings.move_on', { phase })}</Button>
        </FormActions>
      </Form>
    </Section>
  )
}

/** The event has other dates than its slots: one button brings them along. */
function Away({ visit, loaded }: { visit: Visit; loaded: Loaded }) {
  const { say, href, actor } = visit
  const { event, desk } = loaded
  const slots = desk?.setUp.slots ?? []
  const count = slotsAway(slots, event).length
  if (count === 0) return null
  const days = daysToEvent(slots, event)
  return (
    <Notice tone="warn" title={say('meetings.slots_away', { count })}>
      <p>{say('meetings.slots_away_text')}</p>
      {may.manage(actor, event) && days !== 0 && (
        <Form inline action={href(deskPath(event))} hidden={{ days: String(days) }}>
          <Button>{say('meetings.move_slots', { days })}</Button>
        </Form>
      )}
    </Notice>
  )
}

function Overview({ visit, loaded, state }: { visit: Visit; loaded: Loaded; state: FormState }) {
  const { say, href } = visit
  const { event, desk } = loaded
  if (!desk) return null
  const { setUp, parties, wishes, busy } = desk
  const all = standings(parties, wishes, busy)
  const stat = (key: string, value: number, page: string) => (
    <Stat
      label={say(`meetings.stat_${key}`)}
      value={value}
      href={href(deskPath(event, page))}
      open={say('meetings.open_list')}
    />
  )
  return (
    <>
      <ErrorSummary title={state.refusal} problems={state.problems} />
      <Away visit={visit} loaded={loaded} />
      <Tiles>
        {stat('parties', parties.length, 'parties')}
        {stat('ready', all.filter((one) => standsAt(one, 'ready')).length, 'parties?at=ready')}
        {stat('wishes', wishes.filter(({ kind }) => kind !== 'no').length, 'wishes')}
        {stat('seats', setUp.slots.length * setUp.tables.length, 'tables')}
      </Tiles>
      {phaseAt(setUp.brokerage, visit.use.now()) === 'done' ? (
        <FormActions>
          <LinkButton tone="primary" href={href(deskPath(event, 'held'))}>
            {say('timetable.section_held')}
          </LinkButton>
        </FormActions>
      ) : (
        <BeforeRun visit={visit} event={event} desk={desk} />
      )}
      <MoveOn visit={visit} loaded={loaded} state={state} />
    </>
  )
}

/** What a run needs, each with the way to where it is put right; once all is there, the way on. */
function BeforeRun({ visit, event, desk }: { visit: Visit; event: Loaded['event']; desk: Desk }) {
  const { say, href, actor } = visit
  const { setUp } = desk
  const checks = checkReady(desk)
  return (
    <Section
      title={say('meetings.before_run')}
      lead={say('meetings.before_run_lead')}
      actions={
        checks.every(({ done }) => done) &&
        may.manage(actor, event) && (
          <LinkButton tone="primary" href={href(deskPath(event, 'runs'))}>
            {say('meetings.to_runs')}
          </LinkButton>
        )
      }
    >
      <Steps
        label={say('meetings.before_run')}
        steps={checks.map(({ key, done }) => ({
          title: say(`meetings.check_${key}`),
          // Of tables that are all closed only where there are some.
          text:
            done || (key === 'open_tables' && setUp.tables.length === 0)
              ? undefined
              : say(`meetings.not_ready_${key}`),
          state: done ? 'done' : 'todo',
          stateLabel: say(done ? 'meetings.phase_is_done' : 'meetings.phase_is_todo'),
          href: href(deskPath(event, placeOf[key])),
        }))}
      />
    </Section>
  )
}

export const overviewPage: Route = form({
  path: '/console/events/:event/meetings',
  who: staff,
  load,
  view: (visit, loaded, state) => {
    const { say, href, actor } = visit
    const { event, desk } = loaded
    const title = say('meetings.title')
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: desk ? (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={desk.setUp.brokerage}
            page=""
            title={title}
            lead={say('meetings.desk_lead')}
            actions={
              may.manage(actor, event) && (
                <LinkButton href={href(deskPath(event, 'phases'))}>{say('meetings.change_dates')}</LinkButton>
              )
            }
          />
          {event.state === 'draft' && <Notice tone="warn">{say('meetings.event_draft')}</Notice>}
          <Overview visit={visit} loaded={loaded} state={state} />
        </>
      ) : (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={null}
            page=""
            title={title}
            lead={say('meetings.lead')}
            tabs={false}
          />
          <Opening visit={visit} event={event} state={state} />
        </>
      ),
    }
  },
  submit: async (visit, values, { event, desk }) => {
    if (!desk) {
      await visit.use.run(openBrokerage, { eventId: event.id, usualGroups: values.flag('usualGroups') })
      return { to: deskPath(event), told: 'meetings.told_open' }
    }
    const days = numberIn(values, 'days')
    if (days !== null) {
      await visit.use.run(moveSlots, { eventId: event.id, days })
      return { to: deskPath(event), told: 'meetings.told_slots_moved' }
    }
    await visit.use.run(moveOn, { eventId: event.id, reason: bothIn(values, 'reason') })
    return { to: deskPath(event), told: 'meetings.told_moved_on' }
  },
})
