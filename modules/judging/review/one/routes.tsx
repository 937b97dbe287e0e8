import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
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
import { ErrorSummary, fieldId, Notice, PageHead, Said, Split } from '#ui'
import { maybeJudge } from '../../access.ts'
import type { Criterion } from '../../model.ts'
import { projectIn, reasonText, roundIn, WorkBadge } from '../../parts.tsx'
import { abstain, openFile, saveNote, saveScore, stepBack } from '../commands.ts'
import { FileBody } from '../file.tsx'
import { BeforeOpening, load, refrainOf, refrains, ScoreForm, whereOf } from './forms.tsx'

const pointsIn = (values: FormValues, criteria: readonly Criterion[]): Record<string, number> =>
  Object.fromEntries(
    criteria.flatMap(({ key }) => {
      const points = numberIn(values, `points.${key}`)
      return points === null ? [] : [[key, points]]
    }),
  )

/** The control that a refusal is about. */
const idOf = (path: string, state: FormState) => {
  const refrain = refrainOf(state)
  return fieldId(path === 'reason' && refrain ? refrains[refrain] : path)
}

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
                label: say('kernel.you_are_here'),
                trail: [
                  { label: pick(round.title, locale).value, href: href(`/judging/${round.id}`) },
                  { label: title },
                ],
              }}
            />
            <ErrorSummary
              title={state.refusal}
              problems={state.problems}
              idOf={(path) => idOf(path, state)}
            />
            {one.state === 'recused' && (
              <Notice tone="warn" title={say('judging.is_recused')}>
                {reasonText(visit, one.reason)}
              </Notice>
            )}
            {one.state === 'abstained' && <Notice title={say('judging.work_abstained')}>{one.reason}</Notice>}
            {round.state !== 'open' && <Notice title={say(`judging.not_when_${round.state}`)} />}
            {works && read === null && <BeforeOpening visit={visit} review={review} of={state} />}
            {works && read !== null && (
              <>
                <p class="to-aside">
                  <a href="#score">{say('judging.your_score')}</a>
                </p>
                <Split aside={<ScoreForm visit={visit} review={review} of={state} />}>
                  <FileBody visit={visit} file={read} base={href(whereOf(review))} />
                </Split>
              </>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, { round, one }) => {
      const which = { roundId: round.id, projectId: one.projectId }
      if (values.text('do') === 'step-back') {
        await visit.use.run(stepBack, { ...which, reason: values.text(refrains['step-back']) })
        return { to: await next(visit), told: 'judging.told_stepped_back' }
      }
      if (values.text('do') === 'abstain') {
        await visit.use.run(abstain, { ...which, reason: values.text(refrains.abstain) })
        return { to: await next(visit), told: 'judging.told_abstained' }
      }
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
): readonly Route[] => [reviewPage(next), openAction, judgedFile(files)]
