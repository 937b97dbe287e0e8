import type { Instant } from '#kernel/time'
import type { ProjectId } from '#modules/projects'
import * as errors from '../errors.ts'
import type { Decision, Round } from '../model.ts'
import { type Lines, proposals, type Ranking } from './ranking.ts'

/** What was decided about a project; by hand with its reason, else by the cut lines. */
export type RoundDecision = {
  projectId: ProjectId
  decision: Decision
  reason: string
  byHand: boolean
  feedback: readonly string[]
  toldAt: Instant | null
}

/**
 * Every project of a round with its decision: what was decided by hand stands, the rest is what the cut lines say.
 * Refuses while a project that nobody scored has none.
 */
export function decideAll(
  projectIds: readonly ProjectId[],
  ranking: Ranking,
  lines: Lines,
  byHand: readonly RoundDecision[],
): RoundDecision[] {
  const proposed = new Map(proposals(ranking, lines).map(({ project, decision }) => [project, decision]))
  const all = projectIds.map((projectId) => {
    const own = byHand.find((each) => each.projectId === projectId)
    const decision = own?.decision ?? proposed.get(projectId)
    return {
      projectId,
      decision,
      reason: own?.reason ?? '',
      byHand: own !== undefined,
      feedback: [],
      toldAt: null,
    }
  })
  const open = all.filter(({ decision }) => decision === undefined).length
  if (open > 0) throw errors.undecided(open)
  return all.flatMap(({ decision, ...each }) => (decision ? [{ ...each, decision }] : []))
}

/** Where a project goes: those taken and those that wait stay in the contest, the others back to where they came from. */
export const leavesTo = (decision: Decision, was: string): 'shown' | 'declined' | null =>
  decision !== 'declined' ? null : was === 'shown' ? 'shown' : 'declined'

/** Whoever is taken in a final has won something that stands on the project's page. */
export const isAwarded = ({ kind }: Pick<Round, 'kind'>, { decision }: { decision: Decision }): boolean =>
  kind !== 'screening' && decision === 'accepted'
