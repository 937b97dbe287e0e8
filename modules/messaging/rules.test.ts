import { expect, test } from 'vitest'
import { instant, plus } from '#kernel/time'
import { afterTry, queued, waits } from './rules.ts'

const at = instant('2019-06-12T09:00:00Z')
const draft = {
  kind: 'code',
  personId: null,
  stationId: null,
  aboutType: null,
  aboutId: null,
  to: 'li@example.org',
  locale: 'en',
  subject: 'Hello',
  secret: false,
  onceKey: 'a',
  text: 'text',
  html: '<p>text</p>',
} as const
const letter = queued(draft, at)
const fault = (lasting: boolean) => ({ mailId: letter.id, ended: 'fault', answer: 'no', lasting }) as const

test.each([
  {
    why: 'the server took it',
    delivery: { mailId: letter.id, ended: 'sent', answer: '250 ok' } as const,
    state: 'sent',
  },
  { why: 'the address does not exist', delivery: fault(true), state: 'failed' },
  { why: 'the server was busy', delivery: fault(false), state: 'queued' },
  { why: 'no server is set', delivery: { mailId: letter.id, ended: 'kept' } as const, state: 'kept' },
])('a letter is $state when $why', ({ delivery, state }) => {
  expect(afterTry(letter, delivery, at).state).toBe(state)
})

test('tries come at longer and longer distances, and then the letter has failed', () => {
  let mail = letter
  for (const minutes of waits) {
    mail = afterTry(mail, fault(false), at)
    expect(mail).toMatchObject({ state: 'queued', nextTryAt: plus(at, { minutes }) })
  }
  expect(afterTry(mail, fault(false), at)).toMatchObject({ state: 'failed', attempts: waits.length + 1 })
})

test('a letter with a code is wiped once it has left', () => {
  const sent = afterTry({ ...letter, secret: true }, { mailId: letter.id, ended: 'sent', answer: 'ok' }, at)
  expect(sent).toMatchObject({ text: null, html: null })
})
