import { type Cell, CsvBroken, csvOf, readCsv } from '#platform/tables'
import type { Decision, Points, Round, Score } from '../model.ts'
import { totalOf } from '../rules/points.ts'
import { type Lines, type Proposed, proposals, type Ranked, type Ranking, rank } from '../rules/ranking.ts'
import { canonical, feedbackHash, sealWith } from '../rules/seal.ts'

/*
 * One table says everything that the ranking needs (docs/decisions/0013):
 *   round    project = the round's id        scale, weight   one row each, a value for every criterion
 *   lines    rank = places, count = waiting
 *   score    project, judge, a value for every criterion, feedback (its SHA-256), salt, hash, at
 *   project  count, raw, adjusted, error, rank, decision; line is what the lines say, mark whether it is a tie or close
 */
const fixedHead = ['kind', 'project', 'judge'] as const
const fixedTail = [
  'feedback',
  'salt',
  'hash',
  'at',
  'count',
  'raw',
  'adjusted',
  'error',
  'rank',
  'decision',
] as const
/** Downloads of before have not got them. */
const lineTail = ['line', 'mark'] as const

export type Scored = Pick<
  Score,
  'projectId' | 'judgeId' | 'points' | 'feedback' | 'salt' | 'hash' | 'savedAt'
>
export type Decided = { projectId: string; decision: Decision }

/** A closed round as a table that `verify-round` computes anew. No name of a judge or a project is in it. */
export function exportRound(
  round: Pick<Round, 'id' | 'criteria' | 'scale' | 'places' | 'waiting'>,
  scores: readonly Scored[],
  ranking: Pick<Ranking, 'rows' | 'between'>,
  decided: readonly Decided[],
): string {
  const keys = round.criteria.map(({ key }) => key)
  const head = [...fixedHead, ...keys, ...fixedTail, ...lineTail]
  const lines = linesOf(ranking, round)
  const line = (cells: Readonly<Record<string, Cell>>): Cell[] => head.map((column) => cells[column] ?? null)
  const each = (value: (key: string) => number) => Object.fromEntries(keys.map((key) => [key, value(key)]))
  const weightOf = (key: string) => round.criteria.find((criterion) => criterion.key === key)?.weight ?? 0
  const decisionOf = new Map(decided.map(({ projectId, decision }) => [projectId, decision]))
  return csvOf(head, [
    line({ kind: 'round', project: round.id }),
    line({ kind: 'scale', ...each(() => round.scale) }),
    line({ kind: 'weight', ...each(weightOf) }),
    line({ kind: 'lines', rank: round.places, count: round.waiting }),
    ...scores.map(({ projectId, judgeId, points, feedback, salt, hash, savedAt }) =>
      line({
        kind: 'score',
        project: projectId,
        judge: judgeId,
        ...each((key) => points[key] ?? 0),
        feedback: feedbackHash(feedback),
        salt,
        hash,
        at: savedAt,
      }),
    ),
    ...ranking.rows.map(({ project, count, raw, adjusted, error, rank: place }) =>
      line({
        kind: 'project',
        project,
        count,
        raw,
        adjusted,
        error,
        rank: place,
        decision: decisionOf.get(project) ?? null,
        ...lines.get(project),
      }),
    ),
  ])
}

/** Where the cut lines put each project, and what makes that uncertain. */
const linesOf = (ranking: Pick<Ranking, 'rows' | 'between'>, lines: Lines) =>
  new Map(
    proposals(ranking, lines).map((each) => [each.project, { line: each.decision, mark: markOf(each) }]),
  )
const markOf = ({ isTie, isClose }: Proposed) => (isTie ? 'tie' : isClose ? 'close' : '')

export type RoundFault =
  | { fault: 'not_a_round' }
  | { fault: 'seal_broken' | 'out_of_scale'; project: string; judge: string }
  | { fault: 'other_ranking' | 'other_line'; project: string; told: string; computed: string }
  | { fault: 'project_missing'; project: string }

export type Verified = { roundId: string; scores: number; projects: number; faults: readonly RoundFault[] }

type Row = Readonly<Record<string, string>>

