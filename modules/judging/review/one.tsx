import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'

import { type Files, sendFile } from '#platform/files'
import {
  action,
  type FormState,
  type FormValues,
  file,
  form,
  numberIn,
  type Route,
  type Visit,
} from '#platform/http'
import {
  At,
  Button,
  Details,
  ErrorSummary,
  Form,
  FormActions,
  Notice,
  PageHead,
  RadioGroup,
  Said,
  Section,
  Split,
  TextArea,
  TextInput,
} from '#ui'
import { maybeJudge } from '../access.ts'
import type { Criterion, Round } from '../model.ts'
import { projectIn, reasonText, roundIn, WorkBadge } from '../parts.tsx'
import { abstain, openFile, saveNote, saveScore, stepBack } from './commands.ts'
import { FileBody } from './file.tsx'
import { readReview } from './queries.ts'

const load = (visit: Visit) =>
  visit.use.ask(readReview, { roundId: roundIn(visit), projectId: projectIn(visit) })
type Review = Awaited<ReturnType<typeof load>>

const whereOf = ({ round, one }: Review) => `/judging/${round.id}/${one.projectId}`

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
    <RadioGroup
      of={of}
      name={name}
      label={label}
      hint={hint}
      value={text}
      inline
      required
      options={Array.from({ length: round.scale + 1 }, (_none, points) => ({
        value: String(points),
        label: String(points),
      }))}
    />
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

/** Asked before anything is read: is there a tie? */
function BeforeOpening({ visit, review }: { visit: Visit; review: Review }) {
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
      <StepBack visit={visit} review={review} />
    </Section>
  )
}

const StepBack = ({ visit: { say, href }, review }: { visit: Visit; review: Review }) => (
  <Details summary={say('judging.step_back')}>
    <Form action={href(`${whereOf(review)}/step-back`)}>
      <TextArea
        name="tie"
        label={say('judging.reason')}
        hint={say('judging.step_back_hint')}
        rows={3}
        maxlength={1000}
        required
      />
      <Button>{say('judging.step_back')}</Button>
    </Form>
  </Details>
)

function ScoreForm({ visit, review, of }: { visit: Visit; review: Review; of: FormState }) {
  const { say, href } = visit
  const { round, score, note, one } = review
  const here = href(whereOf(review))
  return (
    <Section title={say('judging.your_score')} lead={say('judging.sealed_lead')} id="score">
      <Form action={here}>
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
          <Button name="do" value="note" formnovalidate>
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
      <div class="acts">
        {one.state === 'assigned' && (
          <Form inline action={`${here}/skip`}>
            <Button tone="quiet">{say('judging.skip')}</Button>
          </Form>
        )}
      </div>
      <Details summary={say('judging.abstain')}>
        <Form action={`${here}/abstain`}>
          <TextArea
            name="why"
            label={say('judging.reason')}
            hint={say('judging.abstain_hint')}
            rows={2}
            maxlength={1000}
            required
          />
          <Button>{say('judging.abstain')}</Button>
        </Form>
      </Details>
      <StepBack visit={visit} review={review} />
    </Section>
  )
}

const pointsIn = (values: FormValues, criteria: readonly Criterion[]): Record<string, number> =>
  Object.fromEntries(
    criteria.flatMap(({ key }) => {
      const points = numberIn(values, `points.${key}`)
      return points === null ? [] : [[key, points]]
    }),
  )

