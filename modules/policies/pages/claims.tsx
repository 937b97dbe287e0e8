import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { form, page, type Route } from '#platform/http'
import {
  Badge,
  DateTimeInput,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  RadioGroup,
  Select,
  Table,
  Tabs,
  TextArea,
  TextInput,
} from '#ui'
import { asksForOthers, mayAsk, readsClaims } from '../access.ts'
import { askBenefit } from '../commands/index.ts'
import { BenefitId, claimStates, PolicyClaimId } from '../model.ts'
import { listClaims, readChoices } from '../queries.ts'
import {
  amountIn,
  BenefitName,
  benefitOf,
  ClaimBadge,
  claimsPath,
  moneyColumns,
  recipientName,
} from './words.tsx'

const listPage: Route = page({
  path: claimsPath,
  who: readsClaims,
  show: async (visit) => {
    const { say, href, locale, search } = visit
    const state = claimStates.find((each) => each === search.get('state')) ?? null
    const found = await visit.use.ask(listClaims, {
      editionId: EditionId.safeParse(search.get('edition')).data ?? null,
      state,
      after: PolicyClaimId.safeParse(search.get('after')).data ?? null,
    })
    const { claims, stations, more } = found
    const last = claims.at(-1)
    const title = say('policies.claims')
    const add = asksForOthers(visit.actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href(`${claimsPath}/new`)}>
        {say('policies.new_claim')}
      </LinkButton>
    )
    return {
      title,
      shell: 'console',
      body: (
        <>
          <PageHead title={title} lead={say('policies.claims_lead')} actions={add} />
          <Tabs
            label={say('policies.state')}
            tabs={[null, ...claimStates].map((each) => ({
              href: href(each === null ? claimsPath : `${claimsPath}?state=${each}`),
              label: say(each === null ? 'policies.all_claims' : `policies.state_${each}`),
              current: state === each,
            }))}
          />
          <Table
            caption={title}
            hideCaption
            rows={claims}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${claimsPath}/${id}`)}
            empty={
              <EmptyState title={say('policies.claims_none')}>{say('policies.claims_none_text')}</EmptyState>
            }
            columns={[
              {
                key: 'who',
                label: say('policies.recipient'),
                main: true,
                cell: (claim) => recipientName(visit, found, claim),
              },
              {
                key: 'benefit',
                label: say('policies.benefit'),
                cell: (claim) => <BenefitName visit={visit} of={benefitOf(found, claim)} />,
              },
              {
                key: 'station',
                label: say('kernel.station'),
                cell: ({ stationId }) => {
                  const station = stations.find(({ id }) => id === stationId)
                  return station ? pick(station.name, locale).value : ''
                },
              },
              ...moneyColumns(visit, found),
              {
                key: 'state',
                label: say('policies.state'),
                cell: (claim) => (
                  <span>
                    <ClaimBadge visit={visit} of={claim} />{' '}
                    {claim.madeUp && <Badge tone="faint">{say('kernel.made_up')}</Badge>}
                  </span>
                ),
              },
            ]}
          />
          {more && last && (
            <LinkButton
              tone="secondary"
              href={href(`${claimsPath}?after=${last.id}${state ? `&state=${state}` : ''}`)}
            >
              {say('policies.older')}
            </LinkButton>
          )}
        </>
      ),
    }
  },
})

const newPage: Route = form({
  path: `${claimsPath}/new`,
  who: asksForOthers,
  load: (visit) => visit.use.ask(readChoices, {}),
  view: (visit, { benefits, policies, editions, stations }, state) => {
    const { say, href, locale } = visit
    const title = say('policies.new_claim')
    const through = stations.filter(({ id }) =>
      mayAsk(visit.actor, { stationId: id, personId: null, organisationId: null }),
    )
    const free = mayAsk(visit.actor, { stationId: null, personId: null, organisationId: null })
    return {
      title,
      shell: 'console',
      current: claimsPath,
      body: (
        <>
          <PageHead
            title={title}
            lead={say('policies.new_claim_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('policies.claims'), href: href(claimsPath) }, { label: title }],
            }}
          />
          <Form action={href(`${claimsPath}/new`)} of={state} send={say('policies.write_down')}>
            <Select
              of={state}
              name="benefit"
              label={say('policies.benefit')}
              empty={say('kernel.choose')}
              required
              options={[]}
              groups={policies.map((policy) => ({
                label: pick(policy.title, locale).value,
                options: benefits
                  .filter(({ policyId, endedAt }) => policyId === policy.id && endedAt === null)
                  .map(({ id, title: what }) => ({ value: id, label: pick(what, locale).value })),
              }))}
            />
            <RadioGroup
              of={state}
              name="recipient"
              label={say('policies.recipient')}
              required
              value="person"
              options={[
                { value: 'person', label: say('policies.recipient_person') },
                { value: 'organisation', label: say('policies.recipient_organisation') },
              ]}
              followUps={[
                {
                  when: ['person'],
                  children: (
                    <TextInput
                      of={state}
                      name="email"
                      path="recipient.email"
                      type="email"
                      label={say('policies.email')}
                      hint={say('policies.email_hint')}
                      maxlength={254}
                    />
                  ),
                },
                {
                  when: ['organisation'],
                  children: (
                    <TextInput
                      of={state}
                      name="organisation"
                      path="recipient.name"
                      label={say('policies.organisation')}
                      hint={say('policies.organisation_hint')}
                      maxlength={300}
                    />
                  ),
                },
              ]}
            />
            <Select
              of={state}
              name="edition"
              size="medium"
              label={say('policies.edition')}
              required
              value={editions[0]?.id}
              options={editions.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
            />
            <Select
              of={state}
              name="station"
              size="medium"
              label={say('kernel.station')}
              {...(free ? { empty: say('policies.no_station') } : {})}
              options={through.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
            />
            <TextInput
              of={state}
              name="amount"
              path="asked"
              inputmode="decimal"
              size="medium"
              label={say('policies.asked')}
              hint={say('policies.asked_hint')}
              required
            />
            <DateTimeInput of={state} kind="date" name="askedOn" label={say('policies.asked_on')} required />
            <TextArea
              of={state}
              name="ground"
              label={say('policies.ground')}
              hint={say('policies.ground_hint')}
              rows={4}
              required
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { benefits }) => {
    const benefit = benefits.find(({ id }) => id === BenefitId.safeParse(values.text('benefit')).data)
    if (!benefit) throw invalidField('benefit', 'kernel.field_choose')
    const edition = EditionId.safeParse(values.text('edition'))
    if (!edition.success) throw invalidField('edition', 'kernel.field_choose')
    const claim = await visit.use.run(askBenefit, {
      benefitId: benefit.id,
      editionId: edition.data,
      stationId: StationId.safeParse(values.text('station')).data ?? null,
      recipient:
        values.text('recipient') === 'organisation'
          ? { kind: 'organisation', name: values.text('organisation') }
          : { kind: 'person', email: values.text('email') },
      askedOn: values.text('askedOn') as PlainDate, // the schema of the command refuses what is no date
      asked: amountIn(values.text('amount'), benefit.currency, 'asked'),
      ground: values.text('ground'),
    })
    return { to: `${claimsPath}/${claim.id}`, told: 'policies.told_asked' }
  },
})

export const claimRoutes: readonly Route[] = [listPage, newPage]
