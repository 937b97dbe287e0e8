import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { findProgramme, listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may, publicStatements } from '../access.ts'
import { type Figure, type Frozen, type Group, type Statement, StatementId } from '../model.ts'
import { recordKindOf, suppressed } from '../rules/index.ts'
import * as material from '../store/material.ts'
import { linesOf } from '../store/records.ts'
import * as store from '../store/statement.ts'

/** A figure as statements had it before ranges, breakdowns made safe at freezing, and formulas. */
type FirstFigure = Pick<
  Figure,
  'metric' | 'version' | 'unit' | 'floor' | 'value' | 'evidence' | 'title' | 'definition'
> & {
  breakdown: readonly Group[]
}

const ofToday = (figure: FirstFigure): Figure => ({
  ...figure,
  currency: null,
  high: figure.value,
  by: figure.breakdown.length > 0 ? 'country' : 'none',
  breakdown:
    figure.unit === 'countries' ? { shown: figure.breakdown, others: null } : suppressed(figure.breakdown),
  editions: [],
  ever: null,
  rates: [],
  withoutRate: 0,
  basis: { count: figure.value, hash: '' },
  formula: null,
})

/** The numbers of a statement as they were frozen, also of one from before 0.2. */
export function frozenIn({ body }: Pick<Statement, 'body'>): Frozen {
  const read: Omit<Frozen, 'figures' | 'since' | 'checkpoint'> & {
    figures: (Figure | FirstFigure)[]
    since?: Frozen['since']
    checkpoint?: Frozen['checkpoint']
  } = JSON.parse(body)
  return {
    ...read,
    since: read.since ?? null,
    checkpoint: read.checkpoint ?? null,
    figures: read.figures.map((figure) => ('high' in figure ? figure : ofToday(figure))),
  }
}

/** All statements the reader may see, newest first, and the programme's own claims beside them. */
export const listStatements = query({
  name: 'statements.list',
  input: z.object({}),
  load: async (tx) => ({
    statements: await store.list(tx),
    claims: await material.claims(tx),
    editions: await listEditions(tx),
  }),
  allow: publicStatements,
})

export const readStatement = query({
  name: 'statements.read',
  input: z.object({ statementId: StatementId }),
  load: async (tx, { statementId }) => {
    const statement = await store.find(tx, statementId)
    if (!statement) throw notFound()
    const editions = await listEditions(tx)
    return {
      statement,
      frozen: frozenIn(statement),
      edition: editions.find(({ id }) => id === statement.editionId),
      editions,
      programme: await findProgramme(tx),
      stations: await listStations(tx),
      claims: await material.claims(tx),
    }
  },
  allow: (actor, { statement }) => may.view(actor, statement),
})

export const recordsPage = 200
/** No number has so many records; the database counts places in 31 bits. */
export const furthestRecord = 1_000_000_000

/** The records behind one number, with what the reader may know of each: for those who may open them. */
export const readRecords = query({
  name: 'statements.records',
  input: z.object({
    statementId: StatementId,
    metric: z.string().max(60),
    after: z.number().int().min(0).max(furthestRecord).default(0),
  }),
  load: async (tx, { statementId, metric, after }, { at }) => {
    const statement = await store.find(tx, statementId)
    if (!statement) throw notFound()
    const formula = frozenIn(statement).figures.find((figure) => figure.metric === metric)?.formula ?? null
    const found = await store.recordsOf(tx, statementId, metric, after, recordsPage)
    const kind = recordKindOf(formula, found.kind)
    return {
      ...found,
      kind,
      records: await linesOf(tx, kind, found.ids, at),
      probable: await linesOf(tx, kind, found.probable, at),
    }
  },
  allow: (actor) => may.openRecords(actor, { state: 'released' }),
})
