import { signedIn } from '#kernel/access'
import { pick } from '#kernel/text'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import { EmptyState, ErrorSummary, Notice, Pager, SearchBox, Tabs, Toolbar } from '#ui'
import { GroupId, PartyId, wishKinds } from '../model.ts'
import { Missing } from '../parties/pages/profile.tsx'
import { addressIn, PartyHead, partyPath } from '../parts.tsx'
import { makeWish } from './commands.ts'
import { type Browsing, Last, One } from './parts.tsx'
import { browse } from './queries.ts'
import { type View, views } from './rules/wishing.ts'

type Asked = { view: View; q: string; groupId: GroupId | null; page: number }

function asked({ search }: Visit): Asked {
  const group = GroupId.safeParse(search.get('group'))
  const page = Number(search.get('page'))
  return {
    view: views.find((each) => each === search.get('view')) ?? 'open',
    q: (search.get('q') ?? '').slice(0, 200),
    groupId: group.success ? group.data : null,
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  }
}

/** The same list with something of it changed; what is as it is at first is left out of the address. */
function listPath(place: Browsing, { view, q, groupId, page }: Asked): string {
  const search = new URLSearchParams()
  if (view !== 'open') search.set('view', view)
  if (q !== '') search.set('q', q)
  if (groupId !== null) search.set('group', groupId)
  if (page > 1) search.set('page', String(page))
  return partyPath(place, search.size === 0 ? 'people' : `people?${search}`)
}

const partyAt = ({ search }: Visit, name: 'said' | 'next') => PartyId.safeParse(search.get(name)).data ?? null

const load = (visit: Visit) =>
  visit.use.ask(browse, { ...addressIn(visit), ...asked(visit), said: partyAt(visit, 'said') })

function List({ visit, data, state }: { visit: Visit; data: Browsing; state: FormState }) {
  const { say, href, locale } = visit
  const now = asked(visit)
  const path = (change: Partial<Asked>) => href(listPath(data, { ...now, page: 1, ...change }))
  const empty = now.q !== '' ? 'found' : now.view === 'open' ? 'people' : now.view
  const here = listPath(data, { ...now, page: data.page })
  const { last } = data
  // Told where the reader is brought to: above the card that comes next.
  const nextUp = partyAt(visit, 'next')
  const isShown = data.shown.some(({ party }) => party.id === nextUp)
  return (
    <>
      <Tabs
        label={say('meetings.views')}
        tabs={views.map((view) => ({
          href: path({ view }),
          label: say(`meetings.view_${view}`),
          count: data.counts[view],
          current: view === now.view,
        }))}
      />
      <Toolbar end={<span class="num">{say('meetings.quota', { ...data.quota })}</span>}>
        <SearchBox
          label={say('meetings.search')}
          button={say('kernel.search')}
          value={now.q}
          action={href(partyPath(data, 'people'))}
          hidden={{
            view: now.view === 'open' ? undefined : now.view,
            group: now.groupId ?? undefined,
          }}
        />
      </Toolbar>
      {data.met.length > 1 && (
        <Tabs
          label={say('meetings.groups')}
          tabs={[
            { href: path({ groupId: null }), label: say('kernel.all'), current: now.groupId === null },
            ...data.met.map(({ id, name }) => ({
              href: path({ groupId: id }),
              label: pick(name, locale).value,
              current: id === now.groupId,
            })),
          ]}
        />
      )}
      {data.total === 0 && (
        <EmptyState title={say(`meetings.none_${empty}`)} icon="search">
          {say(`meetings.none_${empty}_text`)}
        </EmptyState>
      )}
      {last && !isShown && <Last visit={visit} last={last} to={here} />}
      <ol class="cards">
        {data.shown.map((one, index) => {
          const after = data.shown[index + 1] ?? (now.view === 'open' ? data.shown[index - 1] : one)
          return (
            <One
              key={one.party.id}
              visit={visit}
              data={data}
              one={one}
              next={after?.party.id ?? ''}
              to={here}
              state={state}
              above={last && one.party.id === nextUp && <Last visit={visit} last={last} to={here} />}
            />
          )
        })}
      </ol>
      {data.pages > 1 && (
        <Pager
          label={say('meetings.pager')}
          summary={say('kernel.page_of', { page: data.page, pages: data.pages })}
          previous={
            data.page > 1
              ? { href: path({ page: data.page - 1 }), label: say('kernel.previous_page') }
              : undefined
          }
          next={
            data.page < data.pages
              ? { href: path({ page: data.page + 1 }), label: say('kernel.next_page') }
              : undefined
          }
        />
      )}
    </>
  )
}

export const peoplePage: Route = form({
  path: '/editions/:edition/events/:event/meetings/people',
  who: signedIn,
  load,
  view: (visit, data, state) => {
    const { say, href } = visit
    const title = say('meetings.own_people')
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PartyHead
            visit={visit}
            place={data}
            page="people"
            title={title}
            joined
            lead={say('meetings.people_lead')}
          />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Missing visit={visit} parts={data.missing} at={href(partyPath(data, 'profile'))} />
          {data.missing.length === 0 && !data.open && (
            <Notice title={say('meetings.not_open_title')}>{say('meetings.not_open_text')}</Notice>
          )}
          {data.open && <List visit={visit} data={data} state={state} />}
        </>
      ),
    }
  },
  submit: async (visit, values, data) => {
    const to = PartyId.safeParse(values.text('to'))
    const next = PartyId.safeParse(values.text('next'))
    const kind = wishKinds.find((each) => each === values.text('kind')) ?? null
    await visit.use.run(makeWish, {
      eventId: data.event.id,
      to: to.success ? to.data : ('' as PartyId), // nobody's id: refused by the command's schema
      kind,
      note: values.flag('noted') ? values.text(`note.${values.text('to')}`) : null,
    })
    const now = asked(visit)
    const path = listPath(data, { ...now, page: data.page })
    // Among those nothing was said of yet whoever was answered goes out of sight: the page says so where it goes on.
    const told = new URLSearchParams()
    if (now.view === 'open' && kind !== null && to.success) {
      told.set('said', to.data)
      if (next.success) told.set('next', next.data)
    }
    const full = told.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${told}`
    return { to: next.success ? `${full}#p-${next.data}` : full }
  },
})
