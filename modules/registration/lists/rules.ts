import { parseCountry } from '#kernel/countries'
import type { Locale } from '#kernel/locale'
import { personName } from '#kernel/names'
import type { Column, List, ListProblem, ListRow } from './model.ts'

// What people write over their columns, in both languages, ours of the export among them; compared as `folded`.
const called: Readonly<Record<Column, string>> = {
  email:
    'email, e mail, mail, e mail address, email address, 邮箱, 电子邮箱, 邮件, 电子邮件, 电子邮件地址, 邮箱地址',
  name: 'name, full name, guest, 姓名, 嘉宾, 嘉宾姓名',
  latinGiven:
    'given name, given names, given, first name, given name latin letters, given name latin, 名, 名 拼音, 名 外文, 名 拉丁字母',
  latinFamily:
    'family name, family, last name, surname, family name latin letters, family name latin, 姓, 姓 拼音, 姓 外文, 姓 拉丁字母',
  han: 'chinese name, name in chinese, name in chinese characters, han, 中文名, 中文姓名, 汉字姓名, 姓名 汉字',
  country: 'country, country or region, region, 国家, 国家或地区, 国家 地区, 国家和地区',
  affiliation:
    'affiliation, organisation, organization, institution, company, university, employer, 单位, 机构, 工作单位, 所在单位, 学校, 公司',
  language: 'language, preferred language, locale, 语言, 语种',
}

const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const columnByName = new Map(
  Object.entries(called).flatMap(([column, names]) =>
    names.split(',').map((name) => [folded(name), column as Column] as const),
  ), // the keys of `called` are the columns
)

/** Which column holds what; undefined for those that are nobody's. */
export const columnsOf = (head: readonly string[]): (Column | undefined)[] =>
  head.map((name) => columnByName.get(folded(name)))

/** A whole name: in Han characters it stays whole; in Latin letters the last word is the family name. */
function splitName(text: string): Partial<Record<'han' | 'latinGiven' | 'latinFamily', string>> {
  if (/\p{Script=Han}/u.test(text)) return { han: text }
  const words = text.split(/\s+/).filter(Boolean)
  return { latinGiven: words.slice(0, -1).join(' '), latinFamily: words.at(-1) ?? '' }
}

function localeOf(text: string): Locale | null | undefined {
  const name = folded(text)
  if (name === '') return null
  if (/^(en|english|英文|英语)$/.test(name)) return 'en'
  return /^(zh|chinese|中文|汉语|zh cn|zh hans|简体中文)$/.test(name) ? 'zh' : undefined
}

// What a browser's own e-mail field accepts, and a dot in the host.
const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/

type Cells = { line: number; cells: readonly string[] }

function rowOf({ line, cells }: Cells, order: readonly (Column | undefined)[]): List {
  const problems: ListProblem[] = []
  const at = (column: Column) => (order.includes(column) ? (cells[order.indexOf(column)] ?? '') : '')
  const say = (column: Column, code: string, details?: ListProblem['details']) =>
    problems.push({ line, column, code, ...(details && { details }) })
  const long = (column: Column, max: number) => {
    if (at(column).length > max) say(column, 'kernel.field_too_long', { max })
  }
  const email = at('email').toLowerCase()
  if (email === '') say('email', 'kernel.field_required')
  else if (email.length > 254 || !address.test(email)) say('email', 'kernel.field_email')
  const whole = splitName(at('name'))
  const name = personName({
    latinGiven: at('latinGiven') || (whole.latinGiven ?? ''),
    latinFamily: at('latinFamily') || (whole.latinFamily ?? ''),
    han: at('han') || (whole.han ?? ''),
  })
  if (name.latinGiven + name.latinFamily + name.han === '')
    say(order.includes('name') ? 'name' : 'latinFamily', 'registration.name_needed')
  for (const column of ['name', 'latinGiven', 'latinFamily'] as const) long(column, 80)
  long('han', 40)
  long('affiliation', 160)
  const country = at('country') === '' ? null : parseCountry(at('country'))
  if (at('country') !== '' && country === null) say('country', 'kernel.field_country')
  const locale = localeOf(at('language'))
  if (locale === undefined) say('language', 'registration.list_language')
  return {
    rows: [{ line, email, name, country, affiliation: at('affiliation'), locale: locale ?? null }],
    problems,
  }
}

export const mostRows = 2000

/**
 * Reads a list of people: who they are, and everything that is wrong with it, by line and column.
 * A list with a problem is not taken in part: what was broken would be lost unseen.
 */
export function readList(file: { head: readonly string[]; rows: readonly Cells[] }): List {
  const order = columnsOf(file.head)
  const problems: ListProblem[] = []
  const twice = order.find((column, index) => column !== undefined && order.indexOf(column) !== index)
  if (twice) problems.push({ line: 1, column: twice, code: 'registration.list_column_twice' })
  if (!order.includes('email'))
    problems.push({ line: 1, column: 'email', code: 'registration.list_no_column' })
  if (!(['name', 'latinGiven', 'latinFamily', 'han'] as const).some((column) => order.includes(column)))
    problems.push({ line: 1, column: 'name', code: 'registration.list_no_column' })
  if (file.rows.length === 0) problems.push({ line: 1, column: null, code: 'registration.list_empty' })
  if (file.rows.length > mostRows)
    problems.push({ line: 1, column: null, code: 'registration.list_too_long', details: { max: mostRows } })
  if (problems.length > 0) return { rows: [], problems }

  const first = new Map<string, number>()
  const rows: ListRow[] = []
  for (const each of file.rows) {
    const read = rowOf(each, order)
    problems.push(...read.problems)
    for (const row of read.rows) {
      const earlier = first.get(row.email)
      if (earlier !== undefined && row.email !== '')
        problems.push({
          line: row.line,
          column: 'email',
          code: 'registration.list_twice',
          details: { line: earlier },
        })
      first.set(row.email, earlier ?? row.line)
      rows.push(row)
    }
  }
  return { rows, problems }
}
