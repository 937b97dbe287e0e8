import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import { aCategory } from '../fixtures.ts'
import { changed, copied } from './rules.ts'

test.each([
  ['no limit', null, true],
  ['more', 12, true],
  ['exactly what is taken', 10, true],
  ['one less', 9, false],
] as const)('the quota becomes %s', (_why, quota, fine) => {
  const change = () => changed(aCategory({ quota: 11, taken: 10 }), { quota })
  if (fine) expect(change().quota).toBe(quota)
  else expect(change).toThrow('registration.quota_below_taken')
})

test('a copy keeps the wall-clock time at the place, also over a change of clocks', () => {
  const event = { id: newId<'event'>(), stationId: newId<'station'>(), zone: zone('Europe/London') }
  // 1 February 2019 09:00 in winter, 363 days later still winter; 182 days later summer.
  const category = aCategory({ opensAt: instant('2019-02-01T09:00:00Z'), closesAt: null, taken: 4 })
  expect(copied(category, event, 363)).toMatchObject({
    eventId: event.id,
    taken: 0,
    opensAt: '2020-01-30T09:00:00.000Z',
    closesAt: null,
  })
  expect(copied(category, event, 182).opensAt).toBe('2019-08-02T08:00:00.000Z')
})
