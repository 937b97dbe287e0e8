import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** Something a person has to put right, with the place where. */
export type Finding = { path: string; line: number; says: string }

export type Source = { path: string; text: string }

/** Files git knows or would take up, under the folders, as they stand in the working tree. */
export function readSources(folders: readonly string[], endings: RegExp): Source[] {
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...folders],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  )
  return [...new Set(list.split('\0'))].flatMap((path) => {
    if (!endings.test(path)) return []
    try {
      return [{ path, text: readFileSync(path, 'utf8') }]
    } catch {
      return [] // deleted, not yet committed
    }
  })
}

export const isTest = (path: string) => /\.test\.tsx?$|^tools\/test\/|^scenarios\//.test(path)

/** A node of the tree that vite's parser gives; only what the checks look at is named. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown }

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'start' in value

/** Throws SyntaxError, with the path, for what is not TypeScript. */
export function parse({ path, text }: Source): Node {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`)
  if (!isNode(program)) throw new SyntaxError(`${path}: no program`)
  return program
}

/** Every node, parents first; `visit` gets the parent too. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => void,
  parent: Node | null = null,
) {
  visit(node, parent)
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit, node)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, visit, node)
  }
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** The text of a string literal, else undefined. */
export const stringOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined

/** The fixed parts of a template literal, in order: one more than it has holes. */
export function partsOf(node: Node): string[] | undefined {
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return undefined
  return node.quasis.map((quasi: { value: { cooked: string | null } }) => quasi.value.cooked ?? '')
}

/** Prints the findings as `path:line  text` and says how it ended by the exit code. */
export function report(title: string, findings: readonly Finding[]) {
  const sorted = [...findings].sort((a, b) =>
    a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
  )
  for (const { path, line, says } of sorted) process.stdout.write(`${path}:${line}  ${says}\n`)
  process.stdout.write(`${title}: ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}\n`)
  if (findings.length > 0) process.exitCode = 1
}
