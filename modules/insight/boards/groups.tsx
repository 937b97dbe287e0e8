import { countryName } from '#kernel/countries'
import type { Visit } from '#platform/http'
import { Bars, Stat, Tiles } from '#ui'
import { readFields, readOrigin } from '../queries.ts'
import type { Board, Shown } from './board.ts'
import { number, percent } from './numbers.ts'

type Group = { group: string; value: number }

const most = 15

/** Bars of the largest groups; the table beside has all of them. */
function part(
  visit: Visit,
  name: string,
  groups: readonly Group[],
  nameOf: (group: string) => string,
): Shown['parts'][number] {
  const { say, locale } = visit
  const title = say(`insight.${name}`)
  const all = groups.reduce((sum, { value }) => sum + value, 0)
  const heads = { label: say(`insight.${name}_head`), value: say('insight.persons') }
  return {
    chart:
      groups.length === 0 ? null : (
        <Bars
          caption={title}
          hideCaption
          heads={heads}
          bars={groups.slice(0, most).map(({ group, value }) => ({
            label: nameOf(group),
            value,
            text: number(value, locale),
          }))}
        />
      ),
    sheet: {
      name,
      title,
      head: [heads.label, heads.value, say('insight.share')],
      rows: groups.map(({ group, value }) => [nameOf(group), value, percent(value, all, locale)]),
    },
  }
}

/** Countries and regions of those who came and of everybody reached: bars and tiles, never a map. */
export const originBoard: Board = {
  key: 'origin',
  without: ['country'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const { came, reached } = await visit.use.ask(readOrigin, { ...filter, country: null })
    const name = (code: string) => countryName(code, locale)
    const tiles = (
      <Tiles>
        <Stat
          label={say('insight.came')}
          value={number(came.length, locale)}
          unit={say('insight.countries')}
        />
        <Stat
          label={say('insight.reached')}
          value={number(reached.length, locale)}
          unit={say('insight.countries')}
        />
      </Tiles>
    )
    const first = part(visit, 'came', came, name)
    return {
      parts: [
        {
          ...first,
          chart: (
            <>
              {tiles}
              {first.chart}
            </>
          ),
        },
        part(visit, 'reached', reached, name),
      ],
    }
  },
}

/** What people studied, and what they came to. */
export const fieldsBoard: Board = {
  key: 'fields',
  show: async (visit, { filter }) => {
    const { say } = visit
    const { fields, visited } = await visit.use.ask(readFields, filter)
    const mixed = part(visit, 'fields', fields, (field) => field)
    return {
      parts: [
        { ...mixed, note: fields.length === 0 ? say('insight.fields_none') : undefined },
        part(visit, 'visited', visited, (kind) => say(`events.kind_${kind}`)),
      ],
    }
  },
}
