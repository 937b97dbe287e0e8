import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { daysBetween, instant, plainDate, shiftDate, zone } from '#kernel/time'
import { type Credit, creditKinds, type Edition } from './model.ts'
import { clone, dropCredit, inOrder, moveCredit, moveTo, usualName } from './rules.ts'

const at = instant('2019-09-01T09:00:00Z')
const edition: Edition = {
  id: newId<'edition'>(),
  programmeId: newId<'programme'>(),
  number: 20,
  year: 2019,
  slug: '2019',
  name: usualName(20, 2019),
  startsOn: plainDate('2019-07-04'),
  endsOn: plainDate('2019-07-06'),
  zone: zone('Asia/Shanghai'),
  place: { en: 'Dalian', zh: '大连' },
  state: 'closed',
  clonedFrom: null,
  createdAt: at,
}
const credits = fc.array(fc.constantFrom(...creditKinds), { maxLength: 12 }).map((kinds) =>
  inOrder(
    kinds.map(
      (kind): Credit => ({
        id: newId<'credit'>(),
        editionId: edition.id,
        organisationId: newId<'organisation'>(),
        kind,
        position: 1,
      }),
    ),
  ),
)

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [20, '20th'],
  [21, '21st'],
  [101, '101st'],
  [111, '111th'],
])('edition %i is the %s', (number, word) => {
  expect(usualName(number, 2019)).toEqual({ en: `${word} edition (2019)`, zh: `第${number}届（2019）` })
})

test('a clone moves every date by the same days, keeps the order of credits, and copies nobody', () => {
  fc.assert(
    fc.property(credits, fc.integer({ min: -2000, max: 4000 }), (list, days) => {
      const startsOn = shiftDate(edition.startsOn, { days })
      const made = clone(edition, list, { number: 21, year: 2020, slug: '2020', startsOn }, at)
      expect(made.days).toBe(days)
      expect(daysBetween(edition.endsOn, made.edition.endsOn)).toBe(days)
      expect(made.edition).toMatchObject({ state: 'draft', clonedFrom: edition.id, place: edition.place })
      expect(
        made.credits.map(({ organisationId, kind, position }) => [organisationId, kind, position]),
      ).toEqual(list.map(({ organisationId, kind, position }) => [organisationId, kind, position]))
      expect(new Set([...list, ...made.credits].map(({ id }) => id)).size).toBe(list.length * 2)
    }),
  )
})

test('moving and dropping credits keeps positions 1, 2, 3 … in each kind and never changes a kind', () => {
  fc.assert(
    fc.property(credits, fc.nat(), fc.constantFrom('up', 'down', 'drop'), (list, index, verb) => {
      const chosen = list[index % Math.max(list.length, 1)]
      if (!chosen) return
      const after =
        verb === 'drop'
          ? dropCredit(list, chosen.id)
          : moveCredit(list, chosen.id, verb === 'up' ? 'up' : 'down')
      for (const kind of creditKinds) {
        const mine = after.filter((credit) => credit.kind === kind)
        expect(mine.map(({ position }) => position)).toEqual(mine.map((_, place) => place + 1))
      }
      expect(after.length).toBe(list.length - (verb === 'drop' ? 1 : 0))
    }),
  )
})

test('an edition never goes back to draft, and does not open with nobody behind it', () => {
  expect(() => moveTo(edition, 'draft', [])).toThrow('programme.not_back')
  expect(() => moveTo({ ...edition, state: 'draft' }, 'open', [])).toThrow('programme.needs_credits')
  expect(
    moveTo(edition, 'open', [
      { id: newId(), editionId: edition.id, organisationId: newId(), kind: 'guided', position: 1 },
    ]).state,
  ).toBe('open')
})
