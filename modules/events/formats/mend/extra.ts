import { depthOf } from '../json/parse.ts'
import { isObject, type Json, type JsonObject, objectOf, own } from '../json/value.ts'
import type { Extra, ExtraElement } from '../model.ts'
import { limits } from '../problems.ts'

/**
 * What may stand in `extra`, out of what does: it comes back from exported files, which others may have written.
 * Values deeper than any file may be are left out, so that a file and its export stay readable.
 */
export function extraOf(value: Json | undefined): Extra {
  if (!isObject(value) || depthOf(value) > limits.jsonDepth) return {}
  return bounded(value)
}

function bounded(value: JsonObject): Extra {
  const attributes = textsOf(own(value, 'attributes'))
  const elements = own(value, 'elements')
  const within = own(value, 'within')
  const keys = own(value, 'keys')
  const was = own(value, 'was')
  const parts: Extra = {
    ...(attributes ? { attributes } : {}),
    ...(Array.isArray(elements) ? { elements: elements.flatMap(elementOf) } : {}),
    ...(isObject(within) ? { within: withinOf(within) } : {}),
    ...(isObject(keys) ? { keys } : {}),
    ...(isObject(was) ? { was } : {}),
  }
  return objectOf(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0))
}

const withinOf = (value: JsonObject): { [element: string]: Extra } =>
  objectOf(
    Object.entries(value)
      .map(([name, inside]) => [name, isObject(inside) ? bounded(inside) : {}] as const)
      .filter(([, inside]) => Object.keys(inside).length > 0),
  )

function textsOf(value: Json | undefined): { [name: string]: string } | undefined {
  if (!isObject(value)) return undefined
  return objectOf(
    Object.entries(value).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name, text] as const] : [],
    ),
  )
}

function elementOf(value: Json): ExtraElement[] {
  if (!isObject(value)) return []
  const name = own(value, 'name')
  const attributes = textsOf(own(value, 'attributes'))
  const inside = own(value, 'children')
  if (typeof name !== 'string') return []
  const children = (Array.isArray(inside) ? inside : []).flatMap((child): (ExtraElement | string)[] =>
    typeof child === 'string' ? [child] : elementOf(child),
  )
  return [
    {
      name,
      ...(attributes && Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(children.length > 0 ? { children } : {}),
    },
  ]
}
