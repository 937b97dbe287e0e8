import { notFound } from '#kernel/errors'
import { languageOptions } from '#kernel/languages'
import { formatInstant, zoneLabel } from '#kernel/time'
import { bothIn, type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import { BilingualField, CheckboxGroup, Form, TextInput } from '#ui'
import { SlotId, type Table } from '../../model.ts'
import { clockSpan, DeskHead, deskPath, staff } from '../../parts.tsx'
import { changeTable } from '../commands.ts'
import { deskOf } from '../desk.ts'

/** Where it stands, what is spoken there, and the link of an online one. */
export function KindFields({ visit, state, table }: { visit: Visit; state: FormState; table?: Table }) {
  const { say, locale } = visit
  return (
    <>
      <BilingualField
        of={state}
        name="place"
        label={say('meetings.table_place')}
        hint={say('meetings.table_place_hint')}
        mark={say('kernel.optional')}
        maxlength={120}
        value={table?.place}
      />
      <CheckboxGroup
        of={state}
        name="languages"
        label={say('meetings.table_languages')}
        hint={say('meetings.table_languages_hint')}
        inline
        values={table?.languages ?? []}
        options={languageOptions(locale, table?.languages)}
      />
      <TextInput
        of={state}
        name="onlineUrl"
        type="url"
        label={say('meetings.table_link')}
        hint={say('meetings.table_link_hint')}
        mark={say('kernel.optional')}
        maxlength={1000}
        value={table?.onlineUrl ?? ''}
      />
    </>
  )
}

export const kindIn = (values: FormValues) => ({
  place: bothIn(values, 'place'),
  languages: [...values.all('languages')],
  onlineUrl: values.text('onlineUrl') || null,
})

async function tableOf(visit: Visit) {
  const desk = await deskOf(visit)
  const table = desk.setUp.tables.find(({ id }) => id === visit.params.table)
  if (!table) throw notFound()
  return { ...desk, table }
}

export const tablePage: Route = form({
  path: '/console/events/:event/meetings/tables/:table',
  who: staff,
  load: tableOf,
  view: (visit, { event, table, setUp }, state) => {
    const { say, href, locale } = visit
    const title = say('meetings.table_named', { name: table.name })
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
            trail={[{ label: say('meetings.page_tables'), href: href(deskPath(event, 'tables')) }]}
          />
          <Form action={href(deskPath(event, `tables/${table.id}`))} of={state} send={say('kernel.save')}>
            <TextInput
              of={state}
              name="name"
              size="short"
              label={say('meetings.table_name')}
              required
              maxlength={20}
              value={table.name}
            />
            <KindFields visit={visit} state={state} table={table} />
            {setUp.slots.length > 0 && (
              <CheckboxGroup
                of={state}
                name="closed"
                label={say('meetings.closed_in')}
                hint={zoneLabel(event.zone, event.startsAt, locale)}
                inline
                values={table.closed}
                options={setUp.slots.map(({ id, startsAt, endsAt }) => ({
                  value: id,
                  label: `${formatInstant(startsAt, event.zone, locale, 'day')} ${clockSpan({ start: startsAt, end: endsAt }, event.zone, locale)}`,
                }))}
              />
            )}
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event, table }) => {
    await visit.use.run(changeTable, {
      eventId: event.id,
      tableId: table.id,
      facts: {
        ...kindIn(values),
        name: values.text('name'),
        closed: values.all('closed').flatMap((text) => {
          const id = SlotId.safeParse(text)
          return id.success ? [id.data] : []
        }),
      },
    })
    return { to: deskPath(event, 'tables'), told: 'meetings.told_saved' }
  },
})
