import type { Breakdown, Group } from '../model.ts'

/** Groups smaller than this are not shown to the public: with few, a number can point at a person. */
export const smallCell = 5

const small = (value: number) => value !== 0 && Math.abs(value) < smallCell

/** Another public breakdown of the same thing; `whole` when its hidden groups are known to us too. */
export type Beside = { groups: readonly Group[]; whole: boolean }

/**
 * The breakdown as the public sees it. Small groups go into "others"; when what is left there is itself small, the next
 * group joins it, so that no small number can be had by taking the others from the total. `beside` are breakdowns that are
 * public too (a wider number, an earlier statement): a group whose difference to one of them is small is hidden as well,
 * and so is a remainder whose difference is.
 */
export function suppressed(breakdown: readonly Group[], beside: readonly Beside[] = []): Breakdown {
  const others = beside.map(({ groups, whole }) => ({
    whole,
    values: new Map(groups.map(({ group, value }) => [group, value])),
  }))
  const differs = ({ group, value }: Group) =>
    others.some(
      ({ values, whole }) => (whole || values.has(group)) && small((values.get(group) ?? 0) - value),
    )
  const unsafe = (each: Group) => each.value < smallCell || differs(each)
  const shown = breakdown.filter((each) => !unsafe(each))
  const hidden = breakdown.filter(unsafe)
  const sum = () => hidden.reduce((total, { value }) => total + value, 0)
  const remainder = (values: ReadonlyMap<string, number>) =>
    [...values].reduce(
      (total, [group, value]) => total + (shown.some((each) => each.group === group) ? 0 : value),
      0,
    )
  const leaks = () => others.some(({ values, whole }) => whole && small(remainder(values) - sum()))
  while (hidden.length > 0 && (sum() < smallCell || hidden.length === 1 || leaks())) {
    const next = shown.pop()
    // Nothing is left to hide it among: then not even the remainder is told.
    if (next === undefined)
      return { shown: [], others: sum() < smallCell ? null : { groups: hidden.length, value: sum() } }
    hidden.push(next)
  }
  return { shown, others: hidden.length === 0 ? null : { groups: hidden.length, value: sum() } }
}