const reviewPage = (next: (visit: Visit) => Promise<string>): Route =>
  form({
    path: '/judging/:round/:project',
    who: maybeJudge,
    load,
    view: (visit, review, state) => {
      const { say, href, locale } = visit
      const { round, one, own, card, file: read } = review
      const title = card ? pick(card.title, locale).value : say('judging.gone')
      const finished = own.filter((each) => each.state === 'scored' || each.state === 'abstained').length
      const works = round.state === 'open' && one.state !== 'recused' && card !== null
      return {
        title,
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              title={card ? <Said text={card.title} locale={locale} /> : title}
              kicker={card?.field && say(`projects.field_${card.field}`)}
              badge={<WorkBadge visit={visit} state={one.state} />}
              meta={
                <>
                  <span>
                    {say('judging.done_of', {
                      done: finished,
                      all: own.filter((each) => each.state !== 'recused').length,
                    })}
                  </span>
                  {card && card.institution !== '' && <span>{card.institution}</span>}
                </>
              }
              crumbs={{
                label: say('judging.you_are_here'),
                trail: [
                  { label: pick(round.title, locale).value, href: href(`/judging/${round.id}`) },
                  { label: title },
                ],
              }}
            />
            <ErrorSummary title={state.refusal} problems={state.problems} />
            {one.state === 'recused' && (
              <Notice tone="warn" title={say('judging.is_recused')}>
                {reasonText(visit, one.reason)}
              </Notice>
            )}
            {one.state === 'abstained' && <Notice title={say('judging.work_abstained')}>{one.reason}</Notice>}
            {round.state !== 'open' && <Notice title={say(`judging.not_when_${round.state}`)} />}
            {works && read === null && <BeforeOpening visit={visit} review={review} />}
            {works && read !== null && (
              <Split aside={<ScoreForm visit={visit} review={review} of={state} />}>
                <FileBody visit={visit} file={read} base={href(whereOf(review))} />
              </Split>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, { round, one }) => {
      const which = { roundId: round.id, projectId: one.projectId }
      await visit.use.run(saveNote, { ...which, text: values.text('note') })
      if (values.text('do') === 'note')
        return { to: `/judging/${round.id}/${one.projectId}`, told: 'judging.told_note' }
      await visit.use.run(saveScore, {
        ...which,
        points: pointsIn(values, round.criteria),
        feedback: values.text('feedback'),
      })
      return { to: await next(visit), told: 'judging.told_scored' }
    },
  })

const openAction: Route = action({
  path: '/judging/:round/:project/open',
  who: maybeJudge,
  submit: async (visit) => {
    const which = { roundId: roundIn(visit), projectId: projectIn(visit) }
    const { one } = await visit.use.run(openFile, which)
    const to = `/judging/${which.roundId}/${which.projectId}`
    return one.state === 'recused' ? { to } : { to, told: 'judging.told_file_open' }
  },
})

const stepBackAction = (next: (visit: Visit) => Promise<string>): Route =>
  action({
    path: '/judging/:round/:project/step-back',
    who: maybeJudge,
    submit: async (visit, values) => {
      const which = { roundId: roundIn(visit), projectId: projectIn(visit) }
      await visit.use.run(stepBack, { ...which, reason: values.text('tie') })
      return { to: await next(visit), told: 'judging.told_stepped_back' }
    },
  })

const abstainAction = (next: (visit: Visit) => Promise<string>): Route =>
  action({
    path: '/judging/:round/:project/abstain',
    who: maybeJudge,
    submit: async (visit, values) => {
      const which = { roundId: roundIn(visit), projectId: projectIn(visit) }
      await visit.use.run(abstain, { ...which, reason: values.text('why') })
      return { to: await next(visit), told: 'judging.told_abstained' }
    },
  })

/** A file as judges may have it: only of an opened review, under the name that stands in what they read. */
const judgedFile = (files: Files): Route =>
  file({
    path: '/judging/:round/:project/files/:file',
    who: maybeJudge,
    send: async (visit) => {
      const { file: read } = await load(visit)
      const found = read?.files.find(({ id }) => id === visit.params.file)
      if (!found) throw notFound()
      return sendFile(files, found, visit.request, 'private, no-store')
    },
  })

export const reviewRoutes = (
  { files }: { files: Files },
  next: (visit: Visit) => Promise<string>,
): readonly Route[] => [
  reviewPage(next),
  openAction,
  stepBackAction(next),
  abstainAction(next),
  judgedFile(files),
]
