import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { EventId } from '#modules/events'
import type { Visit } from '#platform/http'
import { Badge, Button, Form, Said } from '#ui'
import { type Entry, type EntryId, type Question, type Result, type Roadshow, RoadshowId } from '../model.ts'
import type { Hall } from '../queries.ts'
import { clockText, leftAt, signalOf, totalMs } from '../rules/clock.ts'
import { nextOf } from '../rules/order.ts'
import { AskForm, BadgePaper, BallotPaper, type Eyes } from './papers.tsx'

export type { Eyes } from './papers.tsx'

export function roadshowIn(visit: Visit): RoadshowId {
  const id = RoadshowId.safeParse(visit.params.roadshow)
  if (!id.success) throw notFound()
  return id.data
}
export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

type Shown = { eyes: Eyes; hall: Hall }

const entryOf = (entries: readonly Entry[], id: EntryId | null) => entries.find((entry) => entry.id === id)

/** Who is on and who comes next, or what the hall waits for. */
export function Now({ eyes, hall }: Shown) {
  const { say, locale } = eyes
  const { roadshow, entries } = hall
  const on = entryOf(entries, roadshow.entryId)
  const next = roadshow.state === 'running' ? nextOf(entries, roadshow.entryId) : undefined
  return (
    <>
      <p class="kicker">
        {on ? say('roadshow.entry_of', { position: on.position, of: entries.length }) : say('roadshow.title')}
      </p>
      <p class="now-title" data-state={roadshow.state} data-on={on?.id}>
        {on ? <Said text={on.title} locale={locale} /> : say(`roadshow.hall_${roadshow.state}`)}
      </p>
      {on && on.presenter !== '' && <p class="now-who">{on.presenter}</p>}
      {next && (
        <p class="now-next">
          {say('roadshow.next_up')}
          {locale === 'en' && ' '}
          <Said text={next.title} locale={locale} />
        </p>
      )}
    </>
  )
}

/** The state beside the title; it changes while one looks. */
export const Stage = ({ eyes, hall }: Shown) => (
  <Badge tone="info">{eyes.say(`roadshow.state_${hall.roadshow.state}`)}</Badge>
)

/** The clock as it stands at this moment; with script every screen counts down by itself. */
export function ClockFace({ visit, hall, sound = false }: { visit: Visit; hall: Hall; sound?: boolean }) {
  const { say, use } = visit
  const { roadshow } = hall
  const { clock } = roadshow
  const total = totalMs(roadshow, clock.segment)
  const left = leftAt(clock, use.now())
  const signal = signalOf(left, total)
  return (
    <section
      class="clock"
      aria-label={say('roadshow.clock')}
      data-clock={JSON.stringify(clockData(hall))}
      data-signal={signal}
      hidden={roadshow.entryId === null}
    >
      <p class="clock-part" data-clock-part>
        {say(`roadshow.segment_${clock.segment}`)}
      </p>
      {/* Not read aloud each second: the line below tells what matters. */}
      <p class="clock-time" data-clock-time aria-hidden="true">
        {clockText(left)}
      </p>
      <p class="clock-signal" role="status" data-clock-signal>
        {say(`roadshow.signal_${clock.endsAt === null ? 'still' : signal}`)}
      </p>
      {sound && (
        <p class="clock-sound" data-clock-sound hidden>
          <label>
            <input type="checkbox" /> {say('roadshow.sound')}
          </label>
        </p>
      )}
    </section>
  )
}

/** What a screen needs to count down by itself: it changes when the clock is moved, not when time goes by. */
export const clockData = ({ roadshow }: Hall) => ({
  on: roadshow.entryId !== null,
  segment: roadshow.clock.segment,
  endsAt: roadshow.clock.endsAt,
  leftMs: roadshow.clock.leftMs,
  totalMs: totalMs(roadshow, roadshow.clock.segment),
})

export const clockWords = ({ say }: Eyes) => ({
  pitch: say('roadshow.segment_pitch'),
  questions: say('roadshow.segment_questions'),
  go: say('roadshow.signal_go'),
  soon: say('roadshow.signal_soon'),
  last: say('roadshow.signal_last'),
  over: say('roadshow.signal_over'),
  still: say('roadshow.signal_still'),
  away: say('roadshow.connection_away'),
})

export const Votes = ({ eyes, hall }: Shown) => (
  <>{eyes.say('roadshow.votes_so_far', { count: hall.votes })}</>
)

