import { pick } from '#kernel/text'
import { library, recurs } from '#modules/statements'
import { Select } from '#ui'
import { Line } from '../pages/charts.tsx'
import { readTime } from '../queries.ts'
import type { Board } from './board.ts'
import { number, rangeOf } from './numbers.ts'

const choices = library.filter(({ kind, unit }) => kind === 'counted' && unit !== 'money' && unit !== 'jobs')

/** One metric over the editions. What recurs is never added: beside the years stands everybody once. */
export const timeBoard: Board = {
  key: 'time',
  without: ['edition'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const chosen = choices.find(({ id }) => id === visit.search.get('metric'))
    const [asked, unit] = [chosen?.id ?? 'reach', chosen?.unit ?? 'persons']
    const { editions, ever } = await visit.use.ask(readTime, { ...filter, editionId: null, metric: asked })
    const title = say(`statements.metric_${asked}`)
    return {
      asks: (
        <Select
          name="metric"
          label={say('insight.metric')}
          value={asked}
          options={choices.map(({ id }) => ({ value: id, label: say(`statements.metric_${id}`) }))}
        />
      ),
      notes: [
        say(`statements.metric_${asked}_definition`),
        ...(editions.length > 1
          ? [say(recurs(unit) ? 'insight.ever' : 'insight.ever_added', { value: rangeOf(ever, locale) })]
          : []),
      ],
      parts: [
        {
          chart:
            editions.length === 0 ? null : (
              <Line
                title={title}
                points={editions.map(({ year, low, high }) => ({ label: String(year), low, high }))}
                text={(value) => number(value, locale)}
              />
            ),
          sheet: {
            name: 'time',
            title,
            head: [say('insight.edition'), say('insight.low'), say('insight.high')],
            rows: editions.map(({ name, low, high }) => [pick(name, locale).value, low, high]),
          },
        },
      ],
    }
  },
}
