import type { Figure } from '../model.ts'
import { smallCell } from './suppress.ts'

export const warningKinds = [
  'definition_changed',
  'left_out',
  'weak_evidence',
  'small_cell',
  'wide_range',
  'without_rate',
] as const
export type Warning = {
  kind: (typeof warningKinds)[number]
  metric: string
  details: Readonly<Record<string, number>>
}

const aboutPeople = ({ unit }: Figure) => ['persons', 'person_times', 'outcomes', 'contracts'].includes(unit)

/** How many it speaks of, where a few of them could be told by it; money that was granted or paid is as many as its records. */
function few(figure: Figure): number | null {
  const { formula, unit, value, basis } = figure
  const given = formula?.kind === 'counted' && ['grants', 'payments'].includes(formula.source)
  const count = aboutPeople(figure) ? value : given && unit === 'money' ? basis.count : 0
  return count > 0 && count < smallCell ? count : null
}

/** What the drafter and the releaser should look at before a number is public. */
export function warningsFor(figures: readonly Figure[], last: readonly Figure[]): Warning[] {
  const found: Warning[] = []
  const warn = (kind: Warning['kind'], metric: string, details: Warning['details'] = {}) =>
    found.push({ kind, metric, details })
  for (const figure of figures) {
    const before = last.find(({ metric }) => metric === figure.metric)
    if (before && before.version !== figure.version)
      warn('definition_changed', figure.metric, { from: before.version, to: figure.version })
    const counts = Object.values(figure.evidence)
    const all = counts.reduce((sum, each) => sum + each, 0)
    const weak = (figure.evidence.stated ?? 0) + (figure.evidence.witnessed ?? 0)
    if (all > 0 && weak * 2 > all) warn('weak_evidence', figure.metric, { weak, all })
    const small = few(figure)
    if (small !== null) warn('small_cell', figure.metric, { value: small })
    if (figure.value > 0 && figure.high > figure.value * 1.1)
      warn('wide_range', figure.metric, { low: figure.value, high: figure.high })
    if (figure.withoutRate > 0) warn('without_rate', figure.metric, { count: figure.withoutRate })
  }
  const now = new Set(figures.map(({ metric }) => metric))
  for (const { metric } of last) if (!now.has(metric)) warn('left_out', metric)
  return found
}
