import { notFound } from '#kernel/errors'
import { page, type Route, type Visit } from '#platform/http'
import { Day, DefinitionList, Details, Hash, PageHead, Said, Section, Split, Table } from '#ui'
import { may, publicStatements } from '../../access.ts'
import type { Figure } from '../../model.ts'
import { statementAt } from '../visit.ts'
import { bandText, figureText, unitText } from '../words.ts'
import { Breakdown, Editions, Evidence } from './charts.tsx'
import { Records } from './records.tsx'

type Found = Awaited<ReturnType<typeof statementAt>>

const Rates = ({ visit, figure }: { visit: Visit; figure: Figure }) => {
  const { say } = visit
  if (figure.rates.length === 0 && figure.withoutRate === 0) return null
  return (
    <Section
      title={say('statements.rates')}
      lead={say('statements.rates_lead', { currency: figure.currency ?? '' })}
    >
      {figure.rates.length > 0 && (
        <Table
          caption={say('statements.rates')}
          hideCaption
          keep
          rows={figure.rates}
          rowKey={({ currency, onDay }) => currency + onDay}
          columns={[
            { key: 'currency', label: say('statements.currency'), main: true, cell: (rate) => rate.currency },
            {
              key: 'day',
              label: say('statements.on_day'),
              cell: (rate) => <Day date={rate.onDay} locale={visit.locale} />,
            },
            { key: 'rate', label: say('statements.rate'), number: true, cell: (rate) => String(rate.rate) },
            { key: 'source', label: say('statements.source'), cell: (rate) => rate.sourceTitle },
          ]}
        />
      )}
      {figure.withoutRate > 0 && <p>{say('statements.warn_without_rate', { count: figure.withoutRate })}</p>}
    </Section>
  )
}

const Proof = ({
  visit,
  figure,
  statement,
}: {
  visit: Visit
  figure: Figure
  statement: Found['statement']
}) => {
  const { say } = visit
  return (
    <Section title={say('statements.proof')}>
      <DefinitionList
        items={[
          { term: say('statements.unit'), value: say(`statements.unit_${figure.unit}_text`) },
          { term: say('statements.floor'), value: figure.floor && say(`outcomes.level_${figure.floor}`) },
          { term: say('statements.version'), value: figure.version },
          {
            term: say('statements.basis', { count: figure.basis.count }),
            // A share, and a number of nothing, has no records of its own.
            value:
              figure.basis.hash !== '' && figure.basis.count > 0 ? <Hash value={figure.basis.hash} /> : null,
          },
          { term: say('statements.hash'), value: <Hash value={statement.hash} /> },
        ]}
      />
      {figure.formula && (
        <Details summary={say('statements.formula')}>
          <Hash value={JSON.stringify(figure.formula)} />
        </Details>
      )}
    </Section>
  )
}

const ClaimTable = ({ visit: { say, locale }, claims }: { visit: Visit; claims: Found['claims'] }) => (
  <Table
    caption={say('statements.claims')}
    hideCaption
    rows={claims}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'value',
        label: say('statements.claim_value'),
        main: true,
        cell: ({ valueText: text }) => <Said text={text} locale={locale} />,
      },
      { key: 'date', label: say('statements.stated_on'), cell: ({ statedOn }) => statedOn },
      {
        key: 'source',
        label: say('statements.source'),
        cell: ({ sourceTitle, sourceUrl }) => <a href={sourceUrl}>{sourceTitle}</a>,
      },
    ]}
  />
)

/** What a number that is counted from no records of its own rests on: the two it is a share of, or the curve it is read from. */
const RestsOn = ({ visit, found, figure }: { visit: Visit; found: Found; figure: Figure }) => {
  const { say, href, locale } = visit
  const { formula } = figure
  if (formula?.kind === 'survival')
    return may.openRecords(visit.actor, found.statement) ? (
      <Section title={say('statements.rests_on')}>
        <p>
          <a href={href(`/console/followup/survival?type=${formula.type}`)}>{say('outcomes.survival')}</a>
        </p>
      </Section>
    ) : null
  if (formula?.kind !== 'ratio') return null
  return (
    <Section title={say('statements.rests_on')}>
      <ul>
        {[formula.of, formula.per].map((id) => {
          const part = found.frozen.figures.find(({ metric }) => metric === id)
          return (
            <li key={id}>
              {part ? (
                <>
                  <a href={href(`/statements/${found.statement.id}/${id}`)}>{part.title[locale]}</a>{' '}
                  <span class="num">{figureText(part, locale)}</span>
                </>
              ) : (
                say(`statements.metric_${id}`)
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

export const numberPage: Route = page({
  path: '/statements/:statement/:metric',
  who: publicStatements,
  show: async (visit) => {
    const { say, href, locale } = visit
    const found = await statementAt(visit)
    const { statement, frozen, editions, stations, claims } = found
    const figure = frozen.figures.find(({ metric }) => metric === visit.params.metric)
    if (!figure) throw notFound()
    const beside = claims.filter(({ metric }) => metric === figure.metric)
    const title = figure.title[locale]
    return {
      title,
      shell: 'public',
      noIndex: statement.state === 'draft',
      body: (
        <>
          <PageHead
            kicker={say('statements.open_number')}
            title={title}
            lead={[figureText(figure, locale), unitText(visit, figure, figure.value)]
              .filter(Boolean)
              .join(' ')}
            meta={
              figure.band
                ? bandText(visit, figure.band)
                : figure.empty
                  ? say('statements.share_of_nothing')
                  : figure.high > figure.value
                    ? say('statements.range_text')
                    : undefined
            }
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('statements.title'), href: href('/statements') },
                { label: found.title, href: href(`/statements/${statement.id}`) },
                { label: title },
              ],
            }}
          />
          <Split aside={<Proof visit={visit} figure={figure} statement={statement} />}>
            <Section title={say('statements.definition')}>
              <p>{figure.definition[locale]}</p>
            </Section>
            <Evidence visit={visit} figure={figure} />
            <Breakdown visit={visit} figure={figure} stations={stations} />
            <Editions visit={visit} figure={figure} editions={editions} />
            <Rates visit={visit} figure={figure} />
            {beside.length > 0 && (
              <Section title={say('statements.claims')} lead={say('statements.claims_beside')}>
                <ClaimTable visit={visit} claims={beside} />
              </Section>
            )}
            <RestsOn visit={visit} found={found} figure={figure} />
          </Split>
          {await Records(visit, statement, figure)}
        </>
      ),
    }
  },
})
