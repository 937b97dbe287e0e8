import { isLocale, type Locale, locales } from './locale.ts'
import { compileMessage, type Inputs, type Message } from './message.ts'

export { type Inputs, isLocale, type Locale, locales }

/** A message in the reader's language by its key `<module>.<name>`, as plain text: escaping is the page's. */
export type Say = (key: string, inputs?: Inputs) => string

/** Language → module → name → MessageFormat 2. */
export type Catalogues = Record<Locale, Record<string, Record<string, string>>>

export type Words = {
  say(locale: Locale): Say
  /** In every language. */
  has(key: string): boolean
  keys(locale: Locale): readonly string[]
}

/** A key, or an input of its message, that is not there: a mistake in the program, never an answer. */
export class MissingWord extends Error {
  readonly key: string

  constructor(key: string, locale: Locale, input?: string) {
    super(`${locale}: ${input === undefined ? `no message ${key}` : `message ${key} was not given ${input}`}`)
    this.name = 'MissingWord'
    this.key = key
  }
}

/** Hears, in production, of a key without message or of an input not given (`input`). */
export type OnMissing = (key: string, locale: Locale, input?: string) => void

function compileAll(catalogue: Record<string, Record<string, string>>, locale: Locale): Map<string, Message> {
  const messages = new Map<string, Message>()
  for (const [module, words] of Object.entries(catalogue)) {
    for (const [name, source] of Object.entries(words)) {
      const key = `${module}.${name}`
      try {
        messages.set(key, compileMessage(source, locale))
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new SyntaxError(`locales/${locale}/${module}.mf2.json: "${name}" is no message: ${reason}`)
      }
    }
  }
  return messages
}

const mostKept = 4000
const longestKept = 120

/** Plurals and formatted numbers cost 30 µs each; what was said lately with the same inputs is said again. */
function remembering() {
  const kept = new Map<string, string>()
  return (key: string, inputs: Inputs, write: () => string): string => {
    let name = key
    for (const [input, value] of Object.entries(inputs)) name += `\n${input}\t${typeof value}\t${value}`
    if (name.length > longestKept) return write()
    const found = kept.get(name)
    if (found !== undefined) {
      kept.delete(name)
      kept.set(name, found)
      return found
    }
    const text = write()
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    kept.set(name, text)
    return text
  }
}

function sayer(messages: Map<string, Message>, locale: Locale, onMissing: OnMissing | undefined): Say {
  const remember = remembering()
  const missing = (key: string, input?: string) => {
    if (!onMissing) throw new MissingWord(key, locale, input)
    onMissing(key, locale, input)
  }
  return (key, inputs = {}) => {
    const message = messages.get(key)
    if (message === undefined) {
      missing(key)
      return key
    }
    if (message.plain !== undefined) return message.plain
    const write = () => message.write(inputs, (input) => missing(key, input))
    return message.simple ? write() : remember(key, inputs, write)
  }
}

/**
 * Compiles every message once, at start. Throws SyntaxError naming file, key and reason for one that is not
 * MessageFormat 2. Without `onMissing` (development, tests) a missing key or input throws MissingWord; with it
 * (production) it is told there, and the key stands in the text.
 */
export function compileWords(catalogues: Catalogues, onMissing?: OnMissing): Words {
  const en = compileAll(catalogues.en, 'en')
  const zh = compileAll(catalogues.zh, 'zh')
  const says = { en: sayer(en, 'en', onMissing), zh: sayer(zh, 'zh', onMissing) }
  return {
    say: (locale) => says[locale],
    has: (key) => en.has(key) && zh.has(key),
    keys: (locale) => [...(locale === 'en' ? en : zh).keys()],
  }
}
