import type { z } from 'zod'
import { type FieldProblem, invalid, invalidField } from '#kernel/errors'
import type { Bilingual } from '#kernel/text'
import { fromLocal, type Instant, localTimeProblem, type Zone } from '#kernel/time'
import { fieldProblems } from '#platform/usecases'
import { type FormValues, isRefusal } from './form.ts'

/** Both sides of a text that a BilingualField sent. */
export const bothIn = (values: FormValues, name: string): Bilingual => ({
  en: values.text(`${name}.en`),
  zh: values.text(`${name}.zh`),
})

/** Which of the known values a text is; null where it is none of them. */
export const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | null =>
  values.find((each) => each === text) ?? null

/** A whole number of 0 to 999,999,999; '' is none. Refuses anything else at the field. */
export function numberIn(values: FormValues, name: string): number | null {
  const text = values.text(name)
  if (text === '') return null
  if (!/^\d{1,9}$/.test(text)) throw invalidField(name, 'kernel.field_number')
  return Number(text)
}

/**
 * A wall-clock time of the place as a DateTimeInput sent it; '' is none. Refuses at the field what is no time there:
 * hours that the clocks skip, and hours that come twice.
 */
export function momentIn(values: FormValues, name: string, place: Zone): Instant | null {
  const local = values.text(name).slice(0, 16)
  if (local === '') return null
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) throw invalidField(name, 'kernel.field_not_a_time')
  try {
    const problem = localTimeProblem(local, place)
    if (problem !== null) throw invalidField(name, `kernel.field_time_${problem}`, { zone: place })
    return fromLocal(local, place)
  } catch (error) {
    if (error instanceof RangeError) throw invalidField(name, 'kernel.field_not_a_time')
    throw error
  }
}

/** As momentIn, where there has to be one. */
export function requiredMomentIn(values: FormValues, name: string, place: Zone): Instant {
  const moment = momentIn(values, name, place)
  if (moment === null) throw invalidField(name, 'kernel.field_required')
  return moment
}

/** Reads one field; what it refuses is kept for the end, and stands for nothing until then. */
export type Held = <Value>(read: () => Value) => Value | undefined

/**
 * A form read to its end: what `numberIn` or `momentIn` refuse is told together with what the schema finds in the rest, each at its
 * field, and not in a round of its own. `fieldOf` says where the form has what the schema calls by another path.
 */
export function readWhole<Facts>(
  schema: z.ZodType<Facts>,
  read: (held: Held) => unknown,
  fieldOf: (path: string) => string = (path) => path,
): Facts {
  const refused: FieldProblem[] = []
  const held: Held = (reader) => {
    try {
      return reader()
    } catch (error) {
      if (!isRefusal(error) || error.fields.length === 0) throw error
      refused.push(...error.fields)
      return undefined
    }
  }
  const parsed = schema.safeParse(read(held))
  if (parsed.success && refused.length === 0) return parsed.data
  const found = parsed.success ? [] : fieldProblems(parsed.error)
  // A field that could not be read is missing to the schema; what was wrong with it says more.
  const rest = found
    .map((problem) => ({ ...problem, path: fieldOf(problem.path) }))
    .filter(({ path }) => refused.every((each) => each.path !== path))
  throw invalid([...refused, ...rest])
}
