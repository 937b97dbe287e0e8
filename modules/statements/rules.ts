import type { Actor } from '#kernel/access'
import { personIdOf } from '#kernel/access'
import { forbidden } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { alreadyReleased, needsAnother } from './errors.ts'
import { metrics } from './metrics.ts'
import type { Counted, Figure, Frozen, Material, Metric, Statement } from './model.ts'

/** Groups smaller than this are not shown to the public: with few, a number can point at a person. */
export const smallCell = 5

const tally = <Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> => {
  const counts: Partial<Record<Key, number>> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** The figure of what was counted: its value is the number of records, no more and no less. */
export function figureOf(
  metric: Metric,
  counted: readonly Counted[],
  words: (metric: string) => { title: Bilingual; definition: Bilingual },
): Figure {
  const groups = tally(counted.flatMap(({ group }) => (group === null ? [] : [group])))
  return {
    metric: metric.id,
    version: metric.version,
    unit: metric.unit,
    floor: metric.floor,
    value: counted.length,
    evidence: tally(counted.flatMap(({ level }) => (level === null ? [] : [level]))),
    breakdown: Object.entries(groups)
      .map(([group, value]) => ({ group, value: value ?? 0 }))
      .sort((a, b) => b.value - a.value || (a.group < b.group ? -1 : 1)),
    ...words(metric.id),
  }
}

export const countAll = (material: Material): { metric: Metric; counted: readonly Counted[] }[] =>
  metrics.map((metric) => ({ metric, counted: metric.count(material) }))

/**
 * The breakdown as the public sees it. Small groups go into "others"; when what is left there is itself small,
 * the next group joins it, so that no small number can be had by taking the others from the total.
 */
export function suppressed(breakdown: Figure['breakdown']): {
  shown: Figure['breakdown']
  others: { groups: number; value: number } | null
} {
  const shown = breakdown.filter(({ value }) => value >= smallCell)
  const hidden = breakdown.filter(({ value }) => value < smallCell)
  const sum = () => hidden.reduce((total, { value }) => total + value, 0)
  while (hidden.length > 0 && (sum() < smallCell || hidden.length === 1)) {
    const next = shown.pop()
    if (next === undefined) return { shown: [], others: { groups: hidden.length, value: sum() } }
    hidden.push(next)
  }
  return { shown, others: hidden.length === 0 ? null : { groups: hidden.length, value: sum() } }
}

/** A draft: the numbers as they are at the cut, with their definitions and the end of the ledger, hashed. */
export function draft(
  input: { editionId: Id<'edition'>; frozen: Frozen; body: string; hash: string },
  actor: Actor,
): Statement {
  const by = personIdOf(actor)
  if (by === null) throw forbidden()
  return {
    id: newId<'statement'>(),
    editionId: input.editionId,
    number: input.frozen.number,
    state: 'draft',
    cutAt: input.frozen.cutAt,
    body: input.body,
    hash: input.hash,
    draftedBy: by,
    releasedBy: null,
    releasedAt: null,
  }
}

/** A second person releases it; from then on it never changes. */
export function release(statement: Statement, actor: Actor, at: Instant): Statement {
  const by = personIdOf(actor)
  if (by === null) throw forbidden()
  if (statement.state === 'released') throw alreadyReleased()
  if (by === statement.draftedBy) throw needsAnother()
  return { ...statement, state: 'released', releasedBy: by, releasedAt: at }
}
