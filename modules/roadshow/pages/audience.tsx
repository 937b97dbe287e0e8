import type { VNode } from 'preact'
import { invalid, invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { readRegistrationToken } from '#modules/registration'
import { type FormState, type FormValues, form, type Route, type Sheet, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { ErrorSummary, FormActions, LinkButton, Notice, PageHead, Said, Section, Split } from '#ui'
import { inTheHall } from '../access.ts'
import { hallCommands } from '../commands/questions.ts'
import { castVote } from '../commands/vote.ts'
import * as errors from '../errors.ts'
import { EntryId, QuestionId } from '../model.ts'
import { type Hall, hallQueries, type Own, readHall } from '../queries.ts'
import type { By } from '../wire.ts'
import { AskForm, BadgePaper, BallotPaper } from './papers.tsx'
import { ClockFace, Now, Order, Outcome, Part, Questions, roadshowIn, Stage, Votes } from './parts.tsx'
import { hallPath } from './paths.ts'
import { liveRoot } from './screens.tsx'
import { WatchSection } from './watch.tsx'

export type HallPorts = { keys: Keys; meetingHosts: readonly string[] }
type Data = { hall: Hall; own: Own; by: By }

/** What somebody who is in has voted, and the paper to do it with. */
function Vote({ visit, hall, own, by }: { visit: Visit } & Data) {
  const { say, locale } = visit
  const { ballot } = own
  const chosen = ballot && hall.entries.find(({ id }) => id === ballot.entryId)
  const byOthers = ballot !== null && ballot.means === 'code' && by.means !== 'code'
  return (
    <>
      {ballot !== null && !byOthers && (
        <Notice tone="success" title={say('roadshow.voted')}>
          {chosen && <Said text={chosen.title} locale={locale} />}
        </Notice>
      )}
      {byOthers && <Notice tone="warn">{say('roadshow.voted_by_badge')}</Notice>}
      {(ballot === null || byOthers) && (
        <Part name="ballot">
          <BallotPaper eyes={visit} hall={hall} />
        </Part>
      )}
    </>
  )
}

/**
 * A form that is there while the hall is open: it comes to whoever waits on the page, is not drawn anew while its reader
 * may be typing in it, and goes when it takes nothing any more.
 */
const Opening = ({
  name,
  stage,
  children,
}: {
  name: string
  stage: Hall['roadshow']['state']
  children: VNode
}) => (
  <Part name={name} {...(stage === 'running' && { 'data-opened': '' })}>
    {children}
  </Part>
)

/** For whoever is not known here: to sign in, or the number on the badge with the vote in one go. */
function Unknown({ visit, hall, own, state }: { visit: Visit; hall: Hall; own: Own; state: FormState }) {
  const { say, href, path } = visit
  const { state: stage } = hall.roadshow
  // There is nothing left to be known for.
  if (stage !== 'planned' && stage !== 'running') return <BallotPaper eyes={visit} hall={hall} />
  if (own.problem && own.problem.code !== 'roadshow.sign_in_or_ticket')
    return <Notice tone="warn">{say(own.problem.code, { ...own.problem.details })}</Notice>
  return (
    <>
      <p>{say('roadshow.who_are_you')}</p>
      <FormActions>
        <LinkButton href={href(`/sign-in?next=${encodeURIComponent(path)}`)}>
          {say('roadshow.sign_in')}
        </LinkButton>
      </FormActions>
      <Opening name="badge" stage={stage}>
        <BadgePaper eyes={visit} hall={hall} of={state} />
      </Opening>
    </>
  )
}

const view =
  (ports: HallPorts) =>
  (visit: Visit, data: Data, state: FormState): Sheet => {
    const { say, href, locale } = visit
    const { hall, own } = data
    const { roadshow, event, edition } = hall
    const title = pick(roadshow.title, locale).value
    const eventPath = href(`/editions/${edition.slug}/events/${event.slug}`)
    return {
      title,
      shell: 'public',
      noIndex: true,
      screen: true,
      islands: ['roadshow'],
      body: (
        <div {...liveRoot(visit, hall)}>
          <PageHead
            title={title}
            kicker={pick(event.title, locale).value}
            badge={
              <span data-part="stage">
                <Stage eyes={visit} hall={hall} />
              </span>
            }
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: pick(event.title, locale).value, href: eventPath },
                { label: title },
              ],
            }}
            actions={
              own.judges && (
                <LinkButton href={href(hallPath(roadshow, 'judge'))}>{say('roadshow.to_judge')}</LinkButton>
              )
            }
          />
          <p class="hint" role="status" data-connection />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Split
            aside={
              <>
                <Section title={say('roadshow.order')}>
                  <Part name="order">
                    <Order eyes={visit} hall={hall} />
                  </Part>
                </Section>
                <WatchSection visit={visit} roadshow={roadshow} meetingHosts={ports.meetingHosts} />
              </>
            }
          >
            <Section>
              <Part name="now" class="now">
                <Now eyes={visit} hall={hall} />
              </Part>
              <ClockFace visit={visit} hall={hall} />
              <noscript>
                <p>
                  <a href={href(visit.path)}>{say('roadshow.look_again')}</a>
                </p>
              </noscript>
              <Part name="result" aria-live="polite">
                <Outcome eyes={visit} hall={hall} />
              </Part>
            </Section>
            <Section title={say('roadshow.your_vote')}>
              {own.problem ? (
                <Unknown visit={visit} hall={hall} own={own} state={state} />
              ) : (
                <Vote visit={visit} {...data} />
              )}
              {roadshow.audienceVotes && (
                <Part name="votes" class="hint">
                  <Votes eyes={visit} hall={hall} />
                </Part>
              )}
            </Section>
            <Section title={say('roadshow.questions')}>
              {own.problem === null && (
                <Opening name="ask" stage={roadshow.state}>
                  <AskForm eyes={visit} hall={hall} of={state} />
                </Opening>
              )}
              <Part name={own.problem ? 'asked' : 'questions'}>
                <Questions eyes={visit} hall={hall} voice={own.problem === null} />
              </Part>
            </Section>
          </Split>
        </div>
      ),
    }
  }

