import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { pick } from '#kernel/text'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import {
  Badge,
  Checkbox,
  Details,
  ErrorSummary,
  Form,
  fieldId,
  Notice,
  PageHead,
  Said,
  Scale,
  Section,
  TextArea,
  TextInput,
} from '#ui'
import { type JudgeSide, readJudge, sendScore } from '../commands/scoring.ts'
import { type Entry, EntryId } from '../model.ts'
import { ClockFace, Now, Part, roadshowIn } from './parts.tsx'
import { hallPath } from './paths.ts'
import { liveRoot } from './screens.tsx'

const Key = idOf('roadshow_sent')
type File = JudgeSide['files'][number]

/** Several forms of the same fields stand on the page: each has names, and so labels, of its own. */
const named = ({ position }: Pick<Entry, 'position'>, field: string) => `${position}.${field}`

/** The words that the queue on the device needs; `{count}` and `{title}` are filled there. */
const queueWords = ({ say }: Visit) => ({
  kept: say('roadshow.score_kept', { title: '{title}' }),
  sent: say('roadshow.score_sent', { title: '{title}' }),
  waiting: say('roadshow.scores_waiting', { count: '{count}' }),
  signIn: say('roadshow.score_sign_in'),
  scored: say('roadshow.scored'),
  again: say('roadshow.score_again'),
})

function ScoreForm({
  visit,
  side,
  file,
  state,
}: {
  visit: Visit
  side: JudgeSide
  file: File
  state: FormState
}) {
  const { say, locale, href } = visit
  const { round } = side
  const { entry, assignment, score } = file
  // What came back with a refusal belongs to the form that was sent.
  const own = state.value('entry') === entry.id ? state : undefined
  return (
    <Form
      label={pick(entry.title, locale).value}
      hidden={{ entry: entry.id, key: newId() }}
      send={say(score ? 'roadshow.score_again' : 'roadshow.score')}
    >
      {round.criteria.map(({ key, title, weight }) => {
        const field = {
          of: own,
          name: named(entry, `points.${key}`),
          path: `points.${key}`,
          label: say('roadshow.criterion', { title: pick(title, locale).value, weight }),
          required: true,
          value: score ? String(score.points[key] ?? '') : '',
        }
        return round.scale <= 10 ? (
          <Scale key={key} {...field} most={round.scale} />
        ) : (
          <TextInput
            key={key}
            {...field}
            type="number"
            inputmode="numeric"
            min={0}
            max={round.scale}
            size="short"
          />
        )
      })}
      <TextArea
        of={own}
        name={named(entry, 'feedback')}
        path="feedback"
        label={say('roadshow.feedback')}
        mark={say('kernel.optional')}
        rows={3}
        maxlength={4000}
        value={score?.feedback ?? ''}
      />
      {assignment.openedAt === null && (
        <>
          <Checkbox
            of={own}
            name={named(entry, 'noTie')}
            path="noTie"
            label={say('roadshow.no_tie')}
            hint={say('roadshow.no_tie_hint')}
            required
          />
          <p>
            <a href={href(`/judging/${round.id}/${entry.projectId}`)}>{say('roadshow.step_back')}</a>
          </p>
        </>
      )}
    </Form>
  )
}

const stateBadge = ({ say }: Visit, { assignment, score }: File) =>
  assignment.state === 'recused' ? (
    <Badge tone="faint">{say('roadshow.recused')}</Badge>
  ) : score ? (
    <Badge tone="good">{say('roadshow.scored')}</Badge>
  ) : (
    <Badge tone="info">{say('roadshow.to_score')}</Badge>
  )

const pointsIn = (values: FormValues, entry: Entry): Record<string, number> =>
  Object.fromEntries(
    values.names().flatMap((name) => {
      const start = named(entry, 'points.')
      const key = name.startsWith(start) ? name.slice(start.length) : undefined
      const typed = values.text(name)
      if (key === undefined || typed === '') return []
      if (!/^\d{1,3}$/.test(typed)) throw invalidField(`points.${key}`, 'kernel.field_number')
      return [[key, Number(typed)]]
    }),
  )

