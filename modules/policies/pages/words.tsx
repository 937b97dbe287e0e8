import { invalidField, notFound } from '#kernel/errors'
import { formatMoney, isCurrency, moneyText, typedMoney } from '#kernel/money'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatDate } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Badge, type Column, Day, Money, Said, type Tone } from '#ui'
import {
  type Benefit,
  type ClaimState,
  type Policy,
  type PolicyClaim,
  PolicyClaimId,
  PolicyId,
  paidOf,
  type Tranche,
  type TrancheState,
  trancheStateOf,
} from '../model.ts'
import type { ownClaims } from '../queries.ts'

export const policiesPath = '/console/policies'
export const claimsPath = '/console/policy-claims'
export const ownPath = '/account/claims'

export const Sum = ({ visit, minor, currency }: { visit: Visit; minor: number; currency: string }) => (
  <Money text={formatMoney({ minor, currency }, visit.locale)} value={moneyText({ minor, currency })} />
)

const claimTones: Readonly<Record<ClaimState, Tone>> = {
  asked: 'warn',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'faint',
}
export const ClaimBadge = ({ visit, of }: { visit: Visit; of: PolicyClaim }) => (
  <Badge tone={claimTones[of.state]}>{visit.say(`policies.state_${of.state}`)}</Badge>
)

const trancheTones: Readonly<Record<TrancheState, Tone>> = {
  planned: 'info',
  put: 'warn',
  paid: 'good',
  reversed: 'faint',
}
export const TrancheBadge = ({ visit, of }: { visit: Visit; of: Tranche }) => {
  const state = trancheStateOf(of)
  return <Badge tone={trancheTones[state]}>{visit.say(`policies.tranche_${state}`)}</Badge>
}

/** From when to when it is in force; open where it names no end. */
export const validity = ({ say, locale }: Visit, { validFrom, validUntil }: Policy): string =>
  validUntil === null
    ? say('policies.valid_from', { from: formatDate(validFrom, locale) })
    : say('policies.valid_between', {
        from: formatDate(validFrom, locale),
        until: formatDate(validUntil, locale),
      })

type Named = Pick<
  Awaited<ReturnType<(typeof ownClaims)['load']>>,
  'benefits' | 'policies' | 'persons' | 'organisations'
>

export const benefitOf = ({ benefits }: Pick<Named, 'benefits'>, { benefitId }: PolicyClaim) =>
  benefits.find(({ id }) => id === benefitId)

/** Who receives it; whoever may not see the person reads that it is somebody. */
export function recipientName(visit: Visit, named: Named, claim: PolicyClaim): string {
  const { say, locale } = visit
  const organisation = named.organisations.find(({ id }) => id === claim.organisationId)
  if (organisation) return pick(organisation.name, locale).value
  const person = claim.personId === null ? undefined : named.persons.get(claim.personId)
  return person ? displayName(person.name, locale) : say('policies.somebody')
}

export const BenefitName = ({ visit, of }: { visit: Visit; of: Benefit | undefined }) =>
  of ? <Said text={of.title} locale={visit.locale} /> : null

/** Of claims in a table: the day, what was granted, and what was paid of it. */
export function moneyColumns(
  visit: Visit,
  { benefits, tranches }: Pick<Named, 'benefits'> & { tranches: readonly Tranche[] },
): Column<PolicyClaim>[] {
  const { say, locale } = visit
  const sum = (claim: PolicyClaim, minor: number | null) => {
    const currency = benefitOf({ benefits }, claim)?.currency
    return currency && minor ? <Sum visit={visit} minor={minor} currency={currency} /> : null
  }
  const paid = ({ id }: PolicyClaim) => paidOf(tranches.filter(({ claimId }) => claimId === id))
  return [
    {
      key: 'on',
      label: say('policies.asked_on'),
      cell: ({ askedOn }) => <Day date={askedOn} locale={locale} />,
    },
    {
      key: 'granted',
      label: say('policies.granted'),
      number: true,
      cell: (claim) => sum(claim, claim.granted),
    },
    { key: 'paid', label: say('policies.paid'), number: true, cell: (claim) => sum(claim, paid(claim)) },
  ]
}

export function amountIn(text: string, currency: string, path: string): number {
  if (!isCurrency(currency)) throw invalidField('currency', 'policies.field_currency')
  return typedMoney(text, currency, () => invalidField(path, 'policies.field_amount')).minor
}

const idIn = <Its,>(
  schema: { safeParse(value: unknown): { success: true; data: Its } | { success: false } },
  text: string | undefined,
): Its => {
  const id = schema.safeParse(text)
  if (!id.success) throw notFound()
  return id.data
}
export const policyIn = ({ params }: Visit) => idIn(PolicyId, params.policy)
export const claimIn = ({ params }: Visit) => idIn(PolicyClaimId, params.claim)
