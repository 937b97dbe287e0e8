import { describe, expect, it } from 'vitest'
import { ScheduleFormatError } from './problems.ts'
import { decodeText } from './text.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)))

describe('bytes become text', () => {
  it.each([
    ['UTF-8', bytes('<a>é</a>'), '<a>é</a>'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], '<a>é</a>'), '<a>é</a>'],
    [
      'as declared',
      bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>', [0xe9], '</a>'),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
    ],
    ['UTF-16 with a mark', Uint8Array.from([0xff, 0xfe, ...Buffer.from('<a>é</a>', 'utf16le')]), '<a>é</a>'],
    ['UTF-16 without', Uint8Array.from(Buffer.from('<a>é</a>', 'utf16le')), '<a>é</a>'],
    [
      'UTF-8 that says UTF-16',
      bytes('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'),
      '<?xml version="1.0" encoding="UTF-16"?><a>é</a>',
    ],
    [
      'GB18030',
      bytes('<?xml version="1.0" encoding="GB18030"?><a>', [0xba, 0xa3], '</a>'),
      '<?xml version="1.0" encoding="GB18030"?><a>海</a>',
    ],
  ])('%s', (_what, file, text) => {
    expect(decodeText(file)).toEqual({ text, mended: [] })
  })

  it('what claims UTF-8 and is not is read as windows-1252', () => {
    const { text, mended } = decodeText(bytes('<a>', [0xe9, 0x20], '</a>'))
    expect(text).toBe('<a>é </a>')
    expect(mended.map((mend) => mend.code)).toEqual(['encoding_wrong'])
  })

  it.each([
    ['encoding_unknown', bytes('<?xml version="1.0" encoding="klingon"?><a/>')],
    ['too_large', new Uint8Array(20 * 1024 * 1024 + 1)],
  ])('%s', (code, file) => {
    expect(() => decodeText(file)).toThrow(ScheduleFormatError)
    expect(() => decodeText(file)).toThrow(code)
  })
})
