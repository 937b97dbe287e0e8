import { languageName } from '#kernel/languages'
import { action, type FormState, form, numberIn, type Route, type Visit } from '#platform/http'
import { Badge, Button, EmptyState, Form, FormActions, Table as List, Said, Section, TextInput } from '#ui'
import { may } from '../../access.ts'
import { nothingPicked } from '../../errors.ts'
import { TableId } from '../../model.ts'
import { DeskHead, deskPath, staff } from '../../parts.tsx'
import { addTables, removeTables } from '../commands.ts'
import { type Desk, deskOf } from '../desk.ts'
import { KindFields, kindIn } from './table.tsx'

function Generator({ visit, desk, state }: { visit: Visit; desk: Desk; state: FormState }) {
  const { say, href } = visit
  return (
    <Section title={say('meetings.add_tables')} lead={say('meetings.add_tables_lead')}>
      <Form action={href(deskPath(desk.event, 'tables'))} of={state} send={say('meetings.add_tables')}>
        <TextInput
          of={state}
          name="count"
          type="number"
          inputmode="numeric"
          min={1}
          max={200}
          size="short"
          label={say('meetings.table_count')}
          required
          value="10"
        />
        <TextInput
          of={state}
          name="prefix"
          size="short"
          label={say('meetings.table_prefix')}
          hint={say('meetings.table_prefix_hint')}
          mark={say('kernel.optional')}
          maxlength={12}
        />
        <KindFields visit={visit} state={state} />
      </Form>
    </Section>
  )
}

const spoken = ({ say, locale }: Visit, languages: readonly string[]) =>
  languages.length === 0
    ? say('meetings.any_language')
    : languages.map((code) => languageName(code, locale)).join(say('kernel.list_comma'))

export const tablesPage: Route = form({
  path: '/console/events/:event/meetings/tables',
  who: staff,
  load: deskOf,
  view: (visit, desk, state) => {
    const { say, href, locale, actor } = visit
    const { event, setUp } = desk
    const title = say('meetings.page_tables')
    const open = may.manage(actor, event)
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
            page="tables"
            title={title}
            lead={say('meetings.tables_lead')}
          />
          <Form wide action={href(deskPath(event, 'tables/remove'))}>
            <List
              caption={title}
              hideCaption
              rows={setUp.tables}
              rowKey={({ id }) => id}
              href={({ id }) => href(deskPath(event, `tables/${id}`))}
              select={
                open
                  ? {
                      name: 'table',
                      head: say('meetings.pick'),
                      value: ({ id }) => id,
                      label: ({ name }) => say('meetings.table_named', { name }),
                    }
                  : undefined
              }
              empty={
                <EmptyState title={say('meetings.no_tables')} icon="place">
                  {say('meetings.not_ready_tables')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: say('meetings.table'),
                  main: true,
                  cell: ({ name }) => say('meetings.table_named', { name }),
                },
                {
                  key: 'place',
                  label: say('kernel.where'),
                  cell: ({ place, onlineUrl }) => (
                    <>
                      <Said text={place} locale={locale} />{' '}
                      {onlineUrl !== null && <Badge tone="info">{say('meetings.online')}</Badge>}
                    </>
                  ),
                },
                {
                  key: 'languages',
                  label: say('meetings.table_languages'),
                  cell: ({ languages }) => spoken(visit, languages),
                },
                {
                  key: 'closed',
                  label: say('meetings.closed_slots'),
                  number: true,
                  cell: ({ closed }) => closed.length,
                },
              ]}
            />
            {open && setUp.tables.length > 0 && (
              <FormActions>
                <Button tone="danger">{say('meetings.remove_picked')}</Button>
              </FormActions>
            )}
          </Form>
          {open && <Generator visit={visit} desk={desk} state={state} />}
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(addTables, {
      eventId: event.id,
      facts: {
        ...kindIn(values),
        prefix: values.text('prefix'),
        count: numberIn(values, 'count') ?? 1,
      },
    })
    return { to: deskPath(event, 'tables'), told: 'meetings.told_saved' }
  },
})

export const removeTablesAction: Route = action({
  path: '/console/events/:event/meetings/tables/remove',
  who: staff,
  submit: async (visit, values) => {
    const { event } = await deskOf(visit)
    const tableIds = values.all('table').flatMap((text) => {
      const id = TableId.safeParse(text)
      return id.success ? [id.data] : []
    })
    if (tableIds.length === 0) throw nothingPicked()
    await visit.use.run(removeTables, { eventId: event.id, tableIds })
    return { to: deskPath(event, 'tables'), told: 'meetings.told_removed' }
  },
})
