import type { Fact } from '#kernel/command'
import type { Change } from './model.ts'

/** `outcomes.stated`, `outcomes.verified`, … with the outcome's id and level. */
export const told = ({ outcome, entry }: Change): Fact<{ outcomeId: string; level: string }> => ({
  name: `outcomes.${entry.kind}`,
  payload: { outcomeId: outcome.id, level: outcome.level },
})
