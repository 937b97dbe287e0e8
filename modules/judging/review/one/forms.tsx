import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { emptyForm, type FormState, type Visit } from '#platform/http'
import { At, Button, Details, Form, FormActions, Notice, Scale, Section, TextArea, TextInput } from '#ui'
import type { Criterion, Round } from '../../model.ts'
import { projectIn, roundIn } from '../../parts.tsx'
import { readReview } from '../queries.ts'

export const load = (visit: Visit) =>
  visit.use.ask(readReview, { roundId: roundIn(visit), projectId: projectIn(visit) })
type Review = Awaited<ReturnType<typeof load>>

/** Where a review stands. */
export const whereOf = ({ round, one }: Review) => `/judging/${round.id}/${one.projectId}`

/** Up to ten points are chosen by a tap, more are typed. */
function PointsField({
  visit,
  of,
  round,
  criterion,
  value,
}: {
  visit: Visit
  of: FormState
  round: Round
  criterion: Criterion
  value: number | undefined
}) {
  const { say, locale } = visit
  const name = `points.${criterion.key}`
  const label = `${pick(criterion.title, locale).value} · ${say('judging.weighs', { weight: criterion.weight })}`
  const hint = pick(criterion.about, locale).value
  const text = value === undefined ? '' : String(value)
  return round.scale <= 10 ? (
    <Scale of={of} name={name} label={label} hint={hint} value={text} most={round.scale} required />
  ) : (
    <TextInput
      of={of}
      name={name}
      label={label}
      hint={hint}
      inputmode="numeric"
      size="short"
      required
      value={text}
      after={say('judging.of_most', { most: round.scale })}
    />
  )
}

/** What a judge does not do, with the name of the reason they give. */
export const refrains = { 'step-back': 'tie', abstain: 'why' } as const
type Refrain = keyof typeof refrains

/** Several forms stand on the page: what came back belongs to the one that was sent. */
export const refrainOf = (of: FormState): Refrain | null =>
  (['step-back', 'abstain'] as const).find((each) => each === of.value('do')) ?? null

/** Asked before anything is read: is there a tie? */
export function BeforeOpening({ visit, review, of }: { visit: Visit; review: Review; of: FormState }) {
  const { say, href } = visit
  const here = href(whereOf(review))
  return (
    <Section title={say('judging.before_opening')} lead={say('judging.before_opening_lead')}>
      <ul>
        {(['institution', 'organisation', 'station', 'funding', 'panel', 'self'] as const).map((kind) => (
          <li key={kind}>{say(`judging.tie_${kind}`)}</li>
        ))}
      </ul>
      {review.told.map(({ kind }) => (
        <Notice key={kind} tone="warn" title={say('judging.records_show')}>
          {say(`judging.tie_${kind}`)}
        </Notice>
      ))}
      <Form inline action={`${here}/open`}>
        <Button tone="primary">{say('judging.no_tie_open')}</Button>
      </Form>
      <Because visit={visit} review={review} of={of} what="step-back" />
    </Section>
  )
}

function Because({
  visit: { say, href },
  review,
  of,
  what,
}: {
  visit: Visit
  review: Review
  of: FormState
  what: Refrain
}) {
  const own = refrainOf(of) === what ? of : undefined
  const key = what.replace('-', '_')
  return (
    <Details summary={say(`judging.${key}`)} open={own !== undefined}>
      <Form action={href(whereOf(review))} hidden={{ do: what }} novalidate>
        <TextArea
          of={own}
          name={refrains[what]}
          path="reason"
          label={say('judging.reason')}
          hint={say(`judging.${key}_hint`)}
          rows={3}
          maxlength={1000}
          required
        />
        <Button>{say(`judging.${key}`)}</Button>
      </Form>
    </Details>
  )
}

export function ScoreForm({ visit, review, of: came }: { visit: Visit; review: Review; of: FormState }) {
  const { say, href } = visit
  const of = refrainOf(came) === null ? came : emptyForm
  const { round, score, note, one } = review
  const here = href(whereOf(review))
  return (
    <Section title={say('judging.your_score')} lead={say('judging.sealed_lead')} id="score">
      <Form action={here} novalidate>
        {round.criteria.map((criterion) => (
          <PointsField
            key={criterion.key}
            visit={visit}
            of={of}
            round={round}
            criterion={criterion}
            value={score?.points[criterion.key]}
          />
        ))}
        <TextArea
          of={of}
          name="feedback"
          label={say('judging.feedback')}
          hint={say('judging.feedback_hint')}
          rows={4}
          maxlength={4000}
          value={score?.feedback ?? ''}
        />
        <TextArea
          of={of}
          name="note"
          label={say('judging.note')}
          hint={say('judging.note_hint')}
          rows={3}
          maxlength={10_000}
          value={note}
        />
        <FormActions>
          <Button name="do" value="next" tone="primary">
            {say('judging.save_and_next')}
          </Button>
          <Button name="do" value="note">
            {say('judging.save_note')}
          </Button>
        </FormActions>
      </Form>
      {score && (
        <p class="hint">
          {say('judging.sealed_at')} <At visit={visit} at={score.savedAt} zone={zone(round.zone)} /> ·{' '}
          <code>{score.hash.slice(0, 16)}…</code>
        </p>
      )}
      {one.state === 'assigned' && (
        <div class="acts">
          <Form inline action={`${here}/skip`}>
            <Button tone="quiet">{say('judging.skip')}</Button>
          </Form>
        </div>
      )}
      <Because visit={visit} review={review} of={came} what="abstain" />
      <Because visit={visit} review={review} of={came} what="step-back" />
    </Section>
  )
}
