import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant, plus } from '#kernel/time'
import {
  aCategory,
  aGate,
  anInvitation,
  aQuestion,
  aRegistration,
  aRequest,
  aRoom,
  now,
} from '../fixtures.ts'
import type { Category, Room } from '../model.ts'
import type { Request, Verdict } from './model.ts'
import { decideAdmission, whoIsNext } from './rules.ts'

const first = (room: Room) => {
  const category = room.categories[0]
  if (!category) throw new Error('the room has no category')
  return category
}
const told = (verdict: Verdict | undefined) =>
  verdict === undefined
    ? 'nothing'
    : verdict.kind === 'placed'
      ? verdict.state
      : verdict.kind === 'refused'
        ? verdict.refusal.code
        : verdict.kind
const one = (room: Room, request: Partial<Request> = {}) =>
  told(decideAdmission(room, [aRequest(first(room).id, request)], now).verdicts[0])

describe('one request', () => {
  test.each<[string, Partial<Category> & { someoneWaits?: boolean }, string]>([
    ['no limit', {}, 'admitted'],
    ['the last place', { quota: 5, taken: 4 }, 'admitted'],
    ['none left', { quota: 5, taken: 5 }, 'waiting'],
    ['none left and no line', { quota: 5, taken: 5, waitingList: false }, 'registration.full'],
    ['a place, but someone waits for it', { quota: 5, taken: 4, someoneWaits: true }, 'waiting'],
    ['staff decide', { approval: true }, 'pending'],
    ['staff decide, none left, a line', { approval: true, quota: 0 }, 'pending'],
    [
      'staff decide, none left, no line',
      { approval: true, quota: 0, waitingList: false },
      'registration.full',
    ],
    ['not open yet', { opensAt: plus(now, { ms: 1 }) }, 'registration.not_open_yet'],
    ['opens now', { opensAt: now }, 'admitted'],
    ['closes now', { closesAt: now }, 'registration.closed'],
    ['closes in a moment', { closesAt: plus(now, { ms: 1 }) }, 'admitted'],
    ['closed by hand', { state: 'closed' }, 'registration.closed'],
    ['not shown at all', { state: 'draft' }, 'registration.category_unknown'],
    ['by invitation only', { invitationOnly: true }, 'registration.invitation_needed'],
    ['an answer is missing', { form: [aQuestion('q', { required: true })] }, 'kernel.invalid'],
  ])('%s', (_why, category, answer) => {
    expect(one(aRoom([category]))).toBe(answer)
  })

  test.each<[string, Partial<Room>, string]>([
    ['the event is full', { capacity: 3, taken: 3 }, 'waiting'],
    ['the event has a place', { capacity: 3, taken: 2 }, 'admitted'],
    ['the event is a draft', { gate: aGate({ state: 'draft' }) }, 'registration.event_not_open'],
    ['the event is cancelled', { gate: aGate({ state: 'cancelled' }) }, 'registration.event_not_open'],
    ['the event ends now', { gate: aGate({ endsAt: now }) }, 'registration.event_over'],
  ])('%s', (_why, room, answer) => {
    expect(one(aRoom([{}], room))).toBe(answer)
  })

  test('a category of another event', () => {
    expect(one(aRoom(), { categoryId: aCategory().id })).toBe('registration.category_unknown')
  })

  test('staff bring in by hand: cut-off, approval and invitation are theirs to pass, places are not', () => {
    const shut = { approval: true, invitationOnly: true, closesAt: now }
    expect(one(aRoom([shut]), { byStaff: true })).toBe('admitted')
    expect(one(aRoom([{ ...shut, quota: 0 }]), { byStaff: true })).toBe('waiting')
  })
})

describe('invitations', () => {
  const room = aRoom([{ invitationOnly: true, approval: true }, {}])
  const { id } = first(room)
  const elsewhere = room.categories[1]?.id ?? id
  test.each([
    ['it opens the door and spares the approval', anInvitation(id), 'admitted'],
    ['used', anInvitation(id, { usedAt: now }), 'registration.invitation_used'],
    ['over', anInvitation(id, { validUntil: now }), 'registration.invitation_over'],
    ['withdrawn', anInvitation(id, { withdrawnAt: now }), 'registration.invitation_over'],
    ['for another category', anInvitation(elsewhere), 'registration.invitation_elsewhere'],
    ['a link that opens nothing', null, 'registration.link_broken'],
  ])('%s', (_why, invitation, answer) => {
    expect(one(room, { invitation })).toBe(answer)
  })

  test('one link, two requests in the same batch: the first has it', () => {
    const invitation = anInvitation(id)
    const requests = [aRequest(id, { invitation }), aRequest(id, { invitation })]
    expect(decideAdmission(room, requests, now).verdicts.map(told)).toEqual([
      'admitted',
      'registration.invitation_used',
    ])
  })
})

