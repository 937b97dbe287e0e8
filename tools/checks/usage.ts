import type { Entries } from './catalogues.ts'
import {
  type Finding,
  isNode,
  lineAt,
  type Node,
  parse,
  partsOf,
  type Source,
  stringOf,
  walk,
} from './source.ts'

/** What is wrong with a field is always a message, wherever it stands (zod takes it as an argument). */
const fieldKey = /^[a-z]+\.field_[a-z0-9_]+$/
const keyShape = /^[a-z]+(\.[a-z0-9_]+)+$/

/** The argument of these calls, by position, is a message key. */
const keyArguments: Readonly<Record<string, number>> = { say: 0, invalidField: 1 }
/** The value of these properties, where it has the shape of a key of a module that has words, is one. */
const keyProperties = new Set(['told', 'code'])

export type Usage = {
  /** Every string literal: a key counts as used when it is among them. */
  literals: Set<string>
  /** `events.kind_${kind}` and 'events.kind_': what a key made at run time looks like. */
  shapes: RegExp[]
  /** Literals that stand where only a key can stand. */
  asked: { key: string; path: string; line: number }[]
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function askedBy(node: Node): unknown {
  if (node.type === 'CallExpression' && isNode(node.callee) && Array.isArray(node.arguments)) {
    const { callee } = node
    const named = callee.type === 'MemberExpression' ? callee.property : callee
    const name = isNode(named) && typeof named.name === 'string' ? named.name : ''
    return Object.hasOwn(keyArguments, name) ? node.arguments[keyArguments[name] ?? 0] : undefined
  }
  if (node.type === 'NewExpression' && isNode(node.callee) && Array.isArray(node.arguments))
    return node.callee.name === 'Refusal' ? node.arguments[1] : undefined
  if (node.type === 'Property' && isNode(node.key) && typeof node.key.name === 'string')
    return keyProperties.has(node.key.name) ? node.value : undefined
  return undefined
}

/** Reads where message keys occur in the product's code. */
export function readUsage(sources: readonly Source[]): Usage {
  const usage: Usage = { literals: new Set(), shapes: [], asked: [] }
  const ask = (key: string, { path, text }: Source, node: Node) =>
    usage.asked.push({ key, path, line: lineAt(text, node.start) })
  for (const source of sources) {
    walk(parse(source), (node) => {
      const text = stringOf(node)
      if (text !== undefined) {
        usage.literals.add(text)
        if (fieldKey.test(text)) ask(text, source, node)
        if (/^[a-z]+\.([a-z0-9_.]*[._])?$/.test(text)) usage.shapes.push(new RegExp(`^${escaped(text)}`))
      }
      const parts = partsOf(node)
      if (parts && parts.length > 1 && /^[a-z]+\./.test(parts[0] ?? ''))
        usage.shapes.push(new RegExp(`^${parts.map(escaped).join('[a-z0-9_.]+')}$`))
      else if (parts?.length === 1) usage.literals.add(parts[0] ?? '')
      const key = stringOf(askedBy(node))
      if (key !== undefined && keyShape.test(key) && !fieldKey.test(key)) ask(key, source, node)
    })
  }
  return usage
}

/** Keys no code names. */
export const unusedKeys = (entries: Entries, usage: Usage): string[] =>
  [...entries.en.keys()].filter(
    (key) => !usage.literals.has(key) && !usage.shapes.some((shape) => shape.test(key)),
  )

/** Keys without use, and code that asks for words that are not there. */
export function checkUsage(entries: Entries, usage: Usage): Finding[] {
  const unused = unusedKeys(entries, usage).flatMap((key) => {
    const entry = entries.en.get(key)
    return entry ? [{ path: entry.path, line: entry.line, says: `${key} is not used` }] : []
  })
  const absent = usage.asked
    .filter(({ key }) => !entries.en.has(key) && !entries.zh.has(key))
    .map(({ key, path, line }) => ({ path, line, says: `no message ${key}` }))
  return [...unused, ...absent]
}
