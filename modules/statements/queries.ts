import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { listEditions } from '#modules/programme'
import { may, publicStatements } from './access.ts'
import { type Frozen, type Statement, StatementId } from './model.ts'
import * as store from './store.ts'

/** The numbers of a statement as they were frozen. */
export const frozenIn = (statement: Statement): Frozen => JSON.parse(statement.body)

/** All statements the reader may see, newest first, and the programme's own claims beside them. */
export const listStatements = query({
  name: 'statements.list',
  input: z.object({}),
  load: async (tx) => ({
    statements: await store.list(tx),
    claims: await store.claims(tx),
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
      claims: await store.claims(tx),
    }
  },
  allow: (actor, { statement }) => may.view(actor, statement),
})

const pageSize = 200

/** The records behind one number: for those who may open them. */
export const readRecords = query({
  name: 'statements.records',
  input: z.object({
    statementId: StatementId,
    metric: z.string().max(60),
    after: z.number().int().min(-1).default(-1),
  }),
  load: async (tx, { statementId, metric, after }) => {
    const records = await store.recordsOf(tx, statementId, metric, after, pageSize)
    return { records, more: records.length === pageSize }
  },
  allow: (actor) => may.openRecords(actor, { state: 'released' }),
})
