import { levels, reaches } from '#modules/outcomes'
import { Mix } from '../pages/mix.tsx'
import { readEvidence } from '../queries.ts'
import type { Board } from './board.ts'
import { number } from './numbers.ts'

/** How well each type of outcome is shown. Types stand apart and are never added. */
export const evidenceBoard: Board = {
  key: 'evidence',
  without: ['country'],
  show: async (visit, { filter }) => {
    const { say, locale } = visit
    const types = await visit.use.ask(readEvidence, { ...filter, country: null })
    const caption = say('insight.evidence_shown')
    const names = levels.map((level) => say(`outcomes.level_${level}`))
    const rows = types.map(({ type, levels: counts }) => {
      const sum = (wanted: readonly number[]) => wanted.reduce((total, count) => total + count, 0)
      const all = sum(counts)
      const shown = sum(counts.filter((_count, index) => reaches(levels[index] ?? 'stated', 'documented')))
      return {
        label: say(`outcomes.type_${type}`),
        parts: counts,
        text: say('insight.some_of_all', { some: number(shown, locale), all: number(all, locale) }),
      }
    })
    return {
      parts: [
        {
          chart: (
            <>
              <p class="hint">{caption}</p>
              <Mix
                caption={caption}
                heads={{ label: say('outcomes.type'), value: caption }}
                parts={names}
                rows={rows}
              />
            </>
          ),
          sheet: {
            name: 'evidence',
            title: say('insight.evidence'),
            head: [say('outcomes.type'), ...names],
            rows: types.map(({ type, levels: counts }) => [say(`outcomes.type_${type}`), ...counts]),
          },
        },
      ],
    }
  },
}
