// The door: scans a second over HTTP beside pgbench writing the same rows of one scan, taking turns; 20,000 scans of
// 50 devices that were without network merged at once (limit 10 s); what a phone loads for 55,000 tickets (limit 6 MB)
// and how long its own code takes to decide (limit 50 ms).
import { brotliCompressSync, constants } from 'node:zlib'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect } from 'kysely'
import type { Tx } from '../kernel/command.ts'
import { newId } from '../kernel/ids.ts'
import { plus, systemNow } from '../kernel/time.ts'
import { insertEdition, insertEvent, insertGuests } from '../modules/registration/doorway/arrange.fixtures.ts'
import { decide, deviceDoor, search } from '../modules/registration/doorway/islands/decide.ts'
import { writeTicket } from '../modules/registration/doorway/ticket.ts'
import type { DoorwayAnswer } from '../modules/registration/doorway/wire.ts'
import { openKeys } from '../platform/keys/index.ts'
import { house, median, pgbench, say, seconds, signIn } from './ground.ts'

const people = Number(process.env.BENCH_GUESTS ?? 55_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const home = await house()
const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: home.pool }) })
const asSystem = <T>(work: (tx: Tx) => Promise<T>) => database.transaction().execute(work)

const place = await asSystem(async (tx) => insertEvent(tx, await insertEdition(tx)))
const family = [
  ['Li', '李'],
  ['Wang', '王'],
  ['Ouyang', '欧阳'],
  ['Zhao', '赵'],
  ['Sun', '孙'],
] as const
const given = [
  ['Ming', '明'],
  ['Yutong', '雨桐'],
  ['Xiaohong', '小红'],
  ['Guoqing', '国清'],
] as const
const names = Array.from({ length: people }, (_, n) => {
  const [latinFamily, familyHan] = family[n % family.length] ?? family[0]
  const [latinGiven, givenHan] = given[n % given.length] ?? given[0]
  return { latinGiven, latinFamily, han: familyHan + givenHan, familyFirst: false }
})
for (let from = 0; from < people; from += 5000)
  await asSystem((tx) => insertGuests(tx, place, names.slice(from, from + 5000)))
const cookie = await signIn(home, 'desk@bench.example', 'registration_desk')
const headers = { cookie, 'content-type': 'application/json' }
const doorway = `${home.origin}/api/v1/events/${place.eventId}`

// What a phone loads, with the tickets that are made at the first opening.
const began = performance.now()
await (await fetch(`${doorway}/doorway`, { headers })).text()
const opened = performance.now() - began
const again = performance.now()
const text = await (await fetch(`${doorway}/doorway`, { headers })).text()
const loaded = performance.now() - again
const answer = JSON.parse(text) as DoorwayAnswer
const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length
say(
  `download             ${answer.guests.length} tickets in ${(text.length / 1e6).toFixed(2)} MB (limit 6), ${(packed / 1e6).toFixed(2)} MB where a proxy compresses; ${(loaded / 1000).toFixed(1)} s to make, ${(opened / 1000).toFixed(1)} s at the first opening`,
)

// What a phone decides: a signed code, a typed serial, a name.
const keys = openKeys(home.secret)
const key = await asSystem((tx) => keys.signingKey(tx, 'ticket', systemNow()))
const codes = answer.guests.map(([serial]) =>
  writeTicket({ eventId: place.eventId, serial: serial as Parameters<typeof writeTicket>[0]['serial'] }, key),
)
const door = deviceDoor(place.eventId, answer)
const spent: number[] = []
for (const code of codes.slice(0, 1000)) {
  const start = performance.now()
  const { told } = await decide(door, code)
  spent.push(performance.now() - start)
  if (told !== 'admitted') throw new Error(`a good ticket was told ${told}`)
}
spent.sort((a, b) => a - b)
const start = performance.now()
search(door, '欧阳雨', 20)
const searching = performance.now() - start
say(
  `decision             ${(spent[500] ?? 0).toFixed(2)} ms, slowest of 1,000 ${(spent.at(-1) ?? 0).toFixed(1)} ms (limit 50); a name in ${people} in ${searching.toFixed(0)} ms`,
)

