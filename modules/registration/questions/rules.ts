import { isCountry } from '#kernel/countries'
import type { FieldProblem } from '#kernel/errors'
import { cleanLine, cleanText } from '#kernel/text'
import { isPlainDate } from '#kernel/time'
import { answersOf, canBeCondition, type Question } from './model.ts'

type Answer = string | number | boolean | readonly string[]
type Answers = Readonly<Record<string, Answer>>

export const mostQuestions = 60
/** Blocks after one question: what a page can show and hide without JavaScript. */
export const mostBlocks = 6
const lengths: Partial<Record<Question['type'], number>> = { text: 300, long_text: 5000 }

/** What an answer is called in a condition. */
const named = (answer: Answer | undefined): readonly string[] => {
  if (answer === undefined) return []
  if (typeof answer === 'boolean') return [answer ? 'yes' : 'no']
  return typeof answer === 'object' ? answer : [String(answer)]
}

/** Whether a question is asked after these answers. The answer of a question that was not asked is not there. */
export const isAsked = (question: Question, answers: Answers): boolean =>
  question.when === null ||
  named(answers[question.when.question]).some((name) => question.when?.is.includes(name))

/** Questions that depend on the same answers of one question stand in one block, in the order of the form. */
export function blocksAfter(
  form: readonly Question[],
  id: string,
): { when: readonly string[]; questions: Question[] }[] {
  const blocks = new Map<string, { when: readonly string[]; questions: Question[] }>()
  for (const question of form) {
    if (question.when?.question !== id) continue
    const key = question.when.is.toSorted().join(' ')
    const block = blocks.get(key) ?? { when: question.when.is, questions: [] }
    block.questions.push(question)
    blocks.set(key, block)
  }
  return [...blocks.values()]
}

type Read = { answer: Answer | undefined } | Omit<FieldProblem, 'path'>

const wrong = (code: string, details?: FieldProblem['details']): Read =>
  details === undefined ? { code } : { code, details }

function readText(question: Question, raw: unknown): Read {
  if (typeof raw !== 'string') return wrong('kernel.field_unknown')
  const max = lengths[question.type] ?? 300
  if (raw.length > max * 4) return wrong('kernel.field_too_long', { max })
  const text = question.type === 'long_text' ? cleanText(raw) : cleanLine(raw)
  if (text.length > max) return wrong('kernel.field_too_long', { max })
  return { answer: text === '' ? undefined : text }
}

function readChoice(question: Question, raw: unknown): Read {
  if (raw === '') return { answer: undefined }
  const found = question.choices.find((choice) => choice.id === raw)
  return found ? { answer: found.id } : wrong('kernel.field_choose')
}

function readChoices(question: Question, raw: unknown): Read {
  const given = typeof raw === 'string' ? [raw] : raw
  if (!Array.isArray(given)) return wrong('kernel.field_choose')
  const wanted = given.filter((each) => each !== '')
  if (wanted.some((each) => !question.choices.some((choice) => choice.id === each)))
    return wrong('kernel.field_choose')
  // In the order of the form, each once: the same answer is always stored the same way.
  const answer = question.choices.map((choice) => choice.id).filter((id) => wanted.includes(id))
  return { answer: answer.length === 0 ? undefined : answer }
}

function readNumber(raw: unknown): Read {
  if (raw === '') return { answer: undefined }
  const number = typeof raw === 'number' ? raw : typeof raw === 'string' ? Number(raw.trim()) : Number.NaN
  return Number.isFinite(number) ? { answer: number } : wrong('kernel.field_number')
}

function readDate(raw: unknown): Read {
  if (raw === '') return { answer: undefined }
  return typeof raw === 'string' && isPlainDate(raw) ? { answer: raw } : wrong('kernel.field_not_a_date')
}

function readCountry(raw: unknown): Read {
  if (raw === '') return { answer: undefined }
  return typeof raw === 'string' && isCountry(raw) ? { answer: raw } : wrong('kernel.field_country')
}

function readYesNo(raw: unknown): Read {
  if (raw === '') return { answer: undefined }
  if (raw === true || raw === 'yes') return { answer: true }
  if (raw === false || raw === 'no') return { answer: false }
  return wrong('kernel.field_choose')
}

function readOne(question: Question, raw: unknown): Read {
  if (raw === undefined || raw === null) return { answer: undefined }
  switch (question.type) {
    case 'text':
    case 'long_text':
      return readText(question, raw)
    case 'one':
      return readChoice(question, raw)
    case 'many':
      return readChoices(question, raw)
    case 'number':
      return readNumber(raw)
    case 'date':
      return readDate(raw)
    case 'country':
      return readCountry(raw)
    case 'yes_no':
      return readYesNo(raw)
  }
}

/**
 * Reads answers as a form or the API sends them (by question id). What a hidden block sent is dropped by the same
 * condition that hid it; an answer to a question that the form does not have is a problem, so that none is lost unseen.
 */
export function readAnswers(
  form: readonly Question[],
  raw: Readonly<Record<string, unknown>>,
): { answers: Answers; problems: FieldProblem[] } {
  const answers: Record<string, Answer> = {}
  const problems: FieldProblem[] = []
  for (const question of form) {
    if (!isAsked(question, answers)) continue
    const path = `answers.${question.id}`
    const read = readOne(question, raw[question.id])
    if ('code' in read) problems.push({ path, ...read })
    else if (read.answer !== undefined) answers[question.id] = read.answer
    else if (question.required) problems.push({ path, code: 'kernel.field_required' })
  }
  for (const id of Object.keys(raw))
    if (!form.some((question) => question.id === id))
      problems.push({ path: `answers.${id}`, code: 'kernel.field_unknown' })
  return { answers, problems }
}

/** What is wrong with a form as its maker left it; paths are `<index>.<field>`. */
export function formProblems(form: readonly Question[]): FieldProblem[] {
  const problems: FieldProblem[] = []
  const earlier = new Map<string, Question>()
  form.forEach((question, index) => {
    const say = (field: string, code: string) => problems.push({ path: `${index}.${field}`, code })
    if (earlier.has(question.id)) say('id', 'registration.question_id_twice')
    const hasChoices = question.type === 'one' || question.type === 'many'
    const ids = new Set(question.choices.map((choice) => choice.id))
    if (hasChoices && question.choices.length < 2) say('choices', 'registration.question_two_choices')
    if (ids.size < question.choices.length) say('choices', 'registration.question_choice_twice')
    if (question.when) {
      const parent = earlier.get(question.when.question)
      if (!parent || !canBeCondition(parent.type)) say('when', 'registration.question_condition_earlier')
      else if (
        question.when.is.length === 0 ||
        question.when.is.some((answer) => !answersOf(parent).includes(answer))
      )
        say('when', 'registration.question_condition_answer')
    }
    if (question.when && blocksAfter(form.slice(0, index + 1), question.when.question).length > mostBlocks)
      say('when', 'registration.question_conditions_many')
    earlier.set(question.id, question)
  })
  if (form.length > mostQuestions) problems.push({ path: '', code: 'registration.question_too_many' })
  return problems
}
