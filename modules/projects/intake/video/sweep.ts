import { z } from 'zod'
import { command, job, query } from '#kernel/command'
import type { Uploads } from '#platform/files'
import * as store from './store.ts'

const system = (actor: { kind: string }) => actor.kind === 'system'

const endExpired = command({
  name: 'projects.end_expired_uploads',
  input: z.object({}),
  load: async () => null,
  allow: system,
  decide: () => null,
  save: (tx, _nothing, { at }) => store.removeExpired(tx, at),
})

const readKnown = query({
  name: 'projects.known_uploads',
  input: z.object({ ids: z.array(z.uuid()) }),
  load: (tx, { ids }) => store.knownOf(tx, ids),
  allow: system,
})

/** Every hour: uploads that nobody went on with for a week are ended, and pieces without an upload go from the disk. */
export const sweepOf = ({ uploads }: { uploads: Uploads }) =>
  job({
    name: 'projects.sweep_uploads',
    input: z.unknown(),
    every: '37 * * * *',
    run: async (use) => {
      await use.run(endExpired, {})
      const lying = await uploads.list()
      const known = await use.ask(readKnown, { ids: lying })
      for (const id of lying) if (!known.has(id)) await uploads.remove(id)
    },
  })
