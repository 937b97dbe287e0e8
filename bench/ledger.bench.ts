// The ledger: appending with the hash chain beside the same inserts without it (loss ≤ 5 %), and 1,000,000 entries
// verified (limit 5 s).
import { randomUUID } from 'node:crypto'
import { instant } from '../kernel/time.ts'
import { anOutcome } from '../modules/outcomes/fixtures.ts'
import { beginning, ChainCheck, seal } from '../modules/outcomes/ledger.ts'
import type { ChainLink, EntryDraft } from '../modules/outcomes/model.ts'
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

const million = 1_000_000
let head = { seq: 0, hash: beginning }
const links: ChainLink[] = []
while (links.length < million) {
  const sealed = seal(head, Array.from({ length: 10_000 }, draftOf))
  head = sealed.head
  for (const { seq, body, previousHash, hash } of sealed.entries)
    links.push({ seq, body, previousHash, hash })
}
const began = performance.now()
const check = new ChainCheck()
for (const link of links) check.add(link)
const fault = check.end(head)
const seconds = (performance.now() - began) / 1000
say(
  `verify               ${million} entries in ${seconds.toFixed(2)} s, ${Math.round(million / seconds)}/s, ${fault ? 'FAULT' : 'whole'} (limit 5 s)`,
)

const home = await house()
const batch = 200
const rounds = 30
const client = await home.pool.connect()
async function append(chained: boolean): Promise<number> {
  const drafts = Array.from({ length: batch }, draftOf)
  const start = performance.now()
  await client.query('begin')
  if (chained) {
    const { rows } = await client.query('select seq::int, hash from outcome_ledger_head for update')
    const { head: next, entries } = seal(rows[0], drafts)
    await insert(entries)
    await client.query('update outcome_ledger_head set seq = $1, hash = $2', [next.seq, next.hash])
  } else {
    // The same rows with random text where the chain has hashes, and no head to hold.
    const { entries } = seal(
      { seq: Math.floor(Math.random() * 2 ** 40) + 2 ** 41, hash: beginning },
      drafts.slice(0, 1),
    )
    const [one] = entries
    if (!one) return 0
    const hash = () => randomUUID() + randomUUID()
    await insert(
      drafts.map((_draft, index) => ({
        ...one,
        id: randomUUID(),
        seq: one.seq + index,
        hash: hash(),
        previousHash: hash(),
      })),
    )
  }
  await client.query('commit')
  return performance.now() - start
}
const insert = (entries: readonly object[]) =>
  client.query(
    `insert into outcome_entry (seq, id, outcome_id, station_id, at, body, previous_hash, hash)
     select seq, id, "outcomeId", null, at, body, "previousHash", hash from jsonb_to_recordset($1::jsonb) as entry(seq bigint, id uuid,
       "outcomeId" uuid, at timestamptz, body text, "previousHash" text, hash text)`,
    [JSON.stringify(entries)],
  )
const on: number[] = []
const off: number[] = []
for (let round = 0; round < rounds; round += 1) {
  on.push(await append(true))
  off.push(await append(false))
}
const loss = (median(on) / median(off) - 1) * 100
say(`append, chain on     ${median(on).toFixed(2)} ms for ${batch} entries in one transaction`)
say(`append, chain off    ${median(off).toFixed(2)} ms: loss ${loss.toFixed(1)} % (limit 5 %)`)
client.release()
await home.stop()
