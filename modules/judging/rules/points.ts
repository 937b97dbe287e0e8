import { type FieldProblem, invalid } from '#kernel/errors'
import type { Criterion, Points, Round } from '../model.ts'

type Scale = Pick<Round, 'criteria' | 'scale'>

/** Whole points for each criterion, none left out and none invented. Refuses at each field. */
export function readPoints({ criteria, scale }: Scale, given: Readonly<Record<string, number>>): Points {
  const problems: FieldProblem[] = []
  const points: Record<string, number> = {}
  for (const { key } of criteria) {
    const value = given[key]
    if (value === undefined) problems.push({ path: `points.${key}`, code: 'judging.field_points_missing' })
    else if (!Number.isInteger(value) || value < 0 || value > scale)
      problems.push({ path: `points.${key}`, code: 'judging.field_points_range', details: { most: scale } })
    else points[key] = value
  }
  if (problems.length > 0) throw invalid(problems)
  return points
}

/** The weighted points of one score, in hundredths of what could be had: 0 to 100. */
export function totalOf(
  { criteria, scale }: { criteria: readonly Pick<Criterion, 'key' | 'weight'>[]; scale: number },
  points: Points,
): number {
  const whole = criteria.reduce((sum, { weight }) => sum + weight, 0)
  const had = criteria.reduce((sum, { key, weight }) => sum + weight * (points[key] ?? 0), 0)
  return (100 * had) / (whole * scale)
}
