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

/** Said the same in every language. */
const sameEverywhere = new Set([
  'Haigui 海归',
  'Haigui',
  '海归',
  '归',
  'English',
  '中文',
  '简体中文',
  'CSV',
  'XLSX',
  'JSON',
  'JSON-LD',
  'XML',
  'iCalendar',
  'ICS',
  'PDF',
  'QR',
  'UTC',
  'ORCID',
  'ROR',
  'SHA-256',
  'API',
  'kB',
  'MB',
])

/** Props whose value people read or hear. */
const readProps = new Set([
  'label',
  'title',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
  'hint',
  'legend',
  'caption',
  'summary',
  'heading',
  'mark',
])

const hasWords = (text: string) => /\p{L}/u.test(text) && !sameEverywhere.has(text.trim())

/** Texts an expression puts on the screen by itself: not what a function it calls may return. */
function shown(node: unknown): { text: string; node: Node }[] {
  if (!isNode(node)) return []
  const text = stringOf(node)
  if (text !== undefined) return [{ text, node }]
  const parts = partsOf(node)
  if (parts) return parts.map((part) => ({ text: part, node }))
  switch (node.type) {
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return shown(node.expression)
    case 'ConditionalExpression':
      return [...shown(node.consequent), ...shown(node.alternate)]
    case 'LogicalExpression':
      return [...(node.operator === '&&' ? [] : shown(node.left)), ...shown(node.right)]
    case 'BinaryExpression':
      return node.operator === '+' ? [...shown(node.left), ...shown(node.right)] : []
    default:
      return []
  }
}

/** Whether a property's text is a phrase rather than a key, a class or an id. */
const isPhrase = (text: string) => /\p{Script=Han}|\p{L}{2,} \p{L}/u.test(text)

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return ''
  if (typeof node.name === 'string') return node.name
  return typeof node.value === 'string' ? node.value : ''
}

/** Words in the code of a screen that belong into the catalogues. */
export function checkScreens(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = []
  for (const source of sources) {
    const tell = (text: string, node: Node) => {
      const words = text.trim().replace(/\s+/g, ' ').slice(0, 60)
      findings.push({
        path: source.path,
        line: lineAt(source.text, node.start),
        says: `words on a screen: "${words}"`,
      })
    }
    walk(parse(source), (node, parent) => {
      const inElement = parent?.type === 'JSXElement' || parent?.type === 'JSXFragment'
      if (node.type === 'JSXText' && typeof node.value === 'string' && hasWords(node.value))
        tell(node.value, node)
      if (node.type === 'JSXExpressionContainer' && inElement)
        for (const found of shown(node)) if (hasWords(found.text)) tell(found.text, found.node)
      if (node.type === 'JSXAttribute' && readProps.has(nameOf(node.name)))
        for (const found of shown(node.value)) if (hasWords(found.text)) tell(found.text, found.node)
      if (node.type === 'Property' && readProps.has(nameOf(node.key)))
        for (const found of shown(node.value))
          if (isPhrase(found.text) && hasWords(found.text)) tell(found.text, found.node)
    })
  }
  return findings
}
