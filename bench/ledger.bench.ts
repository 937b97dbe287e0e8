// The ledger: appending beside the same rows without a log (loss ≤ 5 %), half a million entries counted anew by the code
// that checks an export (at least 200,000/s), and proofs out of as many (each below 5 ms). BENCH_ENTRIES makes it smaller.
// On a machine that others use the processor's time says what the work costs: of the database's process and of ours, both
// ways of appending taking turns in one run.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../kernel/command.ts'
import { instant } from '../kernel/time.ts'
import { anOutcome } from '../modules/outcomes/fixtures.ts'
import { checkExport } from '../modules/outcomes/log/check-export.ts'
import { nodePorts } from '../modules/outcomes/log/node-ports.ts'
import { checkpointBody, signedNote, verifierKey } from '../modules/outcomes/log/note.ts'
import { inclusionProof, rootAt } from '../modules/outcomes/log/proof.ts'
import { draw, entryOf, frontierOf, nothingDrawn, seal, sha256, tree } from '../modules/outcomes/log/seal.ts'
import { append, leafOf, saveDrawn, undrawn } from '../modules/outcomes/log/store.ts'
import { isIncluded } from '../modules/outcomes/log/tree.ts'
import type { EntryDraft } from '../modules/outcomes/model.ts'
import { openPool } from '../platform/db/pool.ts'
import { inTransaction } from '../platform/db/transaction.ts'
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
const home = await house()
// As the product works: its own role, bound by row-level security, with the reach of whoever sees all.
const own = openPool(home.postgres.url, { max: 1, role: 'haigui_app', name: 'bench' })
const seesAll = { text: "select set_config('haigui.scope', 'all', true)", values: [] }
const inLedger = <Answer>(work: (tx: Tx) => Promise<Answer>) => inTransaction(own, seesAll, work)
const pid = (await own.query('select pg_backend_pid() as pid')).rows[0].pid
const batch = 200
const rounds = 100

/** What one way took, on the clock and of both processors. */
type Took = { wall: number; cpu: number }

/** The rival: the same texts into the same tables by the same two statements, with no leaf to hash and no head to move. */
let plainSeq = 2 ** 41
async function insertPlainly(tx: Tx, drafts: readonly EntryDraft[]): Promise<void> {
  const rows = JSON.stringify(
    drafts.map((draft, index) => ({
      ...entryOf(draft),
      place: index + 1,
      leaf: randomBytes(32).toString('hex'),
    })),
  )
  await Promise.all([
    sql`insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
      select ${plainSeq}::bigint + place, id, "outcomeId", "stationId", at, body, decode(leaf, 'hex')
      from jsonb_to_recordset(${rows}::jsonb) as entry(place int, id uuid, "outcomeId" uuid, "stationId" uuid,
        at timestamptz, body text, leaf text)`.execute(tx),
    sql`insert into outcome_entry_personal (entry_id, station_id, salt, data)
      select id, "stationId", salt, personal
      from jsonb_to_recordset(${rows}::jsonb) as entry(id uuid, "stationId" uuid, salt text, personal text)`.execute(
      tx,
    ),
  ])
  plainSeq += drafts.length
}

async function timed(way: (tx: Tx, drafts: readonly EntryDraft[]) => Promise<void>): Promise<Took> {
  const drafts = Array.from({ length: batch }, draftOf)
  const [start, own, server] = [performance.now(), process.cpuUsage(), cpuOf(pid)]
  await inLedger((tx) => way(tx, drafts))
  const [wall, { user, system }] = [performance.now() - start, process.cpuUsage(own)]
  return { wall, cpu: (user + system) / 1000 + cpuOf(pid) - server }
}

const pairs: { log: Took; plain: Took }[] = []
for (let round = -10; round < rounds; round += 1) {
  const [first, second] = round % 2 === 0 ? [append, insertPlainly] : [insertPlainly, append]
  const [a, b] = [await timed(first), await timed(second)]
  if (round >= 0) pairs.push(first === append ? { log: a, plain: b } : { log: b, plain: a })
}
for (const [name, what] of [
  ['on the clock', 'wall'],
  ['of processor', 'cpu'],
] as const) {
  const [on, off] = [median(pairs.map(({ log }) => log[what])), median(pairs.map(({ plain }) => plain[what]))]
  const loss = median(pairs.map(({ log, plain }) => log[what] / plain[what])) - 1
  say(
    `append               ${batch} entries in one transaction, ${name}: log on ${on.toFixed(2)} ms, off ${off.toFixed(2)} ms; loss ${(loss * 100).toFixed(1)} % in the middle of ${rounds} pairs (limit 5 %)`,
  )
}

// --- proofs --------------------------------------------------------------------------------------------------------
const client = await home.pool.connect()
await client.query('truncate outcome_entry, outcome_entry_personal, outcome_ledger_tile')
await client.query("update outcome_ledger_head set seq = 0, drawn = 0, frontier = ''")
for (let done = 0; done < count; done += 10_000) {
  const entries = seal(Array.from({ length: 10_000 }, draftOf)).map(({ leafHash, ...entry }, index) => ({
    ...entry,
    place: done + index + 1,
    leaf: Buffer.from(leafHash).toString('hex'),
  }))
  await client.query(
    `insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
    select place, id, "outcomeId", null, at, body, decode(leaf, 'hex') from jsonb_to_recordset($1::jsonb) as
      entry(place int, id uuid, "outcomeId" uuid, at timestamptz, body text, leaf text)`,
    [JSON.stringify(entries)],
  )
}
await client.query('update outcome_ledger_head set seq = $1', [count])
const drawing = process.cpuUsage()
await inLedger(async (tx) => {
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
await inLedger(async (tx) => {
  const whole = await rootAt(tx, count)
  for (let round = 0; round < 200; round += 1) {
    const seq = 1 + Math.floor(Math.random() * count)
    const began = performance.now()
    const proof = await inclusionProof(tx, seq, count)
    times.push(performance.now() - began)
    const leaf = await leafOf(tx, seq)
    if (!leaf || !isIncluded(tree, { leaf, index: seq - 1, size: count, proof, root: whole }))
      throw new Error(`the proof of ${seq} does not hold`)
  }
})
const took = process.cpuUsage(asked)
const worst = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
say(
  `inclusion proof      of ${count} entries: ${median(times).toFixed(2)} ms in the middle, ${worst.toFixed(2)} ms for 95 %; ${((took.user + took.system) / 1000 / times.length).toFixed(2)} ms of our processor with its check (limit 5 ms)`,
)
await own.end()
await home.stop()
