import { invalidField } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatDate } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import { Badge, Button, Day, DefinitionList, Form, LinkButton, Notice, PageHead, Section, Table } from '#ui'
import { may, readsClaims } from '../access.ts'
import { decideClaim, withdrawClaim } from '../commands/index.ts'
import { paidOf, type Tranche, trancheStateOf } from '../model.ts'
import { readClaim } from '../queries.ts'
import { Decide, instalmentsIn } from './decide.tsx'
import {
  BenefitName,
  benefitOf,
  ClaimBadge,
  claimIn,
  claimsPath,
  recipientName,
  Sum,
  TrancheBadge,
} from './words.tsx'

type Read = Awaited<ReturnType<(typeof readClaim)['load']>>

const whoIs = ({ locale }: Visit, { hands }: Read, id: Tranche['putBy']) => {
  const person = id === null ? undefined : hands.get(id)
  return person ? displayName(person.name, locale) : undefined
}

const Tranches = ({ visit, read, currency }: { visit: Visit; read: Read; currency: string }) => {
  const { say, href, locale } = visit
  const { claim, tranches } = read
  const pays = may.pay(visit.actor, claim)
  return (
    <Table
      caption={say('policies.tranches')}
      hideCaption
      rows={tranches}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'nth',
          label: say('policies.tranche'),
          main: true,
          cell: ({ nth }) => say('policies.tranche_nth', { nth }),
        },
        {
          key: 'minor',
          label: say('policies.amount'),
          number: true,
          cell: ({ minor }) => <Sum visit={visit} minor={minor} currency={currency} />,
        },
        {
          key: 'due',
          label: say('policies.due_on'),
          cell: ({ dueOn }) => <Day date={dueOn} locale={locale} />,
        },
        { key: 'condition', label: say('policies.condition'), cell: ({ condition }) => condition },
        {
          key: 'paid',
          label: say('policies.paid_on'),
          cell: ({ paidOn, reference }) =>
            paidOn && (
              <span>
                <Day date={paidOn} locale={locale} /> {reference}
              </span>
            ),
        },
        {
          key: 'by',
          label: say('policies.by'),
          cell: ({ putBy, confirmedBy }) =>
            new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(
              [putBy, confirmedBy].flatMap((id) => whoIs(visit, read, id) ?? []),
            ),
        },
        {
          key: 'state',
          label: say('policies.state'),
          cell: (tranche) => (
            <span>
              <TrancheBadge visit={visit} of={tranche} /> {tranche.reversedReason}
            </span>
          ),
        },
        {
          key: 'do',
          label: say('policies.what_next'),
          hideLabel: true,
          cell: (tranche) =>
            pays &&
            claim.state === 'granted' &&
            trancheStateOf(tranche) !== 'reversed' && (
              <LinkButton
                small
                href={href(`${claimsPath}/${claim.id}/tranches/${tranche.id}`)}
                aria-label={say(`policies.do_${trancheStateOf(tranche)}_of`, { nth: tranche.nth })}
              >
                {say(`policies.do_${trancheStateOf(tranche)}`)}
              </LinkButton>
            ),
        },
      ]}
    />
  )
}

export const claimPage: Route = form({
  path: `${claimsPath}/:claim`,
  who: readsClaims,
  load: (visit) => visit.use.ask(readClaim, { claimId: claimIn(visit) }),
  view: (visit, read, state) => {
    const { say, href, locale } = visit
    const { claim, tranches, editions, stations, policies } = read
    const benefit = benefitOf(read, claim)
    const policy = policies.find(({ id }) => id === benefit?.policyId)
    const title = recipientName(visit, read, claim)
    const sum = (minor: number | null) =>
      benefit && minor !== null ? <Sum visit={visit} minor={minor} currency={benefit.currency} /> : undefined
    const nameIn = (list: readonly { id: string; name: { en: string; zh: string } }[], id: string | null) => {
      const found = list.find((each) => each.id === id)
      return found && pick(found.name, locale).value
    }
    const open = claim.state === 'asked' || (claim.state === 'granted' && paidOf(tranches) === 0)
    return {
      title,
      shell: 'console',
      current: claimsPath,
      body: (
        <>
          <PageHead
            title={title}
            kicker={<BenefitName visit={visit} of={benefit} />}
            badge={<ClaimBadge visit={visit} of={claim} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('policies.claims'), href: href(claimsPath) }, { label: title }],
            }}
            meta={claim.madeUp ? <Badge tone="faint">{say('kernel.made_up')}</Badge> : undefined}
          />
          <DefinitionList
            items={[
              {
                term: say('policies.policy'),
                value: policy && (
                  <a href={href(`/policies/${policy.id}`)}>{pick(policy.title, locale).value}</a>
                ),
              },
              { term: say('policies.edition'), value: nameIn(editions, claim.editionId) },
              { term: say('kernel.station'), value: nameIn(stations, claim.stationId) },
              { term: say('policies.asked_on'), value: formatDate(claim.askedOn, locale) },
              { term: say('policies.asked'), value: sum(claim.asked) },
              { term: say('policies.ground'), value: claim.ground },
              { term: say('policies.recorded_by'), value: whoIs(visit, read, claim.recordedBy) },
              { term: say('policies.granted'), value: sum(claim.granted) },
              { term: say('policies.paid'), value: sum(paidOf(tranches) || null) },
              { term: say('policies.decided_by'), value: whoIs(visit, read, claim.decidedBy) },
              { term: say('policies.reason'), value: claim.reason },
            ]}
          />
          {benefit && tranches.length > 0 && (
            <Section title={say('policies.tranches')} lead={say('policies.tranches_lead')}>
              <Tranches visit={visit} read={read} currency={benefit.currency} />
            </Section>
          )}
          {claim.state === 'asked' && benefit && may.decide(visit.actor, claim) && (
            <Decide visit={visit} claim={claim} benefit={benefit} state={state} />
          )}
          {open && may.withdraw(visit.actor, claim) && (
            <Section title={say('policies.withdraw')}>
              <Notice>{say('policies.withdraw_means')}</Notice>
              <Form inline action={href(`${claimsPath}/${claim.id}/withdraw`)}>
                <Button tone="danger">{say('policies.withdraw')}</Button>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, read) => {
    const verdict = values.text('verdict')
    if (verdict !== 'grant' && verdict !== 'refuse') throw invalidField('verdict', 'kernel.field_choose')
    const currency = benefitOf(read, read.claim)?.currency ?? ''
    await visit.use.run(decideClaim, {
      claimId: read.claim.id,
      reason: values.text('reason'),
      // What was filled in before "refuse" was chosen is still sent, and means nothing.
      tranches: verdict === 'grant' ? instalmentsIn(values, currency) : null,
    })
    return { to: `${claimsPath}/${read.claim.id}`, told: `policies.told_${verdict}` }
  },
})

export const withdrawAction: Route = action({
  path: `${claimsPath}/:claim/withdraw`,
  who: readsClaims,
  submit: async (visit) => {
    const claimId = claimIn(visit)
    await visit.use.run(withdrawClaim, { claimId })
    return { to: `${claimsPath}/${claimId}`, told: 'policies.told_withdrawn' }
  },
})
