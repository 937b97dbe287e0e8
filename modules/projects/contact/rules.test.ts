import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import { answered, type Contact, mayAsk, mostADay } from './rules.ts'

const at = instant('2019-06-20T09:00:00Z')
const [me, founder] = [newId<'person'>(), newId<'person'>()]
const asked = (over: Partial<Contact> = {}): Contact => ({
  id: newId<'project_contact'>(),
  projectId: newId<'project'>(),
  fromPerson: me,
  toPerson: founder,
  message: 'May we talk about a pilot?',
  at,
  answeredAt: null,
  answer: null,
  note: '',
  ...over,
})

test.each([
  ['a stranger asks', [founder, null], [], 0, 'done'],
  ['one of the team does not ask itself', [founder, me], [], 0, 'projects.contact_own'],
  ['not twice while the first is open', [founder], [asked()], 0, 'projects.contact_open'],
  ['not again after a no', [founder], [asked({ answer: 'declined' })], 0, 'projects.contact_was_declined'],
  ['after a yes one may write again', [founder], [asked({ answer: 'accepted' })], 0, 'done'],
  [
    'a no among several counts',
    [founder],
    [asked({ answer: 'accepted' }), asked({ answer: 'declined' })],
    0,
    'projects.contact_was_declined',
  ],
  ['the last of a day', [founder], [], mostADay - 1, 'done'],
  ['one more', [founder], [], mostADay, 'projects.contact_too_many'],
] as const)('%s', (_why, team, before, today, code) => {
  expect(refused(() => mayAsk(me, team, before, today))).toBe(code)
})

describe('the team answers', () => {
  test.each(['accepted', 'declined'] as const)('%s, with its own words and the moment', (answer) =>
    expect(answered(asked(), answer, 'next week', at)).toMatchObject({
      answer,
      note: 'next week',
      answeredAt: at,
    }),
  )
  test.each(['accepted', 'declined'] as const)('once: %s stays', (answer) =>
    expect(refused(() => answered(asked({ answer, answeredAt: at }), 'accepted', '', at))).toBe(
      'projects.contact_was_answered',
    ),
  )
})
