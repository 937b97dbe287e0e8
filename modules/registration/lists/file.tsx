import { invalidField, notFound } from '#kernel/errors'
import type { FormValues, Visit } from '#platform/http'
import { CsvBroken, readCsv } from '#platform/tables'
import { Notice, Section, Table } from '#ui'
import { csvBroken } from '../errors.ts'
import { CategoryId } from '../model.ts'
import type { Column, List, ListProblem } from './model.ts'
import { readList } from './rules.ts'
import { Rows } from './wire.ts'

/** A column as its message is called. */
const columnWords: Record<Column, string> = {
  email: 'email',
  name: 'name',
  latinGiven: 'latin_given',
  latinFamily: 'latin_family',
  han: 'han',
  country: 'country',
  affiliation: 'affiliation',
  language: 'language',
}

/** A list of two thousand people, and what a browser makes of it on its way back. */
export const listLimit = 4 * 1024 * 1024

/** The category that was chosen for a guest or a list. */
export const categoryIn = (values: FormValues): CategoryId => {
  const id = CategoryId.safeParse(values.text('categoryId'))
  if (!id.success) throw invalidField('categoryId', 'kernel.field_choose')
  return id.data
}

/** The list in the file that the form brought. */
export async function listIn(values: FormValues): Promise<List> {
  const file = values.file('file')
  if (file === null) throw invalidField('file', 'kernel.field_required')
  try {
    return readList(readCsv(new Uint8Array(await file.arrayBuffer())))
  } catch (error) {
    if (error instanceof CsvBroken) throw csvBroken(error.line)
    throw error
  }
}

/** The list that the preview sent along, checked again. */
export function rowsIn(values: FormValues) {
  try {
    const rows = Rows.safeParse(JSON.parse(values.text('rows')))
    if (rows.success) return rows.data
  } catch {
    // answered below: it is not what the preview sent
  }
  throw notFound()
}

/** Everything that is wrong with a list, by line and column; nothing of it is taken in. */
export const Problems = ({ visit, problems }: { visit: Visit; problems: readonly ListProblem[] }) => (
  <Section title={visit.say('registration.list_problems', { count: problems.length })}>
    <Notice tone="error" title={visit.say('registration.list_nothing_taken')}>
      {visit.say('registration.list_mend')}
    </Notice>
    <Table
      caption={visit.say('registration.list_problems', { count: problems.length })}
      hideCaption
      rows={problems.slice(0, 200)}
      rowKey={(problem) => `${problem.line} ${problem.column} ${problem.code}`}
      columns={[
        { key: 'line', label: visit.say('registration.list_line'), number: true, cell: ({ line }) => line },
        {
          key: 'column',
          label: visit.say('registration.list_column'),
          cell: ({ column }) => (column ? visit.say(`registration.column_${columnWords[column]}`) : ''),
        },
        {
          key: 'what',
          label: visit.say('registration.list_what'),
          main: true,
          cell: ({ code, details }) => visit.say(code, { ...details }),
        },
      ]}
    />
  </Section>
)
