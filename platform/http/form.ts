import type { FieldProblem, Refusal } from '#kernel/errors'
import { invalidField, Refusal as RefusalError } from '#kernel/errors'
import type { Say } from '#kernel/i18n'
import { storable } from '#kernel/text'

/** What came in with a form: texts by name, files by name. Names may repeat. */
export type FormValues = {
  /** The first value, trimmed; '' when absent. */
  text(name: string): string
  /** Every value of a repeated name. */
  all(name: string): readonly string[]
  /** Checked or not. */
  flag(name: string): boolean
  /** Null where none was chosen; refuses one with nothing in it. */
  file(name: string): File | null
  names(): readonly string[]
}

/** A form as it is shown: what stands in each field, and what is wrong with it in the reader's words. */
export type FormState = {
  value(name: string, otherwise?: string): string
  values(name: string, otherwise?: readonly string[]): readonly string[]
  /** True once the form came back, so that an unticked box stays unticked. */
  readonly sent: boolean
  problem(path: string): string | undefined
  /** The refusal as a whole, and each field's problem with its path. */
  readonly refusal: string | undefined
  readonly problems: readonly { path: string; message: string }[]
}

export function formValues(data: FormData): FormValues {
  const texts = (name: string) =>
    data.getAll(name).flatMap((value) => (typeof value === 'string' ? [storable(value)] : []))
  return {
    text: (name) => (texts(name)[0] ?? '').trim(),
    all: texts,
    flag: (name) => texts(name).length > 0,
    file: (name) => {
      const value = data.get(name)
      if (!(value instanceof File)) return null
      // Where nothing was chosen, browsers send a file without a name.
      if (value.size === 0 && value.name !== '') throw invalidField(name, 'kernel.field_empty_file')
      return value.size > 0 ? value : null
    },
    names: () => [...new Set(data.keys())],
  }
}

export const emptyForm: FormState = {
  value: (_name, otherwise = '') => otherwise,
  values: (_name, otherwise = []) => otherwise,
  sent: false,
  problem: () => undefined,
  refusal: undefined,
  problems: [],
}

const inWords = (say: Say, problem: FieldProblem) => say(problem.code, { ...problem.details })

/**
 * The field of a form that a path of a command's input is about. What a form asks for is often one part of that input, its
 * facts, times or tie: the form's fields do not say so.
 */
function fieldOf(path: string, names: readonly string[]): string {
  const inPart = path.replace(/^[^.]+\./, '')
  const sent = (field: string) => names.some((name) => name === field || name.startsWith(`${field}.`))
  return path.startsWith('facts.') || (!sent(path) && sent(inPart)) ? inPart : path
}

/** The form as it came back with a refusal: nothing typed is lost (files excepted: browsers do not refill them). */
export function refusedForm(values: FormValues, refusal: Refusal, say: Say): FormState {
  const problems = refusal.fields.map((problem) => ({
    path: fieldOf(problem.path, values.names()),
    message: inWords(say, problem),
  }))
  return {
    value: (name) => values.text(name),
    values: (name) => values.all(name),
    sent: true,
    problem: (path) => problems.find((problem) => problem.path === path)?.message,
    refusal: say(refusal.code, { ...refusal.details }),
    problems,
  }
}

export const isRefusal = (error: unknown): error is Refusal => error instanceof RefusalError
