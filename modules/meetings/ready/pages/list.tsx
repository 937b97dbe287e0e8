import { pick } from '#kernel/text'
import { action, page, type Route, type Visit } from '#platform/http'
import { At, Badge, BulkBar, Button, EmptyState, Form, LinkButton, Section, Table, Tabs, Toolbar } from '#ui'
import { may } from '../../access.ts'
import { inviteGuests } from '../../invite/commands.ts'
import { askable, missing } from '../../invite/rules.ts'
import { GroupId, PartyId } from '../../model.ts'
import { DeskHead, deskPath, nameText, staff } from '../../parts.tsx'
import { mayJoin } from '../../phases/rules.ts'
import { type Desk, deskOf } from '../../setup/desk.ts'
import { nudgeParties } from '../commands.ts'
import { mayNudge, type Readiness, readiness, type Standing, standings, standsAt } from '../rules.ts'

type Asked = { at: Readiness | null; groupId: GroupId | null }

function asked({ search }: Pick<Visit, 'search'>): Asked {
  const group = GroupId.safeParse(search.get('group'))
  return {
    at: readiness.find((each) => each === search.get('at')) ?? null,
    groupId: group.success ? group.data : null,
  }
}

function searchOf({ at, groupId }: Asked) {
  const search = new URLSearchParams()
  if (at !== null) search.set('at', at)
  if (groupId !== null) search.set('group', groupId)
  return search
}

function listPath({ event }: Pick<Desk, 'event'>, asked: Asked) {
  const search = searchOf(asked)
  return deskPath(event, search.size === 0 ? 'parties' : `parties?${search}`)
}

const listed = (all: readonly Standing[], { at, groupId }: Asked) =>
  all.filter(
    (one) => (at === null || standsAt(one, at)) && (groupId === null || one.party.groupId === groupId),
  )

const Owes = ({ visit, one }: { visit: Visit; one: Standing }) => (
  <>
    {one.owes.length === 0 ? (
      <Badge tone="good">{visit.say('meetings.ready_ready')}</Badge>
    ) : (
      one.owes.map((missing) => (
        <Badge key={missing} tone="warn">
          {visit.say(`meetings.ready_${missing}`)}
        </Badge>
      ))
    )}
  </>
)

function Filters({ visit, desk, all }: { visit: Visit; desk: Desk; all: readonly Standing[] }) {
  const { say, href, locale } = visit
  const now = asked(visit)
  const path = (change: Partial<Asked>) => href(listPath(desk, { ...now, ...change }))
  const inGroup = all.filter(({ party }) => now.groupId === null || party.groupId === now.groupId)
  return (
    <>
      <Tabs
        label={say('meetings.readiness')}
        tabs={[
          {
            href: path({ at: null }),
            label: say('kernel.all'),
            count: inGroup.length,
            current: now.at === null,
          },
          ...readiness.map((at) => ({
            href: path({ at }),
            label: say(`meetings.ready_${at}`),
            count: inGroup.filter((one) => standsAt(one, at)).length,
            current: at === now.at,
          })),
        ]}
      />
      <Tabs
        label={say('meetings.groups')}
        tabs={[
          { href: path({ groupId: null }), label: say('meetings.all_groups'), current: now.groupId === null },
          ...desk.setUp.groups.map(({ id, name }) => ({
            href: path({ groupId: id }),
            label: pick(name, locale).value,
            count: all.filter(({ party }) => party.groupId === id).length,
            current: id === now.groupId,
          })),
        ]}
      />
    </>
  )
}