function rowsOf(bytes: Uint8Array): { head: readonly string[]; rows: Row[] } | null {
  try {
    const { head, rows } = readCsv(bytes)
    return {
      head,
      rows: rows.map(({ cells }) => Object.fromEntries(head.map((column, at) => [column, cells[at] ?? '']))),
    }
  } catch (error) {
    if (error instanceof CsvBroken) return null
    throw error
  }
}

const text = ({ count, raw, adjusted, error, rank: place }: Ranked) =>
  [count, raw, adjusted, error ?? '', place].join(' ')
const told = (row: Row) =>
  [row.count, row.raw, row.adjusted, row.error, row.rank]
    .map((cell) => (cell === '' ? '' : Number(cell)))
    .join(' ')

/** Computes a round anew from its table alone: every seal, every total, the whole ranking. */
export function verifyRound(bytes: Uint8Array): Verified {
  const broken = { roundId: '', scores: 0, projects: 0, faults: [{ fault: 'not_a_round' as const }] }
  const table = rowsOf(bytes)
  if (!table) return broken
  const { head, rows } = table
  const tellsLines = lineTail.every((column, at) => head[head.length - lineTail.length + at] === column)
  const tail = tellsLines ? [...fixedTail, ...lineTail] : fixedTail
  const keys = head.slice(fixedHead.length, -tail.length)
  const isOurs =
    fixedHead.every((column, at) => head[at] === column) &&
    tail.every((column, at) => head[head.length - tail.length + at] === column)
  const one = (kind: string) => rows.find((row) => row.kind === kind)
  const [round, scales, weights, cut] = [one('round'), one('scale'), one('weight'), one('lines')]
  if (!isOurs || !round || !scales || !weights || !cut || keys.length === 0) return broken
  const criteria = keys.map((key) => ({ key, weight: Number(weights[key]) }))
  const scale = Number(scales[keys[0] ?? ''])
  // One scale holds for all criteria of a round.
  if (keys.some((key) => Number(scales[key]) !== scale)) return broken
  const faults: RoundFault[] = []
  const given = rows
    .filter(({ kind }) => kind === 'score')
    .map((row) => {
      const { project = '', judge = '', salt = '', hash = '', feedback = '' } = row
      const points: Points = Object.fromEntries(keys.map((key) => [key, Number(row[key])]))
      const ids = { roundId: round.project, projectId: project, judgeId: judge } as Pick<
        Score,
        'roundId' | 'projectId' | 'judgeId'
      > // as the table has them
      if (sealWith(salt, canonical({ ...ids, points, feedbackHash: feedback }, criteria)) !== hash)
        faults.push({ fault: 'seal_broken', project, judge })
      if (
        keys.some(
          (key) =>
            !(Number.isInteger(points[key]) && (points[key] ?? -1) >= 0 && (points[key] ?? 0) <= scale),
        )
      )
        faults.push({ fault: 'out_of_scale', project, judge })
      return { project, judge, total: totalOf({ criteria, scale }, points) }
    })
  const listed = rows.filter(({ kind }) => kind === 'project')
  const ranking = rank(given)
  const ranked = ranking.rows
  const lines = linesOf(ranking, { places: Number(cut.rank), waiting: Number(cut.count) })
  for (const row of ranked) {
    const other = listed.find(({ project }) => project === row.project)
    if (!other) faults.push({ fault: 'project_missing', project: row.project })
    else if (told(other) !== text(row))
      faults.push({ fault: 'other_ranking', project: row.project, told: told(other), computed: text(row) })
    const { line, mark } = lines.get(row.project) ?? { line: '', mark: '' }
    const lineTold = `${other?.line} ${other?.mark}`
    if (tellsLines && other && lineTold !== `${line} ${mark}`)
      faults.push({ fault: 'other_line', project: row.project, told: lineTold, computed: `${line} ${mark}` })
  }
  for (const { project = '' } of listed)
    if (!ranked.some((row) => row.project === project)) faults.push({ fault: 'project_missing', project })
  return { roundId: round.project ?? '', scores: given.length, projects: ranked.length, faults }
}
