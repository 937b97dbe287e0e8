import { hash as digest } from 'node:crypto'
import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { canonical, ledgerHead } from '#modules/outcomes'
import { may } from '../access.ts'
import { alreadyReleased } from '../errors.ts'
import { released } from '../facts.ts'
import type { Frozen, Statement } from '../model.ts'
import { StatementId } from '../model.ts'
import { Chosen, prepare } from '../queries/preview.ts'
import * as rules from '../rules/index.ts'
import * as store from '../store/statement.ts'

/** The hash of a statement: of its exact text, under a line that says what it is. */
export const statementHash = (body: string): string => digest('sha256', `haigui statement 1\n${body}`, 'hex')

async function locked(tx: Tx, id: StatementId): Promise<Statement> {
  const statement = await store.lock(tx, id)
  if (!statement) throw notFound()
  return statement
}

const subjectOf = ({ id }: Pick<Statement, 'id'>) => ({ type: 'statement', id })

/** Freezes the chosen numbers of an edition as they are now, with the words of their definitions; a second person releases them. */
export const draftStatement = (words: Words) =>
  command({
    name: 'statements.draft',
    input: Chosen,
    load: async (tx, input, { at }) => ({
      ...(await prepare(tx, words, input, at)),
      number: await store.nextNumber(tx, input.editionId),
      ledger: await ledgerHead(tx),
    }),
    allow: (actor) => may.draft(actor, { state: 'draft' }),
    decide: (
      { edition, number, ledger, figures, basis, since, last },
      _input,
      { actor, at },
    ): store.Drafted => {
      const frozen: Frozen = { edition: edition.slug, number, cutAt: at, figures, ledger, since }
      const body = canonical(frozen)
      return {
        statement: rules.draft({ editionId: edition.id, frozen, body, hash: statementHash(body) }, actor),
        previousId: last?.id ?? null,
        basis,
      }
    },
    save: store.insert,
    audit: ({ statement }) => subjectOf(statement),
  })

/** A second person puts their name to it. From then on it never changes. */
export const releaseStatement = command({
  name: 'statements.release',
  input: z.object({ statementId: StatementId }),
  load: (tx, { statementId }) => locked(tx, statementId),
  allow: may.release,
  decide: (statement, _input, { actor, at }) => rules.release(statement, actor, at),
  save: store.saveRelease,
  announce: (statement) => [released(statement)],
  audit: subjectOf,
})

/** A draft nobody released goes; its number is free again. */
export const discardStatement = command({
  name: 'statements.discard',
  input: z.object({ statementId: StatementId }),
  load: (tx, { statementId }) => locked(tx, statementId),
  allow: may.draft,
  decide: (statement) => {
    if (statement.state === 'released') throw alreadyReleased()
    return statement
  },
  save: store.remove,
  audit: subjectOf,
})
