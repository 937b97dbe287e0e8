import { type Bilingual, pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Bars } from '#ui'
import { funnel } from '../model.ts'
import { readFunnel } from '../queries.ts'
import type { Board } from './board.ts'
import { number, percent } from './numbers.ts'

/** Steps below each other, each as long as what is left; beside it the share that went on. */
const Stages = ({
  visit: { say, locale },
  title,
  steps,
}: {
  visit: Visit
  title: string
  steps: readonly number[]
}) => (
  <Bars
    caption={title}
    hideCaption
    heads={{ label: say('insight.step'), value: say('insight.persons') }}
    bars={funnel.map(({ id }, index) => {
      const value = steps[index] ?? 0
      const share = index === 0 ? null : percent(value, steps[index - 1] ?? 0, locale)
      const text = number(value, locale)
      return {
        label: say(`insight.step_${id}`),
        value,
        text: share === null ? text : say('kernel.brackets', { text, more: share }),
      }
    })}
  />
)

const came = funnel.findIndex(({ id }) => id === 'came')

/** Who came through each station, of those who asked; the other steps stand in the table. */
const CameBy = ({
  visit: { say, locale },
  rows,
}: {
  visit: Visit
  rows: readonly { name: Bilingual; steps: readonly number[] }[]
}) => (
  <>
    <p class="hint">{say('insight.came_of_asked')}</p>
    <Bars
      caption={say('insight.came_of_asked')}
      hideCaption
      heads={{ label: say('kernel.station'), value: say('insight.step_came') }}
      bars={rows.map(({ name, steps }) => ({
        label: pick(name, locale).value,
        value: steps[came] ?? 0,
        text: say('insight.some_of_all', {
          some: number(steps[came] ?? 0, locale),
          all: number(steps[0] ?? 0, locale),
        }),
      }))}
    />
  </>
)

/** From asking for a place to a documented outcome: of the edition, of each edition, of each station. */
export const funnelBoard: Board = {
  key: 'funnel',
  show: async (visit, { filter }) => {
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
          chart: shown ? <Stages visit={visit} title={title} steps={shown.steps} /> : null,
          note: filter.country === null ? undefined : say('insight.outcomes_no_country'),
          sheet: {
            name: 'editions',
            title,
            head: [say('insight.edition'), ...steps],
            rows: byEdition.map(({ name, steps: values }) => [pick(name, locale).value, ...values]),
          },
        },
        {
          chart: byStation.length > 1 ? <CameBy visit={visit} rows={byStation} /> : null,
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
