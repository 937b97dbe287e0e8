import { type Locale, languageTag } from './locale.ts'

/** Those that people of a summit speak most, for a list to choose from; BCP 47. */
export const offeredLanguages = [
  'zh',
  'en',
  'fr',
  'de',
  'es',
  'pt',
  'ru',
  'ja',
  'ko',
  'it',
  'nl',
  'ar',
] as const

const names: Readonly<Record<Locale, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames(languageTag.en, { type: 'language' }),
  zh: new Intl.DisplayNames(languageTag.zh, { type: 'language' }),
}

// Looking a name up takes longer than drawing the line it stands in, and a programme says one language hundreds of times.
const looked: Readonly<Record<Locale, Map<string, string>>> = { en: new Map(), zh: new Map() }
const mostLooked = 500

/** The language's name in the reader's language; what is no language comes back as it is. */
export function languageName(code: string, locale: Locale): string {
  const known = looked[locale].get(code)
  if (known !== undefined) return known
  const name = lookUp(code, locale)
  if (looked[locale].size >= mostLooked) looked[locale].clear()
  looked[locale].set(code, name)
  return name
}

function lookUp(code: string, locale: Locale): string {
  try {
    return names[locale].of(code) ?? code
  } catch {
    return code
  }
}

/** Choices for a form: the offered ones, and after them what somebody has beside these. */
export const languageOptions = (
  locale: Locale,
  beside: readonly string[] = [],
): { value: string; label: string }[] => {
  const offered: readonly string[] = offeredLanguages
  return [...offered, ...beside.filter((code) => !offered.includes(code))].map((code) => ({
    value: code,
    label: languageName(code, locale),
  }))
}
