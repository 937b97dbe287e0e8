import { notFound } from '#kernel/errors'
import {
  action,
  bothIn,
  type FormState,
  type FormValues,
  form,
  numberIn,
  type Route,
  type Visit,
} from '#platform/http'
import {
  BilingualField,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  Said,
  Table,
  TextInput,
} from '#ui'
import { may } from '../../access.ts'
import type { Group } from '../../model.ts'
import { DeskHead, deskPath, staff } from '../../parts.tsx'
import { addGroup, changeGroup, removeGroup, setPairings } from '../commands.ts'
import { type Desk, deskOf } from '../desk.ts'
import { Matrix, nameOf, pairsIn } from './pairings.tsx'

export const groupsPage: Route = form({
  path: '/console/events/:event/meetings/groups',
  who: staff,
  load: deskOf,
  view: (visit, desk, state) => {
    const { say, href, locale, actor } = visit
    const { event, setUp, parties } = desk
    const title = say('meetings.page_groups')
    const add = may.manage(actor, event) && (
      <LinkButton tone="primary" icon="plus" href={href(deskPath(event, 'groups/new'))}>
        {say('meetings.add_group')}
      </LinkButton>
    )
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
            page="groups"
            title={title}
            lead={say('meetings.groups_lead')}
            actions={setUp.groups.length > 0 ? add : undefined}
          />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Table
            caption={title}
            hideCaption
            rows={setUp.groups}
            rowKey={({ id }) => id}
            href={({ id }) => href(deskPath(event, `groups/${id}`))}
            empty={
              <EmptyState title={say('meetings.no_groups')} action={add}>
                {say('meetings.not_ready_groups')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('meetings.group'),
                main: true,
                cell: ({ name }) => <Said text={name} locale={locale} />,
              },
              {
                key: 'parties',
                label: say('meetings.stat_parties'),
                number: true,
                cell: ({ id }) => parties.filter(({ groupId }) => groupId === id).length,
              },
              {
                key: 'meetings',
                label: say('meetings.most_meetings'),
                number: true,
                cell: (group) => group.mostMeetings,
              },
              {
                key: 'wishes',
                label: say('meetings.most_wishes'),
                number: true,
                cell: (group) => group.mostWishes,
              },
              {
                key: 'musts',
                label: say('meetings.most_musts'),
                number: true,
                cell: (group) => group.mostMusts,
              },
              { key: 'weight', label: say('meetings.weight'), number: true, cell: (group) => group.weight },
            ]}
          />
          {setUp.groups.length > 0 && <Matrix visit={visit} desk={desk} />}
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(setPairings, { eventId: event.id, pairings: pairsIn(values) })
    return { to: deskPath(event, 'groups'), told: 'meetings.told_saved' }
  },
})

const usual = { mostMeetings: 8, mostWishes: 20, mostMusts: 3, weight: 1 }

function Fields({ visit, state, group }: { visit: Visit; state: FormState; group?: Group }) {
  const { say } = visit
  const number = (name: keyof typeof usual, label: string, min: number, max: number) => (
    <TextInput
      of={state}
      name={name}
      type="number"
      inputmode="numeric"
      min={min}
      max={max}
      size="short"
      label={say(`meetings.${label}`)}
      hint={say(`meetings.${label}_hint`)}
      value={String((group ?? usual)[name])}
    />
  )
  return (
    <>
      <BilingualField
        of={state}
        name="name"
        label={say('meetings.group_name')}
        required
        maxlength={80}
        value={group?.name}
      />
      {number('mostMeetings', 'most_meetings', 1, 200)}
      {number('mostWishes', 'most_wishes', 1, 500)}
      {number('mostMusts', 'most_musts', 0, 50)}
      {number('weight', 'weight', 1, 10)}
    </>
  )
}

const factsIn = (values: FormValues) => ({
  name: bothIn(values, 'name'),
  mostMeetings: numberIn(values, 'mostMeetings') ?? usual.mostMeetings,
  mostWishes: numberIn(values, 'mostWishes') ?? usual.mostWishes,
  mostMusts: numberIn(values, 'mostMusts') ?? usual.mostMusts,
  weight: numberIn(values, 'weight') ?? usual.weight,
})

const trail = (visit: Visit, { event }: Desk) => [
  { label: visit.say('meetings.page_groups'), href: visit.href(deskPath(event, 'groups')) },
]

export const newGroupPage: Route = form({
  path: '/console/events/:event/meetings/groups/new',
  who: staff,
  load: deskOf,
  view: (visit, desk, state) => {
    const title = visit.say('meetings.add_group')
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={desk.event}
            brokerage={desk.setUp.brokerage}
            page="groups"
            title={title}
            trail={trail(visit, desk)}
          />
          <Form action={visit.href(deskPath(desk.event, 'groups/new'))} of={state} send={title}>
            <Fields visit={visit} state={state} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(addGroup, { eventId: event.id, facts: factsIn(values) })
    return { to: deskPath(event, 'groups'), told: 'meetings.told_saved' }
  },
})

async function groupOf(visit: Visit) {
  const desk = await deskOf(visit)
  const group = desk.setUp.groups.find(({ id }) => id === visit.params.group)
  if (!group) throw notFound()
  return { ...desk, group }
}

export const groupPage: Route = form({
  path: '/console/events/:event/meetings/groups/:group',
  who: staff,
  load: groupOf,
  view: (visit, desk, state) => {
    const { say, href } = visit
    const { event, group } = desk
    const title = nameOf(visit, group)
    const path = deskPath(event, `groups/${group.id}`)
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={desk.setUp.brokerage}
            page="groups"
            title={title}
            trail={trail(visit, desk)}
          />
          <Form action={href(path)} of={state} send={say('kernel.save')}>
            <Fields visit={visit} state={state} group={group} />
          </Form>
          {!desk.parties.some(({ groupId }) => groupId === group.id) && (
            <Form inline action={href(`${path}/remove`)}>
              <Button tone="danger">{say('meetings.remove_group')}</Button>
            </Form>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event, group }) => {
    await visit.use.run(changeGroup, { eventId: event.id, groupId: group.id, facts: factsIn(values) })
    return { to: deskPath(event, 'groups'), told: 'meetings.told_saved' }
  },
})

export const removeGroupAction: Route = action({
  path: '/console/events/:event/meetings/groups/:group/remove',
  who: staff,
  submit: async (visit) => {
    const { event, group } = await groupOf(visit)
    await visit.use.run(removeGroup, { eventId: event.id, groupId: group.id })
    return { to: deskPath(event, 'groups'), told: 'meetings.told_removed' }
  },
})
