import { notFound } from '#kernel/errors'
import { action, file, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Badge,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  RadioGroup,
  Section,
  Table,
  TextInput,
  type Tone,
} from '#ui'
import { RunId } from '../model.ts'
import { Contradictions } from '../timetable/pages/contradictions.tsx'
import { atDesk, deskPath, eventIn, pathOf, TimetableHead } from '../timetable/pages/parts.tsx'
import { readProgress, readRuns } from '../timetable/queries.ts'
import { isPlannable } from '../timetable/rules/phase.ts'
import { cancelRun, startRun } from './commands.ts'
import { type Run, scopes } from './model.ts'
import { changeText, progressText, refresh, UnderWay } from './progress.tsx'
import { isGoing } from './rules/life.ts'
import { runTopic } from './store.ts'

const tones: Record<Run['state'], Tone> = {
  queued: 'info',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'faint',
}

const load = (visit: Visit) => visit.use.ask(readRuns, { eventId: eventIn(visit) })

const runsPage: Route = form({
  path: `${deskPath}/runs`,
  who: atDesk,
  load,
  view: (visit, data, state) => {
    const { event, brokerage, may, runs, notReady, contradictory } = data
    const { say, href } = visit
    const [newest] = runs
    const going = newest && isGoing(newest) ? newest : null
    const plannable = isPlannable(brokerage, visit.use.now())
    return {
      title: say('timetable.section_runs'),
      shell: 'console',
      current: '/console/events',
      islands: going ? ['run'] : [],
      head: refresh(visit, going),
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={brokerage}
            section="runs"
            lead={say('timetable.runs_lead')}
          />
          <ErrorSummary title={state.refusal} problems={contradictory.length > 0 ? [] : state.problems} />
          <Contradictions visit={visit} what="pin" found={contradictory} data={data} />
          {notReady && (
            <Notice tone="warn" title={say('timetable.not_ready')}>
              {say(notReady.code, { ...notReady.details })}
            </Notice>
          )}
          {newest?.state === 'failed' && newest.fault && (
            <Notice tone="error" title={say('timetable.run_failed')}>
              {say(newest.fault)}
            </Notice>
          )}
          {newest?.state === 'done' && (
            <Notice
              tone="success"
              title={say('timetable.run_done')}
              actions={
                <LinkButton tone="primary" href={href(pathOf(event, 'timetable'))}>
                  {say('timetable.open_draft')}
                </LinkButton>
              }
            >
              <p>{progressText(say, newest).value}</p>
              {newest.progress.change && <p>{changeText(say, newest.scope, newest.progress.change)}</p>}
              {newest.progress.change?.unfit !== undefined && (
                <p>{say('timetable.change_unfit', { count: newest.progress.change.unfit })}</p>
              )}
            </Notice>
          )}
          {going && <UnderWay visit={visit} run={going} event={event} />}
          {may.manage && !going && !notReady && contradictory.length === 0 && plannable && (
            <Section title={say('timetable.run_new')}>
              <Form action={href(pathOf(event, 'runs'))} send={say('timetable.run_start')}>
                <RadioGroup
                  name="scope"
                  label={say('timetable.scope')}
                  of={state}
                  value="whole"
                  required
                  options={scopes.map((scope) => ({
                    value: scope,
                    label: say(`timetable.scope_${scope}`),
                    hint: say(`timetable.scope_${scope}_hint`),
                  }))}
                />
                <TextInput
                  name="seconds"
                  label={say('timetable.seconds')}
                  hint={say('timetable.seconds_hint')}
                  of={state}
                  value="30"
                  type="number"
                  min={1}
                  max={600}
                  size="short"
                  required
                />
                <TextInput
                  name="seed"
                  label={say('timetable.seed')}
                  hint={say('timetable.seed_hint')}
                  of={state}
                  value="1"
                  type="number"
                  min={0}
                  size="short"
                  required
                />
              </Form>
            </Section>
          )}
          <Section title={say('timetable.runs_before')}>
            <Table
              caption={say('timetable.runs_before')}
              hideCaption
              rows={runs}
              rowKey={({ id }) => id}
              empty={<p>{say('timetable.runs_none')}</p>}
              columns={[
                {
                  key: 'when',
                  label: say('timetable.asked_at'),
                  main: true,
                  cell: ({ askedAt }) => <At visit={visit} at={askedAt} zone={event.zone} />,
                },
                {
                  key: 'scope',
                  label: say('timetable.scope'),
                  cell: ({ scope }) => say(`timetable.scope_${scope}`),
                },
                {
                  key: 'state',
                  label: say('kernel.status'),
                  cell: (run) => <Badge tone={tones[run.state]}>{say(`timetable.run_${run.state}`)}</Badge>,
                },
                {
                  key: 'reached',
                  label: say('timetable.so_far'),
                  cell: (run) => progressText(say, run).value,
                },
                { key: 'gap', label: say('timetable.how_far'), cell: (run) => progressText(say, run).gap },
              ]}
            />
          </Section>
        </>
      ),
    }
  },
  submit: async (visit, values, { brokerage, event }) => {
    await visit.use.run(startRun, {
      brokerageId: brokerage.id,
      scope: scopes.find((scope) => scope === values.text('scope')) ?? 'whole',
      seconds: values.text('seconds'),
      seed: values.text('seed'),
    })
    return { to: pathOf(event, 'runs'), told: 'timetable.told_run' }
  },
})

const stopRun: Route = action({
  path: `${deskPath}/runs/:run/cancel`,
  who: atDesk,
  submit: async (visit) => {
    const id = RunId.safeParse(visit.params.run)
    if (!id.success) throw notFound()
    await visit.use.run(cancelRun, { runId: id.data })
    return { to: pathOf({ id: eventIn(visit) }, 'runs'), told: 'timetable.told_stopped' }
  },
})

const followRun: Route = file({
  path: `${deskPath}/runs/live`,
  who: atDesk,
  send: async (visit) => {
    const ask = () => visit.use.ask(readProgress, { eventId: eventIn(visit) })
    const { brokerage } = await ask()
    return visit.follow({
      name: runTopic(brokerage.id),
      view: visit.locale,
      read: async () => {
        const { run } = await ask()
        return { run: run ? { id: run.id, state: run.state, ...progressText(visit.say, run) } : null }
      },
    })
  },
})

export const runRoutes: readonly Route[] = [runsPage, followRun, stopRun]