describe('the same person, the same request', () => {
  test.each([
    ['admitted', 'already'],
    ['pending', 'already'],
    ['waiting', 'already'],
    ['offered', 'already'],
    ['declined', 'already'],
    ['cancelled', 'admitted'],
    ['expired', 'admitted'],
  ] as const)('was %s: %s', (state, answer) => {
    expect(one(aRoom(), { existing: aRegistration({ state }) })).toBe(answer)
  })

  test('whoever comes back stands at the end, in the same record', () => {
    const existing = aRegistration({ state: 'cancelled', place: 3 })
    const room = aRoom([{}], { nextPlace: 90 })
    const { verdicts } = decideAdmission(room, [aRequest(first(room).id, { existing })], now)
    expect(verdicts[0]).toMatchObject({ place: 90, revives: existing })
  })

  test.each([
    ['long ago', plus(now, { minutes: -10 }), 'waiting', true],
    ['just now', plus(now, { minutes: -9 }), 'waiting', false],
    ['after a no', plus(now, { days: -9 }), 'declined', false],
  ] as const)('the link goes out again only so often: %s', (_why, linkSentAt, state, sendLink) => {
    const existing = aRegistration({ linkSentAt, state })
    const room = aRoom()
    const { verdicts } = decideAdmission(room, [aRequest(first(room).id, { existing })], now)
    expect(verdicts[0]).toMatchObject({ kind: 'already', sendLink })
  })

  test('even where registration has closed, the one who is in hears that', () => {
    expect(one(aRoom([{ state: 'closed' }]), { existing: aRegistration() })).toBe('already')
  })

  test('a key sent twice gives the same answer; of another person it is refused', () => {
    const made = { registration: aRegistration({ state: 'waiting' }), email: 'li@example.org' }
    const room = aRoom()
    expect(one(room, { made, email: 'li@example.org' })).toBe('repeated')
    expect(one(room, { made, email: 'wang@example.org' })).toBe('registration.key_reused')
  })

  test('within one batch, too', () => {
    const room = aRoom([{ quota: 1 }])
    const { id } = first(room)
    const [a, b] = [aRequest(id), aRequest(id)]
    const { verdicts, nextPlace } = decideAdmission(
      room,
      [a, a, aRequest(id, { email: a.email }), aRequest(id, { key: a.key }), b],
      now,
    )
    expect(verdicts.map(told)).toEqual([
      'admitted',
      'repeated',
      'already',
      'registration.key_reused',
      'waiting',
    ])
    expect(nextPlace).toBe(3)
  })
})

