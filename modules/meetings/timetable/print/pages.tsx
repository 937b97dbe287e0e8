import { pick } from '#kernel/text'
import { formatInterval, zoneLabel } from '#kernel/time'
import { file, page, type Route, type Visit } from '#platform/http'
import { EmptyState, LinkButton, Section, Table, Tabs } from '#ui'
import type { PartyId } from '../../model.ts'
import {
  atDesk,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  slotLabel,
  TimetableHead,
  tableLabel,
} from '../pages/parts.tsx'
import { readStanding } from '../queries.ts'
import { type PrintSheet, printSheets, typed } from './sheets.ts'

const kinds = ['people', 'tables', 'wall'] as const
type Kind = (typeof kinds)[number]
const kindIn = (text: string | null): Kind => kinds.find((kind) => kind === text) ?? 'people'

type Standing = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(readStanding, { eventId: eventIn(visit) })

/** What is printed, the same for the page and the PDF. */
function sheetsOf(visit: Visit, { event, stage, names, meetings }: Standing, kind: Kind): PrintSheet[] {
  const { say, locale } = visit
  const label = (id: PartyId) => partyLabel(visit, stage, names, id)
  const [first, last] = [stage.slots[0], stage.slots.at(-1)]
  const span =
    first && last
      ? `${formatInterval({ start: first.startsAt, end: last.endsAt }, event.zone, locale)} ${zoneLabel(event.zone, first.startsAt, locale)}`
      : ''
  const slotOf = (id: string) => {
    const slot = stage.slots.find((each) => each.id === id)
    return slot ? slotLabel(visit, stage.slots, slot, event.zone) : ''
  }
  const tableOf = (id: string) => {
    const table = stage.tables.find((each) => each.id === id)
    if (!table) return ''
    const place = pick(table.place, locale).value
    return place === ''
      ? tableLabel(visit, table)
      : say('own.table_in', { table: tableLabel(visit, table), place })
  }
  /** The online ones of these tables, each once. On the wall they would invite whoever walks by. */
  const linksOf = (ids: readonly string[]) =>
    stage.tables.flatMap(({ id, onlineUrl }) =>
      onlineUrl !== null && ids.includes(id) ? [{ name: tableOf(id), url: onlineUrl }] : [],
    )
  if (kind === 'people')
    return stage.parties
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ id }) => ({
        title: label(id),
        about: span,
        heads: [say('kernel.when'), say('own.where'), say('timetable.with_whom')],
        rows: meetings
          .filter(({ a, b }) => a === id || b === id)
          .map(({ a, b, slotId, tableId }) => [slotOf(slotId), tableOf(tableId), label(a === id ? b : a)]),
        links: linksOf(meetings.flatMap(({ a, b, tableId }) => (a === id || b === id ? [tableId] : []))),
      }))
      .filter(({ rows }) => rows.length > 0)
      .sort((one, other) => one.title.localeCompare(other.title, locale))
  const sides = [say('timetable.one_side'), say('timetable.other_side')]
  if (kind === 'wall')
    return [
      {
        title: say('timetable.print_wall'),
        about: span,
        heads: [say('kernel.when'), say('own.where'), ...sides],
        rows: meetings.map(({ a, b, slotId, tableId }) => [
          slotOf(slotId),
          tableOf(tableId),
          label(a),
          label(b),
        ]),
        links: [],
      },
    ]
  return stage.tables.map((table) => ({
    title: tableOf(table.id),
    about: span,
    heads: [say('kernel.when'), ...sides],
    rows: meetings
      .filter(({ tableId }) => tableId === table.id)
      .map(({ a, b, slotId }) => [slotOf(slotId), label(a), label(b)]),
    links: linksOf([table.id]),
  }))
}

const printPage: Route = page({
  path: `${deskPath}/print`,
  who: atDesk,
  show: async (visit) => {
    const { say, href } = visit
    const standing = await load(visit)
    const { event, meetings } = standing
    const kind = kindIn(visit.search.get('kind'))
    const sheets = meetings.length === 0 ? [] : sheetsOf(visit, standing, kind)
    const here = pathOf(event, 'print')
    return {
      title: say('timetable.section_print'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={standing.brokerage}
            section="print"
            lead={say('timetable.print_lead')}
            actions={
              sheets.length > 0 && (
                <LinkButton tone="primary" icon="file" href={href(`${here}/timetable.pdf?kind=${kind}`)}>
                  {say('timetable.print_pdf', { count: sheets.length })}
                </LinkButton>
              )
            }
          />
          {sheets.length === 0 && (
            <EmptyState
              icon="file"
              title={say('timetable.print_none')}
              action={
                <LinkButton href={href(pathOf(event, 'release'))}>
                  {say('timetable.section_release')}
                </LinkButton>
              }
            >
              {say('timetable.print_none_lead')}
            </EmptyState>
          )}
          {sheets.length > 0 && (
            <Tabs
              label={say('timetable.section_print')}
              tabs={kinds.map((each) => ({
                href: href(`${here}?kind=${each}`),
                label: say(`timetable.print_${each}`),
                current: each === kind,
              }))}
            />
          )}
          {sheets.map((sheet) => (
            <Section key={sheet.title} title={sheet.title} lead={sheet.about}>
              <Table
                caption={sheet.title}
                hideCaption
                rows={sheet.rows}
                rowKey={(row) => row.join('/')}
                empty={<p>{say('timetable.print_empty')}</p>}
                columns={sheet.heads.map((head, index) => ({
                  key: String(index),
                  label: head,
                  cell: (row: readonly string[]) => row[index],
                }))}
              />
              {sheet.links.map(({ name, url }) => (
                <p key={url}>
                  {name} <a href={url}>{typed(url)}</a>
                </p>
              ))}
            </Section>
          ))}
        </>
      ),
    }
  },
})

const printFile: Route = file({
  path: `${deskPath}/print/timetable.pdf`,
  who: atDesk,
  send: async (visit) => {
    const standing = await load(visit)
    const kind = kindIn(visit.search.get('kind'))
    const bytes = await printSheets(sheetsOf(visit, standing, kind), {
      locale: visit.locale,
      event: pick(standing.event.title, visit.locale).value,
    })
    return new Response(bytes, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="timetable-${kind}.pdf"`,
        'cache-control': 'no-store',
      },
    })
  },
})

export const printRoutes: readonly Route[] = [printPage, printFile]
