import { z } from 'zod'
import { type Job, job, query, type Tx } from '#kernel/command'
import { type Instant, plus } from '#kernel/time'
import type { Files } from './port.ts'

/** What a module holds of the store: which of these hashes it still needs. Asked with the reach of the system. */
export type FileHolder = {
  name: string
  held(tx: Tx, hashes: readonly string[]): Promise<ReadonlySet<string>>
}

/** So many are asked about at once. */
const atOnce = 500

const readHeld = (holders: readonly FileHolder[]) =>
  query({
    name: 'files.held',
    input: z.object({ hashes: z.array(z.string()) }),
    load: async (tx, { hashes }) => {
      const held = new Set<string>()
      // Each is asked only about what those before it do not hold: the first holds nearly all.
      for (const holder of holders) {
        const open = hashes.filter((hash) => !held.has(hash))
        if (open.length > 0) for (const hash of await holder.held(tx, open)) held.add(hash)
      }
      return held
    },
    allow: (actor) => actor.kind === 'system',
  })

async function* inLots(found: AsyncIterable<{ hash: string; since: Instant }>, before: Instant | null) {
  let lot: { hash: string; since: Instant }[] = []
  for await (const one of found) {
    if (before !== null && one.since >= before) continue
    lot.push(one)
    if (lot.length < atOnce) continue
    yield lot
    lot = []
  }
  if (lot.length > 0) yield lot
}

/**
 * Every hour: bytes that came more than a day ago and that no module holds are set aside, and go for good when nobody held
 * them for another day. Whoever puts the same bytes meanwhile has them kept anew, and what somebody holds after all is taken
 * back; so neither a crash between two steps nor a form that was on its way loses anything.
 */
export const sweepOf = ({
  files,
  holders,
}: {
  files: Files
  holders: readonly FileHolder[]
}): Job<z.ZodType> => {
  const held = readHeld(holders)
  return job({
    name: 'files.sweep',
    input: z.unknown(),
    every: '41 * * * *',
    run: async (use, _input, stopping) => {
      const at = use.now()
      const dayAgo = plus(at, { hours: -24 })
      for await (const lot of inLots(files.list('aside'), null)) {
        if (stopping?.aborted) return
        const kept = await use.ask(held, { hashes: lot.map(({ hash }) => hash) })
        for (const { hash, since } of lot)
          if (kept.has(hash)) await files.takeBack(hash, at)
          else if (since < dayAgo) await files.remove(hash)
      }
      for await (const lot of inLots(files.list('kept'), dayAgo)) {
        if (stopping?.aborted) return
        const kept = await use.ask(held, { hashes: lot.map(({ hash }) => hash) })
        for (const { hash } of lot) if (!kept.has(hash)) await files.setAside(hash, at)
      }
      await files.dropUnfinished(dayAgo)
    },
  })
}
