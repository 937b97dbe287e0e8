import { limits, type Mend, type MendCode, ScheduleFormatError } from '../problems.ts'
import { withoutIllegal } from '../text.ts'
import type { Element } from './element.ts'
import { element } from './element.ts'
import { entities } from './entities.ts'

/** `notes` are the instructions of one target, wherever they stand: they carry what the schema has no place for. */
export type XmlDocument = { root: Element; notes: string[]; mended: Mend[] }

const nameAt = /[A-Za-z_:\u{80}-\u{10ffff}][\w:.\-\u{b7}-\u{10ffff}]*/uy
const spaceAt = /[ \t\r\n]*/y
const attributeAt = /[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y
const reference = /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));/g
const bare = /&(?!#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)/

/**
 * Reads a whole document, strictly where structure is concerned and generously inside text.
 * Written here rather than taken from a package because three promises hang on it: no DTD is ever read,
 * the line of a mistake is known, and instructions come through unchanged.
 * Throws ScheduleFormatError; linear in the length of the text.
 */
export function parseXml(source: string, noteTarget: string): XmlDocument {
  if (source.length > limits.bytes) throw new ScheduleFormatError('too_large', { limit: limits.bytes })
  const reader = new Reader(source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), noteTarget)
  return reader.document()
}

class Reader {
  readonly text: string
  readonly noteTarget: string
  readonly notes: string[] = []
  readonly mended = new Map<MendCode, Mend>()
  at = 0
  parts = 0

  constructor(text: string, noteTarget: string) {
    this.text = text
    this.noteTarget = noteTarget
  }

  document(): XmlDocument {
    let root: Element | undefined
    const open: Element[] = []
    while (this.at < this.text.length) {
      const parent = open.at(-1)
      const next = this.text.indexOf('<', this.at)
      const until = next < 0 ? this.text.length : next
      if (until > this.at) this.run(parent, this.text.slice(this.at, until))
      this.at = until
      if (next < 0) break
      if (this.text.startsWith('<!--', next)) this.skip('-->', 4)
      else if (this.text.startsWith('<![CDATA[', next)) this.characterData(parent)
      else if (this.text.startsWith('<?', next)) this.instruction()
      else if (this.text.startsWith('<!', next)) this.doctype(root === undefined && open.length === 0)
      else if (this.text.startsWith('</', next)) this.close(open)
      else root = this.open(open, root)
    }
    const unclosed = open.at(-1)
    if (unclosed) throw this.malformed('unclosed', unclosed.name)
    if (!root) throw new ScheduleFormatError('not_a_schedule', { found: 'nothing' })
    return { root, notes: this.notes, mended: [...this.mended.values()] }
  }

  private run(parent: Element | undefined, raw: string) {
    if (parent) parent.children.push(this.resolve(raw))
    else if (raw.trim() !== '') throw this.malformed('text_outside', raw.trim())
  }

  private characterData(parent: Element | undefined) {
    const text = this.skip(']]>', 9)
    if (!parent) throw this.malformed('text_outside', text)
    parent.children.push(this.legal(text))
  }

  private instruction() {
    const start = this.at
    const text = this.skip('?>', 2)
    const [, target, content] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? []
    if (target === this.noteTarget) this.notes.push(content ?? '')
    else if (!target) throw this.malformed('instruction', '', start)
  }

  /** The file can do without: what a DTD could add (entities, defaults) is what must not be believed. */
  private doctype(allowed: boolean) {
    const end = this.text.indexOf('>', this.at)
    const declaration = this.text.slice(this.at, end < 0 ? undefined : end)
    if (!allowed || end < 0 || !declaration.startsWith('<!DOCTYPE'))
      throw this.malformed('declaration', declaration)
    if (declaration.includes('[')) throw new ScheduleFormatError('xml_dtd_refused', {}, this.line())
    this.note('doctype_ignored', declaration, null)
    this.at = end + 1
  }

  private close(open: Element[]) {
    const start = this.at
    this.at += 2
    const name = this.take(nameAt)
    this.take(spaceAt)
    const expected = open.pop()
    if (this.text[this.at] !== '>' || expected?.name !== name) throw this.malformed('end_tag', name, start)
    this.at += 1
  }

  private open(open: Element[], root: Element | undefined): Element {
    const start = this.at
    this.at += 1
    const name = this.take(nameAt)
    if (name === '') throw this.malformed('tag', this.text.slice(start, start + 20), start)
    if (root && open.length === 0) throw this.malformed('second_root', name, start)
    this.count(open.length + 1)
    const made = element(name)
    open.at(-1)?.children.push(made)
    this.attributes(made)
    if (this.text.startsWith('/>', this.at)) {
      this.at += 2
    } else if (this.text[this.at] === '>') {
      this.at += 1
      open.push(made)
    } else throw this.malformed('tag', name)
    return root ?? made
  }

  private attributes(made: Element) {
    for (;;) {
      const space = this.take(spaceAt)
      const name = this.take(nameAt)
      if (name === '') return
      attributeAt.lastIndex = this.at
      const found = attributeAt.exec(this.text)
      if (!found || space === '' || made.attributes.has(name)) throw this.malformed('attribute', name)
      this.parts += 1
      // Literal white space in an attribute is a space (XML 1.0, 3.3.3); one that is meant is written as reference.
      made.attributes.set(name, this.resolve((found[1] ?? found[2] ?? '').replace(/[\t\n]/g, ' ')))
      this.at = attributeAt.lastIndex
    }
  }

  private count(depth: number) {
    this.parts += 1
    if (depth > limits.xmlDepth)
      throw new ScheduleFormatError('too_deep', { limit: limits.xmlDepth }, this.line())
    if (this.parts > limits.parts) {
      throw new ScheduleFormatError('too_many_parts', { limit: limits.parts }, this.line())
    }
  }

  private resolve(raw: string): string {
    if (!raw.includes('&')) return this.legal(raw)
    if (bare.test(raw)) this.note('ampersand_bare', '&', '&amp;')
    return this.legal(
      raw.replace(reference, (whole, decimal: string, hex: string, name: string) => {
        if (name === undefined)
          return character(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
        const known = entities.get(name)
        if (known === undefined) this.note('entity_unknown', whole, whole)
        return known ?? whole
      }),
    )
  }

  private legal(text: string): string {
    const clean = withoutIllegal(text)
    if (clean !== text) this.note('text_control', null, ' ')
    return clean
  }

  /** Once a kind, at its first place: a file full of one mistake is one line to read. */
  private note(code: MendCode, was: string | null, now: string | null) {
    if (this.mended.has(code)) return
    this.mended.set(code, { where: `line ${this.line()}`, code, field: '', was, now })
  }

  private skip(end: string, from: number): string {
    const start = this.at + from
    const found = this.text.indexOf(end, start)
    if (found < 0) throw this.malformed('unclosed', this.text.slice(this.at, this.at + 20))
    this.at = found + end.length
    return this.text.slice(start, found)
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private line(at = this.at): number {
    let line = 1
    for (let next = this.text.indexOf('\n'); next >= 0 && next < at; next = this.text.indexOf('\n', next + 1))
      line += 1
    return line
  }

  private malformed(what: string, found: string, at = this.at): ScheduleFormatError {
    return new ScheduleFormatError('xml_malformed', { what, found: found.slice(0, 60) }, this.line(at))
  }
}

/** What is beyond all characters is as illegal as the one that never is one. */
const character = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffe')
