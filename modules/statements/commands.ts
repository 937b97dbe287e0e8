import { hash as digest } from 'node:crypto'
import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { canonical, ledgerHead } from '#modules/outcomes'
import { EditionId, findEdition } from '#modules/programme'
import { may } from './access.ts'
import { released } from './facts.ts'
import { readMaterial } from './material.ts'
import type { Frozen } from './model.ts'
import { StatementId } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** The hash of a statement: of its exact text, under a line that says what it is. */
export const statementHash = (body: string): string => digest('sha256', `haigui statement 1\n${body}`, 'hex')

const definitions = (words: Words) => (metric: string) => {
  const both = (key: string) => ({ en: words.say('en')(key), zh: words.say('zh')(key) })
  return {
    title: both(`statements.metric_${metric}`),
    definition: both(`statements.metric_${metric}_definition`),
  }
}

/** Freezes the numbers of an edition as they are now, with the words of their definitions; a second person releases it. */
export const draftStatement = (words: Words) =>
  command({
    name: 'statements.draft',
    input: z.object({ editionId: EditionId }),
    load: async (tx, { editionId }) => {
      const edition = await findEdition(tx, editionId)
      if (!edition) throw notFound()
      return {
        edition,
        number: await store.nextNumber(tx, editionId),
        ledger: await ledgerHead(tx),
        counts: rules.countAll(await readMaterial(tx, editionId)),
      }
    },
    allow: (actor) => may.draft(actor, { state: 'draft' }),
    decide: ({ edition, number, ledger, counts }, _input, { actor, at }): store.Drafted => {
      const frozen: Frozen = {
        edition: edition.slug,
        number,
        cutAt: at,
        figures: counts.map(({ metric, counted }) => rules.figureOf(metric, counted, definitions(words))),
        ledger,
      }
      const body = canonical(frozen)
      return {
        statement: rules.draft({ editionId: edition.id, frozen, body, hash: statementHash(body) }, actor),
        records: counts.map(({ metric, counted }) => ({ metric: metric.id, counted })),
      }
    },
    save: store.insert,
    audit: ({ statement }) => ({ type: 'statement', id: statement.id }),
  })

/** A second person puts their name to it. From then on it never changes. */
export const releaseStatement = command({
  name: 'statements.release',
  input: z.object({ statementId: StatementId }),
  load: async (tx, { statementId }) => {
    const statement = await store.lock(tx, statementId)
    if (!statement) throw notFound()
    return statement
  },
  allow: may.release,
  decide: (statement, _input, { actor, at }) => rules.release(statement, actor, at),
  save: store.saveRelease,
  announce: (statement) => [released(statement)],
  audit: (statement) => ({ type: 'statement', id: statement.id }),
})
