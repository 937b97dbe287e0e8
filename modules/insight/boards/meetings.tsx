import { pick } from '#kernel/text'
import { Bars } from '#ui'
import { readMeetings } from '../meetings.ts'
import { met } from '../model.ts'
import type { Board } from './board.ts'
import { number, percent } from './numbers.ts'

/** What became of 1:1 meetings, by the rule that statements and the meetings' desk have. */
export const meetingsBoard: Board = {
  key: 'meetings',
  without: ['country'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const { byEdition, byStation, cameAbout, outcomes } = await visit.use.ask(readMeetings, {
      ...filter,
      country: null,
    })
    const steps = met.map(({ id }) => say(`insight.met_${id}`))
    const head = [...steps, say('insight.met_held_share')]
    const rowOf = ({ steps: values }: { steps: readonly number[] }) => {
      const [, told = 0, held = 0] = values
      return [...values, percent(held, told, locale)]
    }
    const sums = met.map((_metric, index) =>
      byEdition.reduce((sum, { steps: values }) => sum + (values[index] ?? 0), 0),
    )
    const heads = { label: say('insight.step'), value: say('insight.meetings') }
    const bars = (caption: string, of: readonly { label: string; value: number }[]) => (
      <Bars
        caption={caption}
        hideCaption
        heads={heads}
        bars={of.map((bar) => ({ ...bar, text: number(bar.value, locale) }))}
      />
    )
    const kinds = cameAbout.map(({ group, value }) => ({
      label: say(`statements.meeting_${group}`),
      value,
    }))
    const types = outcomes.map(({ type, count }) => ({ label: say(`outcomes.type_${type}`), value: count }))
    return {
      notes: [say('insight.met_rule')],
      parts: [
        {
          chart: bars(
            say('insight.met_title'),
            steps.map((label, index) => ({ label, value: sums[index] ?? 0 })),
          ),
          empty: say('insight.met_none'),
          sheet: {
            name: 'meetings',
            title: say('insight.met_title'),
            head: [say('insight.edition'), ...head],
            rows: byEdition.map((each) => [pick(each.name, locale).value, ...rowOf(each)]),
          },
        },
        {
          chart: null,
          empty: say('insight.met_none'),
          sheet: {
            name: 'stations',
            title: say('insight.by_station'),
            head: [say('kernel.station'), ...head],
            rows: byStation.map((each) => [
              each.name ? pick(each.name, locale).value : say('insight.met_host'),
              ...rowOf(each),
            ]),
          },
        },
        {
          chart: bars(say('insight.met_how'), kinds),
          empty: say('insight.met_none'),
          sheet: {
            name: 'how',
            title: say('insight.met_how'),
            head: [say('insight.met_how_head'), say('insight.meetings')],
            rows: kinds.map(({ label, value }) => [label, value]),
          },
        },
        {
          chart: (
            <Bars
              caption={say('insight.met_outcomes')}
              hideCaption
              heads={{ label: say('outcomes.type'), value: say('insight.met_outcomes') }}
              bars={types.map((bar) => ({ ...bar, text: number(bar.value, locale) }))}
            />
          ),
          empty: say('insight.met_outcomes_none'),
          sheet: {
            name: 'outcomes',
            title: say('insight.met_outcomes'),
            head: [say('outcomes.type'), say('insight.met_all'), say('insight.met_documented')],
            rows: outcomes.map(({ type, count, documented }) => [
              say(`outcomes.type_${type}`),
              count,
              documented,
            ]),
          },
        },
      ],
    }
  },
}
