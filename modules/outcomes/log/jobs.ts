import { z } from 'zod'
import { job, type Use } from '#kernel/command'
import type { Publish } from '#platform/publish'
import { type CheckpointPorts, makeCheckpoint } from './commands.ts'
import { claimWitness, queueWitness, recordWitness } from './witness/commands.ts'
import { checkpointMinute } from './witness/rules.ts'

export type WitnessPorts = {
  publish: Publish
  /** Puts the checkpoint into the house's mail, which keeps the state of each letter itself. */
  letter(use: Use, checkpoint: { to: string; size: number; note: string }): Promise<void>
}

/** Sends what is due, each place for itself: one that is away does not keep the others waiting. */
export async function deliverWitness(use: Use, { publish, letter }: WitnessPorts): Promise<void> {
  for (const { id, target, size, note } of await use.run(claimWitness, {})) {
    const url = new URL(target)
    const sending =
      url.protocol === 'mailto:'
        ? letter(use, { to: decodeURIComponent(url.pathname), size, note }).then(() => '')
        : publish(target, { name: `checkpoint-${size}.txt`, text: note })
    const tried = await sending.then(
      (answer) => ({ ok: true, answer }),
      (error: unknown) => ({ ok: false, answer: error instanceof Error ? error.message : String(error) }),
    )
    await use.run(recordWitness, { id, ...tried })
  }
}

/** Checkpoints each hour when there is something new and at each statement; each goes to every configured place. */
export const jobs = (ports: CheckpointPorts & WitnessPorts & { witnesses: readonly string[] }) => [
  job({
    name: 'outcomes.checkpoint',
    input: z.unknown(),
    hears: ['statements.released'],
    every: `${checkpointMinute} * * * *`,
    run: async (use) => {
      while ((await use.run(makeCheckpoint(ports), {})) !== null);
    },
  }),
  job({
    name: 'outcomes.witness',
    input: z.object({ payload: z.object({ size: z.number() }).optional() }),
    hears: ['outcomes.checkpointed'],
    every: '* * * * *',
    run: async (use, { payload }) => {
      if (payload && ports.witnesses.length > 0)
        await use.run(queueWitness, { size: payload.size, targets: [...ports.witnesses] })
      await deliverWitness(use, ports)
    },
  }),
]
