import { paragraphsOf, pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import { page, type Route } from '#platform/http'
import { Card, EmptyState, LinkButton, PageHead, Prose, paragraphs, Said, Section, Tiles } from '#ui'
import { mayOrganise, publicEditions } from '../access.ts'
import type { ProgrammePorts } from '../ports.ts'
import { listPublicEditions, readEdition, readHome } from '../queries.ts'
import { Credits, StateBadge, whenAndWhere } from './parts.tsx'

const home = ({ sections }: ProgrammePorts): Route =>
  page({
    path: '/',
    who: publicEditions,
    fresh: 2,
    show: async (visit) => {
      const { say, locale, href, actor } = visit
      const { programme, edition, credits } = await visit.use.ask(readHome, {})
      if (!programme || !edition) {
        const runs = mayOrganise(actor, undefined)
        const name = programme ? pick(programme.name, locale).value : say('programme.home_empty')
        return {
          title: name,
          shell: 'public',
          body: (
            <EmptyState
              heads
              title={name}
              action={
                runs && <LinkButton href={href('/console/editions')}>{say('programme.editions')}</LinkButton>
              }
            >
              {say(runs ? 'programme.first_edition' : 'programme.home_empty_text')}
            </EmptyState>
          ),
        }
      }
      const parts = await Promise.all(sections.map((section) => section(visit, edition)))
      const about = pick(programme.about, locale)
      const [lead, ...more] = paragraphsOf(about.value)
      return {
        title: pick(programme.name, locale).value,
        description: about.value.replace(/\s+/g, ' ').slice(0, 200),
        shell: 'public',
        jsonLd: {
          '@context': 'https://schema.org',
          '@type': 'EventSeries',
          name: pick(programme.name, locale).value,
          url: `${visit.origin}${href('/')}`,
        },
        body: (
          <>
            <PageHead
              hero
              kicker={pick(edition.name, locale).value}
              title={<Said text={programme.name} locale={locale} />}
              lead={lead}
              meta={whenAndWhere(visit, edition)}
              actions={
                <>
                  <LinkButton tone="primary" href={href(`/editions/${edition.slug}/events`)}>
                    {say('programme.see_events')}
                  </LinkButton>
                  <LinkButton tone="secondary" href={href('/statements')}>
                    {say('programme.open_numbers')}
                  </LinkButton>
                </>
              }
            />
            {more.length > 0 && (
              <Prose lang={about.lang === 'zh' ? 'zh-Hans' : 'en'}>{paragraphs(more.join('\n\n'))}</Prose>
            )}
            {parts}
            <Section title={say('programme.promise_title')}>
              <Prose>
                <p>{say('programme.promise_text')}</p>
              </Prose>
            </Section>
            {credits.length > 0 && (
              <Section title={say('programme.credits')}>
                <Credits visit={visit} credits={credits} />
              </Section>
            )}
          </>
        ),
      }
    },
  })

const editionsPage: Route = page({
  path: '/editions',
  who: publicEditions,
  fresh: 2,
  show: async (visit) => {
    const { say, locale, href } = visit
    const editions = await visit.use.ask(listPublicEditions, {})
    return {
      title: say('programme.editions'),
      shell: 'public',
      body: (
        <>
          <PageHead title={say('programme.editions')} lead={say('programme.editions_lead')} />
          {editions.length === 0 && (
            <EmptyState title={say('programme.no_editions')} icon="info">
              {say('programme.no_editions_text')}
            </EmptyState>
          )}
          <Tiles wide>
            {editions.map((edition) => (
              <Card
                key={edition.id}
                level={2}
                title={<Said text={edition.name} locale={locale} />}
                href={href(`/editions/${edition.slug}`)}
                meta={<StateBadge visit={visit} state={edition.state} />}
              >
                <p>{formatDateRange(edition.startsOn, edition.endsOn, locale)}</p>
                <p>
                  <Said text={edition.place} locale={locale} />
                </p>
              </Card>
            ))}
          </Tiles>
        </>
      ),
    }
  },
})

const editionPage = ({ sections }: ProgrammePorts): Route =>
  page({
    path: '/editions/:edition',
    who: publicEditions,
    fresh: 2,
    show: async (visit) => {
      const { say, locale, href } = visit
      const { edition, credits } = await visit.use.ask(readEdition, { slug: visit.params.edition ?? '' })
      const parts = await Promise.all(sections.map((section) => section(visit, edition)))
      const title = pick(edition.name, locale).value
      return {
        title,
        shell: 'public',
        noIndex: edition.state === 'draft',
        body: (
          <>
            <PageHead
              title={<Said text={edition.name} locale={locale} />}
              lead={whenAndWhere(visit, edition)}
              badge={
                edition.state === 'open' ? undefined : <StateBadge visit={visit} state={edition.state} />
              }
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [{ label: say('programme.editions'), href: href('/editions') }, { label: title }],
              }}
              actions={
                <LinkButton tone="primary" href={href(`/editions/${edition.slug}/events`)}>
                  {say('programme.see_events')}
                </LinkButton>
              }
            />
            {parts}
            {credits.length > 0 && (
              <Section title={say('programme.credits')}>
                <Credits visit={visit} credits={credits} />
              </Section>
            )}
          </>
        ),
      }
    },
  })

export const publicRoutes = (ports: ProgrammePorts): Route[] => [
  home(ports),
  editionsPage,
  editionPage(ports),
]
