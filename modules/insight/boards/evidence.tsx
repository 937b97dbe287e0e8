import { levels } from '#modules/outcomes'
import { readEvidence } from '../queries.ts'
import type { Board } from './board.ts'

/** How well each type of outcome is shown. Types stand apart and are never added. */
export const evidenceBoard: Board = {
  key: 'evidence',
  without: ['country'],
  show: async (visit, { filter }) => {
    const { say } = visit
    const types = await visit.use.ask(readEvidence, { ...filter, country: null })
    return {
      parts: [
        {
          chart: null,
          sheet: {
            name: 'evidence',
            title: say('insight.evidence'),
            head: [say('outcomes.type'), ...levels.map((level) => say(`outcomes.level_${level}`))],
            rows: types.map(({ type, levels: counts }) => [say(`outcomes.type_${type}`), ...counts]),
          },
        },
      ],
    }
  },
}
