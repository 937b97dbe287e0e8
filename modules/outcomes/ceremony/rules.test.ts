import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, plus, zone } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import { anOutcome } from '../fixtures.ts'
import type { Evidence, Outcome } from '../model.ts'
import type { Contract, Side, Signing } from './model.ts'
import * as rules from './rules.ts'

const at = instant('2019-07-06T02:00:00Z')
const organiser: Actor = { kind: 'person', personId: newId<'person'>(), grants: [] }
const editionId = newId<'edition'>()
const ceremony = rules.open(
  { editionId, eventId: null, zone: zone('Asia/Shanghai'), title: { en: 'Signing', zh: '签约' } },
  organiser,
  at,
)
const outcome = anOutcome({
  editionId,
  terms: { type: 'contract', force: 'intention', amount: null },
})
const signatory = (email: string) => ({ organisation: 'A firm', name: 'Li', email, locale: 'en' as const })
const sides = { first: signatory('one@firm.example'), second: signatory('Other@Firm.example') }
const queueing = (over: Partial<rules.Queueing> = {}): rules.Queueing => ({
  ceremony,
  outcome,
  isQueued: false,
  last: 3,
  ownAddresses: [],
  isStaffOfStation: false,
  ...over,
})

describe('a contract comes into the queue', () => {
  test('at its end, with both sides unsigned', () => {
    const signing = rules.queue(queueing(), sides, organiser, at)
    expect(signing).toMatchObject({ place: 4, state: 'queued', until: plus(at, { days: 60 }) })
    expect(signing.sides.map(({ which, email, signed }) => [which, email, signed])).toEqual([
      ['first', 'one@firm.example', null],
      ['second', 'other@firm.example', null],
    ])
  })
  test.each([
    ['the ceremony is over', { ceremony: rules.close(ceremony) }, sides, 'ceremony.is_over'],
    [
      'the record was withdrawn',
      { outcome: { ...outcome, state: 'withdrawn' as const } },
      sides,
      'outcomes.is_withdrawn',
    ],
    ['it is no contract', { outcome: anOutcome({ editionId }) }, sides, 'ceremony.field_contract'],
    [
      'it is of another edition',
      { outcome: { ...outcome, editionId: newId<'edition'>() } },
      sides,
      'ceremony.field_contract',
    ],
    ['it is queued already', { isQueued: true }, sides, 'ceremony.queued_already'],
    [
      'both sides have confirmed it',
      { outcome: { ...outcome, level: 'confirmed' as const } },
      sides,
      'outcomes.not_higher',
    ],
    [
      'both sides are one mailbox',
      {},
      { first: sides.first, second: signatory('ONE+second@firm.example') },
      'ceremony.field_same_side',
    ],
    [
      'the second is the claimant’s own',
      { ownAddresses: ['other@firm.example'] },
      sides,
      'outcomes.field_own_side',
    ],
    ['or the station’s', { isStaffOfStation: true }, sides, 'outcomes.field_own_side'],
  ])('refused: %s', (_why, over, who, code) => {
    expect(refused(() => rules.queue(queueing(over), who, organiser, at))).toBe(code)
  })
})

const signing = rules.queue(queueing(), sides, organiser, at)
const [first, second] = signing.sides
const contract = (over: Partial<Signing> = {}, of: Outcome = outcome): Contract => ({
  signing: { ...signing, ...over },
  outcome: of,
})
const withCode = (of: Contract, id: Side['id']): Contract => ({ ...of, signing: rules.sendCode(of, id, at) })
const document = (fileHash: string): Evidence => ({
  id: newId<'evidence'>(),
  outcomeId: outcome.id,
  stationId: null,
  name: 'signed.pdf',
  addedBy: null,
  addedAt: at,
  kind: 'file',
  fileHash,
  mediaType: 'application/pdf',
})
const sign = (
  of: Contract,
  id: Side['id'],
  given: Partial<rules.Signature> = {},
  moment = plus(at, { minutes: 1 }),
) =>
  rules.sign(
    { ...of, right: '123456' },
    id,
    { name: 'Li', code: '123456', publish: true, document: null, ...given },
    moment,
  )

