import { countryName } from '#kernel/countries'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zoneText } from '#kernel/time'
import { page, type Route, type Visit } from '#platform/http'
import {
  BulkBar,
  Button,
  Checkbox,
  EmptyState,
  Form,
  LinkButton,
  Pager,
  Select,
  Table,
  Tabs,
  TextInput,
  Toolbar,
  When,
} from '#ui'
import { may } from '../access.ts'
import { registrationStates } from '../model.ts'
import { type Action, actions } from '../moves/model.ts'
import { actionsFor } from '../moves/rules.ts'
import { DeskHead, StateBadge, staff } from '../parts.tsx'
import { type Filter, filterIn, listPath } from './filter.ts'
import { pageSize, readGuests } from './queries.ts'
import type { Guest } from './store.ts'

const nameOf = (visit: Visit, guest: Guest) => displayName(guest.name, visit.locale)
const bulkFor = (filter: Filter): readonly Action[] =>
  filter.state ? actionsFor(filter.state) : actions.filter((each) => each !== 'admit')

export const listPage: Route = page({
  path: '/console/events/:event/guests',
  who: staff,
  show: async (visit) => {
    const { say, href, locale, actor, search } = visit
    const filter = filterIn(visit)
    const number = Math.max(1, Math.min(10_000, Math.trunc(Number(search.get('page'))) || 1))
    const by = search.get('by') === 'name' ? 'name' : 'place'
    const { event, guests, counts, categories } = await visit.use.ask(readGuests, {
      ...filter,
      by,
      page: number,
    })
    const allowed = may.allowed(actor, event)
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const shown = filter.state ? (counts[filter.state] ?? 0) : total
    const base = `/console/events/${event.id}/guests`
    const query = listPath(filter).slice(base.length)
    const filtered = filter.state !== null || filter.categoryId !== null || filter.search !== ''
    const actionsHere = allowed.decide ? bulkFor(filter) : []
    return {
      title: say('registration.section_guests'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="guests"
            title={say('registration.section_guests')}
            actions={
              <>
                {allowed.decide && (
                  <LinkButton icon="plus" href={href(`${base}/new`)}>
                    {say('registration.add_guest')}
                  </LinkButton>
                )}
                {allowed.decide && (
                  <LinkButton href={href(`${base}/import`)}>{say('registration.import')}</LinkButton>
                )}
                {allowed.export && total > 0 && (
                  <>
                    <LinkButton tone="quiet" download href={href(`${base}.csv${query}`)}>
                      CSV
                    </LinkButton>
                    <LinkButton tone="quiet" download href={href(`${base}.xlsx${query}`)}>
                      XLSX
                    </LinkButton>
                  </>
                )}
              </>
            }
          />
          <Toolbar>
            <Form inline method="get" action={href(base)} hidden={{ state: filter.state ?? undefined }}>
              <TextInput
                name="q"
                type="search"
                label={say('registration.search_guests')}
                hideLabel
                placeholder={say('registration.search_guests')}
                value={filter.search}
              />
              {categories.length > 1 && (
                <Select
                  name="category"
                  label={say('registration.category')}
                  hideLabel
                  value={filter.categoryId ?? ''}
                  empty={say('registration.every_category')}
                  options={categories.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
                />
              )}
              <Button icon="search">{say('kernel.search')}</Button>
            </Form>
          </Toolbar>
          <Tabs
            label={say('kernel.status')}
            tabs={[
              {
                href: href(listPath({ ...filter, state: null })),
                label: say('kernel.all'),
                count: total,
                current: filter.state === null,
              },
              ...registrationStates.map((state) => ({
                href: href(listPath({ ...filter, state })),
                label: say(`registration.state_${state}`),
                count: counts[state] ?? 0,
                current: filter.state === state,
              })),
            ]}
          />
          <Form
            wide
            action={href(`${base}/move`)}
            hidden={{
              back: listPath(filter, {
                by: by === 'name' ? by : null,
                page: number > 1 ? String(number) : null,
              }),
            }}
          >
            <Table
              caption={say('registration.section_guests')}
              hideCaption
              rows={guests}
              rowKey={({ id }) => id}
              href={({ id }) => href(`${base}/${id}`)}
              {...(actionsHere.length > 0 && {
                select: {
                  name: 'guest',
                  head: say('kernel.choose'),
                  value: ({ id }: Guest) => id,
                  label: (guest: Guest) => nameOf(visit, guest),
                },
              })}
              empty={
                <EmptyState
                  icon={filtered ? 'search' : 'plus'}
                  title={say(filtered ? 'registration.no_such_guest' : 'registration.no_guest')}
                >
                  {say(filtered ? 'registration.no_such_guest_text' : 'registration.no_guest_text')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: say('kernel.person_name'),
                  main: true,
                  cell: (guest) => displayName(guest.name, locale, { both: true }),
                },
                {
                  key: 'who',
                  label: say('registration.affiliation'),
                  cell: ({ affiliation, country }) =>
                    [affiliation, country ? countryName(country, locale) : '']
                      .filter(Boolean)
                      .join(say('kernel.list_comma')),
                },
                {
                  key: 'category',
                  label: say('registration.category'),
                  cell: ({ categoryId }) => {
                    const category = categories.find(({ id }) => id === categoryId)
                    return category ? pick(category.name, locale).value : ''
                  },
                },
                {
                  key: 'state',
                  label: say('kernel.status'),
                  cell: ({ state }) => <StateBadge visit={visit} state={state} />,
                },
                {
                  key: 'at',
                  label: say('registration.registered_at', {
                    // Rows of summer and winter stand below one another: no offset is right for all of them.
                    zone: zoneText(event.zone, locale),
                  }),
                  cell: ({ createdAt }) => (
                    <When iso={createdAt} text={formatInstant(createdAt, event.zone, locale, 'short')} />
                  ),
                },
                {
                  key: 'place',
                  label: say('registration.place_in_order'),
                  number: true,
                  cell: ({ place }) => place,
                },
              ]}
            />
            {actionsHere.length > 0 && guests.length > 0 && (
              <BulkBar
                label={
                  shown > guests.length ? (
                    <Checkbox name="all" label={say('registration.all_of_list', { count: shown })} />
                  ) : (
                    say('registration.with_picked')
                  )
                }
              >
                <TextInput
                  name="reason"
                  label={say('registration.reason_optional')}
                  hideLabel
                  placeholder={say('registration.reason_optional')}
                  size="medium"
                  maxlength={500}
                />
                {actionsHere.map((each, index) => (
                  <Button
                    key={each}
                    name="action"
                    value={each}
                    tone={each === 'cancel' ? 'danger' : index === 0 ? 'primary' : 'secondary'}
                  >
                    {say(`registration.action_${each}`)}
                  </Button>
                ))}
              </BulkBar>
            )}
          </Form>
          {shown > pageSize && (
            <Pager
              label={say('registration.pages')}
              summary={say('kernel.page_of', { page: number, pages: Math.ceil(shown / pageSize) })}
              previous={
                number > 1
                  ? {
                      href: href(listPath(filter, { page: String(number - 1) })),
                      label: say('kernel.previous_page'),
                    }
                  : undefined
              }
              next={
                number * pageSize < shown
                  ? {
                      href: href(listPath(filter, { page: String(number + 1) })),
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
