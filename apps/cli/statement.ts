import { system } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { record } from '#modules/audit'
import { type Recomputed, recomputeStatement, StatementId } from '#modules/statements'
import { useCases } from '#platform/usecases'
import type { Ground } from '../ground.ts'

const amountOf = (unit: string, value: number) =>
  unit === 'money' || unit === 'money_each'
    ? (value / 100).toFixed(2)
    : unit === 'share'
      ? `${(value * 100).toFixed(1)} %`
      : String(value)

const causes: Readonly<Record<string, string>> = {
  reviewed: 'ends of old lines that somebody has looked at since',
  list_withdrawn: 'of lists that were withdrawn since',
  event_changed: 'of events that were changed since',
  gone: 'taken out since',
  meeting_changed: 'meetings changed since',
  told_later: 'meetings that somebody told about since',
  part: 'of its parts changed so',
}
const causeOf = (found: Readonly<Record<string, number>>): string =>
  Object.entries(found)
    .map(([cause, count]) => `${count} ${causes[cause] ?? cause}`)
    .join(', ')

/** One line a figure: the same; how many ids came and went, and what accounts for them; or that nothing does. */
export function reportOf({ edition, number, differences, skipped, fault }: Recomputed): {
  lines: string[]
  isWhole: boolean
} {
  const lines = differences.map(({ metric, unit, was, now, added, removed, verdict, causes }) => {
    const head = `${metric.padEnd(28)} ${amountOf(unit, was).padStart(14)}`
    if (verdict === 'same') return `${head}  the same`
    const isCounted = added.length + removed.length > 0
    const moved = `${amountOf(unit, now)} now${isCounted ? `: ${added.length} records more, ${removed.length} fewer` : ''}`
    return verdict === 'explained'
      ? `${head}  ${moved}; ${causeOf(causes)}`
      : `${head}  ${moved}; NOTHING EXPLAINS IT`
  })
  const odd = differences.filter(({ verdict }) => verdict === 'unexplained').length
  lines.push(
    fault
      ? fault.fault === 'checkpoint'
        ? `the checkpoint of ${fault.seq} entries that was frozen with it is not of this ledger, or not signed by it`
        : `the ledger up to the cut is broken at entry ${fault.seq} (${fault.fault})`
      : `statement ${number} of ${edition}: ${differences.length} figures counted again, ${odd} unexplained; the ledger up to the cut is whole`,
  )
  if (skipped.length > 0)
    lines.push(
      `from before definitions were frozen with the numbers, so not counted again: ${skipped.join(', ')}`,
    )
  return { lines, isWhole: fault === null && odd === 0 }
}

/** Counts a past statement again from the ledger and the histories that are kept. */
export async function recompute(
  ground: Ground,
  statementId: string,
  say: (line: string) => void,
): Promise<number> {
  const id = StatementId.safeParse(statementId)
  if (!id.success) {
    say('give the id of a statement, as its address has it')
    return 64
  }
  const cases = useCases(ground.database, ground.clock, record)
  const use = cases.as({ actor: system('statement.recompute'), door: 'cli', requestId: 'recompute' })
  try {
    const { lines, isWhole } = reportOf(await use.ask(recomputeStatement(ground), { statementId: id.data }))
    for (const line of lines) say(line)
    return isWhole ? 0 : 2
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say('there is no such statement')
    return 1
  }
}
