// Registrations a second over HTTP with one hot quota, 64 connections, beside pgbench with the same inserts,
// without and with a locked quota row; the three take turns. Goals: ≥ 1.0× and ≥ 5×, p99 ≤ 150 ms.
import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { cpuMs, house, median, pgbench, say, seconds, seed } from './ground.ts'

const connections = 64
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const home = await house()
const { eventId, categoryId } = await seed(home.pool, { quota: 100_000_000 })

let next = 0
async function overHttp() {
  const before = cpuMs(home.child.pid)
  const result = await autocannon({
    url: `${home.origin}/api/v1/events/${eventId}/registrations`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => {
          next += 1
          const person = {
            email: `guest${next}@bench.example`,
            name: { latinGiven: 'Wei', latinFamily: 'Li', han: '李伟' },
            country: 'GB',
          }
          return {
            ...request,
            body: JSON.stringify({ categoryId, person, consents: { process: true }, key: randomUUID() }),
          }
        },
      },
    ],
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 2xx`)
  const cpu = (cpuMs(home.child.pid) - before) / result.requests.total
  return { rate: result.requests.average, p99: result.latency.p99, cpu }
}

// The rows that one registration writes, as plain inserts of one transaction.
await home.pool.query(`
  create table bench_person (id uuid primary key, email text unique, name text, search text, country char(2), at timestamptz);
  create table bench_consent (id uuid primary key, person_id uuid, purpose text, at timestamptz);
  create table bench_registration (id uuid primary key, event_id uuid, person_id uuid, state text, answers jsonb, place bigint, at timestamptz, unique (event_id, person_id));
  create table bench_outbox (id bigint generated always as identity primary key, name text, payload jsonb, at timestamptz);
  create table bench_audit (id uuid primary key, command text, subject uuid, at timestamptz);
  create table bench_quota (id int primary key, taken int);
  insert into bench_quota values (1, 0);`)
const inserts = `
\\set n random(1, 1000000000000)
begin;
insert into bench_person values (gen_random_uuid(), 'g' || :n || random(), 'Li Wei', 'li wei weili', 'GB', now());
insert into bench_consent values (gen_random_uuid(), gen_random_uuid(), 'event', now());
LOCK
insert into bench_registration values (gen_random_uuid(), '${eventId}', gen_random_uuid(), 'admitted', '{}', :n, now());
insert into bench_outbox (name, payload, at) values ('registration.admitted', '{"registrationId":"x"}', now());
insert into bench_audit values (gen_random_uuid(), 'registration.register', gen_random_uuid(), now());
commit;
`
const rival = (lock: string) => pgbench(home, inserts.replace('LOCK', lock), connections)

await overHttp() // warm
const ours: number[] = []
const p99s: number[] = []
const cpus: number[] = []
const plain: number[] = []
const locked: number[] = []
for (let round = 0; round < rounds; round += 1) {
  const { rate, p99, cpu } = await overHttp()
  ours.push(rate)
  p99s.push(p99)
  cpus.push(cpu)
  const without = rival('')
  const withLock = rival('update bench_quota set taken = taken + 1 where id = 1;')
  if (without !== null) plain.push(without)
  if (withLock !== null) locked.push(withLock)
}
const rate = median(ours)
say(
  `over HTTP            ${rate.toFixed(0)} registrations/s, p99 ${median(p99s)} ms (limit 150), ${(1000 * median(cpus)).toFixed(0)} µs of our processor time each, letters and tickets included`,
)
if (plain.length === 0)
  say('pgbench is not on this machine: apt-get install postgresql-contrib gives the rival')
else {
  say(
    `pgbench, no lock     ${median(plain).toFixed(0)} transactions/s: ratio ${(rate / median(plain)).toFixed(2)} (goal ≥ 1.0)`,
  )
  say(
    `pgbench, locked row  ${median(locked).toFixed(0)} transactions/s: ratio ${(rate / median(locked)).toFixed(2)} (goal ≥ 5)`,
  )
}
const [check] = (
  await home.pool.query(
    `select (select count(*)::int from registration) as rows, (select taken from category) as taken`,
  )
).rows
say(`rows ${check.rows}, counted ${check.taken}: ${check.rows === check.taken ? 'the same' : 'NOT THE SAME'}`)
await home.stop()
