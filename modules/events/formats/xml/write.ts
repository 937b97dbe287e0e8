import type { Element } from './element.ts'

const inText: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
const inAttribute: Readonly<Record<string, string>> = {
  ...inText,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
}

/** A return would be read as a line feed: written as reference it survives. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => inText[sign] ?? sign)
const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (sign) => inAttribute[sign] ?? sign)

/** An instruction among the children: invisible to a schema, carried by every XML tool. */
export type Instruction = { target: string; content: string }
export type Node = Omit<Element, 'children'> & { children: (Node | Instruction | string)[] }

/** Children on lines of their own only where there is no text that this would change. */
export function writeXml(root: Node): string {
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
  writeNode(root, '', out)
  out.push('\n')
  return out.join('')
}

function writeNode(node: Node, indent: string, out: string[]) {
  out.push(indent, '<', node.name)
  for (const [name, value] of node.attributes) out.push(' ', name, '="', escapeAttribute(value), '"')
  if (node.children.length === 0) {
    out.push('/>')
    return
  }
  out.push('>')
  const mixed = node.children.some((child) => typeof child === 'string')
  for (const child of node.children) {
    if (!mixed) out.push('\n')
    if (typeof child === 'string') out.push(escapeText(child))
    else if ('target' in child) out.push(indent, '  <?', child.target, ' ', child.content, '?>')
    else writeNode(child, mixed ? '' : `${indent}  `, out)
  }
  if (!mixed) out.push('\n', indent)
  out.push('</', node.name, '>')
}

/** What stands inside an element, as markup: for HTML that was put into a text without escaping it. */
export function markupOf(parent: Element): string {
  return parent.children
    .map((child) => (typeof child === 'string' ? escapeText(child) : elementMarkup(child)))
    .join('')
}

function elementMarkup(child: Element): string {
  const attributes = [...child.attributes]
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
  return child.children.length === 0
    ? `<${child.name}${attributes}/>`
    : `<${child.name}${attributes}>${markupOf(child)}</${child.name}>`
}
