import type { Notation } from './part.ts'

const xmlSlug = /^[a-z0-9_]{4,}-[a-z0-9\-_]{4,}$/
const jsonSlug = /^[a-z0-9_-]+[a-z0-9]$/
const xmlAcronym = /^[a-z0-9_-]{4,}$/
const jsonAcronym = /^[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?$/

type Test = (text: string) => boolean
export const slugFits: Readonly<Record<Notation, Test>> = {
  xml: (text) => xmlSlug.test(text),
  json: (text) => jsonSlug.test(text),
  any: (text) => xmlSlug.test(text) || jsonSlug.test(text),
}
/** What suits JSON suits XML here, not the other way round. */
export const acronymFits: Readonly<Record<Notation, Test>> = {
  xml: (text) => xmlAcronym.test(text),
  json: (text) => jsonAcronym.test(text),
  any: (text) => xmlAcronym.test(text),
}

/** What ASCII can say of a text: accents off, everything else one underscore. */
const plain = (text: string): string =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9_-]+/g, '_')
    .replace(/^[_-]+|[_-]+$/g, '')

/** An acronym that both schemas accept. */
export function acronymFrom(text: string, year: string): string {
  const short = plain(text).replaceAll('-', '_').slice(0, 40).replace(/_+$/, '')
  if (short.length >= 4) return short
  return short === '' ? `conference_${year}` : `${short}_${year}`
}

/** A slug that both schemas accept, from the one a file has or from a title; not yet unique. */
export function slugFrom(text: string, acronym: string, id: number): string {
  const said = plain(text)
  const before = plain(acronym).replaceAll('-', '_').padEnd(4, '_')
  const choices = [said, `${before}-${said}`, `${before}-${id}-${said}`]
  return choices.find((slug) => xmlSlug.test(slug) && jsonSlug.test(slug)) ?? `${before}-event-${id}`
}
