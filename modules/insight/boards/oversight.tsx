import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zone, zoneLabel } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Bars } from '#ui'
import { overseer } from '../access.ts'
import { readOversight } from '../queries.ts'
import type { Board, Sheet, Shown } from './board.ts'
import { number } from './numbers.ts'

/** A table with one of its columns drawn. */
function drawn(visit: Visit, sheet: Sheet, column: number, note?: string): Shown['parts'][number] {
  const amountIn = (row: Sheet['rows'][number]) => Number(row[column] ?? 0)
  const some = sheet.rows.filter((row) => amountIn(row) > 0)
  const chart = some.length > 0 && (
    <Bars
      caption={sheet.title}
      hideCaption
      heads={{ label: sheet.head[0] ?? '', value: sheet.head[column] ?? '' }}
      bars={some.map((row) => ({
        label: row[0] ?? '',
        value: amountIn(row),
        text: number(amountIn(row), visit.locale),
      }))}
    />
  )
  return { chart: chart || null, sheet, note }
}

/** What those who check look at, for hosts, verifiers and auditors alone. */
export const oversightBoard: Board = {
  key: 'oversight',
  who: overseer,
  without: ['country'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const { editions, loads, people, since, log } = await visit.use.ask(readOversight, {
      ...filter,
      country: null,
    })
    const sheetOf = (name: string, heads: readonly string[], rows: Sheet['rows']): Sheet => ({
      name,
      title: say(`insight.${name}`),
      head: heads.map((head) => say(`insight.${head}`)),
      rows,
    })
    const editionName = (name: (typeof editions)[number]['name'] | null) =>
      name ? pick(name, locale).value : ''
    const clock = visit.readerZone ?? zone('UTC')
    const nameOf = (id: (typeof loads)[number]['verifierId']) => {
      const person = people.get(id)
      return person ? displayName(person.name, locale) : id
    }
    return {
      parts: [
        drawn(
          visit,
          sheetOf(
            'sunk',
            ['edition', 'documented', 'sunk_head'],
            editions.map((each) => [editionName(each.name), each.documented, each.sunk]),
          ),
          2,
          say('insight.sunk_note'),
        ),
        drawn(
          visit,
          sheetOf(
            'open',
            ['edition', 'disputed', 'waiting', 'lost'],
            editions.map((each) => [editionName(each.name), each.disputed, each.waiting, each.lost]),
          ),
          1,
        ),
        drawn(
          visit,
          sheetOf(
            'loads',
            ['verifier', 'given_levels', 'first', 'own'],
            loads.map((each) => [nameOf(each.verifierId), each.given, each.first, each.own]),
          ),
          1,
          say('insight.loads_note'),
        ),
        drawn(
          visit,
          sheetOf(
            'since',
            ['statement', 'corrected', 'withdrawn', 'lowered'],
            since.map((each) => [
              say('insight.statement_of', { edition: editionName(each.edition), number: each.number }),
              each.corrected,
              each.withdrawn,
              each.lowered,
            ]),
          ),
          1,
          say('insight.since_note'),
        ),
        {
          chart: null,
          empty: say('insight.witnesses_none'),
          note:
            log.checkpoint === null
              ? say('insight.log_none', { entries: log.entries })
              : say('insight.log_signed', {
                  entries: log.entries,
                  size: log.checkpoint.size,
                  at: `${formatInstant(log.checkpoint.at, clock, locale, 'full')} ${zoneLabel(clock, log.checkpoint.at, locale)}`,
                }),
          sheet: sheetOf(
            'witnesses',
            ['witness', 'done', 'queued', 'failed', 'newest'],
            log.witnesses.map((each) => [each.target, each.done, each.queued, each.failed, each.newest]),
          ),
        },
      ],
    }
  },
}
