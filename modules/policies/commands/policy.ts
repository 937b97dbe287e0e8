import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { keepsPolicies } from '../access.ts'
import { type Benefit, BenefitId, PolicyId, recipients } from '../model.ts'
import { publish } from '../rules.ts'
import * as store from '../store.ts'
import { Currency, Day, Minor, writerOf } from './input.ts'

/** Puts an incentive document before the public: its words, who issued it, where it stands and when it is in force. */
export const publishPolicy = command({
  name: 'policies.publish',
  input: z.object({
    title: bilingual({ max: 160 }),
    about: bilingual({ max: 4000, lines: 'many', optional: true }),
    issuer: bilingual({ max: 160 }),
    issuerNumber: z
      .string()
      .trim()
      .regex(/^([A-Z0-9]{2,10}(-[A-Z0-9]{2,12})+)?$/, 'policies.field_issuer_number'),
    sourceUrl: z.url({ protocol: /^https?$/, error: 'policies.field_source' }).max(2000),
    validFrom: Day,
    validUntil: Day.nullable(),
    madeUp: z.boolean().default(false),
  }),
  load: async () => null,
  allow: keepsPolicies,
  decide: (_none, input, { actor, at }) => publish(input, writerOf(actor), at),
  save: store.insertPolicy,
  audit: ({ id }) => ({ type: 'policy', id }),
})

/** What the policy gives: to a person or an organisation, in one currency, at most so much. */
export const addBenefit = command({
  name: 'policies.add_benefit',
  input: z.object({
    policyId: PolicyId,
    title: bilingual({ max: 160 }),
    recipient: z.enum(recipients, 'kernel.field_choose'),
    currency: Currency,
    ceiling: Minor.nullable(),
  }),
  load: async (tx, { policyId }) => {
    const policy = await store.findPolicy(tx, policyId)
    if (!policy) throw notFound()
    return policy
  },
  allow: keepsPolicies,
  decide: (_policy, input, { at }): Benefit => ({
    ...input,
    id: newId<'benefit'>(),
    madeAt: at,
    endedAt: null,
  }),
  save: store.insertBenefit,
  audit: ({ id }) => ({ type: 'benefit', id }),
})

/** It is asked for no longer; what was granted stands. */
export const endBenefit = command({
  name: 'policies.end_benefit',
  input: z.object({ benefitId: BenefitId }),
  load: async (tx, { benefitId }) => {
    const benefit = await store.findBenefit(tx, benefitId)
    if (!benefit) throw notFound()
    return benefit
  },
  allow: keepsPolicies,
  decide: (benefit, _input, { at }): Benefit => ({ ...benefit, endedAt: benefit.endedAt ?? at }),
  save: store.endBenefit,
  audit: ({ id }) => ({ type: 'benefit', id }),
})
