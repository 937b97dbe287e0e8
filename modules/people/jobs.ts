import { z } from 'zod'
import { command, job } from '#kernel/command'
import { sweep } from './auth/limits.ts'
import type { ErasePorts } from './erasure/commands.ts'
import { erasureJobs } from './erasure/jobs.ts'

const forgetOver = command({
  name: 'people.forget_over',
  input: z.object({}),
  load: async () => null,
  allow: (actor) => actor.kind === 'system',
  decide: () => null,
  save: (tx, _nothing, { at }) => sweep(tx, at),
})

/** Every hour: codes that have run out and windows of tries that are over are forgotten. */
export const jobsOf = (ports: ErasePorts) => [
  ...erasureJobs(ports),
  job({
    name: 'people.sweep',
    input: z.unknown(),
    every: '17 * * * *',
    run: async (use) => void (await use.run(forgetOver, {})),
  }),
]
