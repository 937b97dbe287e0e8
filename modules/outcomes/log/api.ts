import { z } from 'zod'
import { everyone } from '#kernel/access'
import { api, type Doors } from '#platform/http'
import { type CheckpointPorts, proveConsistency, proveEntry, readLog } from './commands.ts'
import { toBase64 } from './note.ts'

const open = everyone('whoever is told a number may check that nothing behind it was changed')
const Hash = z.string().describe('32 bytes in base64')

/** Heads and proofs of the log, for whoever keeps an eye on it. */
export const logApi = (ports: CheckpointPorts): Doors['routes'] => {
  const read = readLog(ports)
  return [
    api({
      method: 'get',
      path: '/api/v1/ledger/checkpoints',
      summary:
        'Signed checkpoints of the ledger of outcomes, newest first, and the keys they are checked with',
      who: open,
      input: z.object({ before: z.coerce.number().int().positive().optional() }),
      output: z.object({
        keys: z.array(z.string()),
        checkpoints: z.array(z.object({ size: z.number(), root: Hash, at: z.string(), note: z.string() })),
      }),
      answer: async (visit, { before }) => {
        const { keys, checkpoints } = await visit.use.ask(read, { before: before ?? null })
        return {
          body: {
            keys,
            checkpoints: checkpoints.map(({ root, ...rest }) => ({ ...rest, root: toBase64(root) })),
          },
        }
      },
    }),
    api({
      method: 'get',
      path: '/api/v1/ledger/entries/:seq/proof',
      summary: 'The hashes that lead from an entry to the root of a checkpoint (RFC 9162, 2.1.3)',
      who: open,
      input: z.object({
        seq: z.coerce.number().int().positive(),
        size: z.coerce.number().int().positive().optional(),
      }),
      output: z.object({
        seq: z.number(),
        size: z.number(),
        leafHash: Hash,
        proof: z.array(Hash),
        checkpoint: z.string(),
      }),
      answer: async (visit, input) => ({ body: await visit.use.ask(proveEntry, input) }),
    }),
    api({
      method: 'get',
      path: '/api/v1/ledger/consistency/:first/:second',
      summary: 'The hashes that show an older tree to be the beginning of a newer one (RFC 9162, 2.1.4)',
      who: open,
      input: z.object({
        first: z.coerce.number().int().positive(),
        second: z.coerce.number().int().positive(),
      }),
      output: z.object({ first: z.number(), second: z.number(), proof: z.array(Hash) }),
      answer: async (visit, input) => ({ body: await visit.use.ask(proveConsistency, input) }),
    }),
  ]
}
