import type { FieldProblem } from '#kernel/errors'
import type { Locale } from '#kernel/locale'
import type { PersonName } from '#kernel/names'

/** What a column of a list may hold. `name` is a whole name in either script, as many lists have it. */
export const columns = [
  'email',
  'name',
  'latinGiven',
  'latinFamily',
  'han',
  'country',
  'affiliation',
  'language',
] as const
export type Column = (typeof columns)[number]

/** One person of a list, and the line of the file they stand on. */
export type ListRow = {
  line: number
  email: string
  name: PersonName
  country: string | null
  affiliation: string
  locale: Locale | null
}

/** What is wrong with a list, and where: the head is line 1. */
export type ListProblem = { line: number; column: Column | null } & Pick<FieldProblem, 'code' | 'details'>

export type List = { rows: ListRow[]; problems: ListProblem[] }
