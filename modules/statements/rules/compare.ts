import type { Basis, Change, Figure } from '../model.ts'

type Counted = Pick<Basis, 'keys' | 'amounts'>

/** What each id adds to the number: one, or its amount. */
const weights = ({ keys, amounts }: Counted): Map<string, number> =>
  new Map(keys.map((key, index) => [key, amounts.length > 0 ? (amounts[index] ?? 0) : 1]))

/**
 * How a number came from what it was to what it is. `again` is today's count by the definition of then, so that what the
 * new words change is told apart from what came in since (late) and from what was taken back or put right (correction).
 * The three parts add up to the whole difference.
 */
export function change(
  was: Pick<Figure, 'metric' | 'value'>,
  then: Counted,
  again: { value: number } & Counted,
  now: Pick<Figure, 'value'>,
): Change {
  const before = weights(then)
  const after = weights(again)
  let late = 0
  let correction = 0
  for (const [key, weight] of after) {
    const earlier = before.get(key)
    if (earlier === undefined) late += weight
    else correction += weight - earlier
  }
  for (const [key, weight] of before) if (!after.has(key)) correction -= weight
  return {
    metric: was.metric,
    was: was.value,
    now: now.value,
    definition: now.value - again.value,
    late,
    correction,
  }
}

export type Difference = {
  metric: string
  was: number
  now: number
  added: readonly string[]
  removed: readonly string[]
  /** Nothing differs; something does and the source says why; it does and nothing explains it. */
  verdict: 'same' | 'explained' | 'unexplained'
}

/**
 * A figure beside the same one counted again as of its cut. A source that keeps its history must give the very same
 * ids; of one that does not, what was changed since is an explanation and stands there in numbers.
 */
export function difference(
  was: Pick<Figure, 'metric' | 'value'>,
  then: Counted,
  again: { value: number } & Counted,
  remembers: boolean,
): Difference {
  const before = new Set(then.keys)
  const after = new Set(again.keys)
  const added = again.keys.filter((key) => !before.has(key))
  const removed = then.keys.filter((key) => !after.has(key))
  const same = was.value === again.value && added.length === 0 && removed.length === 0
  return {
    metric: was.metric,
    was: was.value,
    now: again.value,
    added,
    removed,
    verdict: same ? 'same' : remembers ? 'unexplained' : 'explained',
  }
}

/** A share or an estimate beside the same one counted again: it has no ids of its own, so its parts have to explain it. */
export function estimateDifference(
  was: Pick<Figure, 'metric' | 'value' | 'high' | 'band'>,
  again: Pick<Figure, 'value' | 'high' | 'band'>,
  partsExplain: boolean,
): Difference {
  const bandOf = ({ band }: Pick<Figure, 'band'>) => [band?.low, band?.high, band?.watched].join(' ')
  const same = was.value === again.value && was.high === again.high && bandOf(was) === bandOf(again)
  return {
    ...{ metric: was.metric, was: was.value, now: again.value, added: [], removed: [] },
    verdict: same ? 'same' : partsExplain ? 'explained' : 'unexplained',
  }
}
