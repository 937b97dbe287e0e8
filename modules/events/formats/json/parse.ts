import { limits, ScheduleFormatError } from '../problems.ts'
import { hasIllegal } from '../text.ts'
import { isObject, type Json, objectOf } from './value.ts'

/** JSON text as a value. Depth and number of parts are counted before anything is built. */
export function parseJson(source: string, maxDepth: number): Json {
  if (source.length > limits.bytes) throw new ScheduleFormatError('too_large', { limit: limits.bytes })
  const text = source.replace(/^\ufeff/, '')
  measure(text, maxDepth)
  try {
    return JSON.parse(text)
  } catch (problem) {
    throw malformed(text, problem)
  }
}

/**
 * The same value without what neither XML nor a database can hold: NUL and unpaired surrogates become U+FFFD.
 * Numbers beyond all bounds become text.
 */
export function storable(value: Json): { value: Json; cleaned: boolean } {
  let cleaned = false
  const clean = (part: string): string => {
    if (!hasIllegal(part)) return part
    const whole = part.toWellFormed().replaceAll('\u0000', '\ufffd')
    if (whole !== part) cleaned = true
    return whole
  }
  const walk = (part: Json): Json => {
    if (typeof part === 'string') return clean(part)
    if (typeof part === 'number') return Number.isFinite(part) ? part + 0 : String(part)
    if (Array.isArray(part)) return part.map(walk)
    if (!isObject(part)) return part
    return objectOf(
      Object.entries(part).flatMap(([key, inner]) =>
        inner === undefined ? [] : [[clean(key), walk(inner)] as const],
      ),
    )
  }
  return { value: walk(value), cleaned }
}

/** One pass over the signs outside strings, by hand: a pattern would run out of stack on a long string. */
function measure(text: string, maxDepth: number) {
  let depth = 0
  let parts = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    else if (sign === ',' || sign === '[' || sign === '{') {
      parts += 1
      if (sign !== ',') depth += 1
      if (depth > maxDepth) throw new ScheduleFormatError('too_deep', { limit: maxDepth })
      if (parts > limits.parts) throw new ScheduleFormatError('too_many_parts', { limit: limits.parts })
    } else if (sign === ']' || sign === '}') depth -= 1
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}

export function depthOf(value: Json): number {
  if (Array.isArray(value)) return 1 + value.reduce<number>((most, item) => Math.max(most, depthOf(item)), 0)
  if (isObject(value)) return depthOf(Object.values(value))
  return 0
}

function malformed(text: string, problem: unknown): ScheduleFormatError {
  const message = problem instanceof Error ? problem.message : ''
  const position = /position (\d+)/.exec(message)?.[1]
  const line = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length
  return new ScheduleFormatError('json_malformed', {}, line)
}
