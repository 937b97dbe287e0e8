import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { type FormValues, file, form, type Route, type Visit } from '#platform/http'
import { ErrorSummary, LinkButton, PageHead, Section, Split } from '#ui'
import { moderate } from '../commands/questions.ts'
import * as run from '../commands/run.ts'
import { EntryId, QuestionId, type RoadshowId } from '../model.ts'
import { type Desk, readDesk } from '../queries.ts'
import { tellingGap, topicOf } from '../store/roadshow.ts'
import { CallList, Control, Moderation } from './control.tsx'
import {
  ClockFace,
  clockWords,
  html,
  Now,
  Outcome,
  Part,
  partsOf,
  roadshowIn,
  Stage,
  Votes,
} from './parts.tsx'
import { atDesk, deskPath, hallPath } from './paths.ts'

const deskParts = (visit: Visit, desk: Desk) => ({
  ...partsOf(visit, desk),
  control: html(<Control eyes={visit} desk={desk} />),
  calls: html(<CallList eyes={visit} desk={desk} />),
  moderation: html(<Moderation eyes={visit} desk={desk} />),
})

const idIn = <Id,>(
  values: FormValues,
  name: string,
  schema: { safeParse(value: unknown): { success: true; data: Id } | { success: false } },
): Id => {
  const read = schema.safeParse(values.text(name))
  if (!read.success) throw invalidField(name, 'kernel.field_choose')
  return read.data
}

/** What each button of the desk does. */
const acts: Readonly<
  Record<string, (visit: Visit, roadshowId: RoadshowId, values: FormValues) => Promise<unknown>>
> = {
  open: ({ use }, roadshowId) => use.run(run.openRoadshow, { roadshowId }),
  call: ({ use }, roadshowId, values) =>
    use.run(run.callOn, { roadshowId, entryId: idIn(values, 'entry', EntryId) }),
  start: ({ use }, roadshowId) => use.run(run.moveClock, { roadshowId, move: { kind: 'start' } }),
  stop: ({ use }, roadshowId) => use.run(run.moveClock, { roadshowId, move: { kind: 'stop' } }),
  questions: ({ use }, roadshowId) =>
    use.run(run.moveClock, { roadshowId, move: { kind: 'to', segment: 'questions' } }),
  extend: ({ use }, roadshowId, values) =>
    use.run(run.moveClock, {
      roadshowId,
      move: { kind: 'extend', seconds: Number(values.text('seconds')) || 30 },
    }),
  close: ({ use }, roadshowId) => use.run(run.closeVoting, { roadshowId }),
  freeze: ({ use }, roadshowId) => use.run(run.freezeResult, { roadshowId }),
  reveal: ({ use }, roadshowId, values) =>
    use.run(run.revealNext, { roadshowId, step: Number(values.text('step')) }),
  finish: ({ use }, roadshowId) => use.run(run.finishRoadshow, { roadshowId }),
  moderate: ({ use }, roadshowId, values) =>
    use.run(moderate, {
      roadshowId,
      questionId: idIn(values, 'question', QuestionId),
      state: stateIn(values),
    }),
}

const stateIn = (values: FormValues) => {
  const state = (['open', 'answered', 'declined'] as const).find((each) => each === values.text('state'))
  if (!state) throw invalidField('state', 'kernel.field_choose')
  return state
}

const hostPage: Route = form<Desk>({
  path: '/console/roadshows/:roadshow/host',
  who: atDesk,
  load: (visit) => visit.use.ask(readDesk, { roadshowId: roadshowIn(visit) }),
  view: (visit, desk, state) => {
    const { say, href, locale, use } = visit
    const { roadshow, event } = desk
    const title = pick(roadshow.title, locale).value
    return {
      title: say('roadshow.host_title', { title }),
      shell: 'console',
      current: '/console/events',
      screen: true,
      islands: ['roadshow'],
      body: (
        <div
          data-island="roadshow"
          data-live={href(`${deskPath(roadshow, 'live')}`)}
          data-now={use.now()}
          data-words={JSON.stringify(clockWords(visit))}
        >
          <PageHead
            title={title}
            kicker={pick(event.title, locale).value}
            badge={
              <span data-part="stage">
                <Stage eyes={visit} hall={desk} />
              </span>
            }
            actions={
              <>
                <LinkButton href={href(deskPath(roadshow))}>{say('roadshow.set_up')}</LinkButton>
                <LinkButton href={href(hallPath(roadshow, 'stage'))}>
                  {say('roadshow.screen_stage')}
                </LinkButton>
                <LinkButton href={href(hallPath(roadshow, 'wall'))}>{say('roadshow.screen_wall')}</LinkButton>
                <LinkButton href={href(hallPath(roadshow))}>{say('roadshow.screen_audience')}</LinkButton>
              </>
            }
          />
          <p class="hint" role="status" data-connection />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Split
            aside={
              <>
                <Section title={say('roadshow.order')}>
                  <Part name="calls">
                    <CallList eyes={visit} desk={desk} />
                  </Part>
                </Section>
                <Section id="questions" title={say('roadshow.questions')}>
                  <Part name="moderation">
                    <Moderation eyes={visit} desk={desk} />
                  </Part>
                </Section>
              </>
            }
          >
            <Section>
              <Part name="now" class="now">
                <Now eyes={visit} hall={desk} />
              </Part>
              <ClockFace visit={visit} hall={desk} />
              <Part name="control" class="control">
                <Control eyes={visit} desk={desk} />
              </Part>
              <Part name="votes" class="hint">
                <Votes eyes={visit} hall={desk} />
              </Part>
              <Part name="result">
                <Outcome eyes={visit} hall={desk} />
              </Part>
            </Section>
          </Split>
        </div>
      ),
    }
  },
  submit: async (visit, values, { roadshow }) => {
    const which = values.text('act')
    const act = acts[which]
    if (!act) throw invalidField('act', 'kernel.field_choose')
    await act(visit, roadshow.id, values)
    // Whoever goes through questions on a phone stays at them.
    return { to: `${deskPath(roadshow, 'host')}${which === 'moderate' ? '#questions' : ''}` }
  },
})

const followDesk: Route = file({
  path: '/console/roadshows/:roadshow/live',
  who: atDesk,
  send: async (visit) => {
    const roadshowId = roadshowIn(visit)
    const ask = () => visit.use.ask(readDesk, { roadshowId })
    const { may } = await ask()
    return visit.follow({
      name: topicOf(roadshowId),
      // Whoever may only look has no buttons.
      gap: tellingGap,
      view: `desk-${may.host ? 'host' : 'see'}-${visit.locale}`,
      read: async () => deskParts(visit, await ask()),
    })
  },
})

export const hostRoutes: readonly Route[] = [hostPage, followDesk]
