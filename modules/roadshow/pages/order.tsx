import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { ProjectId } from '#modules/projects'
import { action, type Route, type Visit } from '#platform/http'
import { Button, EmptyState, Form, FormActions, Said, Section, Select, TextInput } from '#ui'
import { addEntry, changeEntry, orderEntries, removeEntry } from '../commands/setup.ts'
import { type Entry, EntryId } from '../model.ts'
import type { SetUp } from '../queries.ts'
import { readDesk } from '../queries.ts'
import { mayOrder } from '../rules/order.ts'
import { roadshowIn } from './parts.tsx'
import { atDesk, deskPath } from './paths.ts'

/** One line of the order: dragged by its handle, moved by its buttons, which work without script as well. */
function Line({ visit, entry, last, setUp }: { visit: Visit; entry: Entry; last: boolean; setUp: SetUp }) {
  const { say, href, locale } = visit
  const title = pick(entry.title, locale).value
  const move = (to: number, key: 'up' | 'down', disabled: boolean) => (
    <Button
      small
      tone="quiet"
      name="position"
      value={String(to)}
      disabled={disabled}
      aria-label={say(`roadshow.move_${key}`, { title })}
    >
      {key === 'up' ? '↑' : '↓'}
    </Button>
  )
  return (
    <li id={`entry-${entry.id}`} data-entry={entry.id} data-title={title}>
      <span class="order-what">
        <Said text={entry.title} locale={locale} />
        {entry.presenter !== '' && <small> {entry.presenter}</small>}
      </span>
      <Form inline action={href(deskPath(setUp.roadshow, 'move'))} hidden={{ entry: entry.id }}>
        {move(entry.position - 1, 'up', entry.position === 1)}
        {move(entry.position + 1, 'down', last)}
      </Form>
      {setUp.roadshow.state === 'planned' && (
        <Form inline action={href(deskPath(setUp.roadshow, 'remove'))} hidden={{ entry: entry.id }}>
          <Button small tone="quiet" aria-label={say('roadshow.remove_entry', { title })}>
            {say('roadshow.remove')}
          </Button>
        </Form>
      )}
    </li>
  )
}

/** The running order and what may come into it. */
export function OrderSection({ visit, setUp }: { visit: Visit; setUp: SetUp }) {
  const { say, href, locale } = visit
  const { roadshow, entries, candidates, may } = setUp
  const open = may.host && mayOrder(roadshow)
  const words = {
    moved: say('roadshow.moved_to', { title: '{title}', place: '{place}' }),
    failed: say('roadshow.not_moved'),
  }
  return (
    <Section title={say('roadshow.order')} lead={open ? say('roadshow.order_lead') : undefined}>
      {entries.length === 0 ? (
        <EmptyState title={say('roadshow.order_none')}>{say('roadshow.entries_none')}</EmptyState>
      ) : open ? (
        <div
          data-island="roadshow-order"
          data-action={href(deskPath(roadshow, 'order'))}
          data-words={JSON.stringify(words)}
        >
          <ol class="order editable">
            {entries.map((entry, index) => (
              <Line
                key={entry.id}
                visit={visit}
                entry={entry}
                last={index === entries.length - 1}
                setUp={setUp}
              />
            ))}
          </ol>
          <p class="hint" role="status" data-told />
        </div>
      ) : (
        <ol class="order">
          {entries.map((entry) => (
            <li key={entry.id}>
              <Said text={entry.title} locale={locale} />
            </li>
          ))}
        </ol>
      )}
      {open && candidates.length > 0 && (
        <Form action={href(deskPath(roadshow, 'add'))} label={say('roadshow.add_entry')}>
          <Select
            name="projectId"
            label={say('roadshow.project')}
            empty={say('roadshow.choose_project')}
            required
            options={candidates.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
          />
          <TextInput
            name="presenter"
            label={say('roadshow.presenter')}
            mark={say('kernel.optional')}
            maxlength={120}
          />
          <FormActions>
            <Button>{say('roadshow.add_entry')}</Button>
          </FormActions>
        </Form>
      )}
    </Section>
  )
}

const entryIdIn = (text: string): EntryId => {
  const id = EntryId.safeParse(text)
  if (!id.success) throw notFound()
  return id.data
}

export const orderRoutes: readonly Route[] = [
  action({
    path: '/console/roadshows/:roadshow/add',
    who: atDesk,
    submit: async (visit, values) => {
      const { id: roadshowId } = (await visit.use.ask(readDesk, { roadshowId: roadshowIn(visit) })).roadshow
      const projectId = ProjectId.safeParse(values.text('projectId'))
      if (!projectId.success) throw invalidField('projectId', 'kernel.field_choose')
      await visit.use.run(addEntry, {
        roadshowId,
        projectId: projectId.data,
        presenter: values.text('presenter'),
      })
      return { to: deskPath({ id: roadshowId }), told: 'roadshow.told_added' }
    },
  }),

  action({
    path: '/console/roadshows/:roadshow/move',
    who: atDesk,
    submit: async (visit, values) => {
      const roadshowId = roadshowIn(visit)
      await visit.use.run(changeEntry, {
        roadshowId,
        entryId: entryIdIn(values.text('entry')),
        position: Number(values.text('position')),
      })
      return { to: deskPath({ id: roadshowId }), told: 'roadshow.told_moved' }
    },
  }),

  action({
    path: '/console/roadshows/:roadshow/order',
    who: atDesk,
    submit: async (visit, values) => {
      const roadshowId = roadshowIn(visit)
      await visit.use.run(orderEntries, { roadshowId, entryIds: values.all('entry').map(entryIdIn) })
      return { to: deskPath({ id: roadshowId }), told: 'roadshow.told_moved' }
    },
  }),

  action({
    path: '/console/roadshows/:roadshow/remove',
    who: atDesk,
    submit: async (visit, values) => {
      const roadshowId = roadshowIn(visit)
      await visit.use.run(removeEntry, { roadshowId, entryId: entryIdIn(values.text('entry')) })
      return { to: deskPath({ id: roadshowId }), told: 'roadshow.told_removed' }
    },
  }),
]