describe('whatever is asked', () => {
  const people = fc.constantFrom(...'abcdefghij')
  const anyRoom = fc.record({
    capacity: fc.option(fc.nat(12), { nil: null }),
    categories: fc.array(
      fc.record({
        quota: fc.option(fc.nat(6), { nil: null }),
        approval: fc.boolean(),
        waitingList: fc.boolean(),
        someoneWaits: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    requests: fc.array(fc.record({ category: fc.nat(2), person: people, key: people }), { maxLength: 40 }),
  })
  const arranged = ({
    capacity,
    categories,
    requests,
  }: typeof anyRoom extends fc.Arbitrary<infer T> ? T : never) => {
    const room = aRoom(categories, { capacity })
    const asked = requests.map(({ category, person, key }) =>
      aRequest(room.categories[category]?.id ?? aCategory().id, { email: `${person}@x.org`, key }),
    )
    return { room, asked, ...decideAdmission(room, asked, now) }
  }
  const placed = (verdicts: readonly Verdict[]) => verdicts.filter((verdict) => verdict.kind === 'placed')

  test('never more than there are, of the category or the event', () => {
    fc.assert(
      fc.property(anyRoom, (situation) => {
        const { room, verdicts } = arranged(situation)
        const admitted = placed(verdicts).filter(({ state }) => state === 'admitted')
        expect(admitted.length).toBeLessThanOrEqual(room.capacity ?? Number.POSITIVE_INFINITY)
        for (const category of room.categories)
          expect(admitted.filter(({ categoryId }) => categoryId === category.id).length).toBeLessThanOrEqual(
            category.quota ?? Number.POSITIVE_INFINITY,
          )
      }),
    )
  })

  test('nobody overtakes: in a category, no admission after the first one waits', () => {
    fc.assert(
      fc.property(anyRoom, (situation) => {
        const { room, verdicts } = arranged(situation)
        for (const category of room.categories) {
          const states = placed(verdicts)
            .filter(({ categoryId }) => categoryId === category.id)
            .map(({ state }) => state)
          const waits = states.indexOf('waiting')
          if (waits >= 0) expect(states.slice(waits)).not.toContain('admitted')
          if (category.someoneWaits) expect(states).not.toContain('admitted')
        }
      }),
    )
  })

  test('one answer each, one person once, and the order of arrival without gap or double', () => {
    fc.assert(
      fc.property(anyRoom, (situation) => {
        const { asked, verdicts, nextPlace } = arranged(situation)
        expect(verdicts).toHaveLength(asked.length)
        expect(placed(verdicts).map(({ place }) => place)).toEqual(
          Array.from({ length: nextPlace - 1 }, (_none, index) => index + 1),
        )
        const who = asked
          .filter((_request, index) => verdicts[index]?.kind === 'placed')
          .map(({ email }) => email)
        expect(new Set(who).size).toBe(who.length)
      }),
    )
  })

  test('a batch decides as its requests one after the other', () => {
    fc.assert(
      fc.property(anyRoom, (situation) => {
        const { room, asked, verdicts } = arranged(situation)
        // Each alone, with what the ones before it left behind.
        let alone = room
        const seen = new Map<string, ReturnType<typeof aRegistration>>()
        const keys = new Map<string, { registration: ReturnType<typeof aRegistration>; email: string }>()
        asked.forEach((request, index) => {
          const { verdicts: own, nextPlace } = decideAdmission(
            alone,
            [{ ...request, existing: seen.get(request.email) ?? null, made: keys.get(request.key) ?? null }],
            now,
          )
          const verdict = own[0]
          expect(told(verdict)).toBe(told(verdicts[index]))
          if (verdict?.kind !== 'placed') return
          const registration = aRegistration({ state: verdict.state, linkSentAt: now })
          seen.set(request.email, registration)
          keys.set(request.key, { registration, email: request.email })
          const took = verdict.state === 'admitted' ? 1 : 0
          alone = {
            ...alone,
            nextPlace,
            taken: alone.taken + took,
            categories: alone.categories.map((category) =>
              category.id === verdict.categoryId
                ? {
                    ...category,
                    taken: category.taken + took,
                    someoneWaits: category.someoneWaits || verdict.state === 'waiting',
                  }
                : category,
            ),
          }
        })
      }),
    )
  })
})

describe('a freed place', () => {
  const line = (categoryId: Category['id'], ...places: number[]) =>
    places.map((place) => ({ id: `r${place}`, categoryId, place }))
  const ids = (room: Room, waiting: ReturnType<typeof line>) => whoIsNext(room, waiting).map(({ id }) => id)

  test('goes to the first in line', () => {
    const room = aRoom([{ quota: 5, taken: 3 }])
    expect(ids(room, line(first(room).id, 9, 4, 7))).toEqual(['r4', 'r7'])
  })
  test('stays free where staff offer by hand', () => {
    const room = aRoom([{ quota: 5, taken: 3, autoOffer: false }])
    expect(ids(room, line(first(room).id, 4))).toEqual([])
  })
  test('of the event goes to who came first, whichever category has room', () => {
    const room = aRoom([{ quota: 9, taken: 1 }, { quota: 1, taken: 1 }, {}], { capacity: 4, taken: 2 })
    const [a, b, c] = room.categories.map(({ id }) => id)
    if (!a || !b || !c) throw new Error('three categories are there')
    expect(ids(room, [...line(a, 5, 6), ...line(b, 1, 2), ...line(c, 3)])).toEqual(['r3', 'r5'])
  })
  test('is no offer in an event without a free place', () => {
    const room = aRoom([{}], {
      capacity: 2,
      taken: 2,
      gate: aGate({ startsAt: instant('2019-06-12T13:00:00Z') }),
    })
    expect(ids(room, line(first(room).id, 1))).toEqual([])
  })
})
