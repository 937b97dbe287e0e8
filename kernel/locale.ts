/** The languages of the house. Kept apart from the message formatter, so that a browser island can have it alone. */
export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

export const isLocale = (text: unknown): text is Locale => text === 'en' || text === 'zh'

/** For Intl: day before month and a 24-hour clock in English, mainland usage in Chinese. */
export const languageTag: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: 'zh-CN' }
