import { invalidField } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { pick } from '#kernel/text'
import type { CheckpointPorts } from '#modules/outcomes'
import { EditionId } from '#modules/programme'
import { form, oneOf, page, type Route, type Visit } from '#platform/http'
import {
  Button,
  CheckboxGroup,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Select,
  Tabs,
} from '#ui'
import { draftStatement } from '../../commands/index.ts'
import { bySection, type Entry, library, sectionOf, sections } from '../../metrics/index.ts'
import type { Figure } from '../../model.ts'
import { previewStatement, readChoices } from '../../queries/index.ts'
import type { Warning } from '../../rules/index.ts'
import { AllFigures } from '../figures.tsx'
import { Changes } from '../public/changes.tsx'
import { host, trail } from './parts.tsx'

/** What most statements tell; the rest is a tick away. */
const usual = library
  .filter(({ kind, id }) => kind === 'counted' && !/_stated$|^station_|^cost|unserved|requests/.test(id))
  .map(({ id }) => id)

/** What is ticked to begin with: as the last statement had it, what most tell, everything, nothing, or what stands under one head. */
const beginnings = ['last', 'usual', 'all', 'none', ...sections] as const
type Beginning = (typeof beginnings)[number]

function tickedBy(
  begin: Beginning,
  entries: readonly Entry[],
  last: readonly string[] | null,
): readonly string[] {
  if (begin === 'last') return last ?? usual
  if (begin === 'usual') return usual
  if (begin === 'none') return []
  return entries.map(({ metric }) => metric.id).filter((id) => begin === 'all' || sectionOf(id) === begin)
}

/** Nothing can be told before there is an edition to tell it of. */
const NoEdition = ({ visit: { say, href } }: { visit: Visit }) => (
  <EmptyState
    title={say('kernel.no_edition')}
    action={<LinkButton href={href('/console/editions')}>{say('kernel.to_editions')}</LinkButton>}
  >
    {say('kernel.no_edition_text')}
  </EmptyState>
)

/** Links, so that ticking seventy boxes or none takes no script. */
function Begin({
  visit,
  begin,
  edition,
  offered,
}: {
  visit: Visit
  begin: Beginning | null
  edition: string | null
  offered: readonly Beginning[]
}) {
  const { say, href } = visit
  return (
    <Tabs
      label={say('statements.begin')}
      tabs={offered.map((each) => ({
        href: href(
          `/console/statements/new?${new URLSearchParams({ begin: each, ...(edition && { edition }) })}`,
        ),
        label: ['last', 'usual', 'all', 'none'].includes(each)
          ? say(`statements.begin_${each}`)
          : say(`statements.section_${each}`),
        current: each === begin,
      }))}
    />
  )
}

export const newPage = (words: Words): Route =>
  page({
    path: '/console/statements/new',
    who: host,
    show: async (visit) => {
      const { say, href, locale } = visit
      const { editions, entries, usual: last } = await visit.use.ask(readChoices(words), {})
      // Whoever comes back from the preview goes on from what they had chosen.
      const chosen = { edition: visit.search.get('edition'), metrics: visit.search.getAll('m') }
      const begin =
        chosen.metrics.length > 0
          ? null
          : (oneOf(beginnings, visit.search.get('begin')) ?? (last ? 'last' : 'usual'))
      const heads = bySection(entries, ({ metric }) => metric.id)
      const ticked = begin === null ? chosen.metrics : tickedBy(begin, entries, last)
      return {
        title: say('statements.new'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead
              title={say('statements.new')}
              lead={say('statements.new_lead')}
              crumbs={trail(visit, say('statements.new'))}
            />
            {editions.length === 0 ? (
              <NoEdition visit={visit} />
            ) : (
              <>
                <Begin
                  visit={visit}
                  begin={begin}
                  edition={chosen.edition}
                  offered={beginnings.filter((each) =>
                    each === 'last'
                      ? last !== null
                      : ['usual', 'all', 'none'].includes(each) ||
                        heads.some(({ section }) => section === each),
                  )}
                />
                <Form
                  method="get"
                  action={href('/console/statements/preview')}
                  wide
                  send={say('statements.preview')}
                >
                  <Select
                    name="edition"
                    size="medium"
                    label={say('statements.edition')}
                    required
                    value={chosen.edition ?? editions[0]?.id}
                    options={editions.map((edition) => ({
                      value: edition.id,
                      label: pick(edition.name, locale).value,
                    }))}
                  />
                  {heads.map(({ section, numbers }) => (
                    <CheckboxGroup
                      key={section}
                      name="m"
                      part={section}
                      label={say(`statements.section_${section}`)}
                      values={ticked}
                      options={numbers.map(({ metric, title, definition }) => ({
                        value: metric.id,
                        label: title[locale],
                        hint: definition[locale],
                      }))}
                    />
                  ))}
                </Form>
              </>
            )}
          </>
        ),
      }
    },
  })

