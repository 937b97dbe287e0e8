import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { type Frozen, type Statement, StatementId } from '../model.ts'
import { readStatement } from '../queries/index.ts'

export function statementIn(visit: Visit): StatementId {
  const id = StatementId.safeParse(visit.params.statement)
  if (!id.success) throw notFound()
  return id.data
}

export const titleOf = (
  { say, locale }: Pick<Visit, 'say' | 'locale'>,
  statement: Pick<Statement, 'number'>,
  frozen: Pick<Frozen, 'edition'>,
  edition: Edition | undefined,
): string =>
  say('statements.newest', {
    edition: edition ? pick(edition.name, locale).value : frozen.edition,
    number: statement.number,
  })

/** The statement of the address, in the clock of its edition. */
export async function statementAt(visit: Visit) {
  const found = await visit.use.ask(readStatement, { statementId: statementIn(visit) })
  const { statement, frozen, edition } = found
  return { ...found, place: edition?.zone ?? zone('UTC'), title: titleOf(visit, statement, frozen, edition) }
}
