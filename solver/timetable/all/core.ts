import type { Problem, Reason } from '../problem.ts'
import { reason } from '../reason.ts'
import { Clauses } from './clauses.ts'
import { floorsOf, outlineOf } from './floors.ts'
import { modelOf } from './model.ts'
import { narrow } from './narrow.ts'
import { type Found, knownOf } from './task.ts'

/** Conflicts for one question and for all of them: a second or so. */
const [each, all] = [1000, 15_000]
/** More people than this are no explanation. */
const mostPeople = 12

/** Only the meetings of these people with one another, and the rules of order between those. */
function among(problem: Problem, stay: Uint8Array): Problem {
  const kept = problem.wishes.map(({ a, b }) => stay[a] === 1 && stay[b] === 1)
  const place = kept.map((_is, wish) => kept.slice(0, wish).filter(Boolean).length)
  return {
    ...problem,
    wishes: problem.wishes.filter((_wish, index) => kept[index]),
    precedes: problem.precedes
      .filter(([first, second]) => kept[first] && kept[second])
      .map(([first, second]) => [place[first] as number, place[second] as number]),
  }
}

/** Whether a few conflicts prove that not all of these meetings can be placed; and how many it took. */
function impossible(problem: Problem): { proved: boolean; conflicts: number } {
  const model = modelOf(problem)
  if (narrow(model).because) return { proved: true, conflicts: 0 }
  const known = knownOf(model, floorsOf(model, outlineOf(model)), Number.POSITIVE_INFINITY)
  const found: Found = { best: null, breaks: Number.POSITIVE_INFINITY, lower: 0, impossible: false }
  const fairness = Number.POSITIVE_INFINITY
  const clauses = new Clauses({ model, known, fairness, seed: 1, side: 'above', lower: 0 }, found)
  clauses.run(each)
  return { proved: found.impossible, conflicts: clauses.conflicts }
}

/**
 * Who is in each other's way, when only a search could show that there is no plan: people are left out one by one while
 * the meetings of the others with one another still cannot all be placed. Empty when breaks and fairness are needed to
 * see it, when it takes too long, or when too many people are left to be an explanation.
 */
export function coreOf(problem: Problem): Reason[] {
  const stay = new Uint8Array(problem.people).fill(1)
  const first = impossible(problem)
  if (!first.proved) return []
  let left = all - first.conflicts
  for (let person = 0; person < problem.people && left > 0; person += 1) {
    stay[person] = 0
    const { proved, conflicts } = impossible(among(problem, stay))
    left -= conflicts
    if (!proved) stay[person] = 1
  }
  const { wishes } = among(problem, stay)
  const people = [...stay.keys()].filter((person) => stay[person] === 1)
  if (people.length > mostPeople) return []
  return [
    reason('proof.core', { people: people.length, meetings: wishes.length }),
    ...people.map((person) =>
      reason('proof.core_person', {
        person,
        meetings: wishes.filter(({ a, b }) => a === person || b === person).length,
      }),
    ),
  ]
}
