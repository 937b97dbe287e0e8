import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate, zone } from '#kernel/time'
import { type Granted, grantsOf, publicGrants } from './grants.ts'

const granted = (over: Partial<Granted> = {}): Granted => ({
  id: newId<'policy_claim'>(),
  benefitId: 'settling',
  benefit: { en: 'Settling in', zh: '安家补助' },
  currency: 'CNY',
  policyId: 'policy',
  policy: { en: 'Measures', zh: '措施' },
  issuer: { en: 'The zone', zh: '高新区' },
  issuerNumber: '',
  sourceUrl: 'https://zone.example/measures',
  personId: newId<'person'>(),
  organisation: null,
  asked: 60_000_00,
  granted: 50_000_50,
  decidedAt: instant('2019-08-05T17:00:00Z'),
  paid: [],
  ...over,
})
const firm = (name: string) => ({
  personId: null,
  organisation: { id: name, name: { en: name, zh: '' }, country: 'CN', url: null },
})
const persons = (count: number, over: Partial<Granted> = {}) =>
  Array.from({ length: count }, () => granted(over))
const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => granted(firm(name)))
const shown = (all: readonly Granted[]) => {
  const { grants, withheld } = publicGrants(all)
  return [grants.length, withheld]
}

describe('what the public may have', () => {
  for (const [why, all, expected] of [
    ['organisations by name', many, [6, 0]],
    ['five persons with the same benefit', persons(5), [5, 0]],
    ['no four persons', persons(4), [0, 4]],
    ['nor one person twice and three', [...persons(3), ...persons(2, { personId: 'p' })], [0, 5]],
    // The total of the statement less what is in the file must not be what two persons received.
    ['with two persons hidden, three firms beside them are hidden too', [...persons(2), ...many], [3, 5]],
    [
      'with two persons of one benefit hidden, the persons of the other are hidden before any firm',
      [...persons(2), ...persons(5, { benefitId: 'other' }), ...many],
      [6, 7],
    ],
    [
      'five hidden persons hide nobody else',
      [...persons(3), ...persons(2, { benefitId: 'x' }), ...many],
      [6, 5],
    ],
    ['nothing of nothing', [], [0, 0]],
  ] as const)
    it(why, () => {
      expect(shown(all)).toEqual(expected)
    })

  it('never leaves out fewer than five recipients beside others, nor shows fewer than five persons of a benefit', () => {
    const one = fc.record({
      personId: fc.option(fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v'), { freq: 4 }),
      benefitId: fc.constantFrom('one', 'two', 'three'),
      firm: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    })
    const who = ({ personId, organisation }: Granted) => personId ?? organisation?.id
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (some) => {
        const all = some.map(({ firm: name, personId, benefitId }) =>
          granted({ ...(personId === null ? firm(name) : { personId }), benefitId }),
        )
        const { grants, withheld } = publicGrants(all)
        const kept = new Set(grants)
        const hidden = new Set(all.filter((each) => !kept.has(each)).map(who))
        expect(grants.length + withheld).toBe(all.length)
        if (grants.length > 0) expect(hidden.size === 0 || hidden.size >= 5).toBe(true)
        for (const [, group] of Map.groupBy(
          grants.filter(({ personId }) => personId !== null),
          ({ benefitId }) => benefitId,
        ))
          expect(new Set(group.map(who)).size).toBeGreaterThanOrEqual(5)
      }),
    )
  })
})

describe('as 360Giving writes it', () => {
  const written = (all: readonly Granted[]) =>
    grantsOf({
      grants: all,
      address: 'https://summit.example/en/statements/1',
      place: zone('Asia/Shanghai'),
      cutAt: instant('2019-09-26T02:10:00Z'),
    }) as { grants: Record<string, unknown>[] }

  it('has every field the standard asks for, amounts in whole units, days at the host’s place', () => {
    const paid = [{ id: 'x', paidOn: plainDate('2019-09-03'), minor: 25_000_00 }]
    const [one] = written([granted({ ...firm('Xinghai'), paid })]).grants
    expect(one).toMatchObject({
      id: expect.stringMatching(/^summit\.example-grant-/),
      title: 'Settling in',
      description: 'Measures · Settling in · 安家补助',
      currency: 'CNY',
      ...{ amountAppliedFor: 60_000, amountAwarded: 50_000.5, amountDisbursed: 25_000 },
      awardDate: '2019-08-06',
      recipientOrganization: [{ name: 'Xinghai', addressCountry: 'CN' }],
      fundingOrganization: [{ id: 'summit.example-issuer-policy', name: 'The zone' }],
      disbursementTransaction: [{ transactionDate: '2019-09-03', currency: 'CNY', value: 25_000 }],
    })
    expect(one).not.toHaveProperty('recipientIndividual')
  })

  it('says of a person neither a name nor that two grants are theirs', () => {
    const { grants } = written(persons(2, { personId: 'the same' }))
    expect(JSON.stringify(grants)).not.toContain('the same')
    expect(new Set(grants.map(({ recipientIndividual }) => JSON.stringify(recipientIndividual))).size).toBe(2)
    expect(grants[0]).not.toHaveProperty('recipientOrganization')
  })
})
