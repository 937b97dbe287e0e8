import { expect, it } from 'vitest'
import { instant, isInstant } from '#kernel/time'
import { fixedClock, systemClock } from './index.ts'

it('a fixed clock stands until it is moved', () => {
  const clock = fixedClock(instant('2019-06-12T13:00:00Z'))
  expect([clock.now(), clock.now()]).toEqual(['2019-06-12T13:00:00.000Z', '2019-06-12T13:00:00.000Z'])
  expect(clock.advance({ hours: 1, seconds: -1 })).toBe('2019-06-12T13:59:59.000Z')
  clock.set(instant('2020-01-01T00:00:00Z'))
  expect(clock.now()).toBe('2020-01-01T00:00:00.000Z')
})

it('the system clock tells moments that do not go back', () => {
  const first = systemClock.now()
  expect(isInstant(first)).toBe(true)
  expect(systemClock.now() >= first).toBe(true)
})
