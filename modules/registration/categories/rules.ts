import { invalid } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import { fromLocal, type Instant, plainDate, shiftDate, toLocal, type Zone } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Category } from '../model.ts'
import type { Question } from '../questions/model.ts'
import { formProblems } from '../questions/rules.ts'

/** A quota may grow and shrink, but never below the places that are held. */
export function changed(category: Category, facts: Partial<Category>): Category {
  const next = { ...category, ...facts }
  if (next.quota !== null && next.quota < category.taken) throw errors.quotaBelowTaken(category.taken)
  return next
}

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

/** The type stays: answers that were given would mean something else. */
export function withChangedQuestion(form: readonly Question[], id: string, facts: Facts) {
  const at = form.findIndex((question) => question.id === id)
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

/** The same wall-clock time so many days later at the place, over a change of clocks, too. */
function later(at: Instant | null, days: number, zone: Zone): Instant | null {
  if (at === null) return null
  const [day = '', time = ''] = toLocal(at, zone).split('T')
  return fromLocal(`${shiftDate(plainDate(day), { days })}T${time}`, zone)
}

/** A category as the next edition's copy of the event begins with it: its set-up, none of its guests. */
export const copied = (
  category: Category,
  event: { id: Id<'event'>; stationId: Id<'station'> | null; zone: Zone },
  days: number,
): Category => ({
  ...category,
  id: newId<'category'>(),
  eventId: event.id,
  stationId: event.stationId,
  taken: 0,
  opensAt: later(category.opensAt, days, event.zone),
  closesAt: later(category.closesAt, days, event.zone),
})
