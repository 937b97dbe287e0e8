import { expect, test } from 'vitest'
import { Counting, library } from '../metrics/index.ts'
import { mixed } from './mixed.ts'

const rows = [
  { why: 'one type of outcome', is: { kinds: ['post'] }, field: null },
  { why: 'all types at once', is: {}, field: 'kinds' },
  { why: 'two types', is: { kinds: ['post', 'company'] }, field: 'kinds' },
  { why: 'the same by station credit', is: { source: 'credits', kinds: [] }, field: 'kinds' },
  { why: 'people who came to anything', is: { unit: 'persons' }, field: null },
  { why: 'posts as contracts', is: { unit: 'contracts', kinds: ['post'] }, field: 'kinds' },
  { why: 'money of jobs', is: { unit: 'money', kinds: ['jobs'] }, field: 'kinds' },
  {
    why: 'intentions with binding contracts',
    is: { unit: 'contracts', kinds: ['contract'] },
    field: 'forms',
  },
  { why: 'the two side by side', is: { unit: 'contracts', kinds: ['contract'], by: 'form' }, field: null },
  {
    why: 'money promised with money paid',
    is: { unit: 'money', kinds: ['investment'], by: 'form' },
    field: 'forms',
  },
  { why: 'money paid', is: { unit: 'money', kinds: ['investment'], forms: ['paid'] }, field: null },
  { why: 'registrations of every state', is: { source: 'registrations', unit: 'person_times' }, field: null },
] as const

test.each(rows)('$why', ({ is, field }) => {
  const counting = Counting.parse({ source: 'outcomes', unit: 'outcomes', ...is })
  expect(mixed(counting)?.path ?? null).toBe(field)
})

test('no metric of the library adds what is never added', () => {
  const counted = library.filter((metric) => metric.kind === 'counted')
  expect(counted.filter((metric) => mixed(metric) !== null)).toEqual([])
  expect(counted.length).toBeGreaterThan(40)
})
