import { type Locale, languageTag } from './locale.ts'

/** An amount in the currency's smallest unit (pence, fen); `currency` is an ISO 4217 code. */
export type Money = { minor: number; currency: string }

// Digits after the point, where they are not two (ISO 4217). Intl is not asked: engines disagree (0 for IDR, 2 in
// the standard), and what a stored number means must not change with an upgrade.
const digits = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code): [string, number] => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
  ...'CLF UYW'.split(' ').map((code): [string, number] => [code, 4]),
])

let currencies: ReadonlySet<string> | undefined

export function isCurrency(code: unknown): code is string {
  currencies ??= new Set(Intl.supportedValuesOf('currency'))
  return typeof code === 'string' && currencies.has(code)
}

/** How many digits the currency has after the point. */
export const minorDigits = (currency: string): number => digits.get(currency) ?? 2

/** Throws RangeError unless `minor` is a safe integer and `currency` an ISO 4217 code. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not an amount in minor units: ${minor}`)
  if (!isCurrency(currency)) throw new RangeError(`Not a currency: "${String(currency).slice(0, 10)}"`)
  return { minor: minor === 0 ? 0 : minor, currency }
}

const amount = /^([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?([万亿]?)$/
const tenThousands: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 }

/**
 * Reads what a person typed: `1200`, `1,200.50`, `￥50万`, `CNY 3.5亿`; a symbol or code in front may stand there.
 * Throws RangeError for anything else, and for more digits after the point than the currency has.
 */
export function parseMoney(text: string, currency: string): Money {
  const wrong = () => new RangeError(`Not an amount of ${currency}: "${text.slice(0, 40)}"`)
  if (text.length > 60 || !isCurrency(currency)) throw wrong()
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(new RegExp(`^${currency}|${currency}$`, 'i'), '')
    .replace(/^([-−]?)\s*[A-Z]{0,2}\p{Sc}/u, '$1')
    .replace(/[\s_]/g, '')
  const match = amount.exec(bare)
  if (!match) throw wrong()
  const [, sign = '', whole = '', fraction = '', unit = ''] = match
  const scale = minorDigits(currency) + (tenThousands[unit] ?? 0)
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > scale) throw wrong()
  const minor = Number(whole.replaceAll(',', '') + kept.padEnd(scale, '0'))
  if (!Number.isSafeInteger(minor)) throw wrong()
  return money(sign === '' ? minor : -minor, currency)
}

/** The same for a field of a form: what is no amount is answered with what `refuse` makes of it. */
export function typedMoney(text: string, currency: string, refuse: () => Error): Money {
  try {
    return parseMoney(text, currency)
  } catch {
    throw refuse()
  }
}

/** The machine's form, exact: `1200.50`. */
export function moneyDecimal({ minor, currency }: Money): `${number}` {
  const scale = minorDigits(currency)
  const figures = String(Math.abs(minor)).padStart(scale + 1, '0')
  const point = figures.length - scale
  const text = `${minor < 0 ? '-' : ''}${figures.slice(0, point)}${scale === 0 ? '' : `.${figures.slice(point)}`}`
  return text as `${number}` // digits with at most one point
}

/** The same with its currency in front, as a refusal carries it and `parseMoney` reads it: `CNY 1200.50`. */
export const moneyText = (amount: Money): string => `${amount.currency} ${moneyDecimal(amount)}`

const formats = new Map<string, Intl.NumberFormat>()

/** For reading: `£1,200.50`, `CN¥20,000` (in Chinese `¥20,000`); whole amounts without the nought. */
export function formatMoney(amount: Money, locale: Locale): string {
  const key = `${locale} ${amount.currency}`
  let format = formats.get(key)
  if (!format) {
    const scale = minorDigits(amount.currency)
    format = new Intl.NumberFormat(languageTag[locale], {
      style: 'currency',
      currency: amount.currency,
      minimumFractionDigits: scale,
      maximumFractionDigits: scale,
      trailingZeroDisplay: 'stripIfInteger',
    })
    formats.set(key, format)
  }
  // As text: past 2^53 the digits of a number divided by a hundred would no longer be true.
  return format.format(moneyDecimal(amount))
}

/** Throws RangeError for two currencies, or a sum that is no longer exact. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`Cannot add ${b.currency} to ${a.currency}`)
  return money(a.minor + b.minor, a.currency)
}