describe('a code', () => {
  test('is worth a quarter of an hour, to the moment', () => {
    const sent = withCode(contract(), first.id)
    expect(refused(() => sign(sent, first.id, {}, plus(at, { minutes: 15 })))).toBe(
      'ceremony.field_code_over',
    )
    expect(sign(sent, first.id, {}, plus(at, { minutes: 15, ms: -1 })).refused).toBeNull()
  })
  test('without one nobody signs, whatever is typed', () =>
    expect(refused(() => sign(contract(), first.id))).toBe('ceremony.field_code_over'))
  test('five mistakes use it up, and another one begins anew', () => {
    let of = withCode(contract(), first.id)
    for (let tries = 1; tries <= rules.mostTries; tries += 1) {
      const answer = sign(of, first.id, { code: '000000' })
      expect(answer.refused?.fields[0]?.code).toBe('ceremony.field_code')
      expect(answer.entries).toEqual([])
      expect(rules.sideIn(answer.signing, first.id)).toMatchObject({ tries, signed: null })
      of = { ...of, signing: answer.signing }
    }
    expect(refused(() => sign(of, first.id))).toBe('ceremony.field_code_over')
    expect(sign(withCode(of, first.id), first.id).refused).toBeNull()
  })
  test('is sent ten times at the most', () => {
    let of = contract()
    for (let sent = 0; sent < rules.mostCodes; sent += 1) of = withCode(of, first.id)
    expect(refused(() => rules.sendCode(of, first.id, at))).toBe('ceremony.too_many_codes')
    expect(refused(() => rules.sendCode(of, second.id, at))).toBe('done')
  })
})

describe('signing', () => {
  const once = sign(withCode(contract(), first.id), first.id)
  const afterOnce: Contract = { signing: once.signing, outcome: once.outcome }
  test('the first signature is an entry and lifts nothing', () => {
    expect(once.signing.state).toBe('queued')
    expect(once.outcome.level).toBe('stated')
    expect(once.entries).toMatchObject([{ kind: 'signed' }])
  })
  test('the second makes it signed and the level “confirmed”; a higher one stays', () => {
    const both = sign(withCode(afterOnce, second.id), second.id)
    expect(both.signing).toMatchObject({ state: 'signed', signedAt: plus(at, { minutes: 1 }) })
    expect(both.outcome.level).toBe('confirmed')
  })
  test.each([
    ['this side has signed', afterOnce, 'ceremony.signed_already'],
    ['it was taken off the queue', contract({ state: 'taken_off' }), 'ceremony.taken_off'],
    ['the record was withdrawn', contract({}, { ...outcome, state: 'withdrawn' }), 'outcomes.is_withdrawn'],
    [
      'the record says something else by now',
      contract({}, { ...outcome, title: 'Another title' }),
      'ceremony.changed_since',
    ],
  ] as const)('refused: %s', (_why, of, code) => {
    expect(refused(() => rules.sendCode(of, first.id, at))).toBe(code)
    expect(refused(() => sign(of, first.id))).toBe(code)
  })
  test('both hand in the same document, kept once; another one is refused', () => {
    const one = sign(withCode(contract(), first.id), first.id, { document: document('a'.repeat(64)) })
    expect(one.entries[0]).toMatchObject({ evidence: { fileHash: 'a'.repeat(64) } })
    const next = withCode({ signing: one.signing, outcome: one.outcome }, second.id)
    expect(refused(() => sign(next, second.id, { document: document('b'.repeat(64)) }))).toBe(
      'ceremony.field_other_document',
    )
    const two = sign(next, second.id, { document: document('a'.repeat(64)) })
    expect(two.signing.state).toBe('signed')
    expect(two.entries[0]?.evidence ?? null).toBeNull()
  })
  test.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])('is public when both agreed: %s and %s', (one, other, expected) => {
    const half = sign(withCode(contract(), first.id), first.id, { publish: one })
    expect(rules.isPublic(half.signing)).toBe(false)
    const both = sign(withCode({ signing: half.signing, outcome: half.outcome }, second.id), second.id, {
      publish: other,
    })
    expect(rules.isPublic(both.signing)).toBe(expected)
    expect(rules.isPublic(rules.takeBack(both.signing, second.id))).toBe(false)
  })
  test('who has not signed has nothing to take back', () =>
    expect(refused(() => rules.takeBack(signing, first.id))).toBe('ceremony.not_signed_yet'))
})

test('moving up changes two places and no other; the queue stays a queue whatever is moved', () => {
  const queue = Array.from(
    { length: 5 },
    (_, index): Signing => ({
      ...signing,
      id: newId<'signing'>(),
      place: index + 1,
      state: index === 2 ? 'taken_off' : 'queued',
    }),
  )
  expect(rules.moveUp(queue[0] ?? signing, queue)).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 12 }), (moves) => {
      let now = [...queue]
      for (const index of moves) {
        const chosen = now.toSorted((a, b) => a.place - b.place)[index]
        if (chosen?.state !== 'queued') continue
        const changed = rules.moveUp(
          chosen,
          now.toSorted((a, b) => a.place - b.place),
        )
        expect([0, 2]).toContain(changed.length)
        now = now.map((each) => changed.find(({ id }) => id === each.id) ?? each)
      }
      expect(now.map(({ place }) => place).sort()).toEqual([1, 2, 3, 4, 5])
      expect(now[2]?.place).toBe(3)
    }),
  )
})

test('what is signed stays in the queue’s record', () => {
  expect(rules.takeOff(signing).state).toBe('taken_off')
  expect(refused(() => rules.takeOff({ ...signing, state: 'signed' }))).toBe('ceremony.signed_already')
})
