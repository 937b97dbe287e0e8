import { invalidField } from '#kernel/errors'
import type { Bilingual } from '#kernel/text'
import { fromLocal, type Instant, localTimeProblem, type Zone } from '#kernel/time'
import type { FormValues } from './form.ts'

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
