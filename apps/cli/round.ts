import { readFile } from 'node:fs/promises'
import { type RoundFault, verifyRound } from '#modules/judging'
import { complain, say } from './say.ts'

const inWords = (fault: RoundFault): string =>
  Object.entries(fault)
    .map(([name, value]) => (name === 'fault' ? String(value) : `${name} ${value}`))
    .join(', ')

/** Computes an exported round anew: every seal and the whole ranking. No database, no configuration. */
export async function verifyRoundFile(file: string): Promise<number> {
  const { roundId, scores, projects, faults } = verifyRound(await readFile(file))
  for (const fault of faults) complain(inWords(fault))
  if (faults.length > 0) {
    complain(`${faults.length} of ${scores} scores and ${projects} projects are not what the file says`)
    return 2
  }
  say(
    `round ${roundId} is whole: ${scores} seals hold, and the ranking of ${projects} projects and its cut lines come out the same (when a score was saved is not under its seal)`,
  )
  return 0
}
