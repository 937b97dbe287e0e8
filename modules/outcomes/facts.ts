import type { Fact } from '#kernel/command'
import type { Change } from './model.ts'

/** `outcomes.stated`, `outcomes.verified`, … with the outcome's id and level; one for each entry. */
export const told = ({ outcome, entries }: Change): Fact<{ outcomeId: string; level: string }>[] =>
  entries.map(({ kind }) => ({
    name: `outcomes.${kind}`,
    payload: { outcomeId: outcome.id, level: outcome.level },
  }))
