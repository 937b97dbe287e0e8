import type { ComponentChildren } from 'preact'
import { type FormLike, fieldId } from './field.tsx'

export type Column<Row> = {
  key: string
  /** Head of the column, and the label of its value once the table is stacked on a phone. */
  label: string
  cell: (row: Row) => ComponentChildren
  /** Numbers stand at the end with digits of one width. */
  number?: boolean | undefined
  /** What names the row: the first column when none says so. Carries the row's link. */
  main?: boolean | undefined
  /** The label is read but not drawn, e.g. over a column of buttons. */
  hideLabel?: boolean | undefined
  /** `href` sorts by this column (the other way round when it already is). */
  sort?: { href: string; now?: 'ascending' | 'descending' | undefined } | undefined
}

export type TableProps<Row> = {
  caption: string
  /** The caption is read but not drawn, where a heading above says the same. */
  hideCaption?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The whole row leads there. */
  href?: ((row: Row) => string | undefined) | undefined
  /**
   * A tick box per row, sent as `name`; put the table in a `Form`, or name one in `form`. `label` says what is ticked.
   * `of` is the form as it came back: what was ticked stays ticked, and the first box carries the field's id.
   */
  select?:
    | {
        name: string
        head: string
        value: (row: Row) => string
        label: (row: Row) => string
        form?: string | undefined
        of?: FormLike | undefined
      }
    | undefined
  /** Shown instead of rows. */
  empty?: ComponentChildren
  /** Totals: one value per column key. */
  foot?: Readonly<Record<string, ComponentChildren>> | undefined
  /** Stays a table on a phone and scrolls sideways: for few, narrow columns. */
  keep?: boolean | undefined
  /** Columns are things with names of their own, not facts: their heads are drawn as names, and the rows’ stay in view on a phone. */
  named?: boolean | undefined
}

const Head = <Row,>({ column }: { column: Column<Row> }) => (
  <th scope="col" class={column.number ? 'num' : undefined} aria-sort={column.sort?.now}>
    {column.sort ? (
      <a href={column.sort.href}>{column.label}</a>
    ) : column.hideLabel ? (
      <span class="vh">{column.label}</span>
    ) : (
      column.label
    )}
  </th>
)

/** Rows of like things. On a phone each row becomes a card with its labels, unless `keep`. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, hideCaption, columns, rows, rowKey, href, select, empty, foot, keep, named } = props
  if (rows.length === 0 && empty) return <>{empty}</>
  const main = columns.find((column) => column.main) ?? columns[0]
  const cell = (column: Column<Row>, row: Row) => {
    const label = column.hideLabel ? undefined : column.label
    if (column !== main)
      return (
        <td key={column.key} class={column.number ? 'num' : undefined} data-label={label}>
          {column.cell(row)}
        </td>
      )
    const to = href?.(row)
    return (
      <th key={column.key} scope="row" class={column.number ? 'num' : undefined}>
        {to ? (
          <a class="whole" href={to}>
            {column.cell(row)}
          </a>
        ) : (
          column.cell(row)
        )}
      </th>
    )
  }
  // Any table may be wider than its place, and the keyboard scrolls what it can reach.
  const reached = { tabIndex: 0, role: keep ? 'region' : 'group', 'aria-label': caption } as const
  return (
    <div class="scroll" {...reached}>
      <table class={`tbl${keep ? '' : ' stack'}${named ? ' named' : ''}`}>
        <caption class={hideCaption ? 'vh' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {select && (
              <th scope="col" class="pick">
                <span class="vh">{select.head}</span>
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row)}>
              {select && (
                <td class="pick">
                  <input
                    type="checkbox"
                    id={select.of && index === 0 ? fieldId(select.name) : undefined}
                    name={select.name}
                    value={select.value(row)}
                    checked={select.of?.values(select.name).includes(select.value(row))}
                    form={select.form}
                    aria-label={select.label(row)}
                  />
                </td>
              )}
              {columns.map((column) => cell(column, row))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {select && <td class="pick" />}
              {columns.map((column) => (
                <td
                  key={column.key}
                  class={column.number ? 'num' : undefined}
                  data-label={column === main ? undefined : column.label}
                >
                  {foot[column.key]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
