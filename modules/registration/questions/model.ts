import type { Bilingual } from '#kernel/text'

export const questionTypes = [
  'text',
  'long_text',
  'one',
  'many',
  'country',
  'number',
  'date',
  'yes_no',
] as const
export type QuestionType = (typeof questionTypes)[number]

/** One of the answers of a choice. `id` is what is stored, so that words can be mended later. */
export type Choice = { id: string; label: Bilingual }

/** Asked only when an earlier question of this form has one of these answers; yes and no are 'yes' and 'no'. */
export type Condition = { question: string; is: readonly string[] }

/** One question of a category's form. `id` is stable: answers are stored under it. */
export type Question = {
  id: string
  type: QuestionType
  label: Bilingual
  hint: Bilingual
  required: boolean
  /** Of `one` and `many`; empty for the others. */
  choices: readonly Choice[]
  when: Condition | null
}

/** Only these have a known set of answers that a condition can name. */
export const canBeCondition = (type: QuestionType): boolean =>
  type === 'one' || type === 'many' || type === 'yes_no'

/** The answers a condition may name, by what is stored. */
export const answersOf = (question: Question): readonly string[] =>
  question.type === 'yes_no' ? ['yes', 'no'] : question.choices.map((choice) => choice.id)
