import { isObject, type Json, type JsonObject, objectOf, own } from '../json/value.ts'
import { hasIllegal, withoutIllegal } from '../text.ts'
import type { Part } from './part.ts'

/** A text that may be missing; whatever else stands there is said as text. */
export function textIfAny(part: Part, field: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return legal(part, field, value, value)
  const translated = isObject(value) ? translation(value) : undefined
  const text = translated ?? (typeof value === 'object' ? JSON.stringify(value) : String(value))
  part.note(translated === undefined ? 'text_form' : 'text_translated', field, value, text)
  return withoutIllegal(text)
}

export const textOrNull = (part: Part, field: string, value: Json | undefined): string | null =>
  textIfAny(part, field, value) ?? null

/** A text that both schemas demand: said empty where it is missing. */
export function text(part: Part, field: string, value: Json | undefined, fallback = ''): string {
  const said = textIfAny(part, field, value)
  if (said !== undefined) return said
  part.note('text_missing', field, undefined, fallback)
  return fallback
}

function legal(part: Part, field: string, original: string, said: string): string {
  if (!hasIllegal(said)) return said
  const clean = withoutIllegal(said)
  part.note('text_control', field, original, clean)
  return clean
}

/** `{ en: '…', de: '…' }`: English, else the first that is said. */
function translation(value: JsonObject): string | undefined {
  const english = own(value, 'en')
  if (typeof english === 'string') return english
  const keys = Object.keys(value)
  if (!keys.every((key) => /^[a-z]{2,3}([-_][A-Za-z]+)*$/.test(key))) return undefined
  return Object.values(value).find((text) => typeof text === 'string')
}

/** A list, or nothing where there is none. A single thing where a list belongs is a list of one. */
export function listOf(part: Part, field: string, value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value
  if (value === undefined || value === null || value === '') return []
  const list = isObject(value) ? (Object.keys(value).length === 0 ? [] : [value]) : [value]
  part.note('list_form', field, value, `${list.length}`)
  return list
}

export function textsByName(part: Part, field: string, value: Json | undefined): { [name: string]: string } {
  if (!isObject(value)) return {}
  return objectOf(
    Object.entries(value).flatMap(([name, said]) => {
      const clean = textIfAny(part, `${field}.${name}`, said)
      return clean === undefined ? [] : [[name, clean] as const]
    }),
  )
}

const yes = new Set(['true', '1', 'yes', 'on', 't', 'y'])
const no = new Set(['false', '0', 'no', 'off', 'f', 'n', ''])

export function booleanOrNull(part: Part, field: string, value: Json | undefined): boolean | null {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? null
  const said = String(typeof value === 'object' ? JSON.stringify(value) : value)
    .trim()
    .toLowerCase()
  const meant = yes.has(said) ? true : no.has(said) && said !== '' ? false : null
  part.note('boolean_form', field, value, meant)
  return meant
}

/** A whole number in whatever dress; undefined when there is none in it. */
export function integerIn(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\s*[+-]?\d+(\.0+)?\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : undefined
}

export function integerIfAny(part: Part, field: string, value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const number = integerIn(value)
  if (number !== value) part.note('number_form', field, value, number)
  return number
}
