import { signedIn } from '#kernel/access'
import { languageName } from '#kernel/languages'
import { pick } from '#kernel/text'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import {
  Badge,
  Button,
  Card,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  Notice,
  Pager,
  SearchBox,
  Tabs,
  TextArea,
  Toolbar,
} from '#ui'
import { GroupId, PartyId, type WishKind, wishKinds } from '../model.ts'
import { Missing } from '../parties/pages/profile.tsx'
import { addressIn, nameText, PartyHead, partyPath } from '../parts.tsx'
import { makeWish } from './commands.ts'
import { browse } from './queries.ts'
import type { Reason } from './rules/recommend.ts'
import { mostNote, type View, views } from './rules/wishing.ts'

type Asked = { view: View; q: string; groupId: GroupId | null; page: number }
type Browsing = Awaited<ReturnType<typeof load>>
type Shown = Browsing['shown'][number]

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

const load = (visit: Visit) => visit.use.ask(browse, { ...addressIn(visit), ...asked(visit) })

function reasonText({ say, locale }: Visit, reason: Reason): string {
  if (reason.key === 'newcomer') return say('meetings.why_newcomer')
  const words =
    reason.key === 'languages' ? reason.languages.map((code) => languageName(code, locale)) : reason.words
  return say(`meetings.why_${reason.key}`, { words: words.join(say('kernel.list_comma')) })
}

const tones = { must: 'good', meet: 'info', no: 'faint' } as const

/** Three buttons, the one that was said marked; the next person is where the page comes back to. */
function Wishes({ visit, one, next, to }: { visit: Visit; one: Shown; next: string; to: string }) {
  const { say, locale, href } = visit
  const name = nameText(one.name, locale)
  const button = (kind: WishKind) => (
    <Button
      key={kind}
      small
      tone={one.kind === kind ? 'primary' : 'secondary'}
      name="kind"
      value={one.kind === kind ? '' : kind}
      aria-label={say(one.kind === kind ? 'meetings.take_back_of' : `meetings.wish_${kind}_of`, { name })}
    >
      {say(`meetings.wish_${kind}`)}
    </Button>
  )
  return (
    <Form inline action={href(to)} label={name} hidden={{ to: one.party.id, next }}>
      {wishKinds.map(button)}
    </Form>
  )
}

/** A few words with a wish, which the other reads once the two have a meeting. */
function Note({ visit, one, to, state }: { visit: Visit; one: Shown; to: string; state: FormState }) {
  const { say, locale, href } = visit
  const name = nameText(one.name, locale)
  // Each is named by whom it is for, so that no two fields of the page are one; what was refused is this one's alone.
  const field = `note.${one.party.id}`
  const refused = state.sent && state.value('to') === one.party.id ? state.problem('note') : undefined
  return (
    <Details
      open={refused !== undefined}
      summary={say(one.note === '' ? 'meetings.note_add' : 'meetings.note_yours', { name })}
    >
      <Form
        action={href(to)}
        label={say('meetings.note_to', { name })}
        hidden={{ to: one.party.id, next: one.party.id, kind: one.kind ?? undefined, noted: 'yes' }}
      >
        <TextArea
          name={field}
          of={state}
          error={refused}
          label={say('meetings.note_to', { name })}
          hint={say('meetings.note_hint')}
          value={one.note}
          rows={2}
          maxlength={mostNote}
        />
        <FormActions>
          <Button small>{say('meetings.note_save')}</Button>
        </FormActions>
      </Form>
    </Details>
  )
}

function One({
  visit,
  data,
  one,
  next,
  to,
  state,
}: {
  visit: Visit
  data: Browsing
  one: Shown
  next: string
  to: string
  state: FormState
}) {
  const { say, locale } = visit
  const { party } = one
  const group = data.groups.find(({ id }) => id === party.groupId)
  return (
    <li id={`p-${party.id}`} tabIndex={-1}>
      <Card
        level={2}
        title={nameText(one.name, locale)}
        kicker={party.organisation || undefined}
        meta={
          <>
            {one.kind && <Badge tone={tones[one.kind]}>{say(`meetings.wish_${one.kind}`)}</Badge>}
            {group && <span>{pick(group.name, locale).value}</span>}
            {one.name?.madeUp && <span>{say('kernel.made_up')}</span>}
          </>
        }
        actions={<Wishes visit={visit} one={one} next={next} to={to} />}
      >
        <p>
          <strong>{party.headline}</strong>
        </p>
        <p>{say('kernel.colon', { term: say('meetings.column_offers'), text: party.offers })}</p>
        <p>{say('kernel.colon', { term: say('meetings.column_seeks'), text: party.seeks })}</p>
        <p>{party.topics.join(say('kernel.list_comma'))}</p>
        {(one.kind === 'must' || one.kind === 'meet') && (
          <Note visit={visit} one={one} to={to} state={state} />
        )}
        {one.reasons.length > 0 && (
          <ul class="hint">
            {one.reasons.map((reason) => (
              <li key={reason.key}>{reasonText(visit, reason)}</li>
            ))}
          </ul>
        )}
      </Card>
    </li>
  )
}

function List({ visit, data, state }: { visit: Visit; data: Browsing; state: FormState }) {
  const { say, href, locale } = visit
  const now = asked(visit)
  const path = (change: Partial<Asked>) => href(listPath(data, { ...now, page: 1, ...change }))
  const empty = now.q !== '' ? 'found' : now.view === 'open' ? 'people' : now.view
  const here = listPath(data, { ...now, page: data.page })
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
    const path = listPath(data, { ...asked(visit), page: data.page })
    return { to: next.success ? `${path}#p-${next.data}` : path }
  },
})
