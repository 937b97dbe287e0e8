import { pick } from '#kernel/text'
import { page, type Route } from '#platform/http'
import { At, PageHead, Said, Section } from '#ui'
import { maybeJudge } from '../../access.ts'
import { DecisionBadge, projectIn } from '../../parts.tsx'
import { readOwnResults } from '../queries.ts'

const ownPage: Route = page({
  path: '/projects/:project/results',
  who: maybeJudge,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { project, results } = await visit.use.ask(readOwnResults, { projectId: projectIn(visit) })
    const title = pick(project.title, locale).value
    return {
      title: say('judging.own_results'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={say('judging.own_results')}
            lead={say('judging.own_results_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: title, href: href(`/projects/${project.id}`) },
                { label: say('judging.own_results') },
              ],
            }}
          />
          {results.length === 0 && <p class="hint">{say('judging.no_results')}</p>}
          {results.map(({ round, decision, reason, feedback, toldAt }) => (
            <Section
              key={round.id}
              title={<Said text={round.title} locale={locale} />}
              lead={say(`judging.decision_${decision}_text`)}
            >
              <p>
                <DecisionBadge visit={visit} decision={decision} />{' '}
                {toldAt && <At visit={visit} at={toldAt} zone={round.zone} />}
              </p>
              {reason !== '' && <p>{reason}</p>}
              {feedback.length > 0 && (
                <>
                  <h3>{say('judging.judges_say')}</h3>
                  {feedback.map((words, index) => (
                    <blockquote key={index}>{words}</blockquote>
                  ))}
                </>
              )}
            </Section>
          ))}
        </>
      ),
    }
  },
})

export const ownRoutes: readonly Route[] = [ownPage]
