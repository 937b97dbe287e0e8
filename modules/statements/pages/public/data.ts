import type { Words } from '#kernel/i18n'
import { file, type Route } from '#platform/http'
import { csvOf } from '#platform/tables'
import { publicStatements } from '../../access.ts'
import { datasetOf } from '../../dcat.ts'
import { grantsOf } from '../../grants.ts'
import { printStatement } from '../../pdf/statement.ts'
import { readGrants } from '../../queries/index.ts'
import { isKnown, isWhole } from '../../rules/index.ts'
import { statementAt } from '../visit.ts'

/** The very text that was hashed; of a statement from before 0.2 what the public may have of it. */
const dataJson: Route = file({
  path: '/statements/:statement/data.json',
  who: publicStatements,
  send: async (visit) => {
    const { statement, frozen } = await statementAt(visit)
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-statement-hash': statement.hash }
    if (isWhole(frozen)) return new Response(statement.body, { headers })
    return Response.json({ ...frozen, hash: statement.hash }, { headers })
  },
})

const dataCsv: Route = file({
  path: '/statements/:statement/data.csv',
  who: publicStatements,
  send: async (visit) => {
    const { frozen } = await statementAt(visit)
    const head = [
      ...['metric', 'version', 'unit', 'currency', 'floor', 'low', 'high', 'ever_low', 'ever_high'],
      ...['title_en', 'title_zh', 'definition_en', 'definition_zh', 'basis_count', 'basis_sha256'],
      ...['band_low', 'band_high', 'watched'],
    ]
    const rows = frozen.figures.map((figure) => [
      ...[
        figure.metric,
        figure.version,
        figure.unit,
        figure.currency,
        figure.floor,
        // What is not known is an empty cell: a nought would be read as one.
        isKnown(figure) ? figure.value : null,
        isKnown(figure) ? figure.high : null,
      ],
      ...[figure.ever?.low ?? null, figure.ever?.high ?? null],
      ...[figure.title.en, figure.title.zh, figure.definition.en, figure.definition.zh],
      ...[figure.basis.count, figure.basis.hash],
      ...(figure.band && isKnown(figure)
        ? [figure.band.low, figure.band.high, figure.band.watched]
        : [null, null, figure.band?.watched ?? null]),
    ])
    return new Response(csvOf(head, rows), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="statement-${frozen.edition}-${frozen.number}.csv"`,
      },
    })
  },
})

const dcat = (words: Words): Route =>
  file({
    path: '/statements/:statement/dcat.jsonld',
    who: publicStatements,
    send: async (visit) => {
      const { statement, frozen, edition, programme } = await statementAt(visit)
      const about = datasetOf({
        statement,
        frozen,
        edition,
        programme,
        origin: visit.origin,
        locale: visit.locale,
        words,
      })
      return new Response(JSON.stringify(about, null, 1), {
        headers: { 'content-type': 'application/ld+json' },
      })
    },
  })

const pdf: Route = file({
  path: '/statements/:statement/statement.pdf',
  who: publicStatements,
  send: async (visit) => {
    const { statement, frozen, claims, place, title } = await statementAt(visit)
    const bytes = await printStatement({ visit, statement, frozen, claims, place, title })
    return new Response(bytes, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="statement-${frozen.edition}-${frozen.number}-${visit.locale}.pdf"`,
      },
    })
  },
})

/** Incentives granted in the edition, with what was paid of each, as open data; counted as of the statement's cut. */
const grants: Route = file({
  path: '/statements/:statement/grants.json',
  who: publicStatements,
  send: async (visit) => {
    const { statement, frozen, place } = await statementAt(visit)
    const { grants: published } = await visit.use.ask(readGrants, { statementId: statement.id })
    const address = `${visit.origin}/${visit.locale}/statements/${statement.id}`
    const { cutAt } = frozen
    return new Response(JSON.stringify(grantsOf({ grants: published, address, place, cutAt }), null, 1), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="grants-${frozen.edition}-${frozen.number}.json"`,
      },
    })
  },
})

export const dataRoutes = (words: Words): readonly Route[] => [dataJson, dataCsv, dcat(words), pdf, grants]
