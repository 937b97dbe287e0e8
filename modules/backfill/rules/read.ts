import { parseCountry } from '#kernel/countries'
import type { Id } from '#kernel/ids'
import { isCurrency, parseMoney } from '#kernel/money'
import { cleanLine } from '#kernel/text'
import { isPlainDate, type PlainDate } from '#kernel/time'
import type { BatchKind, Line, Skipped } from '../model.ts'
import { scriptsOf } from './names.ts'

/** What a column's head may say, in either language. */
const heads = {
  name: ['name', 'full name', '姓名', '名字', '人员'],
  han: ['chinese name', 'han', '中文名', '中文姓名'],
  latin: ['english name', 'latin', 'pinyin', '英文名', '英文姓名', '拼音'],
  email: ['email', 'e-mail', 'mail', '邮箱', '电子邮箱', '邮件'],
  country: ['country', 'country or region', 'region', '国家', '国家和地区', '国家或地区', '国别'],
  organisation: [
    'organisation',
    'organization',
    'affiliation',
    'company',
    'institution',
    '单位',
    '机构',
    '公司',
    '企业',
    '学校',
  ],
  year: ['year', 'edition', '年份', '年度', '届', '届次'],
  date: ['date', 'day', 'signed on', '日期', '时间', '签约日期'],
  type: ['type', 'kind', '类型', '类别'],
  form: ['form', '形式'],
  title: ['title', 'what', 'project', '名称', '项目', '事项', '内容'],
  registry: ['registry number', 'registration number', '注册号', '统一社会信用代码'],
  amount: ['amount', 'value', '金额'],
  currency: ['currency', '货币', '币种'],
} as const
type Field = keyof typeof heads

const types: Readonly<Record<string, string>> = {
  post: 'post',
  任职: 'post',
  到岗任职: 'post',
  就业: 'post',
  company: 'company',
  企业: 'company',
  创办企业: 'company',
  创业: 'company',
  contract: 'contract',
  合同: 'contract',
  签约: 'contract',
  签约项目: 'contract',
  正式合同: 'contract',
  意向书: 'contract',
  意向: 'contract',
  landing: 'landing',
  项目落地: 'landing',
  落地: 'landing',
  investment: 'investment',
  投资: 'investment',
  patent: 'patent',
  专利: 'patent',
  award: 'award',
  获奖: 'award',
  奖项: 'award',
}
const forms: Readonly<Record<string, string>> = {
  'full-time': 'full_time',
  'full time': 'full_time',
  全职: 'full_time',
  'part-time': 'part_time',
  'part time': 'part_time',
  兼职: 'part_time',
  'short stay': 'short_stay',
  短期: 'short_stay',
  短期来访: 'short_stay',
  binding: 'binding',
  正式合同: 'binding',
  intention: 'intention',
  意向书: 'intention',
  意向: 'intention',
  committed: 'committed',
  paid: 'paid',
}

/** Where each field stands in the sheet; a head that is no field is left alone. */
export function columnsOf(head: readonly string[]): Partial<Record<Field, number>> {
  const found: Partial<Record<Field, number>> = {}
  for (const [index, title] of head.entries()) {
    const text = cleanLine(title).toLowerCase()
    for (const field of Object.keys(heads) as Field[]) // the keys of the table above
      if (found[field] === undefined && (heads[field] as readonly string[]).includes(text))
        found[field] = index
  }
  return found
}

/** The fields a kind of sheet cannot be read without. */
export function lacking(kind: BatchKind, columns: Partial<Record<Field, number>>): Field[] {
  const wanted: Field[] = kind === 'people' ? [] : ['type', 'organisation']
  const absent = wanted.filter((field) => columns[field] === undefined)
  const hasName = columns.name !== undefined || columns.han !== undefined || columns.latin !== undefined
  return kind === 'people' && !hasName ? ['name'] : absent
}

/** `2003-7-4`, `2003/07/04`, `2003年7月4日`; null for anything else. */
function dayOf(text: string): PlainDate | null {
  const match = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text.trim())
  const day = match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : ''
  return isPlainDate(day) ? day : null
}

function amountOf(text: string, currency: string): Line['amount'] | 'wrong' {
  if (text === '') return null
  const code = currency === '' ? 'CNY' : currency.toUpperCase()
  if (!isCurrency(code)) return 'wrong'
  try {
    return parseMoney(text, code)
  } catch {
    return 'wrong'
  }
}

/** The lines that can be read, and why the others cannot. `editions` are by year; `otherwise` is for sheets without one. */
export function readLines(
  kind: BatchKind,
  sheet: { head: readonly string[]; rows: readonly { line: number; cells: readonly string[] }[] },
  editions: ReadonlyMap<number, Id<'edition'>>,
  otherwise: Id<'edition'> | null,
): { lines: Line[]; skipped: Skipped[] } {
  const columns = columnsOf(sheet.head)
  const lines: Line[] = []
  const skipped: Skipped[] = []
  for (const { line, cells } of sheet.rows) {
    const at = (field: Field) => cleanLine((cells[columns[field] ?? -1] ?? '').slice(0, 300))
    const skip = (why: string) => skipped.push({ line, why })
    const happenedOn = dayOf(at('date'))
    const year = Number(/\d{4}/.exec(at('year'))?.[0] ?? happenedOn?.slice(0, 4) ?? Number.NaN)
    const editionId =
      (Number.isNaN(year) ? null : editions.get(year)) ?? (columns.year === undefined ? otherwise : null)
    const split = scriptsOf(at('name'))
    const han = at('han') || split.han
    const latin = at('latin') || split.latin
    const written = at('type')
    const type = types[written.toLowerCase()] ?? null
    const amount = amountOf(at('amount'), at('currency'))
    const email = at('email').toLowerCase()
    const form = forms[at('form').toLowerCase()] ?? forms[written.toLowerCase()] ?? null
    if (editionId === null) skip('edition')
    else if (kind === 'people' && han === '' && latin === '') skip('name')
    else if (kind === 'outcomes' && type === null) skip('type')
    else if (kind === 'outcomes' && at('organisation') === '') skip('organisation')
    else if (amount === 'wrong') skip('amount')
    else
      lines.push({
        line,
        editionId,
        label:
          kind === 'people' ? at('name') || [han, latin].filter(Boolean).join(' ') : at('title') || written,
        han: kind === 'people' ? han : '',
        latin: kind === 'people' ? latin : '',
        email: kind === 'people' && email.includes('@') ? email : null,
        country: parseCountry(at('country')),
        organisation: at('organisation'),
        type: kind === 'outcomes' ? type : null,
        // A contract of which nothing more is said is no more than an intention.
        form: kind === 'outcomes' ? (form ?? (type === 'contract' ? 'intention' : null)) : null,
        registryNumber: at('registry') || null,
        amount,
        happenedOn,
      })
  }
  return { lines, skipped }
}
