import { pick } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import {
  Badge,
  BilingualField,
  Button,
  DateTimeInput,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  RadioGroup,
  Said,
  Section,
  Table,
  TextInput,
} from '#ui'
import { keepsPolicies, readsClaims } from '../access.ts'
import { addBenefit, endBenefit, publishPolicy } from '../commands/index.ts'
import { type Benefit, BenefitId, recipients } from '../model.ts'
import { listPolicies, readPolicy } from '../queries.ts'
import { Benefits } from './benefits.tsx'
import { isOver } from './public.tsx'
import { amountIn, claimsPath, policiesPath, policyIn, validity } from './words.tsx'

const day = (text: string) => text as PlainDate // the schema of the command refuses what is no date

const listPage: Route = form({
  path: policiesPath,
  who: readsClaims,
  load: (visit) => visit.use.ask(listPolicies, {}),
  view: (visit, { policies, benefits, today }, state) => {
    const { say, href, locale } = visit
    const title = say('policies.title')
    return {
      title,
      shell: 'console',
      body: (
        <>
          <PageHead
            title={title}
            lead={say('policies.desk_lead')}
            actions={
              <LinkButton tone="secondary" href={href(claimsPath)}>
                {say('policies.claims')}
              </LinkButton>
            }
          />
          <Table
            caption={title}
            hideCaption
            rows={policies}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${policiesPath}/${id}`)}
            empty={<EmptyState title={say('policies.none_title')}>{say('policies.none_desk')}</EmptyState>}
            columns={[
              {
                key: 'title',
                label: say('policies.policy'),
                main: true,
                cell: (policy) => <Said text={policy.title} locale={locale} />,
              },
              {
                key: 'issuer',
                label: say('policies.issuer'),
                cell: ({ issuer }) => <Said text={issuer} locale={locale} />,
              },
              {
                key: 'valid',
                label: say('policies.validity'),
                cell: (policy) => (
                  <span>
                    {validity(visit, policy)}{' '}
                    {isOver(policy, today) && <Badge tone="faint">{say('policies.over')}</Badge>}
                  </span>
                ),
              },
              {
                key: 'benefits',
                label: say('policies.benefits'),
                number: true,
                cell: ({ id }) => benefits.filter(({ policyId }) => policyId === id).length,
              },
            ]}
          />
          {keepsPolicies(visit.actor, undefined) && (
            <Section title={say('policies.new')} lead={say('policies.new_lead')}>
              <Form action={href(policiesPath)} of={state} send={say('policies.publish')}>
                <BilingualField
                  of={state}
                  name="title"
                  label={say('policies.policy_title')}
                  maxlength={160}
                  required
                />
                <BilingualField of={state} name="about" label={say('policies.about')} rows={5} />
                <BilingualField
                  of={state}
                  name="issuer"
                  label={say('policies.issuer')}
                  maxlength={160}
                  required
                />
                <TextInput
                  of={state}
                  name="issuerNumber"
                  size="medium"
                  label={say('policies.issuer_number')}
                  hint={say('policies.issuer_number_hint')}
                  maxlength={60}
                />
                <TextInput
                  of={state}
                  name="sourceUrl"
                  type="url"
                  label={say('policies.source')}
                  hint={say('policies.source_hint')}
                  required
                />
                <DateTimeInput
                  of={state}
                  kind="date"
                  name="validFrom"
                  label={say('policies.from')}
                  required
                />
                <DateTimeInput
                  of={state}
                  kind="date"
                  name="validUntil"
                  label={say('policies.until')}
                  hint={say('policies.until_hint')}
                />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    const both = (name: string) => ({ en: values.text(`${name}.en`), zh: values.text(`${name}.zh`) })
    const policy = await visit.use.run(publishPolicy, {
      title: both('title'),
      about: both('about'),
      issuer: both('issuer'),
      issuerNumber: values.text('issuerNumber'),
      sourceUrl: values.text('sourceUrl'),
      validFrom: day(values.text('validFrom')),
      validUntil: values.text('validUntil') === '' ? null : day(values.text('validUntil')),
    })
    return { to: `${policiesPath}/${policy.id}`, told: 'policies.told_published' }
  },
})

const End = ({ visit, benefit }: { visit: Visit; benefit: Benefit }) => {
  const { say, href, locale } = visit
  const { id, policyId, endedAt, title } = benefit
  if (endedAt !== null) return <Badge tone="faint">{say('policies.ended')}</Badge>
  if (!keepsPolicies(visit.actor, undefined)) return null
  return (
    <Form inline action={href(`${policiesPath}/${policyId}/end/${id}`)}>
      <Button small tone="quiet" aria-label={say('policies.end_of', { benefit: pick(title, locale).value })}>
        {say('policies.end')}
      </Button>
    </Form>
  )
}

const onePage: Route = form({
  path: `${policiesPath}/:policy`,
  who: readsClaims,
  load: (visit) => visit.use.ask(readPolicy, { policyId: policyIn(visit) }),
  view: (visit, { policy, benefits }, state) => {
    const { say, href, locale } = visit
    const title = pick(policy.title, locale).value
    return {
      title,
      shell: 'console',
      current: policiesPath,
      body: (
        <>
          <PageHead
            title={<Said text={policy.title} locale={locale} />}
            lead={validity(visit, policy)}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('policies.title'), href: href(policiesPath) }, { label: title }],
            }}
            actions={
              <LinkButton tone="secondary" href={href(`/policies/${policy.id}`)}>
                {say('policies.public_page')}
              </LinkButton>
            }
          />
          <Section title={say('policies.benefits')}>
            <Benefits
              visit={visit}
              benefits={benefits}
              empty={
                <EmptyState title={say('policies.benefits_none')}>
                  {say('policies.benefits_none_desk')}
                </EmptyState>
              }
              last={{
                key: 'end',
                label: say('policies.end'),
                hideLabel: true,
                cell: (benefit) => <End visit={visit} benefit={benefit} />,
              }}
            />
          </Section>
          {keepsPolicies(visit.actor, undefined) && (
            <Section title={say('policies.new_benefit')} lead={say('policies.new_benefit_lead')}>
              <Form
                action={href(`${policiesPath}/${policy.id}`)}
                of={state}
                send={say('policies.add_benefit')}
              >
                <BilingualField
                  of={state}
                  name="title"
                  label={say('policies.benefit')}
                  maxlength={160}
                  required
                />
                <RadioGroup
                  of={state}
                  name="recipient"
                  label={say('policies.recipient')}
                  inline
                  required
                  options={recipients.map((value) => ({ value, label: say(`policies.recipient_${value}`) }))}
                />
                <TextInput
                  of={state}
                  name="currency"
                  size="short"
                  maxlength={3}
                  label={say('policies.currency')}
                  value="CNY"
                  required
                />
                <TextInput
                  of={state}
                  name="ceiling"
                  inputmode="decimal"
                  size="medium"
                  label={say('policies.ceiling')}
                  hint={say('policies.ceiling_hint')}
                />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { policy }) => {
    const currency = values.text('currency').toUpperCase()
    const ceiling = values.text('ceiling')
    await visit.use.run(addBenefit, {
      policyId: policy.id,
      title: { en: values.text('title.en'), zh: values.text('title.zh') },
      recipient: values.text('recipient') as Benefit['recipient'], // the schema of the command refuses another
      currency,
      ceiling: ceiling === '' ? null : amountIn(ceiling, currency, 'ceiling'),
    })
    return { to: `${policiesPath}/${policy.id}`, told: 'policies.told_benefit' }
  },
})

const endAction: Route = action({
  path: `${policiesPath}/:policy/end/:benefit`,
  who: keepsPolicies,
  submit: async (visit) => {
    const policy = policyIn(visit)
    const benefit = BenefitId.safeParse(visit.params.benefit)
    if (benefit.success) await visit.use.run(endBenefit, { benefitId: benefit.data })
    return { to: `${policiesPath}/${policy}`, told: 'policies.told_ended' }
  },
})

export const policyRoutes: readonly Route[] = [listPage, onePage, endAction]
