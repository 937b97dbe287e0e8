import { countryName } from '#kernel/countries'
import type { Say } from '#kernel/i18n'
import type { Locale } from '#kernel/locale'
import { pick } from '#kernel/text'
import { formatDate, isPlainDate } from '#kernel/time'
import type { Question } from './model.ts'

/** An answer in the reader's words; '' where there is none. */
export function answerText(
  question: Question,
  answer: string | number | boolean | readonly string[] | undefined,
  { say, locale }: { say: Say; locale: Locale },
): string {
  if (answer === undefined) return ''
  const choice = (id: string) => {
    const found = question.choices.find((each) => each.id === id)
    // A choice that was removed still says what was chosen, by its id.
    return found ? pick(found.label, locale).value : id
  }
  if (typeof answer === 'object') return answer.map(choice).join(say('kernel.list_comma'))
  if (typeof answer === 'boolean') return say(answer ? 'kernel.yes' : 'kernel.no')
  const text = String(answer)
  if (question.type === 'one') return choice(text)
  if (question.type === 'country') return countryName(text, locale)
  return question.type === 'date' && isPlainDate(text) ? formatDate(text, locale) : text
}

/** When a question is asked, in words; null where it always is. */
export function conditionText(
  question: Question,
  form: readonly Question[],
  { say, locale }: { say: Say; locale: Locale },
): string | null {
  const { when } = question
  const parent = when && form.find(({ id }) => id === when.question)
  if (!parent) return null
  const answers = when.is.map((id) =>
    parent.type === 'yes_no'
      ? say(id === 'yes' ? 'kernel.yes' : 'kernel.no')
      : answerText({ ...parent, type: 'one' }, id, { say, locale }),
  )
  return say('registration.asked_when', {
    question: pick(parent.label, locale).value,
    answer: answers.join(say('registration.or')),
  })
}
