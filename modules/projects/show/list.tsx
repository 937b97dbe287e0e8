import { areaCodes, areaName, areaOf, isArea } from '#kernel/areas'
import { countriesSorted } from '#kernel/countries'
import { pick } from '#kernel/text'
import type { Edition } from '#modules/programme'
import { oneOf, page, type Route, type Visit } from '#platform/http'
import {
  Button,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  Pager,
  Said,
  Section,
  Select,
  Tabs,
  TextInput,
  Toolbar,
} from '#ui'
import { publicShow } from '../access.ts'
import { fields, maturities, soughtKinds } from '../model.ts'
import { CompareForm } from '../shelf/pages.tsx'
import { mostPages, pageSize, readHalls, readShow } from './queries.ts'
import { mostInHall } from './store/search.ts'
import { ProjectTiles } from './tiles.tsx'

function filterIn({ search }: Visit) {
  const page = Number(search.get('page') ?? '1')
  const country = search.get('country') ?? ''
  return {
    query: (search.get('q') ?? '').slice(0, 200),
    field: oneOf(fields, search.get('field')),
    maturity: oneOf(maturities, search.get('maturity')),
    seeking: oneOf(soughtKinds, search.get('seeking')),
    country: /^[A-Z]{2}$/.test(country) || isArea(country) ? country : null,
    sort: oneOf(['newest', 'title'] as const, search.get('sort')) ?? 'newest',
    page: Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1,
  }
}
type Filter = ReturnType<typeof filterIn>

/** The same list with one thing changed; the address says everything, so that it can be sent to somebody. */
function addressOf(edition: Pick<Edition, 'slug'>, filter: Filter, change: Partial<Filter>): string {
  const next = { ...filter, page: 1, ...change }
  const search = new URLSearchParams()
  if (next.query) search.set('q', next.query)
  for (const name of ['field', 'maturity', 'seeking', 'country'] as const) {
    const value = next[name]
    if (value) search.set(name, value)
  }
  if (next.sort !== 'newest') search.set('sort', next.sort)
  if (next.page > 1) search.set('page', String(next.page))
  const text = search.toString()
  return `/editions/${edition.slug}/projects${text === '' ? '' : `?${text}`}`
}

/** Where projects come from, by continent; a continent of several can be chosen as a whole. */
const placesIn = (countries: readonly string[], chosen: string | null, { say, locale }: Visit) =>
  areaCodes.flatMap((area) => {
    const met = countriesSorted(locale)
      .filter(({ code }) => areaOf(code) === area && (countries.includes(code) || code === chosen))
      .map(({ code, name }) => ({ value: code as string, label: name }))
    const label = areaName(area, locale)
    const whole =
      met.length > 1 || area === chosen
        ? [{ value: area, label: say('projects.all_of', { area: label }) }]
        : []
    return met.length + whole.length === 0 ? [] : [{ label, options: [...whole, ...met] }]
  })

