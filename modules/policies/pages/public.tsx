import { pick } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import { page, type Route } from '#platform/http'
import {
  Badge,
  Card,
  DefinitionList,
  EmptyState,
  LinkButton,
  PageHead,
  Prose,
  Said,
  Section,
  Tiles,
} from '#ui'
import { publicPolicies } from '../access.ts'
import type { Policy } from '../model.ts'
import { listPolicies, readPolicy } from '../queries.ts'
import { Benefits } from './benefits.tsx'
import { policyIn, validity } from './words.tsx'

/** No longer in force on a day at the host's place. */
export const isOver = ({ validUntil }: Policy, today: PlainDate): boolean =>
  validUntil !== null && validUntil < today

const listPage: Route = page({
  path: '/policies',
  who: publicPolicies,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { policies, today } = await visit.use.ask(listPolicies, {})
    const title = say('policies.title')
    return {
      title,
      description: say('policies.lead'),
      shell: 'public',
      body: (
        <>
          <PageHead title={title} lead={say('policies.lead')} />
          {policies.length === 0 && (
            <EmptyState title={say('policies.none_title')} icon="info">
              {say('policies.none_text')}
            </EmptyState>
          )}
          <Tiles>
            {policies.map((policy) => (
              <Card
                key={policy.id}
                level={2}
                title={<Said text={policy.title} locale={locale} />}
                href={href(`/policies/${policy.id}`)}
                kicker={<Said text={policy.issuer} locale={locale} />}
                meta={
                  <>
                    {validity(visit, policy)}
                    {isOver(policy, today) && <Badge tone="faint">{say('policies.over')}</Badge>}
                  </>
                }
              />
            ))}
          </Tiles>
        </>
      ),
    }
  },
})

const onePage: Route = page({
  path: '/policies/:policy',
  who: publicPolicies,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { policy, benefits, today } = await visit.use.ask(readPolicy, { policyId: policyIn(visit) })
    const title = pick(policy.title, locale).value
    const about = pick(policy.about, locale)
    const over = isOver(policy, today)
    return {
      title,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={<Said text={policy.title} locale={locale} />}
            kicker={<Said text={policy.issuer} locale={locale} />}
            badge={over ? <Badge tone="faint">{say('policies.over')}</Badge> : undefined}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('policies.title'), href: href('/policies') }, { label: title }],
            }}
          />
          {about.value !== '' && (
            <Prose lang={about.lang === 'zh' ? 'zh-Hans' : 'en'}>
              {about.value.split('\n\n').map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </Prose>
          )}
          <Section title={say('policies.benefits')} lead={say('policies.benefits_lead')}>
            <Benefits
              visit={visit}
              benefits={benefits.filter(({ endedAt }) => endedAt === null)}
              empty={<p>{say('policies.benefits_none')}</p>}
              last={{
                key: 'ask',
                label: say('policies.ask'),
                hideLabel: true,
                cell: ({ id, recipient, title: benefit }) =>
                  recipient === 'person' &&
                  !over && (
                    <LinkButton
                      small
                      href={href(`/policies/${policy.id}/ask/${id}`)}
                      aria-label={say('policies.ask_for', { benefit: pick(benefit, locale).value })}
                    >
                      {say('policies.ask')}
                    </LinkButton>
                  ),
              }}
            />
          </Section>
          <Section title={say('policies.document')}>
            <DefinitionList
              items={[
                { term: say('policies.validity'), value: validity(visit, policy) },
                { term: say('policies.issuer'), value: <Said text={policy.issuer} locale={locale} /> },
                {
                  term: say('policies.source'),
                  value: <a href={policy.sourceUrl}>{new URL(policy.sourceUrl).host}</a>,
                },
              ]}
            />
          </Section>
        </>
      ),
    }
  },
})

export const publicRoutes: readonly Route[] = [listPage, onePage]
