import { signedIn } from '#kernel/access'
import { countryName } from '#kernel/countries'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import type { Edition } from '#modules/programme'
import { action, page, type Route, type Visit } from '#platform/http'
import { BulkBar, Button, EmptyState, Form, LinkButton, Notice, PageHead, Said, Section, Table } from '#ui'
import { publicShow } from '../access.ts'
import { Exchange } from '../contact/pages.tsx'
import type { View } from '../model.ts'
import { amountText, listText, shownIn } from '../parts.tsx'
import { pictureOf } from '../show/picture.ts'
import { ProjectTiles } from '../show/tiles.tsx'
import { keepProject } from './commands.ts'
import { mostCompared, readCompared, readSaved } from './queries.ts'

const keepAction: Route = action({
  path: '/editions/:edition/projects/:slug/keep',
  who: signedIn,
  submit: async (visit, values) => {
    const where = shownIn(visit)
    const keep = values.text('keep') === 'yes'
    await visit.use.run(keepProject, { ...where, keep })
    return {
      to: `/editions/${where.edition}/projects/${where.slug}`,
      told: keep ? 'projects.told_kept' : 'projects.told_not_kept',
    }
  },
})

/** Tick some, see them side by side. Works without script: it is a form that asks for a page. */
export const CompareForm = ({
  visit,
  edition,
  children,
}: {
  visit: Visit
  edition: Pick<Edition, 'slug'>
  children: preact.ComponentChildren
}) => (
  <Form wide method="get" action={visit.href(`/editions/${edition.slug}/compare`)}>
    {children}
    <BulkBar label={visit.say('projects.compare_hint', { most: mostCompared })}>
      <Button>{visit.say('projects.compare')}</Button>
    </BulkBar>
  </Form>
)

const savedPage: Route = page({
  path: '/saved-projects',
  who: signedIn,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { groups, asked } = await visit.use.ask(readSaved, {})
    const kept = groups.filter(({ views }) => views.length > 0)
    return {
      title: say('projects.saved'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={say('projects.saved')}
            lead={say('projects.saved_lead')}
            actions={<LinkButton href={href('/shown-to-us')}>{say('projects.shown_to_us')}</LinkButton>}
          />
          {kept.length === 0 && (
            <EmptyState
              title={say('projects.nothing_saved')}
              action={<LinkButton href={href('/editions')}>{say('projects.to_editions')}</LinkButton>}
            >
              {say('projects.nothing_saved_text')}
            </EmptyState>
          )}
          {kept.map(({ edition, views }) => (
            <Section key={edition.id} title={<Said text={edition.name} locale={locale} />}>
              <CompareForm visit={visit} edition={edition}>
                <ProjectTiles visit={visit} edition={edition} views={views} level={3} picks />
              </CompareForm>
            </Section>
          ))}
          {asked.length > 0 && (
            <Section title={say('projects.contacts_sent')}>
              {asked.map(({ contact, view, edition }) => (
                <Section
                  key={contact.id}
                  level={3}
                  title={
                    view && edition ? (
                      <a href={href(`/editions/${edition.slug}/projects/${view.slug}`)}>
                        <Said text={view.content.title} locale={locale} />
                      </a>
                    ) : (
                      say('projects.not_shown_any_more')
                    )
                  }
                >
                  <Exchange visit={visit} contact={contact} zone={edition?.zone ?? zone('UTC')} />
                </Section>
              ))}
            </Section>
          )}
        </>
      ),
    }
  },
})

type Line = { key: string; label: string; cell(view: View): preact.ComponentChildren }

/** What is compared, in the order people decide by. */
function linesOf(visit: Visit, edition: Edition): Line[] {
  const { say, href, locale } = visit
  const file = (view: View, id: string) => href(`/editions/${edition.slug}/projects/${view.slug}/files/${id}`)
  return [
    {
      key: 'picture',
      label: say('projects.file_image'),
      cell: (view) => {
        const picture = pictureOf(view)
        return picture && <img class="thumb" src={file(view, picture.id)} alt="" loading="lazy" />
      },
    },
    {
      key: 'summary',
      label: say('projects.summary'),
      cell: ({ content }) => <Said text={content.summary} locale={locale} />,
    },
    {
      key: 'field',
      label: say('projects.field'),
      cell: ({ field }) => field && say(`projects.field_${field}`),
    },
    {
      key: 'maturity',
      label: say('projects.maturity'),
      cell: ({ maturity }) => maturity && say(`projects.maturity_${maturity}`),
    },
    {
      key: 'seeking',
      label: say('projects.seeking'),
      cell: ({ seeking }) =>
        listText(
          seeking.map((kind) => say(`projects.seeking_${kind}`)),
          locale,
        ),
    },
    {
      key: 'financing',
      label: say('projects.financing'),
      cell: ({ content }) => amountText(content.financing, visit),
    },
    {
      key: 'country',
      label: say('kernel.country'),
      cell: ({ country }) => country && countryName(country, locale),
    },
    { key: 'institution', label: say('projects.institution'), cell: ({ content }) => content.institution },
    {
      key: 'team',
      label: say('projects.part_team'),
      cell: ({ content }) =>
        listText(
          content.team.map(({ name }) => name),
          locale,
        ),
    },
  ]
}

const comparePage: Route = page({
  path: '/editions/:edition/compare',
  who: publicShow,
  fresh: 2,
  asks: ['p'],
  show: async (visit) => {
    const { say, href, locale } = visit
    const asked = [...new Set(visit.search.getAll('p'))].map((slug) => slug.slice(0, 80))
    const { edition, views } = await visit.use.ask(readCompared, {
      edition: visit.params.edition ?? '',
      slugs: asked.slice(0, mostCompared),
    })
    const here = `/editions/${edition.slug}/projects`
    const without = (slug: string) =>
      `/editions/${edition.slug}/compare?${views
        .filter((view) => view.slug !== slug)
        .map((view) => `p=${encodeURIComponent(view.slug)}`)
        .join('&')}`
    return {
      title: say('projects.compare'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={say('projects.compare')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.show'), href: href(here) },
                { label: say('projects.compare') },
              ],
            }}
          />
          {asked.length > mostCompared && (
            <Notice tone="warn" title={say('projects.compare_too_many', { most: mostCompared })} />
          )}
          {views.length === 0 ? (
            <EmptyState
              title={say('projects.compare_nothing')}
              action={<LinkButton href={href(here)}>{say('projects.show_all')}</LinkButton>}
            >
              {say('projects.compare_nothing_text')}
            </EmptyState>
          ) : (
            <Table
              caption={say('projects.compare')}
              hideCaption
              keep
              named
              rows={linesOf(visit, edition)}
              rowKey={({ key }) => key}
              columns={[
                {
                  key: 'what',
                  label: say('projects.compare_what'),
                  hideLabel: true,
                  main: true,
                  cell: ({ label }) => label,
                },
                ...views.map((view) => ({
                  key: view.slug,
                  label: pick(view.content.title, locale).value,
                  cell: ({ cell }: Line) => cell(view) || say('projects.not_said'),
                })),
              ]}
              foot={Object.fromEntries(
                views.map((view) => [
                  view.slug,
                  <p class="inline" key={view.slug}>
                    <a href={href(`${here}/${view.slug}`)}>{say('projects.open')}</a>{' '}
                    {views.length > 1 && (
                      <a href={href(without(view.slug))}>{say('projects.compare_without')}</a>
                    )}
                  </p>,
                ]),
              )}
            />
          )}
        </>
      ),
    }
  },
})

export const shelfRoutes: readonly Route[] = [keepAction, savedPage, comparePage]
