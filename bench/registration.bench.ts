// Registrations a second over HTTP with one hot quota, 64 connections, beside pgbench with the same inserts,
// without and with a locked quota row; the three take turns. Goals: ≥ 1.0× and ≥ 5×, p99 ≤ 150 ms.
import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { cpuMs, house, median, pgbench, say, seconds, seed } from './ground.ts'

const connections = 64
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const home = await house()
const { eventId, categoryId } = await seed(home.pool, { quota: 100_000_000 })

/** Letters and tickets give way to those who ask for a place; this waits until the last is there. */
async function lettersWritten(): Promise<number> {
  const began = performance.now()
  const waits = `select (select count(*) from registration) > (select count(*) from mail) as some`
  while ((await home.pool.query(waits)).rows[0].some) await new Promise((done) => setTimeout(done, 100))
  return performance.now() - began
}

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
  const lettersMs = await lettersWritten()
  return { lettersMs, rate: result.requests.average, p99: result.latency.p99, cpu }
}

// The rows that one registration writes, as plain inserts of one transaction into tables with the columns, indexes and
// foreign keys of ours, but without row-level security, the count of places, or anybody who asks whether there is one.
await home.pool.query(`
  create table bench_person (like person including all);
  create table bench_consent (like consent including all);
  create table bench_registration (like registration including all);
  create table bench_outbox (like outbox including all);
  create table bench_audit (like audit_entry including all);
  alter table bench_consent add foreign key (person_id) references bench_person;
  alter table bench_registration add foreign key (person_id) references bench_person,
    add foreign key (event_id) references event, add foreign key (category_id) references category;
  create table bench_quota (id int primary key, taken int);
  insert into bench_quota values (1, 0);`)
// No colon before a letter or digit: pgbench would take what follows for a variable, and some ids begin with a letter.
const inserts = `
\\set n random(1, 1000000000000)
\\set m random(1, 1000000000000)
begin;
insert into bench_person (id, latin_given, latin_family, han, family_first, search_text, sort_key, email, country, languages, affiliation, locale, made_up, created_at)
  values (md5('p' || :n || :m)::uuid, 'Wei', 'Li', '李伟', false, 'wei li 李伟 liwei lw', 'li wei', 'guest' || :n || :m || '@bench.example', 'GB', '{}', '', 'en', false, now());
insert into bench_consent (id, person_id, purpose, recipient, text_version, given_at, about)
  values (md5('c' || :n || :m)::uuid, md5('p' || :n || :m)::uuid, 'registration', 'event' || chr(58) || '${eventId}', '2026-11', now(), '{"eventId":"${eventId}"}');
LOCK
insert into bench_registration (id, event_id, category_id, station_id, person_id, state, answers, place, request_key, locale, link_sent_at, created_at, decided_at)
  values (md5('r' || :n || :m)::uuid, '${eventId}', '${categoryId}', null, md5('p' || :n || :m)::uuid, 'admitted', '{}', :n, md5('k' || :n || :m), 'en', now(), now(), now());
insert into bench_outbox (name, payload, at, request_id) values ('registration.admitted', '{"registrationId":"${eventId}","eventId":"${eventId}"}', now(), '${eventId}');
insert into bench_audit (id, at, actor_kind, door, request_id, command, subject_type, subject_id)
  values (md5('a' || :n || :m)::uuid, now(), 'visitor', 'api', '${eventId}', 'registration.register', 'registration', md5('r' || :n || :m));
commit;
`
const rival = (lock: string) => pgbench(home, inserts.replace('LOCK', lock), connections)

await overHttp() // warm
const ours: number[] = []
const p99s: number[] = []
const cpus: number[] = []
const letters: number[] = []
const plain: number[] = []
const locked: number[] = []
for (let round = 0; round < rounds; round += 1) {
  const { rate, p99, cpu, lettersMs } = await overHttp()
  letters.push(lettersMs)
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
  `over HTTP            ${rate.toFixed(0)} registrations/s, p99 ${median(p99s)} ms (limit 150), ${(1000 * median(cpus)).toFixed(0)} µs of our processor time each; its letters were all written ${(median(letters) / 1000).toFixed(1)} s after the rush`,
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
