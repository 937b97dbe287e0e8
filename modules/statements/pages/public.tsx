import { countryName, isCountry } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatInstant, zone, zoneLabel } from '#kernel/time'
import { file, page, type Route, type Visit } from '#platform/http'
import {
  Bars,
  Card,
  DefinitionList,
  EmptyState,
  Hash,
  LinkButton,
  PageHead,
  Section,
  Split,
  Table,
  Tiles,
} from '#ui'
import { may, publicStatements } from '../access.ts'
import { type Figure, StatementId } from '../model.ts'
import { frozenIn, listStatements, readRecords, readStatement } from '../queries.ts'
import { suppressed } from '../rules.ts'
import { Claims, Figures, number } from './figures.tsx'

export function statementIn(visit: Visit): StatementId {
  const id = StatementId.safeParse(visit.params.statement)
  if (!id.success) throw notFound()
  return id.data
}

const listPage: Route = page({
  path: '/statements',
  who: publicStatements,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { statements, claims, editions } = await visit.use.ask(listStatements, {})
    const released = statements.filter(({ state }) => state === 'released')
    const newest = released[0]
    const nameOf = (editionId: string) => {
      const edition = editions.find(({ id }) => id === editionId)
      return edition ? pick(edition.name, locale).value : ''
    }
    return {
      title: say('statements.title'),
      description: say('statements.lead'),
      shell: 'public',
      body: (
        <>
          <PageHead hero title={say('statements.title')} lead={say('statements.lead')} />
          {newest ? (
            <Section
              title={say('statements.newest', { edition: nameOf(newest.editionId), number: newest.number })}
              actions={
                <LinkButton href={href(`/statements/${newest.id}`)}>
                  {say('statements.open_statement')}
                </LinkButton>
              }
            >
              <Figures visit={visit} statement={newest} figures={frozenIn(newest).figures} />
            </Section>
          ) : (
            <EmptyState title={say('statements.none_title')} icon="info">
              {say('statements.none_text')}
            </EmptyState>
          )}
          {claims.length > 0 && (
            <Section title={say('statements.claims')} lead={say('statements.claims_lead')}>
              <Claims visit={visit} claims={claims} />
            </Section>
          )}
          {released.length > 1 && (
            <Section title={say('statements.earlier')}>
              <Tiles wide>
                {released.slice(1).map((statement) => (
                  <Card
                    key={statement.id}
                    title={say('statements.newest', {
                      edition: nameOf(statement.editionId),
                      number: statement.number,
                    })}
                    href={href(`/statements/${statement.id}`)}
                  />
                ))}
              </Tiles>
            </Section>
          )}
        </>
      ),
    }
  },
})

const onePage: Route = page({
  path: '/statements/:statement',
  who: publicStatements,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { statement, frozen, edition, claims } = await visit.use.ask(readStatement, {
      statementId: statementIn(visit),
    })
    const place = edition?.zone ?? zone('UTC')
    const title = say('statements.newest', {
      edition: edition ? pick(edition.name, locale).value : frozen.edition,
      number: statement.number,
    })
    return {
      title,
      description: say('statements.one_lead'),
      shell: 'public',
      noIndex: statement.state === 'draft',
      body: (
        <>
          <PageHead
            title={title}
            lead={say('statements.one_lead')}
            meta={`${formatInstant(statement.cutAt, place, locale, 'full')} ${zoneLabel(place, statement.cutAt, locale)}`}
            crumbs={{
              label: say('statements.title'),
              trail: [{ label: say('statements.title'), href: href('/statements') }, { label: title }],
            }}
            actions={
              <>
                <LinkButton tone="secondary" href={href(`/statements/${statement.id}/data.json`)}>
                  JSON
                </LinkButton>
                <LinkButton tone="secondary" href={href(`/statements/${statement.id}/data.csv`)}>
                  CSV
                </LinkButton>
              </>
            }
          />
          <Figures visit={visit} statement={statement} figures={frozen.figures} />
          <Section title={say('statements.proof')} lead={say('statements.proof_lead')}>
            <DefinitionList
              items={[
                { term: say('statements.hash'), value: <Hash value={statement.hash} /> },
                {
                  term: say('statements.ledger_end', { seq: frozen.ledger.seq }),
                  value: <Hash value={frozen.ledger.hash} />,
                },
              ]}
            />
          </Section>
          {claims.length > 0 && (
            <Section title={say('statements.claims')} lead={say('statements.claims_lead')}>
              <Claims visit={visit} claims={claims} />
            </Section>
          )}
        </>
      ),
    }
  },
})

const figureIn = (visit: Visit, figures: readonly Figure[]): Figure => {
  const figure = figures.find(({ metric }) => metric === visit.params.metric)
  if (!figure) throw notFound()
  return figure
}

