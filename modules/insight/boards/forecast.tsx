import { TextInput } from '#ui'
import { funnel } from '../model.ts'
import { Line } from '../pages/charts.tsx'
import { readPast } from '../queries.ts'
import { fewest, forecast } from '../rules/forecast.ts'
import type { Board } from './board.ts'
import { number, percent } from './numbers.ts'

const steps = ['reached', ...funnel.map(({ id }) => id)]

/** What the next edition may bring, with what it rests on in words and an interval at every step. */
export const forecastBoard: Board = {
  key: 'forecast',
  without: ['edition', 'country'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const past = await visit.use.ask(readPast, { ...filter, editionId: null, country: null })
    const typed = visit.search.get('start') ?? ''
    const start = /^\d{1,6}$/.test(typed) && Number(typed) > 0 ? Number(typed) : null
    // Editions of old know who was reached and nothing more: a step is told where enough of them have it.
    const kept = steps.filter(
      (_id, index) => past.filter((each) => (each.steps[index] ?? 0) > 0).length >= fewest,
    )
    const found = forecast(
      past.map(({ slug, steps: values }) => ({
        edition: slug,
        steps: kept.map((id) => values[steps.indexOf(id)] ?? 0),
      })),
      start,
    )
    const asks = (
      <TextInput name="start" inputmode="numeric" size="short" label={say('insight.start')} value={typed} />
    )
    const head = [say('insight.step'), say('insight.expected'), say('insight.from'), say('insight.to')]
    if (found === null)
      return {
        asks,
        parts: [
          {
            chart: null,
            sheet: { name: 'forecast', title: say('insight.forecast'), head, rows: [] },
            empty: say('insight.too_few', { fewest }),
          },
        ],
      }
    const [first] = found.steps
    return {
      asks,
      notes: [
        say('insight.rests_on', { editions: found.from.join(say('kernel.list_comma')) }),
        found.given
          ? say('insight.given', { start: number(first?.point ?? 0, locale) })
          : say('insight.growth', { growth: percent(found.growth - 1, 1, locale) ?? '' }),
        ...(found.shares.length === 0
          ? []
          : [
              say('insight.shares', {
                shares: found.shares.map((share) => percent(share, 1, locale) ?? '').join(' → '),
              }),
            ]),
        say('insight.interval'),
      ],
      parts: [
        {
          chart: (
            <Line
              title={say('insight.forecast')}
              points={[
                ...past.slice(-6).map(({ year, steps: values }) => {
                  const value = values[steps.indexOf(kept[0] ?? '')] ?? 0
                  return { label: String(year), low: value, high: value }
                }),
                {
                  label: say('insight.next'),
                  low: first?.low ?? 0,
                  high: first?.high ?? 0,
                  dot: first?.point ?? 0,
                  expected: true,
                },
              ]}
              text={(value) => number(value, locale)}
            />
          ),
          sheet: {
            name: 'forecast',
            title: say('insight.forecast'),
            head,
            rows: found.steps.map(({ point, low, high }, index) => [
              say(`insight.step_${kept[index] ?? 'reached'}`),
              point,
              low,
              high,
            ]),
          },
        },
      ],
    }
  },
}
