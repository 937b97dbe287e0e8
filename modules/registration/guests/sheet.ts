import { countryName } from '#kernel/countries'
import { pick } from '#kernel/text'
import { toLocal, type Zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import type { Cell } from '#platform/tables'
import type { Category } from '../model.ts'
import { answerText } from '../questions/words.ts'
import type { Guest } from './store.ts'

/** The guest list as rows: one column for each question of each category, in the reader's language. */
export function sheetOf(
  { say, locale }: Pick<Visit, 'say' | 'locale'>,
  zone: Zone,
  categories: readonly Category[],
  guests: readonly Guest[],
): { head: string[]; rows: Cell[][] } {
  const several = categories.length > 1
  const questions = categories.flatMap((category) =>
    category.form.map((question) => ({ category, question })),
  )
  const local = (at: Guest['createdAt'] | null) => (at === null ? null : toLocal(at, zone).replace('T', ' '))
  return {
    head: [
      say('registration.place_in_order'),
      say('kernel.status'),
      say('registration.category'),
      say('registration.name_latin_given'),
      say('registration.name_latin_family'),
      say('registration.name_han'),
      say('kernel.email'),
      say('kernel.country'),
      say('registration.affiliation'),
      say('registration.registered_at', { zone }),
      say('registration.decided_at', { zone }),
      say('kernel.reason'),
      ...questions.map(({ category, question }) => {
        const label = pick(question.label, locale).value
        return several ? say('kernel.colon', { term: pick(category.name, locale).value, text: label }) : label
      }),
    ],
    rows: guests.map((guest) => {
      const category = categories.find(({ id }) => id === guest.categoryId)
      return [
        guest.place,
        say(`registration.state_${guest.state}`),
        category ? pick(category.name, locale).value : '',
        guest.name.latinGiven,
        guest.name.latinFamily,
        guest.name.han,
        guest.email,
        guest.country ? countryName(guest.country, locale) : null,
        guest.affiliation,
        local(guest.createdAt),
        local(guest.decidedAt),
        guest.reason,
        ...questions.map(({ category: its, question }): Cell => {
          if (its.id !== guest.categoryId) return null
          const answer = guest.answers[question.id]
          return typeof answer === 'number' ? answer : answerText(question, answer, { say, locale })
        }),
      ]
    }),
  }
}
