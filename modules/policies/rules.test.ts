import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { refused } from '../../tools/test/refused.ts'
import { aBenefit, aClaim, aPolicy } from './fixtures.ts'
import { type PolicyClaim, paidOf, type Tranche, trancheStateOf } from './model.ts'
import * as rules from './rules.ts'

const by = newId<'person'>()
const another = newId<'person'>()
const moment = instant('2019-07-20T08:00:00Z')
const today = plainDate('2019-07-20')

describe('asking', () => {
  const benefit = aBenefit()
  const policy = aPolicy()
  const asking = (over: Partial<rules.Asking> = {}): rules.Asking => ({
    editionId: newId<'edition'>(),
    stationId: null,
    personId: newId<'person'>(),
    organisationId: null,
    askedOn: today,
    asked: 1,
    ground: 'x',
    madeUp: false,
    ...over,
  })
  const ask = (over: Partial<rules.Asking> = {}, of: Parameters<typeof aBenefit>[0] = {}) =>
    rules.ask({ policy, benefit: { ...benefit, ...of } }, asking(over), by, { moment, today })

  it('is open, and nothing is granted', () => {
    expect(ask({ asked: 100_000_00 })).toMatchObject({
      ...{ state: 'asked', granted: null, benefitId: benefit.id, recordedBy: by, recordedAt: moment },
    })
  })
  const organisation = { personId: null, organisationId: newId<'organisation'>() }
  for (const [why, over, of, code] of [
    ['more than it gives', { asked: 100_000_01 }, {}, 'policies.field_above_ceiling'],
    ['a day to come', { askedOn: plainDate('2019-07-21') }, {}, 'policies.field_asked_later'],
    ['before it was in force', { askedOn: plainDate('2018-12-31') }, {}, 'policies.field_not_in_force'],
    ['an organisation for a person’s', organisation, {}, 'policies.field_recipient_person'],
    [
      'a person for an organisation’s',
      {},
      { recipient: 'organisation' },
      'policies.field_recipient_organisation',
    ],
    ['nobody at all', { personId: null }, {}, 'policies.field_recipient_person'],
    ['what is given no longer', {}, { endedAt: moment }, 'policies.benefit_over'],
  ] as const)
    it(`refuses ${why}`, () => {
      expect(refused(() => ask(over, of))).toBe(code)
    })
  it('takes the first and the last day, and any sum where none is named', () => {
    expect(ask({ askedOn: plainDate('2019-01-01'), asked: 1e12 }, { ceiling: null }).state).toBe('asked')
    const ended = aPolicy({ validUntil: today })
    expect(rules.ask({ policy: ended, benefit }, asking(), by, { moment, today }).state).toBe('asked')
  })
})

const instalment = (minor: number, due = '2019-08-01') => ({
  minor,
  dueOn: plainDate(due),
  condition: '',
})
const grant = (claim: PolicyClaim, ...instalments: rules.Instalment[]) =>
  rules.grant(claim, aBenefit(), { instalments, reason: 'Papers seen' }, by, moment)

describe('deciding', () => {
  it('grants the sum of the tranches, in their order', () => {
    const { claim, tranches } = grant(aClaim(), instalment(10_00), instalment(20_00, '2020-08-01'))
    expect(claim).toMatchObject({ state: 'granted', granted: 30_00, decidedBy: by })
    expect(tranches.map(({ nth, minor }) => [nth, minor])).toEqual([
      [1, 10_00],
      [2, 20_00],
    ])
    expect(tranches.map(trancheStateOf)).toEqual(['planned', 'planned'])
  })
  for (const [why, act, code] of [
    [
      'whoever wrote it down',
      () => grant(aClaim({ recordedBy: by }), instalment(1)),
      'policies.needs_another',
    ],
    ['whoever receives it', () => grant(aClaim({ personId: by }), instalment(1)), 'policies.own_claim'],
    [
      'whoever receives it, to refuse',
      () => rules.refuse(aClaim({ personId: by }), 'x', by, moment),
      'policies.own_claim',
    ],
    ['what is decided', () => grant(aClaim({ state: 'refused' }), instalment(1)), 'policies.not_open'],
    ['nothing', () => grant(aClaim()), 'policies.field_no_tranche'],
    [
      'more than was asked',
      () => grant(aClaim({ asked: 5 }), instalment(3), instalment(3)),
      'policies.field_above_asked',
    ],
    [
      'an order that turns back',
      () => grant(aClaim(), instalment(1, '2020-01-01'), instalment(1, '2019-12-31')),
      'policies.field_tranche_order',
    ],
  ] as const)
    it(`refuses ${why}`, () => {
      expect(refused(act)).toBe(code)
    })
})

