import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { signInFirst } from '#kernel/errors'
import { isCurrency } from '#kernel/money'
import { isPlainDate, type PlainDate } from '#kernel/time'
import type { PersonId } from '#modules/people'

export const Day = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'kernel.field_not_a_date',
)
export const Currency = z.string().refine(isCurrency, 'policies.field_currency')
/** An amount in the currency's smallest unit, more than nothing. */
export const Minor = z
  .number({ error: 'policies.field_amount' })
  .int('policies.field_amount')
  .positive('policies.field_amount')
  .max(Number.MAX_SAFE_INTEGER, 'policies.field_amount')
export const Reason = z.string().trim().min(1, 'kernel.field_required').max(2000)

export const writerOf = (actor: Actor): PersonId => {
  const by = personIdOf(actor)
  if (by === null) throw signInFirst()
  return by
}
