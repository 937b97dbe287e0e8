import type { FieldProblem } from '#kernel/errors'
import { foldForSearch } from '#kernel/names'
import type { Group, GroupId } from '../../model.ts'
import { mostTopics, topicsIn } from '../rules.ts'

/** What a column of a list of parties may hold. */
export const columns = [
  'email',
  'group',
  'organisation',
  'headline',
  'offers',
  'seeks',
  'topics',
  'languages',
  'representatives',
] as const
export type Column = (typeof columns)[number]

export type ListRow = {
  line: number
  email: string
  groupId: GroupId
  profile: {
    organisation: string
    headline: string
    offers: string
    seeks: string
    topics: string[]
    languages: string[]
    representatives: number
  }
}

/** What is wrong, and where; the head is line 1. */
export type ListProblem = { line: number; column: Column | null } & Pick<FieldProblem, 'code' | 'details'>

// What people write over their columns, in both languages.
const called: Readonly<Record<Column, string>> = {
  email: 'email, e mail, mail, e mail address, email address, 邮箱, 电子邮箱, 邮件地址',
  group: 'group, category, 组别, 组, 类别',
  organisation: 'organisation, organization, company, institution, 机构, 单位, 公司',
  headline: 'headline, title, position, 一句话介绍, 职务, 标题',
  offers: 'offers, offer, 可提供, 提供',
  seeks: 'seeks, seek, looking for, 希望寻找, 寻求, 需求',
  topics: 'topics, topic, keywords, 主题, 关键词, 领域',
  languages: 'languages, language, 语言',
  representatives: 'representatives, people, 代表人数, 代表, 人数',
}

const columnByName = new Map(
  columns.flatMap((column) =>
    called[column].split(',').map((name) => [foldForSearch(name), column] as const),
  ),
)

const languageByName = new Map(
  Object.entries({
    zh: 'zh, chinese, mandarin, 中文, 汉语, 普通话',
    en: 'en, english, 英文, 英语',
    fr: 'fr, french, 法语',
    de: 'de, german, 德语',
    es: 'es, spanish, 西班牙语',
    pt: 'pt, portuguese, 葡萄牙语',
    ru: 'ru, russian, 俄语',
    ja: 'ja, japanese, 日语',
    ko: 'ko, korean, 韩语',
    it: 'it, italian, 意大利语',
    nl: 'nl, dutch, 荷兰语',
    ar: 'ar, arabic, 阿拉伯语',
  }).flatMap(([code, names]) => names.split(',').map((name) => [foldForSearch(name), code] as const)),
)

export const longestEmail = 254

const longest = { organisation: 160, headline: 120, offers: 800, seeks: 800 } as const

type Cells = { line: number; cells: readonly string[] }

function rowOf(
  { line, cells }: Cells,
  order: readonly (Column | undefined)[],
  groups: ReadonlyMap<string, GroupId>,
): { row: ListRow | null; email: string; problems: ListProblem[] } {
  const problems: ListProblem[] = []
  const at = (column: Column) => (order.includes(column) ? (cells[order.indexOf(column)] ?? '').trim() : '')
  const wrong = (column: Column, code: string, details?: ListProblem['details']) =>
    problems.push({ line, column, code, ...(details && { details }) })
  const email = at('email').toLowerCase()
  if (email === '') wrong('email', 'kernel.field_required')
  if (email.length > longestEmail) wrong('email', 'kernel.field_too_long', { max: longestEmail })
  const groupId = groups.get(foldForSearch(at('group')))
  if (groupId === undefined) wrong('group', 'meetings.list_group')
  for (const column of ['organisation', 'headline', 'offers', 'seeks'] as const)
    if (at(column).length > longest[column]) wrong(column, 'kernel.field_too_long', { max: longest[column] })
  const topics = topicsIn(at('topics'))
  if (topics.length > mostTopics || topics.some((topic) => topic.length > 40))
    wrong('topics', 'meetings.field_topics')
  const languages = topicsIn(at('languages')).map((name) => languageByName.get(foldForSearch(name)) ?? null)
  if (languages.includes(null)) wrong('languages', 'kernel.field_unknown')
  const count = at('representatives') === '' ? '1' : at('representatives')
  if (!/^[1-9]$/.test(count)) wrong('representatives', 'meetings.list_representatives')
  if (problems.length > 0 || groupId === undefined) return { row: null, email, problems }
  const profile = {
    organisation: at('organisation'),
    headline: at('headline'),
    offers: at('offers'),
    seeks: at('seeks'),
    topics,
    languages: languages.flatMap((code) => code ?? []),
    representatives: Number(count),
  }
  return { row: { line, email, groupId, profile }, email, problems }
}

export const mostRows = 2000

/** The address of a line, also of one that is wrong in another column: whether somebody is behind it is asked all the same. */
export type ListLine = { line: number; email: string }

/** Reads a list of parties; with a problem nothing of it is taken in, because what was broken would be lost unseen. */
export function readList(
  file: { head: readonly string[]; rows: readonly Cells[] },
  groups: readonly Pick<Group, 'id' | 'name'>[],
): { rows: ListRow[]; lines: ListLine[]; problems: ListProblem[] } {
  const order = file.head.map((name) => columnByName.get(foldForSearch(name)))
  const problems: ListProblem[] = []
  const head = (column: Column | null, code: string, details?: ListProblem['details']) =>
    problems.push({ line: 1, column, code, ...(details && { details }) })
  const twice = order.find((column, index) => column !== undefined && order.indexOf(column) !== index)
  if (twice) head(twice, 'meetings.list_column_twice')
  for (const needed of ['email', 'group'] as const)
    if (!order.includes(needed)) head(needed, 'meetings.list_no_column')
  if (file.rows.length === 0) head(null, 'meetings.list_empty')
  if (file.rows.length > mostRows) head(null, 'meetings.list_too_long', { max: mostRows })
  if (problems.length > 0) return { rows: [], lines: [], problems }

  const byName = new Map(
    groups.flatMap(({ id, name }) =>
      [name.en, name.zh].filter(Boolean).map((text) => [foldForSearch(text), id] as const),
    ),
  )
  const first = new Map<string, number>()
  const rows: ListRow[] = []
  const lines: ListLine[] = []
  for (const cells of file.rows) {
    const { row, email, problems: found } = rowOf(cells, order, byName)
    const { line } = cells
    problems.push(...found)
    if (row) rows.push(row)
    if (email === '' || email.length > longestEmail) continue
    lines.push({ line, email })
    const earlier = first.get(email)
    if (earlier !== undefined)
      problems.push({ line, column: 'email', code: 'meetings.list_twice', details: { line: earlier } })
    first.set(email, earlier ?? line)
  }
  return { rows, lines, problems }
}

/** All that is wrong with a list in the order of its lines: what stands in it, and addresses that nobody with a place has. */
export const allProblems = (
  problems: readonly ListProblem[],
  withoutPlace: readonly number[],
): ListProblem[] =>
  [
    ...problems,
    ...withoutPlace.map((line): ListProblem => ({ line, column: 'email', code: 'meetings.list_person' })),
  ].sort((one, other) => one.line - other.line)
