import { hash as digest } from 'node:crypto'
import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { type CheckpointPorts, canonical, checkpointing, rootText } from '#modules/outcomes'
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

/**
 * Freezes the chosen numbers of an edition as they are now, with the words of their definitions and a signed checkpoint of
 * the ledger: its head is held while they are counted, so that both are of one moment. A second person releases them.
 */
export const draftStatement = ({ words, ...ports }: { words: Words } & CheckpointPorts) => {
  const sealing = checkpointing(ports)
  return command({
    name: 'statements.draft',
    input: Chosen,
    load: async (tx, input, { at }) => ({
      log: await sealing.load(tx, at),
      ...(await prepare(tx, words, input, at)),
      number: await store.nextNumber(tx, input.editionId),
    }),
    allow: (actor) => may.draft(actor, { state: 'draft' }),
    decide: (
      { edition, number, log, figures, basis, since, last },
      _input,
      { actor, at },
    ): store.Drafted & { made: ReturnType<typeof sealing.decide> } => {
      const made = sealing.decide(log, at)
      const kept = made ?? log.last
      const ledger = { seq: kept?.size ?? 0, hash: rootText(kept?.root) }
      const checkpoint = kept?.note ?? null
      const frozen: Frozen = { edition: edition.slug, number, cutAt: at, figures, ledger, checkpoint, since }
      const body = canonical(frozen)
      return {
        statement: rules.draft({ editionId: edition.id, frozen, body, hash: statementHash(body) }, actor),
        previousId: last?.id ?? null,
        basis,
        made,
      }
    },
    save: async (tx, drafted) => {
      await sealing.save(tx, drafted.made)
      await store.insert(tx, drafted)
    },
    announce: ({ made }) => sealing.announce(made),
    audit: ({ statement }) => subjectOf(statement),
  })
}

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
