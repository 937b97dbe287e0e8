import type { z } from 'zod'
import type { Actor } from '#kernel/access'
import { type FieldProblem, forbidden, invalid, signInFirst } from '#kernel/errors'

/** zod's findings as field problems; a message that is a key of ours stays, any other gets a general one. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    path: issue.path.join('.'),
    ...codeOf(issue),
  }))
}

function codeOf(issue: z.core.$ZodIssue): Omit<FieldProblem, 'path'> {
  if (/^[a-z_]+(\.[a-z_]+)+$/.test(issue.message)) return { code: issue.message }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { code: 'kernel.field_too_long', details: { max: Number(issue.maximum) } }
  if (issue.code === 'too_big')
    return { code: 'kernel.field_too_big', details: { max: Number(issue.maximum) } }
  if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'kernel.field_required' }
  if (issue.code === 'too_small')
    return { code: 'kernel.field_too_small', details: { min: Number(issue.minimum) } }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { code: 'kernel.field_required' }
  if (issue.code === 'invalid_format' && issue.format === 'email') return { code: 'kernel.field_email' }
  if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int'))
    return { code: 'kernel.field_number' }
  if (issue.code === 'invalid_value') return { code: 'kernel.field_choose' }
  return { code: 'kernel.field_unknown' }
}

/** The input in its schema's shape, or a refusal that names every field that is not. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalid(fieldProblems(parsed.error))
  return parsed.data
}

export const refuse = (actor: Actor) => (actor.kind === 'visitor' ? signInFirst() : forbidden())
