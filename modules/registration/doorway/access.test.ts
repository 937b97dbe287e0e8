import { expect, test } from 'vitest'
import { type Actor, type Role, system, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { isCrewAlone, may } from './access.ts'

const here = newId<'station'>()
const elsewhere = newId<'station'>()
const holding = (role: Role, stationId: typeof here | null = null): Actor => ({
  kind: 'person',
  personId: newId<'person'>(),
  grants: [{ role, stationId }],
})

test.each([
  ['administrator', holding('administrator'), 'watch checkIn undo print'],
  ['organiser', holding('organiser'), 'watch checkIn undo print'],
  ['registration desk', holding('registration_desk'), 'watch checkIn undo print'],
  ['check-in crew', holding('check_in_crew'), 'watch checkIn undo'],
  ['station lead, here', holding('station_lead', here), 'watch checkIn undo print'],
  ['station staff, here', holding('station_staff', here), 'watch checkIn undo print'],
  ['station lead, elsewhere', holding('station_lead', elsewhere), ''],
  ['station staff, elsewhere', holding('station_staff', elsewhere), ''],
  ['auditor', holding('auditor'), 'watch'],
  ['verifier', holding('verifier'), ''],
  ['signed in', { kind: 'person', personId: newId<'person'>(), grants: [] } satisfies Actor, ''],
  ['visitor', visitor, ''],
  ['a job', system('any'), ''],
] as const)('at the door of a station event, %s may: %s', (_who, actor, verbs) => {
  const allowed = may.allowed(actor, { stationId: here })
  expect(
    Object.entries(allowed)
      .filter(([, yes]) => yes)
      .map(([verb]) => verb)
      .join(' '),
  ).toBe(verbs)
})

test('an event of the host is not open to the staff of any station', () => {
  expect(may.checkIn(holding('station_lead', here), { stationId: null })).toBe(false)
  expect(may.checkIn(holding('check_in_crew'), { stationId: null })).toBe(true)
})

test('only the crew reaches beyond row-level security', () => {
  expect(isCrewAlone(holding('check_in_crew'))).toBe(true)
  expect(isCrewAlone(holding('station_staff', here))).toBe(false)
  expect(isCrewAlone(holding('organiser'))).toBe(false)
})
