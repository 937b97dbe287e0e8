import { expect, test } from 'vitest'
import { partOf } from './send.ts'

test.each([
  ['nothing asked', null, null],
  ['the beginning', 'bytes=0-9', { first: 0, last: 9 }],
  ['from somewhere on', 'bytes=90-', { first: 90, last: 99 }],
  ['the end', 'bytes=-10', { first: 90, last: 99 }],
  ['more of the end than there is', 'bytes=-1000', { first: 0, last: 99 }],
  ['beyond the end is cut', 'bytes=50-1000', { first: 50, last: 99 }],
  ['after the end', 'bytes=100-', 'none'],
  ['none of the end', 'bytes=-0', 'none'],
  ['backwards is no range', 'bytes=9-1', null],
  ['several at once are all of it', 'bytes=0-1,5-6', null],
  ['another unit', 'items=0-1', null],
  ['nonsense', 'bytes=-', null],
  ['a number that is none', 'bytes=0x1-2', null],
])('%s', (_what, header, part) => expect(partOf(header, 100)).toEqual(part))
