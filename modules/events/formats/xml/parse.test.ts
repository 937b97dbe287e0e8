import { describe, expect, it } from 'vitest'
import { ScheduleFormatError } from '../problems.ts'
import { type Element, element } from './element.ts'
import { parseXml } from './parse.ts'
import { writeXml } from './write.ts'

const parse = (text: string) => parseXml(text, 'note')
const inside = (text: string) => parse(`<a>${text}</a>`).root.children

function refusal(text: string) {
  try {
    parse(text)
  } catch (problem) {
    if (problem instanceof ScheduleFormatError) return [problem.code, problem.params.what, problem.line]
    throw problem
  }
  return 'read'
}

describe('what is read', () => {
  it.each([
    ['references', '&lt;&#38;&#x4E2D;&quot;', ['<&中"']],
    ['names of HTML that nobody declared', 'caf&eacute;&nbsp;', ['café\u00a0']],
    ['character data as it stands', '<![CDATA[<b>&amp;]]>', ['<b>&amp;']],
    ['text around comments and instructions', 'a<!-- - -->b<?php x ?>c', ['a', 'b', 'c']],
    ['line ends of Windows as line feeds', 'a\r\nb\rc', ['a\nb\nc']],
    ['a return that is meant', 'a&#13;\n', ['a\r\n']],
    ['beyond the basic plane', '&#x1F600;😀', ['😀😀']],
  ])('%s', (_what, text, children) => {
    expect(inside(text)).toEqual(children)
  })

  it('attributes in either quotes, white space in them made plain', () => {
    const { root } = parse(`<a b = 'say "x"'\n c="1\n2&#10;3"/>`)
    expect([...root.attributes]).toEqual([
      ['b', 'say "x"'],
      ['c', '1 2\n3'],
    ])
  })

  it('mark, declaration, blank lines and comments before the root', () => {
    expect(parse('\ufeff<?xml version="1.0" encoding="latin1"?>\n\n<!-- made -->\n<a/>\n').root.name).toBe(
      'a',
    )
  })

  it('instructions of our own target are handed on unchanged', () => {
    expect(parse('<a><?note {"a": "&amp;<"} ?><b><?note 2?></b><?other 3?></a>').notes).toEqual([
      '{"a": "&amp;<"} ',
      '2',
    ])
  })
})

describe('what is mended', () => {
  it.each([
    ['ampersand_bare', 'Q&A & co', ['Q&A & co']],
    ['entity_unknown', 'a &unheardof; b', ['a &unheardof; b']],
    ['text_control', 'a\u000bb&#0;', ['a b ']],
  ])('%s', (code, text, children) => {
    const { root, mended } = parse(`<a>\n${text}${text}</a>`)
    expect(root.children.join('')).toBe(`\n${children}${children}`)
    expect(mended.map((mend) => [mend.code, mend.where])).toEqual([[code, 'line 1']])
  })

  it('a document type without declarations is not looked at', () => {
    const { mended } = parse('<!DOCTYPE a SYSTEM "http://x.example/a.dtd">\n<a/>')
    expect(mended.map((mend) => mend.code)).toEqual(['doctype_ignored'])
  })
})

describe('what is refused, with its line', () => {
  const bomb = '<!DOCTYPE a [\n<!ENTITY x "xxxxxxxxxx">\n<!ENTITY y "&x;&x;&x;&x;">\n]>\n<a>&y;</a>'
  it.each([
    ['a bomb of entities', bomb, ['xml_dtd_refused', undefined, 1]],
    [
      'a file of the machine',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      ['xml_dtd_refused', undefined, 1],
    ],
    ['nothing at all', '', ['not_a_schedule', undefined, undefined]],
    ['no element', '<?xml version="1.0"?>\n', ['not_a_schedule', undefined, undefined]],
    ['text without element', 'hello', ['xml_malformed', 'text_outside', 1]],
    ['an end that does not fit', '<a>\n<b>\n</a>', ['xml_malformed', 'end_tag', 3]],
    ['no end', '<a>\n<b>', ['xml_malformed', 'unclosed', 2]],
    ['an end without start', '</a>', ['xml_malformed', 'end_tag', 1]],
    ['two roots', '<a/><b/>', ['xml_malformed', 'second_root', 1]],
    ['an attribute twice', '<a b="1" b="2"/>', ['xml_malformed', 'attribute', 1]],
    ['an attribute without quotes', '<a b=1/>', ['xml_malformed', 'attribute', 1]],
    ['attributes grown together', '<a b="1"c="2"/>', ['xml_malformed', 'attribute', 1]],
    ['a tag that is none', '<a><1></a>', ['xml_malformed', 'tag', 1]],
    ['a tag cut off', '<a><b', ['xml_malformed', 'tag', 1]],
    ['a comment cut off', '<a><!-- ', ['xml_malformed', 'unclosed', 1]],
    ['a declaration inside', '<a><!DOCTYPE a></a>', ['xml_malformed', 'declaration', 1]],
    ['too deep', '<a>'.repeat(40), ['too_deep', undefined, 1]],
    ['too many', `<a>${'<b/>'.repeat(400_001)}</a>`, ['too_many_parts', undefined, 1]],
    ['too large', 'x'.repeat(21 * 1024 * 1024), ['too_large', undefined, undefined]],
  ])('%s', (_what, text, expected) => {
    expect(refusal(text)).toEqual(expected)
  })
})

describe('what is written', () => {
  it('reads as it was', () => {
    const tree: Element = element(
      'a',
      [['b', '<"&\'\t\n\r>']],
      [element('c', [], [' ]]> & <x> \r\n ']), element('d', [], ['mixed', element('e'), ' ']), element('f')],
    )
    const again = parse(writeXml(tree)).root
    const trimmed = { ...again, children: again.children.filter((child) => typeof child !== 'string') }
    expect(trimmed).toEqual(tree)
  })
})
