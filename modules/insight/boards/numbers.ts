import type { Locale } from '#kernel/i18n'

const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: 'zh-CN' }

export const number = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale]).format(value)

export const percent = (of: number, all: number, locale: Locale): string | null =>
  all === 0
    ? null
    : new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 1 }).format(of / all)

/** Both ends of a range, or the number where it is one. */
export const rangeOf = ({ low, high }: { low: number; high: number }, locale: Locale): string =>
  high > low ? `${number(low, locale)}–${number(high, locale)}` : number(low, locale)