describe('paying', () => {
  const granted = grant(aClaim(), instalment(10_00))
  const [first] = granted.tranches
  if (!first) throw new Error('one was granted')
  const days = { today, decided: today }
  const paying = (tranche: Tranche, who = by, claim = granted.claim): rules.Paying => ({
    ...{ claim, tranche, by: who, at: moment },
  })
  const put = (on = '2019-07-20', of = paying(first)) =>
    rules.put(of, { paidOn: plainDate(on), reference: 'B-7' }, days)

  it('counts once a second person has confirmed it, and no longer once it came back', () => {
    const one = put()
    expect([trancheStateOf(one), paidOf([one])]).toEqual(['put', 0])
    const two = rules.confirm(paying(one, another))
    expect([trancheStateOf(two), paidOf([two])]).toEqual(['paid', 10_00])
    const back = rules.reverse(paying(two), 'The post was not taken up')
    expect([trancheStateOf(back), paidOf([back]), back.minor]).toEqual(['reversed', 0, 10_00])
  })
  it('can be taken back while nobody has confirmed it', () => {
    expect(rules.takeBack(paying(put()))).toEqual(first)
  })
  const paid = rules.confirm(paying(put(), another))
  for (const [why, act, code] of [
    ['the same hand twice', () => rules.confirm(paying(put())), 'policies.needs_another'],
    [
      'whoever receives it',
      () => rules.confirm(paying(put(), another, { ...granted.claim, personId: another })),
      'policies.own_claim',
    ],
    ['a day to come', () => put('2019-07-21'), 'policies.field_paid_later'],
    ['a day before the decision', () => put('2019-07-19'), 'policies.field_paid_before_decision'],
    [
      'a claim that was refused',
      () => put(undefined, paying(first, by, aClaim({ state: 'refused' }))),
      'policies.not_granted',
    ],
    ['to put twice', () => put(undefined, paying(put())), 'policies.put_already'],
    ['to confirm what nobody put', () => rules.confirm(paying(first, another)), 'policies.not_put'],
    ['to take back what counts', () => rules.takeBack(paying(paid)), 'policies.not_put'],
    ['to let come back what was not paid', () => rules.reverse(paying(put()), 'x'), 'policies.not_paid'],
    [
      'to step back once money moved',
      () => rules.withdraw(granted.claim, [put()], moment),
      'policies.money_moved',
    ],
    [
      'to step back twice',
      () => rules.withdraw(aClaim({ state: 'withdrawn' }), [], moment),
      'policies.not_open',
    ],
  ] as const)
    it(`refuses ${why}`, () => {
      expect(refused(act)).toBe(code)
    })
  it('lets whoever asked step back while nothing was paid', () => {
    expect(rules.withdraw(granted.claim, granted.tranches, moment).state).toBe('withdrawn')
  })
})

test('whatever hands do in whatever order, paid is never more than granted, and each paid tranche has two hands', () => {
  const hands = [newId<'person'>(), newId<'person'>(), newId<'person'>()] as const
  const step = fc.record({
    nth: fc.nat(2),
    hand: fc.nat(2),
    what: fc.constantFrom('put' as const, 'confirm' as const, 'back' as const, 'reverse' as const),
  })
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 3 }),
      fc.array(step),
      (sums, steps) => {
        const claim = aClaim({ asked: sums.reduce((a, b) => a + b), personId: hands[2] })
        const decided = grant(claim, ...sums.map((sum) => instalment(sum)))
        const tranches = [...decided.tranches]
        for (const { nth, hand, what } of steps) {
          const tranche = tranches[nth]
          const who = hands[hand]
          if (!tranche || !who) continue
          const of = { claim: decided.claim, tranche, by: who, at: moment }
          try {
            if (what === 'put')
              tranches[nth] = rules.put(of, { paidOn: today, reference: '' }, { today, decided: today })
            if (what === 'confirm') tranches[nth] = rules.confirm(of)
            if (what === 'back') tranches[nth] = rules.takeBack(of)
            if (what === 'reverse') tranches[nth] = rules.reverse(of, 'x')
          } catch {}
        }
        expect(paidOf(tranches)).toBeLessThanOrEqual(decided.claim.granted ?? 0)
        for (const each of tranches)
          if (trancheStateOf(each) === 'paid') {
            expect(each.confirmedBy).not.toBe(each.putBy)
            expect([each.confirmedBy, each.putBy]).not.toContain(hands[2])
          }
      },
    ),
  )
})
