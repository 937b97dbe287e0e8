/** What a JSON file can say, and nothing else: every value of a schedule is one, so that it can be stored as it is. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A key that the object itself has: `constructor` and `__proto__` of a hostile file must not reach the prototype. */
export const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** Object.fromEntries defines, where assignment of `__proto__` would set the prototype. */
export const objectOf = <Value>(entries: Iterable<readonly [string, Value]>): { [key: string]: Value } =>
  Object.fromEntries(entries)

/** Only what was said. */
export function said(draft: { [field: string]: Json | undefined }): JsonObject {
  return objectOf(
    Object.entries(draft).flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const])),
  )
}

/** Same meaning: order of keys does not count, a key that says undefined is a missing key. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]))
  }
  if (!isObject(a) || !isObject(b)) return false
  const keys = definedKeys(a)
  return keys.length === definedKeys(b).length && keys.every((key) => sameJson(own(a, key), own(b, key)))
}

const definedKeys = (object: JsonObject) => Object.keys(object).filter((key) => object[key] !== undefined)

/** How a value is shown in a list of what was mended. */
export const shown = (value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
