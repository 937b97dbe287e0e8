import type { VNode } from 'preact'
import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { dateIn } from '#kernel/time'
import { action, form, page, type Route, type Visit } from '#platform/http'
import {
  Button,
  DefinitionList,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  Said,
  Section,
  Table,
  TextArea,
  TextInput,
} from '#ui'
import { askBenefit, withdrawClaim } from '../commands/index.ts'
import { BenefitId, type PolicyClaim } from '../model.ts'
import { ownClaims, readAsking } from '../queries.ts'
import {
  amountIn,
  BenefitName,
  benefitOf,
  ClaimBadge,
  claimIn,
  moneyColumns,
  ownPath,
  Sum,
  validity,
} from './words.tsx'

type Own = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(ownClaims, {})

function OwnTable({ visit, own, claims }: { visit: Visit; own: Own; claims: readonly PolicyClaim[] }) {
  const { say, href, locale } = visit
  return (
    <Table
      caption={say('policies.mine')}
      hideCaption
      rows={claims}
      rowKey={({ id }) => id}
      empty={
        <EmptyState
          title={say('policies.mine_none')}
          icon="info"
          action={<LinkButton href={href('/policies')}>{say('policies.title')}</LinkButton>}
        >
          {say('policies.mine_none_text')}
        </EmptyState>
      }
      columns={[
        {
          key: 'benefit',
          label: say('policies.benefit'),
          main: true,
          cell: (claim) => <BenefitName visit={visit} of={benefitOf(own, claim)} />,
        },
        {
          key: 'for',
          label: say('policies.recipient'),
          cell: ({ organisationId }) => {
            const found = own.organisations.find(({ id }) => id === organisationId)
            return found && <Said text={found.name} locale={locale} />
          },
        },
        ...moneyColumns(visit, own),
        {
          key: 'state',
          label: say('policies.state'),
          cell: (claim) => (
            <span>
              <ClaimBadge visit={visit} of={claim} /> {claim.reason}
            </span>
          ),
        },
        {
          key: 'withdraw',
          label: say('policies.withdraw'),
          hideLabel: true,
          cell: (claim) =>
            claim.state === 'asked' &&
            claim.personId !== null && (
              <Form inline action={href(`${ownPath}/${claim.id}/withdraw`)}>
                <Button small tone="quiet">
                  {say('policies.withdraw')}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const listPage: Route = page({
  path: ownPath,
  who: signedIn,
  show: async (visit) => {
    const own = await load(visit)
    return {
      title: visit.say('policies.mine'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={visit.say('policies.mine')} lead={visit.say('policies.mine_lead')} />
          <OwnTable visit={visit} own={own} claims={own.claims} />
        </>
      ),
    }
  },
})

const most = 3

/** On a person's own page: what they asked for, where they asked for anything. */
export async function myClaims(visit: Visit): Promise<VNode | null> {
  const { say, href } = visit
  const own = await load(visit)
  if (own.claims.length === 0) return null
  return (
    <Section
      title={say('policies.mine')}
      lead={say('policies.mine_lead')}
      actions={<LinkButton href={href(ownPath)}>{say('policies.mine_all')}</LinkButton>}
    >
      <OwnTable visit={visit} own={own} claims={own.claims.slice(0, most)} />
    </Section>
  )
}

const askPage: Route = form({
  path: '/policies/:policy/ask/:benefit',
  who: signedIn,
  load: (visit) => {
    const benefit = BenefitId.safeParse(visit.params.benefit)
    if (!benefit.success) throw notFound()
    return visit.use.ask(readAsking, { benefitId: benefit.data })
  },
  view: (visit, { policy, benefit }, state) => {
    const { say, href, locale } = visit
    const title = pick(benefit.title, locale).value
    const { ceiling, currency } = benefit
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={<Said text={benefit.title} locale={locale} />}
            kicker={say('policies.ask')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('policies.title'), href: href('/policies') },
                { label: pick(policy.title, locale).value, href: href(`/policies/${policy.id}`) },
                { label: title },
              ],
            }}
          />
          <DefinitionList
            items={[
              { term: say('policies.validity'), value: validity(visit, policy) },
              {
                term: say('policies.ceiling'),
                value:
                  ceiling === null ? undefined : <Sum visit={visit} minor={ceiling} currency={currency} />,
              },
            ]}
          />
          <Form
            action={href(`/policies/${policy.id}/ask/${benefit.id}`)}
            of={state}
            send={say('policies.ask')}
          >
            <TextInput
              of={state}
              name="amount"
              path="asked"
              inputmode="decimal"
              size="medium"
              label={say('policies.asked')}
              after={currency}
              required
            />
            <TextArea
              of={state}
              name="ground"
              label={say('policies.ground')}
              hint={say('policies.ground_own_hint')}
              rows={5}
              required
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { benefit, edition }) => {
    if (!edition) throw invalidField('ground', 'policies.no_edition')
    await visit.use.run(askBenefit, {
      benefitId: benefit.id,
      editionId: edition.id,
      recipient: { kind: 'self' },
      askedOn: dateIn(visit.use.now(), edition.zone),
      asked: amountIn(values.text('amount'), benefit.currency, 'asked'),
      ground: values.text('ground'),
    })
    return { to: ownPath, told: 'policies.told_asked_own' }
  },
})

const withdrawAction: Route = action({
  path: `${ownPath}/:claim/withdraw`,
  who: signedIn,
  submit: async (visit) => {
    await visit.use.run(withdrawClaim, { claimId: claimIn(visit) })
    return { to: ownPath, told: 'policies.told_withdrawn' }
  },
})

export const ownRoutes: readonly Route[] = [listPage, askPage, withdrawAction]
