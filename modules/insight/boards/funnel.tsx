import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { funnel } from '../model.ts'
import { Funnel, type Stage } from '../pages/charts.tsx'
import { readFunnel } from '../queries.ts'
import type { Board } from './board.ts'
import { number, percent } from './numbers.ts'

const stagesOf = ({ say, locale }: Visit, steps: readonly number[]): Stage[] =>
  funnel.map(({ id }, index) => ({
    label: say(`insight.step_${id}`),
    value: steps[index] ?? 0,
    text: number(steps[index] ?? 0, locale),
    share: index === 0 ? null : percent(steps[index] ?? 0, steps[index - 1] ?? 0, locale),
  }))

/** From asking for a place to a documented outcome: of the edition, of each edition, of each station. */
export const funnelBoard: Board = {
  key: 'funnel',
  show: async (visit, { editions: _all, stations: _open, ...filter }) => {
    const { say, locale } = visit
    const { byEdition, byStation } = await visit.use.ask(readFunnel, filter)
    const shown = byEdition.find(({ id }) => id === filter.editionId) ?? byEdition.at(-1)
    const steps = funnel.map(({ id }) => say(`insight.step_${id}`))
    const title = shown
      ? say('insight.funnel_of', { edition: pick(shown.name, locale).value })
      : say('insight.funnel')
    return {
      parts: [
        {
          chart: shown ? <Funnel title={title} stages={stagesOf(visit, shown.steps)} /> : null,
          note: filter.country === null ? undefined : say('insight.outcomes_no_country'),
          sheet: {
            name: 'editions',
            title,
            head: [say('insight.edition'), ...steps],
            rows: byEdition.map(({ name, steps: values }) => [pick(name, locale).value, ...values]),
          },
        },
        {
          chart: null,
          sheet: {
            name: 'stations',
            title: say('insight.by_station'),
            head: [say('kernel.station'), ...steps],
            rows: byStation.map(({ name, steps: values }) => [pick(name, locale).value, ...values]),
          },
        },
      ],
    }
  },
}
