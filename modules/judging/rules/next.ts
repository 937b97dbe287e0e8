import type { ProjectId } from '#modules/projects'
import type { Assignment } from '../model.ts'

/**
 * The order in which a judge's reviews come: those with the fewest reviews first, so that no project waits for its last
 * one while others have all; what was skipped comes after all others, the longest ago first.
 */
export function inOrder(
  own: readonly Assignment[],
  reviews: ReadonlyMap<ProjectId, number>,
): readonly Assignment[] {
  const rank = ({ skippedAt, projectId }: Assignment) =>
    [skippedAt === null ? '' : skippedAt, reviews.get(projectId) ?? 0, projectId] as const
  return own
    .filter(({ state }) => state === 'assigned')
    .sort((a, b) => {
      const [one, other] = [rank(a), rank(b)]
      if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1
      return one[1] - other[1] || (one[2] < other[2] ? -1 : 1)
    })
}