const chosenIn = (visit: Visit) => {
  const edition = EditionId.safeParse(visit.search.get('edition'))
  if (!edition.success) throw invalidField('edition', 'kernel.field_choose')
  return { editionId: edition.data, metrics: visit.search.getAll('m').slice(0, 80) }
}

/** More names than these hide what else is warned of: they open below. */
const mostNames = 8

const isLeftOut = ({ kind }: Warning) => kind === 'left_out'
/** As many as there are lines: what is only left out is one thing to look at. */
const linesOf = (warnings: readonly Warning[]) =>
  warnings.filter((each) => !isLeftOut(each)).length + (warnings.some(isLeftOut) ? 1 : 0)

/** One line a warning; what is only left out stands together in one. */
function Warnings({
  visit: { say, locale },
  warnings,
  titles,
}: {
  visit: Visit
  warnings: readonly Warning[]
  titles: readonly Pick<Figure, 'metric' | 'title'>[]
}) {
  const titleOf = (metric: string) => titles.find((each) => each.metric === metric)?.title[locale] ?? metric
  const gone = warnings.filter(isLeftOut).map(({ metric }) => titleOf(metric))
  const names = gone.join(say('kernel.list_comma'))
  const many = gone.length > mostNames
  const others = warnings.filter((each) => !isLeftOut(each))
  return (
    <>
      {(others.length > 0 || !many) && (
        <ul>
          {others.map(({ kind, metric, details }) => (
            <li key={kind + metric}>
              {say('kernel.colon', {
                term: titleOf(metric),
                text: say(`statements.warn_${kind}`, { ...details }),
              })}
            </li>
          ))}
          {gone.length > 0 && !many && (
            <li>{say('kernel.colon', { term: say('statements.warn_left_out'), text: names })}</li>
          )}
        </ul>
      )}
      {many && (
        <Details summary={say('statements.warn_left_out_many', { count: gone.length })}>{names}</Details>
      )}
    </>
  )
}

/** Nothing was ticked: said where it can be put right. */
const nothingToShow = (visit: Visit, again: string) => ({
  title: visit.say('statements.preview'),
  shell: 'console' as const,
  current: '/console/statements',
  body: (
    <>
      <PageHead
        title={visit.say('statements.preview')}
        crumbs={trail(visit, visit.say('statements.preview'))}
      />
      <Notice
        tone="warn"
        title={visit.say('statements.field_no_metrics')}
        actions={<LinkButton href={again}>{visit.say('statements.choose_again')}</LinkButton>}
      />
    </>
  ),
})

export const previewPage = ({ words, ...ports }: { words: Words } & CheckpointPorts): Route =>
  form({
    path: '/console/statements/preview',
    who: host,
    load: async (visit) => {
      const chosen = chosenIn(visit)
      return chosen.metrics.length === 0 ? null : visit.use.ask(previewStatement(words), chosen)
    },
    view: (visit, preview, state) => {
      const { say, href, locale } = visit
      const again = href(`/console/statements/new?${visit.search}`)
      // Whoever ticked nothing goes on from nothing, not from what the last one had.
      if (preview === null) return nothingToShow(visit, `${again}&begin=none`)
      const { edition, figures, before, since, warnings } = preview
      return {
        title: say('statements.preview'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead
              title={say('statements.preview_of', { edition: pick(edition.name, locale).value })}
              lead={say('statements.preview_lead')}
              crumbs={trail(visit, say('statements.preview'))}
            />
            <ErrorSummary title={state.refusal} problems={state.problems} />
            {figures.every(({ value, high }) => value === 0 && high === 0) && (
              <Notice tone="warn" title={say('statements.all_nought')}>
                {say('statements.all_nought_text')}
              </Notice>
            )}
            {warnings.length > 0 && (
              <Notice tone="warn" title={say('statements.warnings', { count: linesOf(warnings) })}>
                <Warnings visit={visit} warnings={warnings} titles={[...figures, ...before]} />
              </Notice>
            )}
            <AllFigures visit={visit} statement={null} figures={figures} />
            {since && <Changes visit={visit} since={since} figures={figures} />}
            <Form action={href(`/console/statements/preview?${visit.search}`)} inline>
              <FormActions>
                <Button tone="primary">{say('statements.freeze')}</Button>
                <LinkButton href={again}>{say('statements.choose_again')}</LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit) => {
      const { statement } = await visit.use.run(draftStatement({ words, ...ports }), chosenIn(visit))
      return { to: `/statements/${statement.id}`, told: 'statements.told_drafted' }
    },
  })
