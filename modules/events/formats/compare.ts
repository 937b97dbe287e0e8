import { isObject, type Json, own, sameJson, shown } from './json/value.ts'
import type { Schedule } from './model.ts'

/** `path` in the words of the model; null: not there. */
export type Difference = { path: string; a: string | null; b: string | null }

/**
 * Where two schedules differ in meaning: order of days, rooms, events, persons and links counts, order of keys and
 * layout do not. Empty: the same. At most `most` differences are told.
 */
export function compareSchedules(a: Schedule, b: Schedule, most = 1_000): Difference[] {
  const found: Difference[] = []
  walk('', a, b, found, most)
  return found
}

function walk(path: string, a: Json | undefined, b: Json | undefined, found: Difference[], most: number) {
  if (found.length >= most || sameJson(a, b)) return
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
      walk(joined(path, `${index}`), a[index], b[index], found, most)
    }
  } else if (isObject(a) && isObject(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      walk(joined(path, name), own(a, name), own(b, name), found, most)
    }
  } else {
    found.push({ path, a: told(a), b: told(b) })
  }
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Null, missing, and the words that say so must not look alike. */
const told = (value: Json | undefined): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : (shown(value) ?? 'null (said)')