// One scan a request, as phones with network send them.
const at = plus(systemNow(), { hours: -1 })
let next = 0
const scanOf = (device: string, counter: number, guest: number) => ({
  id: newId<'scan'>(),
  device,
  counter,
  at,
  means: 'code' as const,
  code: codes[guest % codes.length] ?? '',
})
async function overHttp(): Promise<{ rate: number; p99: number }> {
  const result = await autocannon({
    url: home.origin,
    connections: 32,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: `/api/v1/events/${place.eventId}/scans`,
        headers,
        setupRequest: (request) => {
          next += 1
          return { ...request, body: JSON.stringify({ scans: [scanOf('live', next, next)] }) }
        },
      },
    ],
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} scans were not taken`)
  return { rate: result.requests.average, p99: result.latency.p99 }
}
await home.pool.query(`
  create table bench_scan (id uuid primary key, event_id uuid, serial text, device text, counter bigint, at timestamptz, verdict text);
  create index on bench_scan (event_id, at, device, counter);
  create table bench_attendance (registration_id uuid primary key, event_id uuid, person_id uuid, at timestamptz);`)
const rival = `
begin;
insert into bench_scan values (gen_random_uuid(), '${place.eventId}', 'ABCDEFGH', 'live', 1, now(), 'good');
insert into bench_attendance values (gen_random_uuid(), '${place.eventId}', gen_random_uuid(), now());
commit;
`
await overHttp() // warm
const ours: { rate: number; p99: number }[] = []
const plain: number[] = []
for (let round = 0; round < rounds; round += 1) {
  ours.push(await overHttp())
  const other = pgbench(home, rival, 32)
  if (other !== null) plain.push(other)
}
const rate = median(ours.map((each) => each.rate))
say(
  `scans over HTTP      ${rate.toFixed(0)}/s, p99 ${median(ours.map(({ p99 }) => p99))} ms, one a request from 32 phones`,
)
if (plain.length > 0)
  say(
    `pgbench, same rows   ${median(plain).toFixed(0)}/s: ratio ${(rate / median(plain)).toFixed(2)}, without asking whose ticket it is`,
  )

// Fifty phones come back: each sends what it has in one go, all of them at once, guests met at several doors among them.
const offline = Array.from({ length: 50 }, (_, device) =>
  Array.from({ length: 400 }, (_each, counter) =>
    scanOf(`phone ${device}`, counter, 30_000 + ((device * 317 + counter) % 15_000)),
  ),
)
// As the page does: what could not be taken now is sent again.
const send = async (scans: readonly object[]): Promise<void> => {
  const response = await post(scans)
  if (response.status === 503) return send(scans)
  if (!response.ok) throw new Error(`${response.status}`)
}
const post = (scans: readonly object[]) =>
  fetch(`${doorway}/scans`, { method: 'POST', headers, body: JSON.stringify({ scans }) })
const mergeBegan = performance.now()
await Promise.all(offline.map(send))
const merged = (performance.now() - mergeBegan) / 1000
const state = async () =>
  JSON.stringify(
    (
      await home.pool.query(
        `select (select count(*) from scan where device like 'phone%') as scans, (select count(*) from attendance) as people,
          (select md5(string_agg(registration_id::text || at::text || first_scan_id::text, '' order by registration_id)) from attendance) as sum`,
      )
    ).rows[0],
  )
const before = await state()
await Promise.all(offline.toReversed().map((scans) => send(scans.toReversed())))
say(
  `offline merge        20000 scans of 50 devices in ${merged.toFixed(2)} s (limit 10), ${Math.round(20_000 / merged)}/s; sent again in reverse: ${before === (await state()) ? 'the same record' : 'ANOTHER RECORD'}, ${before}`,
)
await home.stop()
