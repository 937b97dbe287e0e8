import type { Say } from '#kernel/i18n'
import type { Visit } from '#platform/http'
import { Button, DefinitionList, Form, FormActions, Notice, Section } from '#ui'
import { pathOf } from '../timetable/pages/parts.tsx'
import type { Change, Run } from './model.ts'
import { isGoing, isSilent } from './rules/life.ts'

/** What has been reached so far, and how much better it could be at the most. */
export function progressText(
  say: Say,
  { state, progress, answer }: Run,
): { value: string; bound: string; gap: string } {
  const worth = answer?.worth ?? progress.worth
  const bound = answer ? answer.bound : progress.bound
  if (!worth) return { value: say('timetable.nothing_yet'), bound: '', gap: '' }
  const value = say('timetable.worth', { placed: worth.placed, musts: worth.musts, weight: worth.weight })
  if (bound === null || bound === undefined) return { value, bound: say('timetable.no_bound'), gap: '' }
  const gap = bound === 0 ? 0 : Math.max(0, (100 * (bound - worth.weight)) / bound)
  // The bound is one of worth alone: how few the gaps can be is known only when all is proved.
  const proved = answer?.status === 'optimal'
  const noGap = `timetable.gap_none${proved ? '' : isGoing({ state }) ? '_going' : '_left'}`
  return {
    value,
    bound: say('timetable.bound', { bound }),
    gap: gap < 0.05 ? say(noGap) : say('timetable.gap', { gap }),
  }
}

/** What a run changed in the draft; that gaps were filled and nobody was moved is what one asks after filling them. */
export function changeText(say: Say, scope: Run['scope'], change: Change): string {
  const isCalm = change.moved + change.dropped === 0
  const { added, moved, dropped } = change
  return say(`timetable.change_${scope === 'gaps' && isCalm ? 'gaps' : 'whole'}`, { added, moved, dropped })
}

/** Every three seconds without script; with it the page is told. */
export const refresh = (visit: Visit, run: Run | null) =>
  run && isGoing(run) ? (
    <noscript>
      <meta http-equiv="refresh" content={`3;url=${visit.href(visit.path)}`} />
    </noscript>
  ) : undefined

function Progress({ visit, run }: { visit: Visit; run: Run }) {
  const { say } = visit
  const { value, bound, gap } = progressText(say, run)
  return (
    <div aria-live="polite">
      <DefinitionList
        items={[
          { term: say('timetable.so_far'), value: <span data-live="value">{value}</span> },
          { term: say('timetable.at_most'), value: <span data-live="bound">{bound}</span> },
          { term: say('timetable.how_far'), value: <span data-live="gap">{gap}</span> },
        ]}
      />
    </div>
  )
}

/** A run that is queued or searching: how far it is, and how it is stopped. */
export function UnderWay({
  visit,
  run,
  event,
}: {
  visit: Visit
  run: Run
  event: Parameters<typeof pathOf>[0]
}) {
  const { say, href } = visit
  const silent = isSilent(run, visit.use.now())
  return (
    <Section title={say(`timetable.run_${run.state}`)}>
      <div
        data-island="run"
        data-live={href(`${pathOf(event, 'runs')}/live`)}
        data-state={run.state}
        data-run={run.id}
      >
        {silent && <Notice tone="warn">{say('timetable.run_silent')}</Notice>}
        <p>{say(`timetable.scope_${run.scope}_text`, { seconds: run.seconds })}</p>
        <Progress visit={visit} run={run} />
        <Form action={href(`${pathOf(event, 'runs')}/${run.id}/cancel`)}>
          <p class="hint">{say('timetable.run_stop_hint')}</p>
          <FormActions>
            <Button tone="danger">{say('timetable.run_stop')}</Button>
          </FormActions>
        </Form>
      </div>
    </Section>
  )
}
