import { z } from 'zod'
import { command, job, query, type Tx } from '#kernel/command'
import { plus } from '#kernel/time'
import type { FilmPorts } from './doors.ts'
import * as store from './store.ts'

/** Which of these hashes another noun still holds: the same bytes are kept once for all. */
export type HeldElsewhere = (tx: Tx, hashes: readonly string[]) => Promise<ReadonlySet<string>>

const system = (actor: { kind: string }) => actor.kind === 'system'
const dayAgo = { hours: -24 }

const endExpired = command({
  name: 'projects.end_expired_uploads',
  input: z.object({}),
  load: async () => null,
  allow: system,
  decide: () => null,
  save: async (tx, _nothing, { at }) => {
    await store.removeExpired(tx, at)
    await store.forgetHeld(tx, plus(at, dayAgo))
  },
})

const readKnown = query({
  name: 'projects.known_uploads',
  input: z.object({ ids: z.array(z.uuid()) }),
  load: (tx, { ids }) => store.knownOf(tx, ids),
  allow: system,
})

const readGone = (held: HeldElsewhere) =>
  query({
    name: 'projects.gone_files',
    input: z.object({}),
    load: async (tx, _input, { at }) => {
      const hashes = await store.goneBefore(tx, plus(at, dayAgo))
      const elsewhere = await held(tx, hashes)
      return { hashes, free: hashes.filter((hash) => !elsewhere.has(hash)) }
    },
    allow: system,
  })

const forgetGone = command({
  name: 'projects.forget_gone_files',
  input: z.object({ hashes: z.array(z.string()) }),
  load: async () => null,
  allow: system,
  decide: (_nothing, { hashes }) => hashes,
  save: (tx, hashes) => store.forgetGone(tx, hashes),
})

/**
 * Every hour: uploads that nobody went on with for a week are ended, pieces without an upload go from the disk, and so
 * do the bytes of files that were taken off a project a day ago, or came in and were refused, and that nothing else holds.
 */
export const sweepOf = ({ files, uploads, held }: FilmPorts & { held: HeldElsewhere }) =>
  job({
    name: 'projects.sweep_files',
    input: z.unknown(),
    every: '41 * * * *',
    run: async (use) => {
      await use.run(endExpired, {})
      const lying = await uploads.list()
      const known = await use.ask(readKnown, { ids: lying })
      for (const id of lying) if (!known.has(id)) await uploads.remove(id)
      const { hashes, free } = await use.ask(readGone(held), {})
      for (const hash of free) if (await files.has(hash)) await files.remove(hash)
      if (hashes.length > 0) await use.run(forgetGone, { hashes })
    },
  })
