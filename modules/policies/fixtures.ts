import { newId } from '#kernel/ids'
import { plainDate } from '#kernel/time'
import type { Benefit, Policy, PolicyClaim } from './model.ts'

const made = '2019-01-02T00:00:00Z' as Policy['madeAt']

export const aPolicy = (over: Partial<Policy> = {}): Policy => ({
  id: newId<'policy'>(),
  title: { en: 'Support', zh: '扶持' },
  about: { en: '', zh: '' },
  issuer: { en: 'The zone', zh: '高新区' },
  issuerNumber: '',
  sourceUrl: 'https://zone.example/policy',
  validFrom: plainDate('2019-01-01'),
  validUntil: plainDate('2019-12-31'),
  madeBy: newId<'person'>(),
  madeAt: made,
  madeUp: true,
  ...over,
})

export const aBenefit = (over: Partial<Benefit> = {}): Benefit => ({
  id: newId<'benefit'>(),
  policyId: newId<'policy'>(),
  title: { en: 'Settling in', zh: '安家' },
  recipient: 'person',
  currency: 'CNY',
  ceiling: 100_000_00,
  madeAt: made,
  endedAt: null,
  ...over,
})

export const aClaim = (over: Partial<PolicyClaim> = {}): PolicyClaim => ({
  id: newId<'policy_claim'>(),
  benefitId: newId<'benefit'>(),
  editionId: newId<'edition'>(),
  stationId: null,
  personId: newId<'person'>(),
  organisationId: null,
  askedOn: plainDate('2019-07-10'),
  asked: 60_000_00,
  ground: 'A contract of three years',
  state: 'asked',
  granted: null,
  recordedBy: newId<'person'>(),
  recordedAt: made,
  decidedBy: null,
  decidedAt: null,
  reason: '',
  withdrawnAt: null,
  madeUp: true,
  ...over,
})
