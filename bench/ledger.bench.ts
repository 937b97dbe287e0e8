// The ledger: appending beside the same rows without a log (loss ≤ 5 %), half a million entries counted anew by the code
// that checks an export (at least 200,000/s), and proofs out of as many (each below 5 ms). BENCH_ENTRIES makes it smaller.
// On a machine that others use the processor's time says what the work costs: of the database's process and of ours, both
// ways of appending taking turns in one run.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { instant } from '../kernel/time.ts'
import { anOutcome } from '../modules/outcomes/fixtures.ts'
import { checkExport } from '../modules/outcomes/log/check-export.ts'
import { nodePorts } from '../modules/outcomes/log/node-ports.ts'
import { checkpointBody, signedNote, verifierKey } from '../modules/outcomes/log/note.ts'
import { inclusionProof, rootAt } from '../modules/outcomes/log/proof.ts'
import { draw, entryOf, frontierOf, nothingDrawn, seal, sha256, tree } from '../modules/outcomes/log/seal.ts'
import { hashesIn, saveDrawn, undrawn } from '../modules/outcomes/log/store.ts'
import { isIncluded } from '../modules/outcomes/log/tree.ts'
import type { EntryDraft } from '../modules/outcomes/model.ts'
import { cpuOf, house, median, say } from './ground.ts'

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

// --- verifying an export -----------------------------------------------------------------------------------------
const pair = generateKeyPairSync('ed25519')
const publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
const name = 'bench.example/ledger'

const count = Number(process.env.BENCH_ENTRIES ?? 500_000)
let edge = nothingDrawn
const pieces: Buffer[] = []
while (edge.size < count) {
  const entries = seal(Array.from({ length: 10_000 }, draftOf))
  edge = draw(
    edge,
    entries.map(({ leafHash }) => leafHash),
  ).edge
  pieces.push(
    Buffer.from(
      entries.map(({ leafHash, body }) => `${Buffer.from(leafHash).toString('hex')} ${body}\n`).join(''),
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
    `verify (${round})       ${count} entries in ${seconds.toFixed(2)} s, ${Math.round(count / seconds)}/s; ${(user / 1e6).toFixed(2)} s of processor, ${Math.round(count / (user / 1e6))}/s of it; ${report.fault ? 'FAULT' : 'whole'} (limit 200,000/s)`,
  )
}

// --- appending -----------------------------------------------------------------------------------------------------
// As the product's own connections read whole numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const home = await house()
const batch = 200
const rounds = 40
const client = await home.pool.connect()

const { rows: pids } = await client.query('select pg_backend_pid() as pid')

/** What one way took, on the clock and of both processors. */
type Took = { wall: number; own: number; server: number }

/** Both ways make the same drafts into the same text; only the log hashes, and moves its head. */
async function append(logged: boolean): Promise<Took> {
  const drafts = Array.from({ length: batch }, draftOf)
  const start = performance.now()
  const [own, server] = [process.cpuUsage(), cpuOf(pids[0].pid)]
  await client.query('begin')
  if (logged) {
    const entries = seal(drafts).map(({ leafHash, ...entry }, index) => ({
      ...entry,
      place: index + 1,
      leaf: Buffer.from(leafHash).toString('hex'),
    }))
    await client.query(
      `with moved as (update outcome_ledger_head set seq = seq + $2 returning seq - $2 as last) ${rowsOf('last + place', 'moved,')}`,
      [JSON.stringify(entries), entries.length],
    )
  } else {
    plainSeq += batch
    await client.query(rowsOf(`${plainSeq} + place`), [JSON.stringify(plainRows(drafts))])
  }
  await client.query('commit')
  const used = process.cpuUsage(own)
  return {
    wall: performance.now() - start,
    own: (used.user + used.system) / 1000,
    server: cpuOf(pids[0].pid) - server,
  }
}

let plainSeq = 2 ** 41
/** The rows of a plain table: the same text, without leaf and head. Random bytes stand where the leaf would. */
const plainRows = (drafts: readonly EntryDraft[]): object[] =>
  drafts.map((draft, index) => ({
    ...entryOf(draft),
    place: index + 1,
    leaf: randomBytes(32).toString('hex'),
  }))
const rowsOf = (seq: string, from = '') =>
  `insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
  select ${seq}, id, "outcomeId", null, at, body, decode(leaf, 'hex') from ${from} jsonb_to_recordset($1::jsonb) as
    entry(place int, id uuid, "outcomeId" uuid, at timestamptz, body text, leaf text)`
const on: Took[] = []
const off: Took[] = []
for (let round = 0; round < rounds; round += 1) {
  const first = round % 2 === 0
  const a = await append(first)
  const b = await append(!first)
  on.push(first ? a : b)
  off.push(first ? b : a)
}
const sum = (all: readonly Took[]) => all.reduce((total, { own, server }) => total + own + server, 0)
const wall = (all: readonly Took[]) => median(all.map((each) => each.wall))
say(
  `append, log on       ${batch} entries in one transaction: ${wall(on).toFixed(2)} ms on the clock, ${(sum(on) / rounds).toFixed(2)} ms of processor`,
)
say(
  `append, log off      ${wall(off).toFixed(2)} ms on the clock, ${(sum(off) / rounds).toFixed(2)} ms of processor: loss ${((wall(on) / wall(off) - 1) * 100).toFixed(1)} % on the clock, ${((sum(on) / sum(off) - 1) * 100).toFixed(1)} % of processor (limit 5 %)`,
)

// --- proofs --------------------------------------------------------------------------------------------------------
await client.query('truncate outcome_entry, outcome_entry_personal, outcome_ledger_tile')
await client.query("update outcome_ledger_head set seq = 0, drawn = 0, frontier = ''")
const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: home.pool }) })
for (let done = 0; done < count; done += 10_000) {
  const entries = seal(Array.from({ length: 10_000 }, draftOf)).map(({ leafHash, ...entry }, index) => ({
    ...entry,
    place: done + index + 1,
    leaf: Buffer.from(leafHash).toString('hex'),
  }))
  await client.query(rowsOf('place'), [JSON.stringify(entries)])
}
await client.query('update outcome_ledger_head set seq = $1', [count])
const drawing = process.cpuUsage()
await database.transaction().execute(async (tx) => {
  const { edge: before, leaves } = await undrawn(tx, count, true)
  await saveDrawn(tx, draw(before, leaves))
})
const drawnIn = process.cpuUsage(drawing)
say(
  `checkpoint           tree drawn over ${count} new entries: ${((drawnIn.user + drawnIn.system) / 1e6).toFixed(2)} s of our processor`,
)
await client.query('analyze outcome_entry')
client.release()

const times: number[] = []
const asked = process.cpuUsage()
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
const took = process.cpuUsage(asked)
const worst = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
say(
  `inclusion proof      of ${count} entries: ${median(times).toFixed(2)} ms in the middle, ${worst.toFixed(2)} ms for 95 %; ${((took.user + took.system) / 1000 / times.length).toFixed(2)} ms of our processor with its check (limit 5 ms)`,
)
await home.stop()
