import { z } from 'zod'
import { command, job } from '#kernel/command'
import { EditionId } from '#modules/programme'
import * as store from './store.ts'

const joinClone = command({
  name: 'stations.join_clone',
  input: z.object({ from: EditionId, to: EditionId }),
  load: async () => null,
  allow: (actor) => actor.kind === 'system',
  decide: (_loaded, pair) => pair,
  save: (tx, { from, to }) => store.copyEdition(tx, from, to),
})

/** The stations of last year's edition take part in the new one; asked twice, they join once. */
export const jobs = [
  job({
    name: 'stations.clone',
    input: z.object({
      fact: z.string(),
      payload: z.object({ from: EditionId, to: EditionId, days: z.number() }),
    }),
    hears: ['programme.edition_cloned'],
    run: async (use, { payload }) => void (await use.run(joinClone, { from: payload.from, to: payload.to })),
  }),
]
