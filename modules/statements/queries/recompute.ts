import { z } from 'zod'
import { anyOf, hasRole } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Bilingual } from '#kernel/text'
import { dateIn, type Instant, type Zone, zone } from '#kernel/time'
import { isCheckpointOf, LineCheck, type LineFault, ledgerLinks, signingPurpose } from '#modules/outcomes'
import { listEditions } from '#modules/programme'
import type { Keys } from '#platform/keys'
import { library } from '../metrics/index.ts'
import type { Basis, Figure, Frozen } from '../model.ts'
import { StatementId } from '../model.ts'
import { type Difference, difference, estimateDifference, isKnown } from '../rules/index.ts'
import { causesOf } from '../store/causes.ts'
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
  introduction?: string | null
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

/** Until when it is known to have gone on: to begin with its own day, then the day of whoever said so, or of its end. */
function lastSeen(before: Folded | undefined, { kind, at, happenedOn, endedOn }: Body, place: Zone): string {
  if (kind === 'seen' || kind === 'reconfirmed') return dateIn(at, place)
  if (kind === 'ended') return endedOn ?? happenedOn
  return before?.lastSeenOn ?? happenedOn
}

function fold(outcomes: Map<string, Folded>, body: Body, zones: ReadonlyMap<string, Zone>): void {
  const before = outcomes.get(body.outcome)
  if (body.kind === 'withdrawn') {
    outcomes.delete(body.outcome)
    return
  }
  outcomes.set(body.outcome, {
    id: body.outcome,
    edition: body.edition,
    station: body.station,
    introduction: body.introduction ?? null,
    type: body.type,
    form: body.form ?? body.force ?? body.stage ?? null,
    minor: body.amount?.minor ?? body.count ?? null,
    currency: body.type === 'jobs' ? '' : (body.amount?.currency ?? null),
    happenedOn: body.happenedOn,
    endedOn: body.endedOn ?? null,
    lastSeenOn: lastSeen(before, body, zones.get(body.edition) ?? zone('UTC')),
    level: body.level,
    vouched: before && !vouching.includes(body.kind) ? before.vouched : body.at,
    known: before?.known ?? body.at,
  })
}

/** Walks the ledger up to an entry: whether it is whole, and every outcome as it then stood. */
async function ledgerAt(
  tx: Tx,
  end: Frozen['ledger'],
  zones: ReadonlyMap<string, Zone>,
): Promise<{ outcomes: readonly Folded[]; fault: LineFault | null }> {
  const check = new LineCheck()
  const outcomes = new Map<string, Folded>()
  while (check.count < end.seq) {
    const links = await ledgerLinks(tx, check.count, Math.min(20_000, end.seq - check.count))
    if (links.length === 0) break
    for (const link of links) {
      if (!check.add(link)) return { outcomes: [], fault: check.fault }
      fold(outcomes, JSON.parse(link.body), zones)
    }
  }
  return { outcomes: [...outcomes.values()], fault: check.end(end) }
}

/** The ledger up to the cut is not whole, or the checkpoint that was frozen is not of it or not signed by us. */
export type LedgerFault = LineFault | { seq: number; fault: 'checkpoint' }

export type FigureAgain = Difference & {
  title: Bilingual
  unit: Figure['unit']
  currency: string | null
  /** False of a share of nothing and of an estimate that nobody was watched long enough for. */
  isKnown: boolean
  /** What changed after the cut, by ends of message keys, and how many ids each accounts for. */
  causes: Readonly<Record<string, number>>
}

export type Recomputed = {
  number: number
  edition: string
  differences: readonly FigureAgain[]
  /** Figures of a statement from before formulas were kept: nobody can count those again. */
  skipped: readonly string[]
  fault: LedgerFault | null
}

/** The figures of a statement that are counted from records, each beside the same one counted again, with its causes. */
async function countedAgain(tx: Tx, frozen: Frozen, basis: ReadonlyMap<string, Basis>, values: Values) {
  const found = new Map<string, Difference & Pick<FigureAgain, 'causes'>>()
  for (const figure of frozen.figures) {
    const [then, value] = [basis.get(figure.metric), values.get(figure.metric)]
    if (figure.formula?.kind !== 'counted' || !then || !value) continue
    const { source } = figure.formula
    const plain = difference(figure, then, { value: value.value, ...value.basis }, sources[source].remembers)
    if (plain.verdict !== 'explained') {
      found.set(figure.metric, { ...plain, causes: {} })
      continue
    }
    const moved = [...plain.added, ...plain.removed]
    const { counts, unexplained } = await causesOf(tx, figure.formula, frozen.cutAt, moved)
    const verdict = unexplained > 0 || moved.length === 0 ? 'unexplained' : 'explained'
    found.set(figure.metric, { ...plain, verdict, causes: counts })
  }
  return found
}

type Values = Awaited<ReturnType<Awaited<ReturnType<typeof counter>>['values']>>

/** A share is explained by its parts; how long things last comes from the ledger alone, which nothing but itself explains. */
function estimatedAgain(
  figure: Figure,
  again: Pick<Figure, 'value' | 'high' | 'band'>,
  parts: ReadonlyMap<string, Difference>,
): Difference & Pick<FigureAgain, 'causes'> {
  const of = figure.formula?.kind === 'ratio' ? [figure.formula.of, figure.formula.per] : []
  const isOpen = (id: string) => {
    const part = parts.get(id)
    const known = library.find((each) => each.id === id)
    // A part that was not published beside it: its source says whether it may have changed.
    return part ? part.verdict === 'explained' : known?.kind === 'counted' && !sources[known.source].remembers
  }
  const found = estimateDifference(figure, again, of.some(isOpen))
  return { ...found, causes: found.verdict === 'explained' ? { part: of.filter(isOpen).length } : {} }
}

/**
 * Counts every figure of a statement again as of its cut: outcomes from the ledger up to the entry it names, everything
 * else from the histories that are kept, by the definitions that are frozen in it. Where a source keeps no history, what was
 * touched after the cut has to account for each id that came or went.
 */
export const recomputeStatement = ({ keys }: { keys: Keys }) =>
  query({
    name: 'statements.recompute',
    input: z.object({ statementId: StatementId }),
    load: async (tx, { statementId }): Promise<Recomputed> => {
      const statement = await store.find(tx, statementId)
      if (!statement) throw notFound()
      const frozen = frozenIn(statement)
      const zones = new Map<string, Zone>((await listEditions(tx)).map(({ id, zone }) => [id, zone]))
      const { outcomes, fault } = await ledgerAt(tx, frozen.ledger, zones)
      const basis = new Map((await store.basisOf(tx, statementId)).map((each) => [each.metric, each]))
      const formulas = frozen.figures.flatMap(({ formula }) => formula ?? [])
      const cut = { at: statement.cutAt, outcomes }
      const scope = { editionId: statement.editionId }
      const counting = await counter(tx, scope, cut, [...formulas, ...library])
      const values = await counting.values(formulas)
      const counted = await countedAgain(tx, frozen, basis, values)
      const differences: FigureAgain[] = []
      const skipped: string[] = []
      for (const figure of frozen.figures) {
        const again = values.get(figure.metric)
        const isEstimate = figure.formula !== null && figure.formula.kind !== 'counted'
        const found =
          counted.get(figure.metric) ?? (isEstimate && again ? estimatedAgain(figure, again, counted) : null)
        const { title, unit, currency } = figure
        if (found) differences.push({ ...found, title, unit, currency, isKnown: isKnown(figure) })
        else skipped.push(figure.metric)
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
