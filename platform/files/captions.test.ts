import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { captionsText, readCaptions } from './captions.ts'

const cue = '00:01.000 --> 00:04.000\nHello\n'

describe('a caption file', () => {
  it.each([
    ['a short one', `WEBVTT\n\n${cue}`, [{ from: 1000, to: 4000, text: 'Hello' }]],
    [
      'with a mark of byte order, a title and Windows lines',
      `\ufeffWEBVTT - Pitch\r\n\r\n${cue.replaceAll('\n', '\r\n')}`,
      [{ from: 1000, to: 4000, text: 'Hello' }],
    ],
    [
      'with hours, a name and a position',
      'WEBVTT\n\nintro\n01:00:00.500 --> 01:00:01.000 align:start\n你好\n',
      [{ from: 3_600_500, to: 3_601_000, text: '你好' }],
    ],
    [
      'without what is not said',
      `WEBVTT\nKind: captions\n\nSTYLE\n::cue { background: url(https://evil.example) }\n\nNOTE a note\n\n${cue}`,
      [{ from: 1000, to: 4000, text: 'Hello' }],
    ],
    [
      'without tags, in order of time',
      'WEBVTT\n\n00:09.000 --> 00:10.000\nb\n\n00:01.000 --> 00:02.000\n<v Wei><b>a</b> &lt;3</v>\n',
      [
        { from: 1000, to: 2000, text: 'a <3' },
        { from: 9000, to: 10_000, text: 'b' },
      ],
    ],
  ])('%s', (_what, text, cues) => expect(readCaptions(text)).toEqual(cues))

  it.each([
    ['HTML', '<script>alert(1)</script>', { problem: 'not_captions', line: 1 }],
    ['a word that only begins so', 'WEBVTTX\n\n', { problem: 'not_captions', line: 1 }],
    ['SubRip times', 'WEBVTT\n\n1\n00:00:01,000 --> 00:00:04,000\nHello\n', { problem: 'no_times', line: 4 }],
    ['backwards', 'WEBVTT\n\n00:04.000 --> 00:01.000\nHello\n', { problem: 'no_times', line: 3 }],
    ['text alone', 'WEBVTT\n\nHello\n', { problem: 'no_times', line: 4 }],
    ['nothing', 'WEBVTT\n', { problem: 'no_cues', line: 2 }],
    ['no end of them', `WEBVTT\n\n${`${cue}\n`.repeat(5001)}`, { problem: 'too_many', line: 15_003 }],
  ])('refuses %s', (_what, text, problem) => expect(readCaptions(text)).toEqual(problem))
})

test('what is written of read captions reads as the same', () => {
  const line = fc
    .string({ minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[\s\u0085\u2028\u2029]/g, 'x'))
  fc.assert(
    fc.property(
      fc.array(fc.record({ from: fc.nat(9_000_000), lasts: fc.integer({ min: 1, max: 9000 }), text: line }), {
        minLength: 1,
        maxLength: 8,
      }),
      (made) => {
        const cues = made
          .map(({ from, lasts, text }) => ({ from, to: from + lasts, text }))
          .sort((a, b) => a.from - b.from || a.to - b.to)
        expect(readCaptions(captionsText(cues))).toEqual(cues)
      },
    ),
  )
})
