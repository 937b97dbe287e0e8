import { type Actor, stationsOf } from '#kernel/access'
import { pick } from '#kernel/text'
import { oneOf, page, type Route, type Visit } from '#platform/http'
import {
  Button,
  Day,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  Select,
  Table,
  Tabs,
  TextInput,
  Toolbar,
} from '#ui'
import { mayState, worksWithOutcomes } from '../access.ts'
import { levels, marks, OutcomeId, outcomeTypes } from '../model.ts'
import { listFilters, listOutcomes } from '../queries.ts'
import { Standing, termsInWords } from './words.tsx'

export const staff = (actor: Actor) => worksWithOutcomes(actor, undefined)

const base = '/console/outcomes'

/** What of the list is looked at: the address says all of it, and what it does not know counts as not asked. */
const askedIn = ({ search }: Visit) => ({
  edition: search.get('edition'),
  station: search.get('station'),
  type: oneOf(outcomeTypes, search.get('type')),
  mark: oneOf(marks, search.get('mark')),
  level: oneOf(levels, search.get('level')),
  words: (search.get('words') ?? '').trim().slice(0, 100),
})
type Asked = ReturnType<typeof askedIn>

const addressOf = (asked: Asked, more: Partial<Asked> & { after?: string } = {}): string => {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...more })) if (value) next.set(name, value)
  return next.size > 0 ? `${base}?${next}` : base
}

type Shown = { editions: readonly Named[]; stations: readonly (Named & { id: string })[] }
type Named = { slug: string; name: Parameters<typeof pick>[0] }

function Filters({ visit, asked, editions, stations }: Shown & { visit: Visit; asked: Asked }) {
  const { say, href, locale } = visit
  const named = (list: readonly Named[]) =>
    list.map(({ slug, name }) => ({ value: slug, label: pick(name, locale).value }))
  const choice = (
    name: 'edition' | 'station' | 'type' | 'mark',
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      name={name}
      label={say(`outcomes.filter_${name}`)}
      hideLabel
      value={asked[name] ?? ''}
      empty={say(`outcomes.filter_${name}_any`)}
      options={options}
    />
  )
  return (
    <Toolbar>
      <Form inline method="get" action={href(base)} hidden={{ level: asked.level ?? undefined }}>
        <TextInput
          name="words"
          type="search"
          label={say('outcomes.filter_words')}
          hideLabel
          placeholder={say('outcomes.filter_words')}
          maxlength={100}
          value={asked.words}
        />
        {choice('edition', named(editions))}
        {stations.length > 1 && choice('station', named(stations))}
        {choice(
          'type',
          outcomeTypes.map((value) => ({ value, label: say(`outcomes.type_${value}`) })),
        )}
        {choice(
          'mark',
          marks.map((value) => ({ value, label: say(`outcomes.mark_${value}`) })),
        )}
        <Button icon="search">{say('outcomes.filter')}</Button>
      </Form>
    </Toolbar>
  )
}

export const listPage: Route = page({
  path: base,
  who: staff,
  show: async (visit) => {
    const { say, locale, href, search, actor } = visit
    const asked = askedIn(visit)
    const seen = await visit.use.ask(listFilters, {})
    const own = stationsOf(actor)
    const stations = seen.stations.filter(({ id }) => own.length === 0 || own.includes(id))
    const { level, mark, type, words } = asked
    const { outcomes, counts, more } = await visit.use.ask(listOutcomes, {
      ...{ level, mark, type, words },
      editionId: seen.editions.find(({ slug }) => slug === asked.edition)?.id ?? null,
      stationId: stations.find(({ slug }) => slug === asked.station)?.id ?? null,
      after: OutcomeId.safeParse(search.get('after')).data ?? null,
    })
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const isNarrowed = asked.edition || asked.station || type || mark || words
    const last = outcomes.at(-1)
    const mayAdd = mayState(actor, null)
    const add = mayAdd && seen.editions.length > 0 && (
      <LinkButton tone="primary" icon="plus" href={href('/console/outcomes/new')}>
        {say('outcomes.new')}
      </LinkButton>
    )
    return {
      title: say('outcomes.list_title'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('outcomes.list_title')}
            lead={say('outcomes.list_lead')}
            actions={
              <>
                {add}
                <LinkButton tone="secondary" href={href('/console/outcomes/issuers')}>
                  {say('outcomes.issuers')}
                </LinkButton>
              </>
            }
          />
          <Filters visit={visit} asked={asked} editions={seen.editions} stations={stations} />
          <Tabs
            label={say('outcomes.levels')}
            tabs={[
              {
                href: href(addressOf(asked, { level: null })),
                label: say('outcomes.all'),
                count: total,
                current: level === null,
              },
              ...levels.map((each) => ({
                href: href(addressOf(asked, { level: each })),
                label: say(`outcomes.level_${each}`),
                count: counts[each] ?? 0,
                current: level === each,
              })),
            ]}
          />
          <Table
            caption={say('outcomes.list_title')}
            hideCaption
            rows={outcomes}
            rowKey={(outcome) => outcome.id}
            href={(outcome) => href(`/console/outcomes/${outcome.id}`)}
            empty={
              isNarrowed || level !== null ? (
                <EmptyState
                  title={say('outcomes.none_found_title')}
                  icon="search"
                  action={<LinkButton href={href(base)}>{say('outcomes.show_all')}</LinkButton>}
                >
                  {say('outcomes.none_found_text')}
                </EmptyState>
              ) : (
                <EmptyState
                  title={say('outcomes.none_title')}
                  action={
                    add ||
                    (mayAdd && (
                      <LinkButton href={href('/console/editions')}>{say('kernel.to_editions')}</LinkButton>
                    ))
                  }
                >
                  {mayAdd
                    ? say(add ? 'outcomes.none_text' : 'outcomes.no_edition')
                    : say('outcomes.none_text_reader')}
                </EmptyState>
              )
            }
            columns={[
              { key: 'title', label: say('outcomes.title'), main: true, cell: (outcome) => outcome.title },
              { key: 'type', label: say('outcomes.type'), cell: (outcome) => termsInWords(visit, outcome) },
              {
                key: 'organisation',
                label: say('outcomes.organisation'),
                cell: (outcome) => outcome.organisation,
              },
              {
                key: 'on',
                label: say('outcomes.happened_on'),
                cell: (outcome) => <Day date={outcome.happenedOn} locale={locale} />,
              },
              {
                key: 'level',
                label: say('outcomes.level'),
                cell: (outcome) => <Standing visit={visit} outcome={outcome} />,
              },
            ]}
          />
          {more && last && (
            <LinkButton tone="secondary" href={href(addressOf(asked, { after: last.id }))}>
              {say('outcomes.older')}
            </LinkButton>
          )}
        </>
      ),
    }
  },
})
