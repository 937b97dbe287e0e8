import { invalidField, Refusal } from '#kernel/errors'
import { type Money, moneyText } from '#kernel/money'

export const benefitOver = () => new Refusal('conflict', 'policies.benefit_over')
export const otherRecipient = (recipient: string) =>
  invalidField('recipient', `policies.field_recipient_${recipient}`)
export const askedLater = () => invalidField('askedOn', 'policies.field_asked_later')
export const notInForce = (from: string, until: string | null) =>
  until === null
    ? invalidField('askedOn', 'policies.field_not_yet_in_force', { from })
    : invalidField('askedOn', 'policies.field_not_in_force', { from, until })
export const aboveCeiling = (path: string, ceiling: Money) =>
  invalidField(path, 'policies.field_above_ceiling', { most: moneyText(ceiling) })
export const aboveAsked = (asked: Money) =>
  invalidField('tranches.0.minor', 'policies.field_above_asked', { asked: moneyText(asked) })
export const askedAlready = () =>
  new Refusal('conflict', 'policies.asked_already', {}, [
    { path: 'recipient', code: 'policies.asked_already' },
  ])
export const notOpen = () => new Refusal('conflict', 'policies.not_open')
export const needsAnother = () => new Refusal('forbidden', 'policies.needs_another')
export const ownClaim = () => new Refusal('forbidden', 'policies.own_claim')
export const noTranche = () => invalidField('tranches.0.minor', 'policies.field_no_tranche')
export const trancheOrder = (nth: number) =>
  invalidField(`tranches.${nth}.dueOn`, 'policies.field_tranche_order')
export const moneyMoved = () => new Refusal('conflict', 'policies.money_moved')
export const notGranted = () => new Refusal('conflict', 'policies.not_granted')
export const putAlready = () => new Refusal('conflict', 'policies.put_already')
export const notPut = () => new Refusal('conflict', 'policies.not_put')
export const notPaid = () => new Refusal('conflict', 'policies.not_paid')
export const paidLater = () => invalidField('paidOn', 'policies.field_paid_later')
export const paidBeforeDecision = (decided: string) =>
  invalidField('paidOn', 'policies.field_paid_before_decision', { decided })
export const validityTurned = () => invalidField('validUntil', 'policies.field_validity_turned')
