import { invalidField } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { action, form, type Route, type Sheet, type Visit } from '#platform/http'
import {
  Badge,
  Button,
  EmptyState,
  ErrorSummary,
  FileInput,
  Form,
  FormActions,
  LinkButton,
  Notice,
  Table,
} from '#ui'
import type { Verdict } from '../admission/model.ts'
import { setUpOf } from '../categories/desk.ts'
import type { Category } from '../model.ts'
import { DeskHead, StateBadge, staff } from '../parts.tsx'
import { importGuests, previewGuests } from './commands.ts'
import { CategoryChoice, GuestFields, guestIn, rowField } from './fields.tsx'
import { categoryIn, listIn, listLimit, Problems, rowsIn } from './file.tsx'
import type { ListRow } from './model.ts'

const base = '/console/events/:event/guests'
const importHead = (visit: Visit, event: Parameters<typeof DeskHead>[0]['event'], lead?: string) => (
  <DeskHead
    visit={visit}
    event={event}
    section="guests"
    title={visit.say('registration.import')}
    lead={lead}
    trail={[
      {
        label: visit.say('registration.section_guests'),
        href: visit.href(`/console/events/${event.id}/guests`),
      },
    ]}
  />
)

const Outcome = ({ visit, verdict }: { visit: Visit; verdict: Verdict | undefined }) => {
  if (verdict?.kind === 'placed') return <StateBadge visit={visit} state={verdict.state} />
  if (verdict?.kind === 'already') return <Badge tone="faint">{visit.say('registration.list_already')}</Badge>
  return verdict?.kind === 'refused' ? (
    <Badge tone="bad">{visit.say(verdict.refusal.code, { ...verdict.refusal.details })}</Badge>
  ) : null
}

function previewSheet(
  visit: Visit,
  event: Parameters<typeof DeskHead>[0]['event'],
  category: Category,
  rows: readonly ListRow[],
  verdicts: readonly Verdict[],
): Sheet {
  const { say, href, locale } = visit
  const count = (state: string) =>
    verdicts.filter((verdict) => verdict.kind === 'placed' && verdict.state === state).length
  const refused = verdicts.some(({ kind }) => kind === 'refused')
  const list = `/console/events/${event.id}/guests`
  return {
    title: say('registration.import'),
    shell: 'console',
    current: '/console/events',
    body: (
      <>
        {importHead(
          visit,
          event,
          say('registration.list_preview', {
            category: pick(category.name, locale).value,
            admitted: count('admitted'),
            waiting: count('waiting'),
            already: verdicts.filter(({ kind }) => kind === 'already').length,
          }),
        )}
        {refused && <Notice tone="error" title={say('registration.list_nothing_taken')} />}
        <Form
          wide
          action={href(`${list}/import/apply`)}
          hidden={{ categoryId: category.id, rows: JSON.stringify(rows) }}
        >
          <Table
            caption={say('registration.import')}
            hideCaption
            rows={rows.map((row, index) => ({ ...row, verdict: verdicts[index] }))}
            rowKey={({ line }) => String(line)}
            columns={[
              { key: 'line', label: say('registration.list_line'), number: true, cell: ({ line }) => line },
              {
                key: 'name',
                label: say('kernel.person_name'),
                main: true,
                cell: ({ name }) => displayName(name, locale, { both: true }),
              },
              { key: 'email', label: say('kernel.email'), cell: ({ email }) => email },
              {
                key: 'outcome',
                label: say('registration.list_becomes'),
                cell: ({ verdict }) => <Outcome visit={visit} verdict={verdict} />,
              },
            ]}
          />
          <FormActions>
            {!refused && <Button tone="primary">{say('registration.list_apply')}</Button>}
            <LinkButton tone="quiet" href={href(`${list}/import`)}>
              {say('registration.list_other')}
            </LinkButton>
          </FormActions>
        </Form>
      </>
    ),
  }
}

const importPage: Route = form({
  path: `${base}/import`,
  who: staff,
  limit: listLimit,
  load: setUpOf,
  view: (visit, { event, categories }, state) => {
    const { say, href } = visit
    return {
      title: say('registration.import'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          {importHead(visit, event, say('registration.import_lead'))}
          {categories.length === 0 ? (
            <EmptyState
              title={say('registration.no_category')}
              action={
                <LinkButton href={href(`/console/events/${event.id}/registration/new`)}>
                  {say('registration.add_category')}
                </LinkButton>
              }
            >
              {say('registration.no_category_text')}
            </EmptyState>
          ) : (
            <Form
              files
              action={href(`/console/events/${event.id}/guests/import`)}
              of={state}
              send={say('registration.list_look')}
            >
              <CategoryChoice visit={visit} of={state} categories={categories} />
              <FileInput
                of={state}
                name="file"
                label={say('registration.csv_file')}
                hint={say('registration.csv_hint')}
                accept=".csv,text/csv"
                required
              />
            </Form>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event, categories }) => {
    const categoryId = categoryIn(values)
    const category = categories.find(({ id }) => id === categoryId)
    if (!category) throw invalidField('categoryId', 'kernel.field_choose')
    const { rows, problems } = await listIn(values)
    if (problems.length > 0)
      return {
        title: visit.say('registration.import'),
        shell: 'console' as const,
        current: '/console/events',
        status: 422 as const,
        body: (
          <>
            {importHead(visit, event)}
            <Problems visit={visit} problems={problems} />
            <LinkButton href={visit.href(`/console/events/${event.id}/guests/import`)}>
              {visit.say('registration.list_other')}
            </LinkButton>
          </>
        ),
      }
    const { verdicts } = await visit.use.ask(previewGuests, { eventId: event.id, categoryId, rows })
    return previewSheet(visit, event, category, rows, verdicts)
  },
})

const applyAction: Route = action({
  path: `${base}/import/apply`,
  who: staff,
  limit: listLimit,
  submit: async (visit, values) => {
    const { event } = await setUpOf(visit)
    await visit.use.run(importGuests, {
      eventId: event.id,
      categoryId: categoryIn(values),
      rows: rowsIn(values),
    })
    return { to: `/console/events/${event.id}/guests`, told: 'registration.told_imported' }
  },
})

const newPage: Route = form({
  path: `${base}/new`,
  who: staff,
  load: setUpOf,
  view: (visit, { event, categories }, state) => {
    const { say, href } = visit
    const title = say('registration.add_guest')
    const list = `/console/events/${event.id}/guests`
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="guests"
            title={title}
            lead={say('registration.add_guest_lead')}
            trail={[{ label: say('registration.section_guests'), href: href(list) }]}
          />
          <Form action={href(`${list}/new`)} send={title}>
            <ErrorSummary title={state.refusal} problems={state.problems} idOf={rowField} />
            <CategoryChoice visit={visit} of={state} categories={categories} />
            <GuestFields visit={visit} of={state} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    const taken = await visit.use.run(importGuests, {
      eventId: event.id,
      categoryId: categoryIn(values),
      rows: [guestIn(values)],
    })
    const already = taken.verdicts.some(({ kind }) => kind === 'already')
    return {
      to: `/console/events/${event.id}/guests`,
      told: already ? 'registration.told_guest_already' : 'registration.told_guest_added',
    }
  },
})

export const listRoutes: readonly Route[] = [importPage, applyAction, newPage]