/** The running order as the hall sees it. */
export const Order = ({ eyes, hall }: Shown) => (
  <ol class="order">
    {hall.entries.map((entry) => (
      <li
        key={entry.id}
        aria-current={entry.id === hall.roadshow.entryId ? 'true' : undefined}
        data-past={entry.pitchedAt !== null && entry.id !== hall.roadshow.entryId ? '' : undefined}
      >
        <Said text={entry.title} locale={eyes.locale} />
        {entry.presenter !== '' && <small> {entry.presenter}</small>}
      </li>
    ))}
  </ol>
)

const about = ({ entries }: Hall, question: Question, eyes: Eyes) => {
  const entry = entryOf(entries, question.entryId)
  return entry ? pick(entry.title, eyes.locale).value : ''
}

/** Questions that were let through, those that most want to hear first. `voice`: whoever reads may add theirs. */
export function Questions({ eyes, hall, voice }: Shown & { voice: boolean }) {
  const { say } = eyes
  if (hall.questions.length === 0) return <p class="hint">{say('roadshow.questions_none')}</p>
  return (
    <ul class="asked">
      {hall.questions.map((question) => (
        <li key={question.id} data-state={question.state}>
          <p>{question.body}</p>
          <p class="hint">
            {about(hall, question, eyes)} {say('roadshow.support_count', { count: question.support })}{' '}
            {question.state === 'answered' && say('roadshow.question_answered')}
          </p>
          {voice && question.state === 'open' && (
            <Form inline hidden={{ act: 'support', question: question.id }}>
              <Button
                small
                name="key"
                value={`support-${question.id}`}
                aria-label={say('roadshow.support_it', { question: question.body.slice(0, 80) })}
              >
                {say('roadshow.support')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What one step of the result says: a place, or whom the hall liked best. */
const lineOf = (eyes: Eyes, { kind, place }: Result) =>
  kind === 'audience' ? eyes.say('roadshow.audience_award') : eyes.say('roadshow.place', { place })

/** What has been revealed so far, the last told first. */
/** What a line of the result rests on: points with how sure they are, or votes. */
function wonBy({ say }: Eyes, { adjusted }: Roadshow, { kind, score, error, votes }: Result): string {
  if (kind !== 'place' || score === null) return say('roadshow.with_votes', { votes })
  if (!adjusted) return say('roadshow.with_score', { score: score.toFixed(1) })
  return error === null
    ? say('roadshow.with_adjusted_alone', { score: score.toFixed(1) })
    : say('roadshow.with_adjusted', { score: score.toFixed(1), error: error.toFixed(1) })
}

export function Outcome({ eyes, hall }: Shown) {
  const { say, locale } = eyes
  const { roadshow, results, entries } = hall
  if (roadshow.state !== 'revealing' && roadshow.state !== 'done') return null
  if (results.length === 0) return <p>{say('roadshow.nothing_revealed')}</p>
  return (
    <>
      <ol class="podium" reversed>
        {results.toReversed().map((result) => {
          const entry = entryOf(entries, result.entryId)
          return (
            <li
              key={`${result.kind}${result.entryId}`}
              data-place={result.kind === 'place' ? result.place : 'hall'}
            >
              <p class="kicker">{lineOf(eyes, result)}</p>
              <p class="podium-title">{entry && <Said text={entry.title} locale={locale} />}</p>
              <p class="hint">{wonBy(eyes, roadshow, result)}</p>
            </li>
          )
        })}
      </ol>
      {roadshow.adjusted && results.some(({ score }) => score !== null) && (
        <p class="hint">{say('roadshow.adjusted_method')}</p>
      )}
    </>
  )
}

export const html = (node: VNode) => renderToString(node)

/** Every part that screens of the hall follow, made once for all who read one language. */
export const partsOf = (eyes: Eyes, hall: Hall) => ({
  clock: clockData(hall),
  stage: html(<Stage eyes={eyes} hall={hall} />),
  now: html(<Now eyes={eyes} hall={hall} />),
  votes: html(<Votes eyes={eyes} hall={hall} />),
  order: html(<Order eyes={eyes} hall={hall} />),
  questions: html(<Questions eyes={eyes} hall={hall} voice />),
  asked: html(<Questions eyes={eyes} hall={hall} voice={false} />),
  ballot: html(<BallotPaper eyes={eyes} hall={hall} />),
  badge: html(<BadgePaper eyes={eyes} hall={hall} />),
  ask: html(<AskForm eyes={eyes} hall={hall} />),
  result: html(<Outcome eyes={eyes} hall={hall} />),
})

/** A place on a page that is drawn anew when its part changes. */
export const Part = ({
  name,
  children,
  ...rest
}: {
  name: string
  class?: string
  children: VNode | null
  'aria-live'?: 'polite'
  'data-opened'?: ''
}) => (
  <div data-part={name} {...rest}>
    {children}
  </div>
)
