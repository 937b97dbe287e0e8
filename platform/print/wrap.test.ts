import { expect, test } from 'vitest'
import { linesOf } from './wrap.ts'

/** A Han character or full-width mark is two wide, everything else one. */
const widthOf = (line: string) =>
  [...line].reduce((sum, letter) => sum + (/[\u2e80-\uffef“”‘’]/u.test(letter) ? 2 : 1), 0)
const within = (width: number) => async (line: string) => widthOf(line) <= width

test.each([
  ['ends after words', 'to be or not to be', 8, ['to be or', 'not to', 'be']],
  ['ends after any Han character', '海归创业周开幕', 6, ['海归创', '业周开', '幕']],
  ['no line begins with a mark that closes', '海归创，业周。', 6, ['海归', '创，业', '周。']],
  ['nor with several', '（海归“周”）。人', 10, ['（海归', '“周”）。', '人']],
  ['none ends with a mark that opens', '海归创（周）', 8, ['海归创', '（周）']],
  ['also where letters stand before it', '海A（周）', 6, ['海A', '（周）']],
  ['letters keep together within Chinese', '按Kaplan法估计', 9, ['按Kaplan', '法估计']],
  ['a mark after letters stays with them', '海归ISO，周', 6, ['海归', 'ISO，', '周']],
  ['a word longer than a line is cut', 'abcdefghij', 4, ['ab', 'cde', 'fg', 'hij']],
  ['marks alone are kept', '（（', 4, ['（（']],
] as const)('%s', async (_what, text, width, lines) => {
  expect(await linesOf(text, within(width))).toEqual(lines)
})
