import type { Id } from '#kernel/ids'
import { moneyDecimal } from '#kernel/money'
import { type Bilingual, both, pick } from '#kernel/text'
import { dateIn, type Instant, type PlainDate, type Zone } from '#kernel/time'
import { smallCell } from './rules/index.ts'

/** What was granted to one recipient, with what was paid of it; amounts are minor units of `currency`. */
export type Granted = {
  id: Id<'policy_claim'>
  benefitId: string
  benefit: Bilingual
  currency: string
  policyId: string
  policy: Bilingual
  issuer: Bilingual
  issuerNumber: string
  sourceUrl: string
  personId: string | null
  organisation: { id: string; name: Bilingual; country: string | null; url: string | null } | null
  asked: number
  granted: number
  decidedAt: Instant
  paid: readonly { id: string; paidOn: PlainDate; minor: number }[]
}

const recipientOf = ({ personId, organisation }: Granted) => personId ?? organisation?.id ?? ''
const recipients = (some: readonly Granted[]) => new Set(some.map(recipientOf)).size

/**
 * What of it the public may have: organisations by name, persons only where at least five received the same benefit, and
 * without a name. Where what is left out are fewer than five recipients, more is left out: the statement's total less this
 * file would tell what few received. `withheld` are the grants that are left out.
 */
export function publicGrants(all: readonly Granted[]): { grants: readonly Granted[]; withheld: number } {
  const persons = Map.groupBy(
    all.filter(({ personId }) => personId !== null),
    ({ benefitId }) => benefitId,
  )
  const groups = [...persons.values()].sort((a, b) => recipients(a) - recipients(b))
  const organisations = Map.groupBy(
    all.filter(({ personId }) => personId === null),
    recipientOf,
  )
  // Taken from the end: the smallest group of persons first, then one organisation after the other.
  const shown = [...organisations.values(), ...groups.toReversed()]
  const hidden: Granted[] = []
  const few = (group: readonly Granted[] | undefined) =>
    group?.some(({ personId }) => personId !== null) && recipients(group) < smallCell
  while (few(shown.at(-1)) || (hidden.length > 0 && recipients(hidden) < smallCell && shown.length > 0))
    hidden.push(...(shown.pop() ?? []))
  const left = new Set(hidden)
  return { grants: all.filter((each) => !left.has(each)), withheld: left.size }
}

type Published = {
  grants: readonly Granted[]
  /** The statement's address, and the clock of its edition. */
  address: string
  place: Zone
  cutAt: Instant
}

/**
 * Grants after the 360Giving Data Standard, a package of its JSON: https://standard.threesixtygiving.org. Amounts are whole
 * units of the currency. Ids are this installation's, under its host: it has no prefix of that standard's register.
 */
export function grantsOf({ grants, address, place, cutAt }: Published): object {
  const prefix = new URL(address).host.replace(/[^a-z0-9.]/gi, '-')
  const own = (kind: string, id: string) => `${prefix}-${kind}-${id}`
  const said = (text: Bilingual) => pick(text, 'en').value
  return {
    grants: grants.map((each) => {
      const whole = (minor: number) => Number(moneyDecimal({ minor, currency: each.currency }))
      const { organisation } = each
      return {
        id: own('grant', each.id),
        title: said(each.benefit).slice(0, 140),
        description: [said(each.policy), both(each.benefit)].filter(Boolean).join(' · '),
        currency: each.currency,
        amountAppliedFor: whole(each.asked),
        amountAwarded: whole(each.granted),
        amountDisbursed: whole(each.paid.reduce((sum, { minor }) => sum + minor, 0)),
        awardDate: dateIn(each.decidedAt, place),
        ...(organisation
          ? {
              recipientOrganization: [
                {
                  id: own('organisation', organisation.id),
                  name: said(organisation.name),
                  ...(organisation.name.en &&
                    organisation.name.zh && { alternateName: organisation.name.zh }),
                  ...(organisation.country && { addressCountry: organisation.country }),
                  ...(organisation.url && { url: organisation.url }),
                },
              ],
            }
          : // One for each grant: two grants to the same person are not to be told as that.
            { recipientIndividual: { id: own('individual', each.id), name: 'Individual' } }),
        fundingOrganization: [
          { id: each.issuerNumber || own('issuer', each.policyId), name: said(each.issuer) },
        ],
        grantProgramme: [
          { code: own('benefit', each.benefitId), title: said(each.benefit), url: each.sourceUrl },
        ],
        disbursementTransaction: each.paid.map(({ id, paidOn, minor }) => ({
          id: own('payment', id),
          transactionDate: paidOn,
          currency: each.currency,
          value: whole(minor),
        })),
        dateModified: cutAt,
        dataSource: address,
      }
    }),
  }
}
