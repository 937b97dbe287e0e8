import type { Reason } from './problem.ts'

/** A fact; its words stand in sentences/. */
export const reason = (code: string, facts: Readonly<Record<string, number>>): Reason => ({
  code,
  with: facts,
})
