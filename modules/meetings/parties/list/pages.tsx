import { invalidField } from '#kernel/errors'
import {
  emptyForm,
  type FormState,
  form,
  type Route,
  refusedForm,
  type Sheet,
  type Visit,
} from '#platform/http'
import { CsvBroken, readCsv } from '#platform/tables'
import { FileInput, Form, Notice, Section, Table, TextInput } from '#ui'
import { csvBroken } from '../../errors.ts'
import { DeskHead, deskPath, staff } from '../../parts.tsx'
import { type Desk, deskOf } from '../../setup/desk.ts'
import { importParties, linesWithoutPlace } from './commands.ts'
import { allProblems, columns, type ListProblem, readList } from './rules.ts'

const columnName = (column: ListProblem['column']) =>
  column === null ? 'meetings.column_none' : `meetings.column_${column}`

async function read(file: File | null) {
  if (file === null) throw invalidField('file', 'kernel.field_required')
  try {
    return readCsv(new Uint8Array(await file.arrayBuffer()))
  } catch (error) {
    if (error instanceof CsvBroken) throw csvBroken(error.line)
    throw error
  }
}

type Shown = Pick<Desk, 'event' | 'setUp'> & { problems: readonly ListProblem[] }

function view(visit: Visit, { event, setUp, problems }: Shown, state: FormState): Sheet {
  const { say, href } = visit
  const title = say('meetings.import')
  return {
    title,
    shell: 'console',
    current: '/console/events',
    ...(problems.length > 0 && { status: 422 as const }),
    body: (
      <>
        <DeskHead
          visit={visit}
          event={event}
          brokerage={setUp.brokerage}
          page="parties"
          title={title}
          lead={say('meetings.import_lead')}
          trail={[{ label: say('meetings.page_parties'), href: href(deskPath(event, 'parties')) }]}
        />
        {problems.length > 0 && (
          <Section title={say('meetings.list_problems', { count: problems.length })}>
            <Notice tone="error" title={say('meetings.list_nothing_taken')}>
              {say('meetings.list_mend')}
            </Notice>
            <Table
              caption={say('meetings.list_problems', { count: problems.length })}
              hideCaption
              rows={problems.slice(0, 200)}
              rowKey={({ line, column, code }) => `${line} ${column} ${code}`}
              columns={[
                { key: 'line', label: say('meetings.list_line'), number: true, cell: ({ line }) => line },
                {
                  key: 'column',
                  label: say('meetings.list_column'),
                  cell: ({ column }) => say(columnName(column)),
                },
                {
                  key: 'what',
                  label: say('meetings.list_what'),
                  main: true,
                  cell: ({ code, details }) => say(code, { ...details }),
                },
              ]}
            />
          </Section>
        )}
        <Form files action={href(deskPath(event, 'parties/import'))} of={state} send={title}>
          <FileInput
            of={state}
            name="file"
            label={say('meetings.import_file')}
            hint={say('meetings.import_file_hint', {
              columns: columns.map((column) => say(columnName(column))).join(say('kernel.list_comma')),
            })}
            accept=".csv,text/csv"
            required
          />
          <TextInput
            of={state}
            name="reason"
            label={say('kernel.reason')}
            hint={say('meetings.added_reason_hint')}
            required
            maxlength={500}
          />
        </Form>
      </>
    ),
  }
}

export const importPage: Route = form({
  path: '/console/events/:event/meetings/parties/import',
  who: staff,
  limit: 4 * 1024 * 1024,
  load: async (visit): Promise<Shown> => ({ ...(await deskOf(visit)), problems: [] }),
  view,
  submit: async (visit, values, data) => {
    const { event, setUp } = data
    const { rows, lines, problems: found } = readList(await read(values.file('file')), setUp.groups)
    const unknown = await visit.use.ask(linesWithoutPlace, { eventId: event.id, lines })
    const problems = allProblems(found, unknown.lines)
    const reason = values.text('reason')
    // The reason stays in its field, and is asked for in the same answer where it is missing.
    if (problems.length > 0) {
      const asked =
        reason === ''
          ? refusedForm(values, invalidField('reason', 'kernel.field_required'), visit.say)
          : emptyForm
      const state: FormState = {
        ...asked,
        value: (name, otherwise) => values.text(name) || (otherwise ?? ''),
      }
      return view(visit, { ...data, problems }, state)
    }
    await visit.use.run(importParties, { eventId: event.id, reason, rows })
    return { to: deskPath(event, 'parties'), told: 'meetings.told_imported' }
  },
})
