import { z } from 'zod'
import { beyond, command, job } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { recordFunder } from '#modules/judging'
import { ProjectId } from '#modules/projects'
import { type Outcome, OutcomeId } from './model.ts'
import * as store from './store.ts'

/** Whose money it was: an investment's other side, while it stands and its project is known. */
const funderOf = ({ terms, state, projectId, organisation }: Outcome) =>
  terms.type === 'investment' && state === 'standing' && projectId !== null && organisation !== ''
    ? { projectId: ProjectId.parse(projectId), name: organisation }
    : null

/** Judging learns who funded a project, or that it was not so. */
export const tellFunder = command({
  name: 'outcomes.tell_funder',
  input: z.object({ outcomeId: OutcomeId }),
  reach: beyond('ties of judges are looked for over all stations, and only the name of the body is told'),
  load: async (tx, { outcomeId }) => {
    const outcome = await store.find(tx, outcomeId)
    if (!outcome) throw notFound()
    return outcome
  },
  allow: (actor) => actor.kind === 'system',
  decide: (outcome) => outcome,
  save: (tx, outcome) => recordFunder(tx, outcome.id, funderOf(outcome)),
})

/** What later years of judging have to know of the ledger. */
export const jobs = [
  job({
    name: 'outcomes.tell_funder',
    input: z.object({ fact: z.string(), payload: z.object({ outcomeId: OutcomeId }) }),
    hears: ['outcomes.stated', 'outcomes.corrected', 'outcomes.withdrawn', 'outcomes.decided'],
    run: async (use, { payload }) => void (await use.run(tellFunder, payload)),
  }),
]