export const showPage: Route = page({
  path: '/editions/:edition/projects',
  who: publicShow,
  fresh: 2,
  asks: ['q', 'field', 'maturity', 'seeking', 'country', 'sort', 'page'],
  show: async (visit) => {
    const { say, href, locale } = visit
    const filter = filterIn(visit)
    const asked = visit.params.edition ?? ''
    const [{ edition, views, total, more, mended, lists }, { halls, countries }] = await Promise.all([
      visit.use.ask(readShow, { edition: asked, ...filter }),
      visit.use.ask(readHalls, { edition: asked }),
    ])
    const name = pick(edition.name, locale).value
    const filtered =
      filter.query !== '' || filter.maturity !== null || filter.seeking !== null || filter.country !== null
    const options = (what: string, values: readonly string[]) =>
      values.map((value) => ({ value, label: say(`projects.${what}_${value}`) }))
    const all = Object.values(halls).reduce((sum, count) => sum + count, 0)
    const many = (count: number, cut: boolean) => (cut ? `${mostInHall}+` : count)
    return {
      title: `${say('projects.show')} · ${name}`,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={say('projects.show')}
            lead={say('projects.show_lead')}
            actions={
              all > 0 && (
                <LinkButton icon="file" href={href(`/editions/${edition.slug}/projects-catalogue.pdf`)}>
                  {say('projects.catalogue')}
                </LinkButton>
              )
            }
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: name, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.show') },
              ],
            }}
          />
          <Tabs
            label={say('projects.halls')}
            tabs={[
              {
                href: href(addressOf(edition, filter, { field: null })),
                label: say('kernel.all'),
                count: many(
                  all,
                  Object.values(halls).some((count) => count > mostInHall),
                ),
                current: filter.field === null,
              },
              ...fields
                .filter((field) => (halls[field] ?? 0) > 0 || filter.field === field)
                .map((field) => ({
                  href: href(addressOf(edition, filter, { field })),
                  label: say(`projects.field_${field}`),
                  count: many(halls[field] ?? 0, (halls[field] ?? 0) > mostInHall),
                  current: filter.field === field,
                })),
            ]}
          />
          <Toolbar>
            <Form
              inline
              method="get"
              action={href(`/editions/${edition.slug}/projects`)}
              hidden={{ field: filter.field ?? undefined }}
            >
              <TextInput
                name="q"
                type="search"
                label={say('projects.search')}
                hideLabel
                placeholder={say('projects.search')}
                value={filter.query}
              />
              <Select
                name="maturity"
                label={say('projects.maturity')}
                hideLabel
                empty={say('projects.any_maturity')}
                value={filter.maturity ?? ''}
                options={options('maturity', maturities)}
              />
              <Select
                name="seeking"
                label={say('projects.seeking')}
                hideLabel
                empty={say('projects.any_seeking')}
                value={filter.seeking ?? ''}
                options={options('seeking', soughtKinds)}
              />
              <Select
                name="country"
                label={say('kernel.country')}
                hideLabel
                empty={say('projects.any_country')}
                value={filter.country ?? ''}
                options={[]}
                groups={placesIn(countries, filter.country, visit)}
              />
              <Select
                name="sort"
                label={say('projects.sort')}
                hideLabel
                value={filter.sort}
                options={options('sort', ['newest', 'title'])}
              />
              <Button icon="search">{say('kernel.search')}</Button>
            </Form>
          </Toolbar>
          {lists.map((list) => (
            <Section key={list.id} title={<Said text={list.title} locale={locale} />}>
              <ProjectTiles visit={visit} edition={edition} views={list.views} level={3} />
            </Section>
          ))}
          {lists.length > 0 && <h2>{say('projects.all_shown')}</h2>}
          {views.length === 0 ? (
            <EmptyState
              icon={filtered ? 'search' : 'info'}
              title={say(filtered ? 'projects.nothing_found' : 'projects.nothing_shown')}
              action={
                filtered && (
                  <LinkButton href={href(`/editions/${edition.slug}/projects`)}>
                    {say('projects.show_all')}
                  </LinkButton>
                )
              }
            >
              {say(filtered ? 'projects.nothing_found_text' : 'projects.nothing_shown_text')}
            </EmptyState>
          ) : (
            <>
              {mended !== null && <p class="hint">{say('projects.mended', { query: mended })}</p>}
              <p class="hint">{say(more ? 'projects.found_many' : 'projects.found', { count: total })}</p>
              <CompareForm visit={visit} edition={edition}>
                <ProjectTiles visit={visit} edition={edition} views={views} picks />
              </CompareForm>
            </>
          )}
          {(total > pageSize || more) && (
            <Pager
              label={say('projects.pages')}
              summary={
                more
                  ? say('projects.page', { page: filter.page })
                  : say('kernel.page_of', { page: filter.page, pages: Math.ceil(total / pageSize) })
              }
              previous={
                filter.page > 1
                  ? {
                      href: href(addressOf(edition, filter, { page: filter.page - 1 })),
                      label: say('kernel.previous_page'),
                    }
                  : undefined
              }
              next={
                filter.page * pageSize < total || (more && filter.page < mostPages)
                  ? {
                      href: href(addressOf(edition, filter, { page: filter.page + 1 })),
                      label: say('kernel.next_page'),
                    }
                  : undefined
              }
            />
          )}
        </>
      ),
    }
  },
})
