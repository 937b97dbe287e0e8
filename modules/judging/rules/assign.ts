import { newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '#modules/projects'
import { assign, type Problem } from '#solver/assignment'
import type { Assignment, Conflict, Judge, PanelId, Round } from '../model.ts'
import { blocks } from './conflicts.ts'

/** What assignment asks about a project: its field, the languages it is written in, and its panel. */
export type ToReview = {
  projectId: ProjectId
  panelId: PanelId | null
  field: Judge['fields'][number] | null
  languages: readonly string[]
}

// Prices of a pair. Reading neither language of a project is worse than any load; a foreign field is worth about three
// more reviews on a judge's desk before another one gets it.
const strangeLanguage = 40
const strangeField = 12
const anyField = 4
const evenness = 4

const counts = ({ state }: Pick<Assignment, 'state'>) => state === 'assigned' || state === 'scored'

function priceOf(project: ToReview, judge: Judge): number {
  const reads =
    judge.languages.length === 0 || project.languages.some((each) => judge.languages.includes(each))
  const knows = project.field !== null && judge.fields.includes(project.field)
  return (reads ? 0 : strangeLanguage) + (knows ? 0 : judge.fields.length === 0 ? anyField : strangeField)
}

/** How many reviews a project still lacks. */
export const lacking = (
  round: Pick<Round, 'reviewsEach'>,
  projectId: ProjectId,
  given: readonly Pick<Assignment, 'projectId' | 'state'>[],
): number =>
  Math.max(0, round.reviewsEach - given.filter((each) => each.projectId === projectId && counts(each)).length)

/**
 * Gives judges to projects that lack reviews, and leaves what is given alone. Never a judge with a tie that blocks, of
 * another panel, who was given the project before, or whose desk is full; then by field, language and an even load.
 */
export function assignmentsFor(
  round: Round,
  projects: readonly ToReview[],
  judges: readonly Judge[],
  conflicts: readonly Conflict[],
  given: readonly Assignment[],
  at: Instant,
): Assignment[] {
  const key = (projectId: string, judgeId: string) => `${projectId} ${judgeId}`
  const barred = new Set([
    ...conflicts.filter((each) => blocks(round, each)).map((each) => key(each.projectId, each.judgeId)),
    ...given.map((each) => key(each.projectId, each.judgeId)),
  ])
  const loadOf = (judge: Judge) => given.filter((each) => each.judgeId === judge.id && counts(each)).length
  const problem: Problem = {
    items: projects.length,
    people: judges.length,
    cost: Int32Array.from(
      projects.flatMap((project) =>
        judges.map((judge) =>
          barred.has(key(project.projectId, judge.id)) ||
          (project.panelId !== null && project.panelId !== judge.panelId)
            ? -1
            : priceOf(project, judge),
        ),
      ),
    ),
    need: Int32Array.from(projects.map(({ projectId }) => lacking(round, projectId, given))),
    most: Int32Array.from(judges.map((judge) => Math.max(0, judge.most - loadOf(judge)))),
    held: Int32Array.from(judges.map(loadOf)),
    evenness,
  }
  return assign(problem).pairs.flatMap(([item, person]) => {
    const [project, judge] = [projects[item], judges[person]]
    return project && judge ? [newAssignment(project.projectId, judge, at)] : []
  })
}

/** A project on a judge's desk. */
export const newAssignment = (
  projectId: ProjectId,
  judge: Judge,
  at: Instant,
  byHand = false,
): Assignment => ({
  id: newId<'assignment'>(),
  roundId: judge.roundId,
  projectId,
  judgeId: judge.id,
  personId: judge.personId,
  panelId: judge.panelId,
  state: 'assigned',
  openedAt: null,
  skippedAt: null,
  reason: '',
  byHand,
  changedAt: at,
})

/** A judge steps back, with the reason. What they scored before does not count any more. */
export const recused = (one: Assignment, reason: string, at: Instant): Assignment => ({
  ...one,
  state: 'recused',
  reason,
  changedAt: at,
})