const numberPage: Route = page({
  path: '/statements/:statement/:metric',
  who: publicStatements,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const { statement, frozen } = await visit.use.ask(readStatement, { statementId: statementIn(visit) })
    const figure = figureIn(visit, frozen.figures)
    const { shown, others } = suppressed(figure.breakdown)
    const opens = may.openRecords(actor, statement)
    const after = Number(visit.search.get('after') ?? -1)
    const records = opens
      ? await visit.use.ask(readRecords, {
          statementId: statement.id,
          metric: figure.metric,
          after: Number.isSafeInteger(after) ? after : -1,
        })
      : null
    const nameOf = (group: string) => (isCountry(group) ? countryName(group, locale) : group)
    const levels = Object.entries(figure.evidence)
    const heads = { label: say('statements.group'), value: say('statements.count') }
    const bars = shown.map(({ group, value }) => ({
      label: nameOf(group),
      value,
      text: number(value, locale),
    }))
    const last = records?.records.at(-1)
    return {
      title: figure.title[locale],
      shell: 'public',
      body: (
        <>
          <PageHead
            kicker={say('statements.open_number')}
            title={figure.title[locale]}
            lead={`${number(figure.value, locale)} ${say(`statements.unit_${figure.unit}`, { count: figure.value })}`}
            crumbs={{
              label: say('statements.title'),
              trail: [
                { label: say('statements.title'), href: href('/statements') },
                {
                  label: say('statements.number', { number: statement.number }),
                  href: href(`/statements/${statement.id}`),
                },
                { label: figure.title[locale] },
              ],
            }}
          />
          <Split
            aside={
              <Section title={say('statements.proof')}>
                <DefinitionList
                  items={[
                    { term: say('statements.unit'), value: say(`statements.unit_${figure.unit}_text`) },
                    {
                      term: say('statements.floor'),
                      value: figure.floor && say(`outcomes.level_${figure.floor}`),
                    },
                    { term: say('statements.version'), value: figure.version },
                    { term: say('statements.hash'), value: <Hash value={statement.hash} /> },
                  ]}
                />
              </Section>
            }
          >
            <Section title={say('statements.definition')}>
              <p>{figure.definition[locale]}</p>
            </Section>
            {levels.length > 0 && (
              <Section title={say('statements.evidence_mix')}>
                <Bars
                  caption={say('statements.evidence_mix')}
                  hideCaption
                  heads={heads}
                  bars={levels.map(([level, value]) => ({
                    label: say(`outcomes.level_${level}`),
                    value,
                    text: number(value, locale),
                  }))}
                />
              </Section>
            )}
            {figure.breakdown.length > 0 && figure.unit !== 'countries' && (
              <Section title={say('statements.breakdown')} lead={say('statements.breakdown_lead')}>
                <Bars
                  caption={say('statements.breakdown')}
                  hideCaption
                  heads={heads}
                  bars={[
                    ...bars,
                    ...(others
                      ? [
                          {
                            label: say('statements.others', { groups: others.groups }),
                            value: others.value,
                            text: number(others.value, locale),
                          },
                        ]
                      : []),
                  ]}
                />
              </Section>
            )}
            {figure.unit === 'countries' && (
              <Section title={say('statements.breakdown')}>
                <p>
                  {new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(
                    figure.breakdown.map(({ group }) => nameOf(group)),
                  )}
                </p>
              </Section>
            )}
            {records && (
              <Section title={say('statements.records')} lead={say('statements.records_lead')}>
                <Table
                  caption={say('statements.records')}
                  hideCaption
                  rows={records.records}
                  rowKey={(record) => String(record.position)}
                  href={(record) =>
                    record.kind === 'outcome' ? href(`/console/outcomes/${record.recordId}`) : undefined
                  }
                  columns={[
                    { key: 'number', label: '#', number: true, cell: (record) => record.position + 1 },
                    {
                      key: 'record',
                      label: say('statements.record'),
                      main: true,
                      cell: (record) => `${say(`statements.kind_${record.kind}`)} ${record.recordId}`,
                    },
                  ]}
                />
                {records.more && last && (
                  <LinkButton
                    href={href(`/statements/${statement.id}/${figure.metric}?after=${last.position}`)}
                  >
                    {say('statements.more_records')}
                  </LinkButton>
                )}
              </Section>
            )}
          </Split>
        </>
      ),
    }
  },
})

/** What the public may have as data: small groups stay together here as they do on the page. */
const openFigures = (figures: readonly Figure[]) =>
  figures.map(({ breakdown, ...figure }) => {
    if (figure.unit === 'countries')
      return { ...figure, breakdown: breakdown.map(({ group }) => ({ group })) }
    const { shown, others } = suppressed(breakdown)
    return { ...figure, breakdown: shown, others }
  })

const dataJson: Route = file({
  path: '/statements/:statement/data.json',
  who: publicStatements,
  send: async (visit) => {
    const { statement, frozen } = await visit.use.ask(readStatement, { statementId: statementIn(visit) })
    return Response.json({ ...frozen, figures: openFigures(frozen.figures), hash: statement.hash })
  },
})

const dataCsv: Route = file({
  path: '/statements/:statement/data.csv',
  who: publicStatements,
  send: async (visit) => {
    const { statement, frozen } = await visit.use.ask(readStatement, { statementId: statementIn(visit) })
    const { stringify } = await import('csv-stringify/sync')
    const rows = frozen.figures.map(({ metric, version, unit, floor, value, title, definition }) => ({
      metric,
      version,
      unit,
      floor: floor ?? '',
      value,
      title_en: title.en,
      title_zh: title.zh,
      definition_en: definition.en,
      definition_zh: definition.zh,
    }))
    return new Response(stringify(rows, { header: true, bom: true }), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="statement-${frozen.edition}-${statement.number}.csv"`,
      },
    })
  },
})

export const publicRoutes: readonly Route[] = [listPage, dataJson, dataCsv, onePage, numberPage]
