import { z } from 'zod'
import { type Job, job, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { decisionsOf, findRound, judgesOf, RoundId } from '#modules/judging'
import { readPersons } from '#modules/people'
import { findProject } from '#modules/projects'
import { isSystem } from './access.ts'
import { queueLetters } from './commands.ts'
import { decisionLetter, judgeLetter } from './letters/judging.ts'

/** Letters that are written in one transaction. */
const mostTogether = 200

const readJudges = query({
  name: 'messaging.judges',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }) => {
    const round = await findRound(tx, roundId)
    if (!round) throw notFound()
    const judges = await judgesOf(tx, roundId)
    const people = await readPersons(
      tx,
      judges.map(({ personId }) => personId),
    )
    return { round, judges, people }
  },
  allow: isSystem,
})

const readDecisions = query({
  name: 'messaging.decisions',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }) => {
    const round = await findRound(tx, roundId)
    if (!round) throw notFound()
    const told = []
    for (const made of await decisionsOf(tx, roundId)) {
      const whole = made.toldAt === null ? undefined : await findProject(tx, made.projectId)
      if (whole && whole.project.state !== 'withdrawn') told.push({ made, project: whole.project })
    }
    const people = await readPersons(
      tx,
      told.map(({ project }) => project.entrantId),
    )
    return { round, told, people }
  },
  allow: isSystem,
})

/** What judging tells becomes letters: to judges when their round is open, to entrants what was decided. */
export const hearJudging = ({ words, origin }: { words: Words; origin: string }): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_judges',
    input: z.object({ payload: z.object({ roundId: RoundId }) }),
    hears: ['judging.opened', 'judging.judge_added'],
    run: async (use, { payload }) => {
      const { round, judges, people } = await use.ask(readJudges, payload)
      // Whoever is asked while the round is set up is told when there is something to do.
      if (round.state !== 'open') return
      const drafts = judges.flatMap(({ id, personId }) => {
        const person = people.get(personId)
        return (person && judgeLetter(words, { round, person, origin, onceKey: `judge ${id}` })) ?? []
      })
      if (drafts.length > 0) await use.run(queueLetters, drafts)
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.tell_decisions',
    input: z.object({ payload: z.object({ roundId: RoundId }) }),
    hears: ['judging.decided'],
    run: async (use, { payload }) => {
      const { round, told, people } = await use.ask(readDecisions, payload)
      const drafts = told.flatMap(({ made, project }) => {
        const person = people.get(project.entrantId)
        return (person && decisionLetter(words, { round, made, project, person, origin })) ?? []
      })
      for (let from = 0; from < drafts.length; from += mostTogether)
        await use.run(queueLetters, drafts.slice(from, from + mostTogether))
    },
  }) as Job<z.ZodType>, // as above
]