export const audienceRoutes = (ports: HallPorts): readonly Route[] => {
  const queries = hallQueries(ports)
  const commands = hallCommands(ports)
  const vote = castVote(ports)

  const door = (path: string, byOf: (visit: Visit) => By, back: (visit: Visit) => string): Route =>
    form<Data>({
      path,
      who: inTheHall,
      load: async (visit) => {
        const by = byOf(visit)
        const roadshowId = roadshowIn(visit)
        return {
          by,
          hall: await visit.use.ask(readHall, { roadshowId }),
          own: await visit.use.ask(queries.own, { roadshowId, by }),
        }
      },
      view: view(ports),
      submit: async (visit, values, { by }) => {
        const told = await act(visit, values, by)
        return { to: back(visit), told }
      },
    })

  const act = async (visit: Visit, values: FormValues, by: By): Promise<string> => {
    const roadshowId = roadshowIn(visit)
    const { use } = visit
    if (values.text('act') === 'ask') {
      await use.run(commands.ask, { roadshowId, by, body: values.text('body') })
      return 'roadshow.told_asked'
    }
    if (values.text('act') === 'support') {
      const question = QuestionId.safeParse(values.text('question'))
      if (!question.success) throw invalidField('question', 'kernel.field_choose')
      await use.run(commands.support, { roadshowId, by, questionId: question.data })
      return 'roadshow.told_supported'
    }
    const entry = EntryId.safeParse(values.text('entry'))
    const code = values.text('code')
    // By the number on a badge it is a form of two fields; by account or link one button an entry.
    const byBadge = values.names().includes('code')
    const missing = [
      ...(byBadge && code === '' ? [{ path: 'code', code: 'kernel.field_required' }] : []),
      ...(entry.success ? [] : [{ path: 'entry', code: 'kernel.field_choose' }]),
    ]
    if (byBadge && missing.length > 0) throw invalid(missing)
    if (!entry.success) throw errors.entryUnknown()
    await use.gather(vote, {
      roadshowId,
      entryId: entry.data,
      by: code === '' ? by : { means: 'code', code },
    })
    return 'roadshow.told_voted'
  }

  return [
    door(
      '/roadshows/:roadshow',
      () => ({ means: 'account' }),
      (visit) => hallPath({ id: roadshowIn(visit) }),
    ),
    door(
      '/roadshows/:roadshow/by/:token',
      (visit) => {
        const registrationId = readRegistrationToken(ports.keys, visit.params.token ?? '', visit.use.now())
        if (registrationId === null) throw errors.linkBroken()
        return { means: 'link', registrationId }
      },
      (visit) => `${hallPath({ id: roadshowIn(visit) }, 'by')}/${visit.params.token}`,
    ),
  ]
}