function List({ visit, desk, rows }: { visit: Visit; desk: Desk; rows: readonly Standing[] }) {
  const { say, href, locale, actor } = visit
  const { event, setUp, people } = desk
  const open = may.manage(actor, event)
  const nameOf = ({ party }: Standing) => nameText(people.get(party.personId)?.name, locale)
  const groupOf = (id: GroupId) => pick(setUp.groups.find((group) => group.id === id)?.name, locale).value
  const due = rows.filter((one) => mayNudge(one, visit.use.now()))
  return (
    <Form
      wide
      action={href(deskPath(event, 'parties/nudge'))}
      hidden={{ back: String(searchOf(asked(visit))) }}
    >
      <Table
        caption={say('meetings.page_parties')}
        hideCaption
        rows={rows}
        rowKey={({ party }) => party.id}
        href={({ party }) => href(deskPath(event, `parties/${party.id}`))}
        select={
          open
            ? {
                name: 'party',
                head: say('meetings.pick'),
                value: ({ party }) => party.id,
                label: nameOf,
              }
            : undefined
        }
        empty={<EmptyState title={say('meetings.no_parties')}>{say('meetings.no_parties_text')}</EmptyState>}
        columns={[
          { key: 'name', label: say('kernel.person_name'), main: true, cell: nameOf },
          {
            key: 'organisation',
            label: say('meetings.field_name_organisation'),
            cell: ({ party }) => party.organisation,
          },
          { key: 'group', label: say('meetings.group'), cell: ({ party }) => groupOf(party.groupId) },
          {
            key: 'owes',
            label: say('meetings.readiness'),
            cell: (one) => <Owes visit={visit} one={one} />,
          },
          { key: 'wishes', label: say('meetings.wishes_made'), number: true, cell: ({ wishes }) => wishes },
          { key: 'wanted', label: say('meetings.wanted'), number: true, cell: ({ wanted }) => wanted },
          {
            key: 'nudged',
            label: say('meetings.nudged_at'),
            cell: ({ party }) =>
              party.nudgedAt && <At visit={visit} at={party.nudgedAt} zone={event.zone} style="short" />,
          },
        ]}
      />
      {open && due.length > 0 && (
        <BulkBar label={say('meetings.nudge_hint')}>
          <Button name="who" value="picked">
            {say('meetings.nudge_picked')}
          </Button>
          <Button tone="primary" name="who" value="all">
            {say('meetings.nudge_all', { count: due.length })}
          </Button>
        </BulkBar>
      )}
    </Form>
  )
}

/** Guests with a place who have not said yes or no, and the one click that asks them. */
function Missing({ visit, desk }: { visit: Visit; desk: Desk }) {
  const { say, href, actor } = visit
  const { event, setUp, guests } = desk
  const now = visit.use.now()
  const count = missing(guests).length
  if (count === 0 || !may.manage(actor, event) || !mayJoin(setUp.brokerage, now)) return null
  const due = askable(guests, now).length
  return (
    <Section title={say('meetings.invite_title')} lead={say('meetings.invite_hint', { count })}>
      {due === 0 ? (
        <p class="hint">{say('meetings.invite_waits')}</p>
      ) : (
        <Form inline action={href(deskPath(event, 'parties/invite'))}>
          <Button tone="primary">{say('meetings.invite_all', { count: due })}</Button>
        </Form>
      )}
    </Section>
  )
}

export const partiesPage: Route = page({
  path: '/console/events/:event/meetings/parties',
  who: staff,
  show: async (visit) => {
    const { say, href, actor } = visit
    const desk = await deskOf(visit)
    const { event, setUp, parties, wishes, busy, left } = desk
    const title = say('meetings.page_parties')
    const all = standings(parties, wishes, busy)
    const gone = [...left.values()].reduce((sum, count) => sum + count, 0)
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={setUp.brokerage}
            page="parties"
            title={title}
            lead={say('meetings.parties_lead')}
            actions={
              may.manage(actor, event) && (
                <>
                  <LinkButton href={href(deskPath(event, 'parties/import'))}>
                    {say('meetings.import')}
                  </LinkButton>
                  <LinkButton tone="primary" icon="plus" href={href(deskPath(event, 'parties/new'))}>
                    {say('meetings.add_party')}
                  </LinkButton>
                </>
              )
            }
          />
          <Filters visit={visit} desk={desk} all={all} />
          <List visit={visit} desk={desk} rows={listed(all, asked(visit))} />
          <Missing visit={visit} desk={desk} />
          {gone > 0 && <Toolbar>{say('meetings.left_count', { count: gone })}</Toolbar>}
        </>
      ),
    }
  },
})

export const nudgeAction: Route = action({
  path: '/console/events/:event/meetings/parties/nudge',
  who: staff,
  limit: 1024 * 1024,
  submit: async (visit, values) => {
    const desk = await deskOf(visit)
    const shown = asked({ search: new URLSearchParams(values.text('back')) })
    const all = standings(desk.parties, desk.wishes, desk.busy)
    const picked = values.all('party').flatMap((text) => {
      const id = PartyId.safeParse(text)
      return id.success ? [id.data] : []
    })
    const everyone = listed(all, shown)
      .filter((one) => mayNudge(one, visit.use.now()))
      .map(({ party }) => party.id)
    await visit.use.run(nudgeParties, {
      eventId: desk.event.id,
      partyIds: values.text('who') === 'all' ? everyone : picked,
    })
    return { to: listPath(desk, shown), told: 'meetings.told_nudged' }
  },
})

export const inviteAction: Route = action({
  path: '/console/events/:event/meetings/parties/invite',
  who: staff,
  submit: async (visit) => {
    const { event } = await deskOf(visit)
    await visit.use.run(inviteGuests, { eventId: event.id })
    return { to: deskPath(event, 'parties'), told: 'meetings.told_invited' }
  },
})