const judgePage: Route = form<JudgeSide>({
  path: '/roadshows/:roadshow/judge',
  who: signedIn,
  load: (visit) => visit.use.ask(readJudge, { roadshowId: roadshowIn(visit) }),
  view: (visit, side, state) => {
    const { say, locale } = visit
    const { hall, files, round } = side
    const title = pick(hall.roadshow.title, locale).value
    const sent = state.value('entry')
    const refused = files.find(({ entry }) => entry.id === sent)?.entry
    const onStage = files.find(({ entry }) => entry.id === hall.roadshow.entryId)
    const idOf = (path: string) => fieldId(refused ? named(refused, path) : path)
    return {
      title: say('roadshow.judge_title', { title }),
      shell: 'public',
      noIndex: true,
      screen: true,
      islands: ['roadshow', 'roadshow-scores'],
      body: (
        <div {...liveRoot(visit, hall)}>
          <PageHead
            title={say('roadshow.judge_title', { title })}
            kicker={pick(hall.event.title, locale).value}
            lead={round.state === 'open' ? say('roadshow.judge_lead', { scale: round.scale }) : undefined}
          />
          <p class="hint" role="status" data-connection />
          <ErrorSummary title={state.refusal} problems={state.problems} idOf={idOf} />
          <Section>
            <Part name="now" class="now">
              <Now eyes={visit} hall={hall} />
            </Part>
            <ClockFace visit={visit} hall={hall} />
          </Section>
          <Section title={say('roadshow.your_scores')}>
            {round.state !== 'open' && <Notice>{say('roadshow.round_over')}</Notice>}
            {files.length === 0 && (
              <Notice title={say('roadshow.nothing_to_score')}>
                {say('roadshow.nothing_to_score_text')}
              </Notice>
            )}
            <div
              data-island="roadshow-scores"
              data-me={side.me}
              data-roadshow={hall.roadshow.id}
              data-to={`/api/v1/roadshows/${hall.roadshow.id}/scores`}
              data-words={JSON.stringify(queueWords(visit))}
            >
              <p class="to-stage" data-to-stage hidden={onStage === undefined}>
                <a href={`#entry-${onStage?.entry.id}`}>
                  {say('roadshow.on_stage_now')}{' '}
                  <span data-title-of>{onStage && pick(onStage.entry.title, locale).value}</span>
                </a>
              </p>
              <p role="status" data-queue />
              {files.map((file) => (
                <div
                  key={file.entry.id}
                  id={`entry-${file.entry.id}`}
                  class="judged"
                  data-entry={file.entry.id}
                  data-names={named(file.entry, '')}
                  data-title={pick(file.entry.title, locale).value}
                >
                  <Details
                    open={sent === '' ? file.entry.id === hall.roadshow.entryId : sent === file.entry.id}
                    summary={
                      <>
                        {file.entry.position}. <Said text={file.entry.title} locale={locale} />{' '}
                        {stateBadge(visit, file)}
                      </>
                    }
                  >
                    {file.assignment.state === 'recused' ? (
                      <p>{say('roadshow.recused_text')}</p>
                    ) : round.state === 'open' ? (
                      <>
                        <ScoreForm visit={visit} side={side} file={file} state={state} />
                        <p class="hint" data-told />
                      </>
                    ) : null}
                  </Details>
                </div>
              ))}
            </div>
          </Section>
        </div>
      ),
    }
  },
  submit: async (visit, values, { hall }) => {
    const entryId = EntryId.safeParse(values.text('entry'))
    const key = Key.safeParse(values.text('key'))
    const entry = hall.entries.find(({ id }) => id === entryId.data)
    if (!entry) throw notFound()
    await sendScore(visit.use, {
      roadshowId: hall.roadshow.id,
      entryId: entry.id,
      key: key.success ? key.data : newId<'roadshow_sent'>(),
      points: pointsIn(values, entry),
      feedback: values.text(named(entry, 'feedback')),
      noTie: values.flag(named(entry, 'noTie')),
    })
    return { to: hallPath(hall.roadshow, 'judge'), told: 'roadshow.told_scored' }
  },
})

export const judgeRoutes: readonly Route[] = [judgePage]
