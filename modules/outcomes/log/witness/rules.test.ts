import { expect, test } from 'vitest'
import { instant, plus } from '#kernel/time'
import { afterTry, again, nextCheckpoint, waits } from './rules.ts'
import type { Delivery } from './store.ts'

const at = instant('2026-05-04T10:00:00Z')
const fresh: Delivery = {
  id: 'first',
  size: 1,
  target: 'https://witness.example',
  state: 'queued',
  attempts: 0,
  nextTryAt: at,
  answer: null,
  doneAt: null,
}

test('a fault is tried again after 1, 5, 30 minutes and so on, and after the last has failed', () => {
  let delivery = fresh
  const minutes: (number | string)[] = []
  while (delivery.state === 'queued') {
    delivery = afterTry(delivery, { ok: false, answer: 'timeout' }, at)
    const waited = waits.find((wait) => delivery.nextTryAt === plus(at, { minutes: wait }))
    minutes.push(delivery.state === 'queued' ? (waited ?? '?') : delivery.state)
  }
  expect(minutes).toEqual([1, 5, 30, 120, 360, 1440, 'failed'])
  expect(delivery.attempts).toBe(7)
})

test('what failed has all its tries again, and only that', () => {
  const failed: Delivery = { ...fresh, state: 'failed', attempts: 7, answer: 'timeout' }
  const later = plus(at, { hours: 9 })
  expect(again(failed, later)).toEqual({ ...failed, state: 'queued', attempts: 0, nextTryAt: later })
  for (const state of ['queued', 'done'] as const)
    expect(() => again({ ...fresh, state }, later)).toThrow('outcomes.delivery_not_failed')
})

test.each([
  ['10:00:00', '10:07:00'],
  ['10:06:59', '10:07:00'],
  ['10:07:00', '11:07:00'],
  ['10:59:30', '11:07:00'],
])('at %s the next checkpoint is due at %s', (now, due) => {
  expect(nextCheckpoint(instant(`2026-05-04T${now}Z`))).toBe(instant(`2026-05-04T${due}Z`))
})

test('taken in, it is done at once; a long answer is cut', () => {
  const done = afterTry({ ...fresh, attempts: 3 }, { ok: true, answer: 'x'.repeat(900) }, at)
  expect(done).toMatchObject({ state: 'done', doneAt: at, attempts: 4 })
  expect(done.answer).toHaveLength(500)
})
