import { z } from 'zod'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import type { Instant } from '#kernel/time'
import { EditionId, findEdition, listEditions } from '#modules/programme'
import { may } from '../access.ts'
import { nothingChosen } from '../errors.ts'
import { catalogue, type Entry } from '../metrics/index.ts'
import type { Basis, Change, Figure } from '../model.ts'
import { change, warningsFor } from '../rules/index.ts'
import * as material from '../store/material.ts'
import { now } from '../store/sources/index.ts'
import * as store from '../store/statement.ts'
import { frozenIn } from './statement.ts'
import { type Counter, counter, figuresOf } from './work.ts'

export const Chosen = z.object({ editionId: EditionId, metrics: z.array(z.string().max(60)).max(80) })

/** Everything that can be chosen, and the editions to choose it for. */
export const readChoices = (words: Words) =>
  query({
    name: 'statements.choices',
    input: z.object({}),
    load: async (tx) => {
      const editions = await listEditions(tx)
      const newest = (await store.list(tx)).find(({ state }) => state === 'released')
      return {
        editions,
        entries: catalogue(words, await material.ownMetrics(tx)),
        /** What the last statement told: the choice to begin with. */
        usual: newest ? frozenIn(newest).figures.map(({ metric }) => metric) : null,
      }
    },
    allow: (actor) => may.draft(actor, { state: 'draft' }),
  })

/** The figures as a statement would freeze them now, beside the last one. */
export async function prepare(
  tx: Tx,
  words: Words,
  { editionId, metrics }: z.output<typeof Chosen>,
  at: Instant,
) {
  const edition = await findEdition(tx, editionId)
  if (!edition) throw notFound()
  const entries = catalogue(words, await material.ownMetrics(tx)).filter(({ metric }) =>
    metrics.includes(metric.id),
  )
  if (entries.length === 0) throw nothingChosen()
  const last = await store.lastReleased(tx, editionId)
  const before = last ? frozenIn(last) : null
  const counting = await counter(tx, { editionId }, now(at))
  const { figures, basis } = await figuresOf(counting, entries, before?.figures ?? [])
  const since =
    last && before
      ? {
          number: last.number,
          hash: last.hash,
          changes: await changes(
            counting,
            figures,
            entries,
            before.figures,
            await store.basisOf(tx, last.id),
          ),
        }
      : null
  return {
    edition,
    figures,
    basis,
    since,
    last: last ?? null,
    before: before?.figures ?? [],
    warnings: warningsFor(figures, before?.figures ?? []),
  }
}

async function changes(
  counting: Counter,
  figures: readonly Figure[],
  entries: readonly Entry[],
  before: readonly Figure[],
  basis: readonly Basis[],
): Promise<Change[]> {
  const compared = figures.flatMap((figure) => {
    const was = before.find(({ metric }) => metric === figure.metric)
    const then = basis.find(({ metric }) => metric === figure.metric)
    const metric = was?.formula ?? entries.find((entry) => entry.metric.id === figure.metric)?.metric
    return was && then && metric ? [{ figure, was, then, metric }] : []
  })
  const values = await counting.values(compared.map(({ metric }) => metric))
  return compared.flatMap(({ figure, was, then, metric }) => {
    const again = values.get(metric.id)
    return again ? [change(was, then, { value: again.value, ...again.basis }, figure)] : []
  })
}

export const previewStatement = (words: Words) =>
  query({
    name: 'statements.preview',
    input: Chosen,
    load: (tx, input, { at }) => prepare(tx, words, input, at),
    allow: (actor) => may.draft(actor, { state: 'draft' }),
  })
