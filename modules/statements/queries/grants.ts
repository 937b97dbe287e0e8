import { z } from 'zod'
import { beyond, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { may } from '../access.ts'
import { publicGrants } from '../grants.ts'
import { StatementId } from '../model.ts'
import * as grants from '../store/grants.ts'
import * as store from '../store/statement.ts'

/** What was granted and paid in the statement's edition, as it stood at its cut, as far as the public may have it. */
export const readGrants = query({
  name: 'statements.grants',
  input: z.object({ statementId: StatementId }),
  reach: beyond(
    'what was paid out of public money is published with the statement: never who the person was, nor few of them',
  ),
  load: async (tx, { statementId }) => {
    const statement = await store.find(tx, statementId)
    if (!statement) throw notFound()
    return { statement, ...publicGrants(await grants.grantedBy(tx, statement.editionId, statement.cutAt)) }
  },
  allow: (actor, { statement }) => may.view(actor, statement),
})
