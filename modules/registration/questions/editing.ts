import { z } from 'zod'
import { invalid, notFound } from '#kernel/errors'
import { bilingual } from '#kernel/text'
import * as errors from '../errors.ts'
import { type Question, questionTypes } from './model.ts'
import { formProblems } from './rules.ts'

/** A question as its maker writes it. A choice keeps its id, so that its words can be mended; a new one has ''. */
export const QuestionFacts = z.object({
  type: z.enum(questionTypes),
  label: bilingual({ max: 200 }),
  hint: bilingual({ max: 300, optional: true }),
  required: z.boolean(),
  choices: z
    .array(z.object({ id: z.string().max(40), label: bilingual({ max: 120 }) }))
    .max(100, 'registration.question_too_many_choices'),
  when: z.object({ question: z.string().max(40), is: z.array(z.string().max(40)).max(100) }).nullable(),
})
export type QuestionFacts = z.output<typeof QuestionFacts>

/** The next free `<letter><number>`, so that an id that was used once in a form never comes to mean another thing. */
const nextId = (letter: string, used: readonly string[]): string => {
  const numbers = used.map((id) => Number(/^[a-z](\d+)$/.exec(id)?.[1] ?? 0))
  return `${letter}${Math.max(0, ...numbers) + 1}`
}

function withChoiceIds(choices: Question['choices']): Question['choices'] {
  const used = choices.map(({ id }) => id).filter((id) => id !== '')
  return choices.map((choice) => {
    if (choice.id !== '') return choice
    const id = nextId('c', used)
    used.push(id)
    return { ...choice, id }
  })
}

type Facts = Omit<Question, 'id'>

/** Only choices have choices; whatever a form sent along for another type is dropped. */
const sound = (facts: Facts): Facts => ({
  ...facts,
  choices: facts.type === 'one' || facts.type === 'many' ? withChoiceIds(facts.choices) : [],
})

/** Problems of the form, named as the fields of the question that is being written. */
function checked(form: readonly Question[], at: number): readonly Question[] {
  const problems = formProblems(form)
  const own = problems.filter(({ path }) => path === '' || path.startsWith(`${at}.`))
  if (own.length > 0)
    throw invalid(own.map((problem) => ({ ...problem, path: problem.path.replace(`${at}.`, '') })))
  if (problems.length > 0) throw errors.conditionBroken()
  return form
}

/** `retired`: ids of questions that were removed but may still have answers. */
export function withQuestion(form: readonly Question[], facts: Facts, retired: readonly string[]) {
  const id = nextId('q', [...form.map((question) => question.id), ...retired])
  return checked([...form, { ...sound(facts), id }], form.length)
}

/**
 * The type stays, and so does each choice that somebody took (`chosen`), whatever its words: an answer that was given
 * would be read as nothing, or as the next choice that gets its id.
 */
export function withChangedQuestion(
  form: readonly Question[],
  id: string,
  facts: Facts,
  chosen: readonly string[],
) {
  const at = form.findIndex((question) => question.id === id)
  const stays = facts.choices.map((choice) => choice.id)
  if (form[at]?.choices.some((choice) => chosen.includes(choice.id) && !stays.includes(choice.id)))
    throw errors.choiceInUse()
  return checked(
    form.map((question, index) =>
      index === at ? { ...sound({ ...facts, type: question.type }), id } : question,
    ),
    at,
  )
}

/** Moves a question one place; refuses where a condition would then look forward. */
export function withMovedQuestion(form: readonly Question[], id: string, by: -1 | 1) {
  const at = form.findIndex((question) => question.id === id)
  const other = form[at + by]
  const one = form[at]
  if (!one || !other) return form
  const next = form.with(at, other).with(at + by, one)
  if (formProblems(next).length > 0) throw errors.conditionBroken()
  return next
}

/** Refuses while another question asks for its answer. */
export function withoutQuestion(form: readonly Question[], id: string) {
  if (form.some(({ when }) => when?.question === id)) throw errors.conditionBroken()
  return form.filter((question) => question.id !== id)
}

/** What its maker does to a form: one question added, changed, moved or removed. */
export const QuestionChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), facts: QuestionFacts }),
  z.object({ kind: z.literal('change'), id: z.string().max(40), facts: QuestionFacts }),
  z.object({ kind: z.literal('up'), id: z.string().max(40) }),
  z.object({ kind: z.literal('down'), id: z.string().max(40) }),
  z.object({ kind: z.literal('remove'), id: z.string().max(40) }),
])

export type QuestionChange = z.output<typeof QuestionChange>

/**
 * The form afterwards. `retired`: ids of questions that were removed but may still have answers; `chosen`: choices of the
 * changed question that somebody took. Refuses what `formProblems` says, and registration.choice_in_use.
 */
export function formAfter(
  form: readonly Question[],
  retired: readonly string[],
  change: QuestionChange,
  chosen: readonly string[],
): readonly Question[] {
  if (change.kind === 'add') return withQuestion(form, change.facts, retired)
  if (!form.some(({ id }) => id === change.id)) throw notFound()
  if (change.kind === 'change') return withChangedQuestion(form, change.id, change.facts, chosen)
  if (change.kind === 'remove') return withoutQuestion(form, change.id)
  return withMovedQuestion(form, change.id, change.kind === 'up' ? -1 : 1)
}
