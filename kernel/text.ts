import { z } from 'zod'
import type { Locale } from './locale.ts'

/** What people write in both languages. Either side may be '', not both where it is asked for. */
export type Bilingual = { en: string; zh: string }

/**
 * The text in the reader's language, else in the other one; `lang` says which it is, for the lang attribute.
 * Nothing at all gives '' in the reader's language.
 */
export function pick(
  text: Readonly<Partial<Bilingual>> | null | undefined,
  locale: Locale,
): { value: string; lang: Locale } {
  const other: Locale = locale === 'en' ? 'zh' : 'en'
  const value = text?.[locale] ?? ''
  const otherValue = text?.[other] ?? ''
  return value === '' && otherValue !== '' ? { value: otherValue, lang: other } : { value, lang: locale }
}

/** Both languages in one line: a side that is empty, or the same as the other, leaves no trace. */
export const both = (text: Readonly<Bilingual>, between = ' · ', first: Locale = 'en'): string =>
  [...new Set(first === 'en' ? [text.en, text.zh] : [text.zh, text.en])]
    .filter((side) => side !== '')
    .join(between)

// Control characters but tab and line feed; NUL and lone surrogates are what PostgreSQL cannot keep at all, and
// the marks that turn the direction of writing let one text pose as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const neverMeant = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** The same text without what no database row can hold: NUL, and halves of characters. Doors pass everything through it. */
export const storable = (input: string): string => input.toWellFormed().replaceAll('\0', '')

/** What was typed, without what nobody means to type: one Unicode form (NFC), `\n` line ends, no blanks around. */
export const cleanText = (input: string): string =>
  input.toWellFormed().replace(/\r\n?/g, '\n').replace(neverMeant, '').normalize('NFC').trim()

/** The paragraphs of a cleaned text: a blank line parts them. */
export const paragraphsOf = (text: string): string[] => text.split(/\n{2,}/)

/** As cleanText, on one line with single blanks. */
export const cleanLine = (input: string): string => cleanText(input).replace(/\s+/g, ' ')

const side = (max: number, lines: 'one' | 'many') =>
  z
    .string()
    // Refused by length before anything else is done with it: a 10 MB name must cost nothing.
    .superRefine((text, context) => {
      if (text.length > max * 4)
        context.addIssue({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: text })
    })
    .transform(lines === 'one' ? cleanLine : cleanText)
    .pipe(z.string().max(max))

/** One line a person typed, cleaned; at most `max` UTF-16 units. May be '' unless `min` is 1. */
export const line = (max: number, min: 0 | 1 = 1) => side(max, 'one').pipe(z.string().min(min))

/** Lines and paragraphs a person typed, cleaned; at most `max` UTF-16 units. May be '' unless `min` is 1. */
export const prose = (max: number, min: 0 | 1 = 0) => side(max, 'many').pipe(z.string().min(min))

export type BilingualOptions = {
  /** Longest text of one side, in UTF-16 units. */
  max: number
  /** One line (a title) or many (a description). */
  lines?: 'one' | 'many'
  /** Both sides may be empty. */
  optional?: boolean
}

/**
 * A zod schema for `{ en, zh }`: a missing side counts as empty, both are cleaned, at least one is filled
 * ('kernel.field_one_language' at the pair: neither side is the one that lacks).
 */
export const bilingual = ({ max, lines = 'one', optional = false }: BilingualOptions) =>
  z
    .object({ en: side(max, lines).default(''), zh: side(max, lines).default('') })
    .refine((text) => optional || text.en !== '' || text.zh !== '', {
      message: 'kernel.field_one_language',
    })
