import { parseMessage } from 'messageformat'
import { type Locale, locales } from '../../kernel/locale.ts'
import { compileMessage } from '../../kernel/message.ts'
import { type Finding, lineAt, type Source } from './source.ts'

/** One message where it stands. */
export type Entry = { key: string; source: string; path: string; line: number }
export type Entries = Record<Locale, Map<string, Entry>>

/** Reads locales/<language>/<module>.mf2.json; what cannot be read is a finding. */
export function readEntries(files: readonly Source[]): { entries: Entries; findings: Finding[] } {
  const entries: Entries = { en: new Map(), zh: new Map() }
  const findings: Finding[] = []
  for (const { path, text } of files) {
    const [, locale, module] = /^locales\/(en|zh)\/([a-z_]+)\.mf2\.json$/.exec(path) ?? []
    if ((locale !== 'en' && locale !== 'zh') || module === undefined) {
      findings.push({ path, line: 1, says: 'not named locales/<en|zh>/<module>.mf2.json' })
      continue
    }
    let words: unknown
    try {
      words = JSON.parse(text)
    } catch (error) {
      findings.push({ path, line: 1, says: `not JSON: ${error instanceof Error ? error.message : error}` })
      continue
    }
    const lines = new Map<string, number>()
    for (const match of text.matchAll(/^\s*"((?:[^"\\]|\\.)*)"\s*:/gm)) {
      const name = match[1] ?? ''
      const line = lineAt(text, match.index + match[0].search(/\S/))
      if (lines.has(name)) findings.push({ path, line, says: `"${name}" stands here twice` })
      lines.set(name, line)
    }
    for (const [name, source] of Object.entries(words ?? {})) {
      const line = lines.get(name) ?? 1
      if (typeof source !== 'string' || source.trim() === '')
        findings.push({ path, line, says: `"${name}" is not a text` })
      else if (!/^[a-z0-9_]+(\.[a-z0-9_]+)*$/.test(name))
        findings.push({ path, line, says: `"${name}" is not a name: small letters, digits, _ and . only` })
      else entries[locale].set(`${module}.${name}`, { key: `${module}.${name}`, source, path, line })
    }
  }
  return { entries, findings }
}

const halfWidth = /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?=\s|$)/u
const blankInside = /\p{Script=Han} +[A-Za-z0-9]|[A-Za-z0-9] +\p{Script=Han}/u

/** The fixed texts of a message, with ￼ (U+FFFC) where an input is put in. */
export function textsOf(source: string): string[] {
  const message = parseMessage(source)
  const patterns = message.type === 'select' ? message.variants.map(({ value }) => value) : [message.pattern]
  return patterns.map((pattern) =>
    pattern.map((part) => (typeof part === 'string' ? part : '\ufffc')).join(''),
  )
}

function chineseTypography(entry: Entry): Finding[] {
  const found: Finding[] = []
  const { path, line, key } = entry
  for (const said of textsOf(entry.source)) {
    const text = said.replaceAll('Haigui 海归', 'Haigui')
    const wrong = halfWidth.exec(text)?.[0]
    if (wrong) found.push({ path, line, says: `${key}: half-width punctuation beside Chinese, "${wrong}"` })
    const blank =
      blankInside.exec(text)?.[0] ?? /\p{Script=Han} +\ufffc|\ufffc +\p{Script=Han}/u.exec(text)?.[0]
    if (blank)
      found.push({ path, line, says: `${key}: a blank between Chinese and other characters, "${blank}"` })
  }
  return found
}

/** Messages that do not parse, lack their other language, ask for different inputs, or break Chinese typography. */
export function checkEntries(entries: Entries): Finding[] {
  const findings: Finding[] = []
  const inputs = { en: new Map<string, string>(), zh: new Map<string, string>() }
  for (const locale of locales) {
    for (const entry of entries[locale].values()) {
      const { key, path, line } = entry
      try {
        inputs[locale].set(
          key,
          compileMessage(entry.source, locale)
            .inputs.map((name) => `{$${name}}`)
            .join(' '),
        )
        if (locale === 'zh') findings.push(...chineseTypography(entry))
      } catch (error) {
        findings.push({
          path,
          line,
          says: `${key} is no message: ${error instanceof Error ? error.message : error}`,
        })
      }
      const other = locale === 'en' ? 'zh' : 'en'
      if (!entries[other].has(key)) findings.push({ path, line, says: `${key} is missing in ${other}` })
    }
  }
  for (const [key, asked] of inputs.en) {
    const chinese = inputs.zh.get(key)
    const entry = entries.zh.get(key)
    if (entry && chinese !== undefined && chinese !== asked)
      findings.push({
        path: entry.path,
        line: entry.line,
        says: `${key} asks for ${chinese || 'nothing'}, in English for ${asked || 'nothing'}`,
      })
  }
  return findings
}
