import fc from 'fast-check'

/** Texts that programs stumble over, each for a reason of its own. */
const knownTexts = [
  '',
  ' ',
  '\0',
  'a\0b', // PostgreSQL keeps no NUL
  '\ud800',
  'x\udc00y', // half a character
  '\u202egnp.exe', // written backwards
  '\ufeff',
  '李'.repeat(5_000),
  'x'.repeat(60_000),
  '-1',
  '0',
  '1e309',
  '9'.repeat(40),
  '2147483648',
  '9223372036854775808',
  'NaN',
  'true',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '2019-02-30',
  '0000-00-00',
  '2019-06-12T25:61',
  '+275760-09-13T00:00:00Z',
  '-271821-04-19T23:59:59Z',
  '9999-12-31T23:59',
  '9999-12-31',
  '0001-01-01',
  '2199-12-31T23:59',
  'Etc/Nowhere',
  'Europe/london',
  '00000000-0000-0000-0000-000000000000',
  '01a2225d-629e-7300-8a4e-3d2e3f845d9a',
  '../../etc/passwd',
  '%',
  '%00',
  '%E0%A4%A',
  "'; drop table person; --",
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'http://[::1',
  'https://a@b:c@d/',
  'a@b',
  'A@EXAMPLE.ORG',
  '"x y"@example.org',
  `${'a'.repeat(300)}@example.org`,
  'GB',
  'zz',
  '{{.}}',
  '{$name}',
  '\\',
  '\n\r\n',
  '﷽'.repeat(200),
]

/** Any text at all, most often one of those known to hurt. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...knownTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
)

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value }
  return value
}

/** A value of JSON of the wrong kind, size or depth. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1.5,
      1e300,
      Number.MAX_SAFE_INTEGER,
      2 ** 31,
      [],
      {},
      [[]],
      [null],
      { __proto__: 1, constructor: {}, toString: 'x' },
      deep(200),
      Array.from({ length: 2_000 }, (_none, index) => index),
      Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`k${index}`, '\0'])),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
)

/** A part of an address: what stands between two slashes, escaped as a browser or not at all. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  hostileText.map((text) => encodeURIComponent(text.toWellFormed().slice(0, 2_000))),
  fc.constantFrom(
    '%',
    '%00',
    '%C0%AF',
    '%ED%A0%80',
    '..%2f..%2f',
    'a%20b',
    '-',
    '_',
    '~',
    '2019',
    '.',
    '%2e%2e',
  ),
)
