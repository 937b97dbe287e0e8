// The ledger: appending beside the same rows without a log (loss ≤ 5 %), a million entries counted anew by the code
// that checks an export (at least 200,000/s), and proofs out of 500,000 entries (each below 5 ms).
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { instant } from '../kernel/time.ts'
import { anOutcome } from '../modules/outcomes/fixtures.ts'
import { checkExport } from '../modules/outcomes/log/check-export.ts'
import { nodePorts } from '../modules/outcomes/log/node-ports.ts'
import { checkpointBody, signedNote, verifierKey } from '../modules/outcomes/log/note.ts'
import { inclusionProof, rootAt } from '../modules/outcomes/log/proof.ts'
import { type Edge, entryOf, frontierOf, seal, sha256, tree } from '../modules/outcomes/log/seal.ts'
import { hashesIn } from '../modules/outcomes/log/store.ts'
import { isIncluded } from '../modules/outcomes/log/tree.ts'
import type { EntryDraft } from '../modules/outcomes/model.ts'
import { house, median, say } from './ground.ts'

const draftOf = (): EntryDraft => {
  const outcome = anOutcome()
  return {
    kind: 'stated',
    outcome,
    by: outcome.claimantId,
    at: instant('2019-07-01T08:00:00Z'),
    reason: '',
    evidence: null,
  }
}
const nothing: Edge = { seq: 0, frontier: new Uint8Array() }

// --- verifying an export -----------------------------------------------------------------------------------------
const pair = generateKeyPairSync('ed25519')
const publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
const name = 'bench.example/ledger'

const count = 500_000
let edge = nothing
const pieces: Buffer[] = []
while (edge.seq < count) {
  const sealed = seal(edge, Array.from({ length: 10_000 }, draftOf))
  edge = sealed.edge
  pieces.push(
    Buffer.from(
      sealed.entries
        .map(({ leafHash, body }) => `${Buffer.from(leafHash).toString('hex')} ${body}\n`)
        .join(''),
    ),
  )
}
const root = frontierOf(edge).root()
const note = signedNote(sha256, checkpointBody({ origin: name, size: count, root }), {
  name,
  publicKey,
  sign: (bytes) => sign(null, bytes, pair.privateKey),
})
const head = { format: 'haigui ledger export 1', origin: name, size: count, checkpoints: [note] }
async function* stream() {
  yield Buffer.from(`${JSON.stringify(head)}\n`)
  yield* pieces
}
for (const round of ['first', 'warm']) {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const report = await checkExport(stream(), verifierKey(sha256, name, publicKey), nodePorts)
  const seconds = (performance.now() - began) / 1000
  const { user } = process.cpuUsage(cpu)
  say(
    `verify (${round})       ${count} entries in ${seconds.toFixed(2)} s (${(user / 1e6).toFixed(2)} s of one core), ${Math.round(count / seconds)}/s, ${report.fault ? 'FAULT' : 'whole'} (limit 200,000/s)`,
  )
}

// --- appending -----------------------------------------------------------------------------------------------------
// As the product's own connections read whole numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const home = await house()
const batch = 200
const rounds = 40
const client = await home.pool.connect()

/** Both ways make the same drafts into the same text; only the log hashes, and moves its head. */
async function append(logged: boolean): Promise<number> {
  const drafts = Array.from({ length: batch }, draftOf)
  const start = performance.now()
  await client.query('begin')
  if (logged) {
    const { rows } = await client.query('select seq::int, frontier from outcome_ledger_head for update')
    const sealed = seal(rows[0], drafts)
    await insert(
      sealed.entries.map(({ leafHash, ...entry }) => ({
        ...entry,
        leaf: Buffer.from(leafHash).toString('hex'),
      })),
      sealed.edge,
    )
    for (const { level, index, hash } of sealed.tiles)
      await client.query('insert into outcome_ledger_tile values ($1, $2, $3)', [level, index, hash])
  } else await insert(plainRows(drafts))
  await client.query('commit')
  return performance.now() - start
}

let plainSeq = 2 ** 41
/** The rows of a plain table: the same text, without leaf, edge and head. Random bytes stand where the leaf would. */
const plainRows = (drafts: readonly EntryDraft[]): object[] =>
  drafts.map((draft) => {
    plainSeq += 1
    return { ...entryOf(draft, plainSeq), leaf: randomBytes(32).toString('hex') }
  })
const rowsOf = `insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
  select seq, id, "outcomeId", null, at, body, decode(leaf, 'hex') from jsonb_to_recordset($1::jsonb) as entry(seq bigint,
    id uuid, "outcomeId" uuid, at timestamptz, body text, leaf text)`
const insert = (entries: readonly object[], moved?: Edge) =>
  moved
    ? client.query(`with moved as (update outcome_ledger_head set seq = $2, frontier = $3) ${rowsOf}`, [
        JSON.stringify(entries),
        moved.seq,
        moved.frontier,
      ])
    : client.query(rowsOf, [JSON.stringify(entries)])
const on: number[] = []
const off: number[] = []
for (let round = 0; round < rounds; round += 1) {
  const first = round % 2 === 0
  const a = await append(first)
  const b = await append(!first)
  on.push(first ? a : b)
  off.push(first ? b : a)
}
const loss = (median(on) / median(off) - 1) * 100
say(`append, log on       ${median(on).toFixed(2)} ms for ${batch} entries in one transaction`)
say(`append, log off      ${median(off).toFixed(2)} ms: loss ${loss.toFixed(1)} % (limit 5 %)`)

// --- proofs --------------------------------------------------------------------------------------------------------
await client.query('truncate outcome_entry, outcome_entry_personal, outcome_ledger_tile')
await client.query("update outcome_ledger_head set seq = 0, frontier = ''")
let at = nothing
while (at.seq < count) {
  const sealed = seal(at, Array.from({ length: 10_000 }, draftOf))
  at = sealed.edge
  await insert(
    sealed.entries.map(({ leafHash, ...entry }) => ({
      ...entry,
      leaf: Buffer.from(leafHash).toString('hex'),
    })),
  )
  for (const { level, index, hash } of sealed.tiles)
    await client.query('insert into outcome_ledger_tile values ($1, $2, $3)', [level, index, hash])
}
await client.query('update outcome_ledger_head set seq = $1, frontier = $2', [at.seq, at.frontier])
await client.query('analyze outcome_entry')
client.release()

const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: home.pool }) })
const times: number[] = []
await database.transaction().execute(async (tx) => {
  const whole = await rootAt(tx, count)
  for (let round = 0; round < 200; round += 1) {
    const seq = 1 + Math.floor(Math.random() * count)
    const began = performance.now()
    const proof = await inclusionProof(tx, seq, count)
    times.push(performance.now() - began)
    const leaf = [...(await hashesIn(tx, 0, [{ start: seq - 1, length: 1 }])).values()][0]
    if (!leaf || !isIncluded(tree, { leaf, index: seq - 1, size: count, proof, root: whole }))
      throw new Error(`the proof of ${seq} does not hold`)
  }
})
const worst = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
say(
  `inclusion proof      of ${count} entries: ${median(times).toFixed(2)} ms in the middle, ${worst.toFixed(2)} ms for 95 % (limit 5 ms)`,
)
await home.stop()
