import { z } from 'zod'
import { anyOf, hasRole } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Instant } from '#kernel/time'
import { isCheckpointOf, LineCheck, type LineFault, ledgerLinks, signingPurpose } from '#modules/outcomes'
import type { Keys } from '#platform/keys'
import type { Figure, Frozen } from '../model.ts'
import { StatementId } from '../model.ts'
import { type Difference, difference } from '../rules/index.ts'
import { type Folded, sources } from '../store/sources/index.ts'
import * as store from '../store/statement.ts'
import { frozenIn } from './statement.ts'
import { counter } from './work.ts'

/** What an entry's body says, as far as a count needs it. */
type Body = {
  at: Instant
  kind: string
  outcome: string
  edition: string
  station: string | null
  type: string
  form?: string | null
  force?: string | null
  stage?: string | null
  amount?: { minor: number; currency: string } | null
  count?: number
  happenedOn: string
  endedOn?: string | null
  level: string
}

/** After these the level is as good as new; after the others it goes on sinking from where it was. */
const vouching = ['stated', 'verified', 'confirmed', 'signed', 'corrected', 'reconfirmed']

function fold(outcomes: Map<string, Folded>, body: Body): void {
  const before = outcomes.get(body.outcome)
  if (body.kind === 'withdrawn') {
    outcomes.delete(body.outcome)
    return
  }
  outcomes.set(body.outcome, {
    id: body.outcome,
    edition: body.edition,
    station: body.station,
    type: body.type,
    form: body.form ?? body.force ?? body.stage ?? null,
    minor: body.amount?.minor ?? body.count ?? null,
    currency: body.type === 'jobs' ? '' : (body.amount?.currency ?? null),
    happenedOn: body.happenedOn,
    endedOn: body.endedOn ?? null,
    level: body.level,
    vouched: before && !vouching.includes(body.kind) ? before.vouched : body.at,
    known: before?.known ?? body.at,
  })
}

/** Walks the ledger up to an entry: whether it is whole, and every outcome as it then stood. */
async function ledgerAt(
  tx: Tx,
  end: Frozen['ledger'],
): Promise<{ outcomes: readonly Folded[]; fault: LineFault | null }> {
  const check = new LineCheck()
  const outcomes = new Map<string, Folded>()
  while (check.count < end.seq) {
    const links = await ledgerLinks(tx, check.count, Math.min(20_000, end.seq - check.count))
    if (links.length === 0) break
    for (const link of links) {
      if (!check.add(link)) return { outcomes: [], fault: check.fault }
      fold(outcomes, JSON.parse(link.body))
    }
  }
  return { outcomes: [...outcomes.values()], fault: check.end(end) }
}

/** The ledger up to the cut is not whole, or the checkpoint that was frozen is not of it or not signed by us. */
export type LedgerFault = LineFault | { seq: number; fault: 'checkpoint' }

export type Recomputed = {
  number: number
  edition: string
  differences: readonly (Difference & { unit: Figure['unit'] })[]
  /** Figures that cannot be counted again: of a statement from before formulas were kept, or one number over another. */
  skipped: readonly string[]
  fault: LedgerFault | null
}

/**
 * Counts every figure of a statement again as of its cut: outcomes from the ledger up to the entry it names, everything
 * else from the histories that are kept, by the definitions that are frozen in it.
 */
export const recomputeStatement = ({ keys }: { keys: Keys }) =>
  query({
    name: 'statements.recompute',
    input: z.object({ statementId: StatementId }),
    load: async (tx, { statementId }): Promise<Recomputed> => {
      const statement = await store.find(tx, statementId)
      if (!statement) throw notFound()
      const frozen = frozenIn(statement)
      const { outcomes, fault } = await ledgerAt(tx, frozen.ledger)
      const basis = new Map((await store.basisOf(tx, statementId)).map((each) => [each.metric, each]))
      const counting = await counter(
        tx,
        { editionId: statement.editionId },
        { at: statement.cutAt, outcomes },
      )
      const again = await counting.values(frozen.figures.flatMap(({ formula }) => formula ?? []))
      const differences: (Difference & { unit: Figure['unit'] })[] = []
      const skipped: string[] = []
      for (const figure of frozen.figures) {
        const then = basis.get(figure.metric)
        const value = again.get(figure.metric)
        if (figure.formula?.kind !== 'counted' || !then || !value) {
          skipped.push(figure.metric)
          continue
        }
        const found = difference(
          figure,
          then,
          { value: value.value, ...value.basis },
          sources[figure.formula.source].remembers,
        )
        differences.push({ ...found, unit: figure.unit })
      }
      const kids = await keys.publicKeys(tx, signingPurpose)
      const { seq } = frozen.ledger
      const unsigned =
        frozen.checkpoint !== null && !isCheckpointOf(frozen.checkpoint, frozen.ledger, kids.values())
      const found = fault ?? (unsigned ? { seq, fault: 'checkpoint' as const } : null)
      return { number: statement.number, edition: frozen.edition, differences, skipped, fault: found }
    },
    allow: anyOf(
      hasRole('administrator', 'organiser', 'verifier', 'auditor'),
      (actor) => actor.kind === 'system',
    ),
  })
