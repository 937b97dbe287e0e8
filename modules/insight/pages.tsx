import { notFound } from '#kernel/errors'
import { type Doors, file, page, type Route, type Visit } from '#platform/http'
import { csvOf } from '#platform/tables'
import { EmptyState, LinkButton, PageHead, Section, Table, Tabs } from '#ui'
import { anyReader, reader } from './access.ts'
import { type Board, type BoardPorts, boardsOf, type Sheet } from './boards/index.ts'
import { chosenIn, Filters, searchOf } from './pages/filter.tsx'

const pathOf = (board: Board) =>
  board.key === 'funnel' ? '/console/insight' : `/console/insight/${board.key}`

/** A number, a share, or nothing: what stands under each other by its digits. */
const isNumber = (value: Sheet['rows'][number][number] | undefined) =>
  typeof value !== 'string' || /^([\d.,]+%)?$/.test(value)

const SheetTable = ({ sheet, locale }: { sheet: Sheet; locale: Visit['locale'] }) => {
  const format = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB')
  return (
    <Table
      caption={sheet.title}
      hideCaption
      rows={sheet.rows}
      rowKey={(row: Sheet['rows'][number]) => String(row[0])}
      href={(row: Sheet['rows'][number]) => sheet.hrefs?.[sheet.rows.indexOf(row)] ?? undefined}
      columns={sheet.head.map((label, index) => ({
        key: String(index),
        label,
        number: index > 0 && sheet.rows.every((row) => isNumber(row[index])),
        main: index === 0,
        cell: (row: Sheet['rows'][number]) => {
          const value = row[index] ?? ''
          return typeof value === 'number' ? format.format(value) : value
        },
      }))}
    />
  )
}

const whoseOf = (board: Board) => board.who ?? reader

async function show(visit: Visit, board: Board, all: readonly Board[]) {
  const { say, href, locale } = visit
  const chosen = await chosenIn(visit)
  const { parts, notes = [], asks } = await board.show(visit, chosen)
  const path = pathOf(board)
  const mine = all.filter((each) => whoseOf(each)(visit.actor))
  const own = say(`insight.board_${board.key}`)
  // Station staff always look at a station of theirs, which is nothing they could choose otherwise.
  const isNarrowed = ['edition', 'station', 'country'].some((name) => visit.search.get(name))
  return {
    title: own,
    shell: 'console' as const,
    current: reader(visit.actor) ? '/console/insight' : pathOf(board),
    body: (
      <>
        {/* Whoever has one board alone has nowhere else to go: it stands under its own name. */}
        <PageHead
          title={mine.length > 1 ? say('insight.title') : own}
          lead={say(`insight.${board.key}_lead`)}
        />
        {mine.length > 1 && (
          <Tabs
            label={say('insight.title')}
            tabs={mine.map((each) => ({
              href: href(pathOf(each) + searchOf(visit)),
              label: say(`insight.board_${each.key}`),
              current: each.key === board.key,
            }))}
          />
        )}
        <Filters visit={visit} chosen={chosen} path={path} {...(board.without && { without: board.without })}>
          {asks}
        </Filters>
        {notes.map((note) => (
          <p key={note} class="sec-lead">
            {note}
          </p>
        ))}
        {parts.map(({ chart, sheet, note, empty }) => (
          <Section
            key={sheet.name}
            title={sheet.title}
            lead={note}
            actions={
              sheet.rows.length > 0 && (
                <LinkButton
                  small
                  href={href(`/console/insight/${board.key}/${sheet.name}.csv${searchOf(visit)}`)}
                >
                  CSV
                </LinkButton>
              )
            }
          >
            {sheet.rows.length === 0 ? (
              <EmptyState title={say('insight.nothing')} icon="info">
                {empty ?? say(isNarrowed ? 'insight.nothing_text' : 'insight.nothing_yet')}
              </EmptyState>
            ) : (
              <>
                {chart}
                <SheetTable sheet={sheet} locale={locale} />
              </>
            )}
          </Section>
        ))}
      </>
    ),
  }
}

/** The rows of one table, under the same filters as the page it stands on. */
const download = (all: readonly Board[]): Route =>
  file({
    path: '/console/insight/:board/:sheet',
    who: anyReader,
    send: async (visit) => {
      const board = all.find((each) => each.key === visit.params.board && whoseOf(each)(visit.actor))
      const { parts } = board ? await board.show(visit, await chosenIn(visit)) : { parts: [] }
      const sheet = parts.map((part) => part.sheet).find(({ name }) => `${name}.csv` === visit.params.sheet)
      if (!sheet) throw notFound()
      return new Response(csvOf(sheet.head, sheet.rows), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${visit.params.board}-${sheet.name}.csv"`,
        },
      })
    },
  })

export const pages = (ports: BoardPorts): Doors => {
  const all = boardsOf(ports)
  return {
    module: 'insight',
    routes: [
      ...all.map((board) =>
        page({ path: pathOf(board), who: whoseOf(board), show: (visit) => show(visit, board, all) }),
      ),
      download(all),
    ],
  }
}
