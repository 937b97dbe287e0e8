import { z } from 'zod'
import { type Actor, everyone, hasRole } from '#kernel/access'
import { beyond, command, type Fact, query, type Tx, type Use } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Instant } from '#kernel/time'
import type { Keys, SigningKey } from '#platform/keys'
import type { LogReader } from './export.ts'
import { checkpointBody, signedNote, toBase64, verifierKey } from './note.ts'
import { consistencyProof, inclusionProof } from './proof.ts'
import { type Drawn, draw, type Edge, frontierOf, sha256 } from './seal.ts'
import * as store from './store.ts'
import type { Digest } from './tree.ts'

export const signingPurpose = 'ledger'
const isSystem = (actor: Actor) => actor.kind === 'system'

/** The log's name, under which its checkpoints are signed: the address of the installation without the scheme. */
export const logName = (origin: string): string => `${new URL(origin).host}/ledger`

export type CheckpointPorts = { keys: Keys; origin: string }

/** Entries that one checkpoint draws at most: after an import of many it comes to the end step by step. */
const mostDrawn = 250_000

type Loaded = {
  edge: Edge
  leaves: readonly Digest[]
  last: store.KeptCheckpoint | undefined
  key: SigningKey
}
/** A checkpoint that was made, with what was drawn for it. */
export type Made = store.KeptCheckpoint & { drawn: Drawn }

/**
 * The three steps of a checkpoint, for whoever has to have one in a transaction of their own: `load` holds the head of the
 * log, `decide` draws the tree up to its end and signs, `save` keeps both. Null when there is nothing new to sign.
 */
export const checkpointing = ({ keys, origin }: CheckpointPorts) => ({
  load: async (tx: Tx, at: Instant, most = Number.MAX_SAFE_INTEGER): Promise<Loaded> => ({
    ...(await store.undrawn(tx, most, true)),
    last: await store.lastCheckpoint(tx),
    key: await keys.signingKey(tx, signingPurpose, at),
  }),
  decide: ({ edge, leaves, last, key }: Loaded, at: Instant): Made | null => {
    const drawn = draw(edge, leaves)
    const { size } = drawn.edge
    if (size === (last?.size ?? 0)) return null
    const name = logName(origin)
    const root = frontierOf(drawn.edge).root()
    const note = signedNote(sha256, checkpointBody({ origin: name, size, root }), {
      name,
      publicKey: Buffer.from(key.publicKey, 'base64url'),
      sign: key.sign,
    })
    return { size, root, at, note, drawn }
  },
  save: async (tx: Tx, made: Made | null): Promise<void> => {
    if (made === null) return
    await store.saveDrawn(tx, made.drawn)
    await store.insertCheckpoint(tx, made)
  },
  announce: (made: Made | null): Fact[] =>
    made ? [{ name: 'outcomes.checkpointed', payload: { size: made.size } }] : [],
})

/** Signs the head of the log, when there is something new since the last checkpoint. Null when there is not. */
export const makeCheckpoint = (ports: CheckpointPorts) => {
  const steps = checkpointing(ports)
  return command({
    name: 'outcomes.make_checkpoint',
    input: z.object({}),
    load: (tx, _input, { at }) => steps.load(tx, at, mostDrawn),
    allow: isSystem,
    decide: (loaded, _input, { at }) => steps.decide(loaded, at),
    save: steps.save,
    announce: steps.announce,
  })
}

const open = everyone('heads and hashes of the ledger are public; nothing of an entry’s content is in them')
const hashesOnly = beyond('a proof needs hashes of everybody’s entries, and shows hashes only')

/** Checkpoints newest first, and the public keys they are checked with. */
export const readLog = ({ keys, origin }: CheckpointPorts) =>
  query({
    name: 'outcomes.read_log',
    input: z.object({ before: z.number().int().positive().nullable().default(null) }),
    reach: hashesOnly,
    load: async (tx, { before }) => ({
      head: await store.head(tx),
      checkpoints: await store.listCheckpoints(tx, before, 50),
      keys: [...(await keys.publicKeys(tx, signingPurpose)).values()].map((key) =>
        verifierKey(sha256, logName(origin), Buffer.from(key, 'base64url')),
      ),
    }),
    allow: open,
  })

/** The proof that an entry is under a checkpoint: the newest that covers it, or the one of `size`. */
export const proveEntry = query({
  name: 'outcomes.prove_entry',
  input: z.object({
    seq: z.coerce.number().int().positive(),
    size: z.coerce.number().int().positive().optional(),
  }),
  reach: hashesOnly,
  load: async (tx, { seq, size }) => {
    const [checkpoint] = await store.listCheckpoints(tx, size === undefined ? null : size + 1, 1)
    if (!checkpoint || checkpoint.size < seq || (size !== undefined && checkpoint.size !== size))
      throw notFound()
    const [leaf, proof] = await Promise.all([store.leafOf(tx, seq), inclusionProof(tx, seq, checkpoint.size)])
    if (!leaf) throw notFound()
    return {
      seq,
      size: checkpoint.size,
      leafHash: toBase64(leaf),
      proof: proof.map(toBase64),
      checkpoint: checkpoint.note,
    }
  },
  allow: open,
})

/** The proof that an older checkpoint is the beginning of a newer one. */
export const proveConsistency = query({
  name: 'outcomes.prove_consistency',
  input: z.object({
    first: z.coerce.number().int().positive(),
    second: z.coerce.number().int().positive(),
  }),
  reach: hashesOnly,
  load: async (tx, { first, second }) => {
    if (first > second || second > (await store.count(tx))) throw notFound()
    return { first, second, proof: (await consistencyProof(tx, first, second)).map(toBase64) }
  },
  allow: open,
})

/** Who may take the whole log away: hosts, and whoever checks them. System: the operator's door. */
export const mayExport = (actor: Actor): boolean =>
  isSystem(actor) || hasRole('administrator', 'organiser', 'verifier', 'auditor')(actor, undefined)

/** Every checkpoint, oldest first: the head of an export. */
export const exportHead = query({
  name: 'outcomes.export_head',
  input: z.object({}),
  load: async (tx) => (await store.listCheckpoints(tx, null, 1_000_000)).reverse(),
  allow: mayExport,
})

/** A stretch of the log as an export writes it. */
export const exportLines = query({
  name: 'outcomes.export_lines',
  input: z.object({ after: z.number().int().min(0), most: z.number().int().min(1).max(20_000) }),
  load: (tx, { after, most }) => store.lines(tx, after, most),
  allow: mayExport,
})

/** Reads the log for an export as whoever asks. */
export const logReader = (use: Use): LogReader => ({
  checkpoints: () => use.ask(exportHead, {}),
  lines: (after, most) => use.ask(exportLines, { after, most }),
})
