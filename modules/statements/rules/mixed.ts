import type { FieldProblem } from '#kernel/errors'
import type { Counting } from '../metrics/model.ts'

const ofOneType: Partial<Record<Counting['unit'], readonly string[]>> = {
  contracts: ['contract'],
  jobs: ['jobs'],
  money: ['contract', 'investment'],
}
/** Types of which one form is a promise and the other its keeping. */
const promised = ['contract', 'investment']

/**
 * Where a definition would add what is never added: outcomes of two types, or a promise to its keeping. Different
 * persons, organisations and stations may have come to any outcome: they are counted, not the outcomes.
 */
export function mixed({ source, unit, kinds, forms, by }: Counting): FieldProblem | null {
  if (source !== 'outcomes' && source !== 'credits') return null
  if (!['outcomes', 'contracts', 'jobs', 'money'].includes(unit)) return null
  const [kind, ...others] = kinds
  if (kind === undefined || others.length > 0) return { path: 'kinds', code: 'statements.field_one_kind' }
  if (ofOneType[unit]?.includes(kind) === false)
    return { path: 'kinds', code: 'statements.field_kind_of_unit' }
  if (promised.includes(kind) && forms.length !== 1 && (unit === 'money' || by !== 'form'))
    return { path: 'forms', code: 'statements.field_one_form' }
  return null
}
