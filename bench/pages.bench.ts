// Pages a second of a 300-session schedule and of an event's page, kept and not kept, beside a bare node:http hello
// that takes turns with them (goals ≥ 0.6× kept, ≥ 0.25× not kept); what the server's own processor time says of it,
// which the neighbours of a shared machine disturb less; start-up time and memory.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import { cpuMs, house, median, say, seconds, seed } from './ground.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const home = await house()
const memory = (what: string) =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${home.child.pid}/status`, 'utf8'))?.[1]) /
  1024
say(`start to ready       ${home.readyMs.toFixed(0)} ms (limit 3000), ${memory('VmRSS').toFixed(0)} MB`)
await seed(home.pool, { quota: 100, sessions: 4 })
await home.pool.query(
  `insert into event select (jsonb_populate_record(event, jsonb_build_object('id', gen_random_uuid(), 'slug', 'schedule', 'guid', gen_random_uuid()))).* from event where slug = 'hot'`,
)
await home.pool.query(
  `insert into session (id, event_id, kind, title, abstract, language, starts_at, ends_at, guid)
   select gen_random_uuid(), event.id, 'talk', jsonb_build_object('en', 'Session ' || n, 'zh', '第' || n || '场'), event.title, 'en',
     event.starts_at + n * interval '10 min', event.starts_at + (n + 1) * interval '10 min', gen_random_uuid()
   from event, generate_series(1, 300) as n where slug = 'schedule'`,
)

// In a process of its own, as the product is: the load comes from this one.
const hello = spawn(process.execPath, [
  '-e',
  `const s = require('node:http').createServer((q, r) => r.end('hello')).listen(0, '127.0.0.1', () => console.log(s.address().port))`,
])
const helloPort = await new Promise<string>((port) =>
  hello.stdout.once('data', (text) => port(String(text).trim())),
)

type Rate = { each: number; cpu: number }
async function rate(pid: number | undefined, origin: string, path: string, fresh: boolean): Promise<Rate> {
  const before = cpuMs(pid)
  const result = await autocannon({
    url: origin,
    connections: 16,
    duration: seconds,
    headers: { 'accept-encoding': 'gzip, deflate, br' },
    requests: [
      {
        path,
        // What an address line asks beyond its path is never kept.
        setupRequest: (request) => (fresh ? { ...request, path: `${path}?n=${Math.random()}` } : request),
      },
    ],
  })
  if (result.non2xx > 0) throw new Error(`${path}: ${result.non2xx} answers were not 2xx`)
  return { each: result.requests.average, cpu: (cpuMs(pid) - before) / result.requests.total }
}

const page = (slug: string) => `/en/editions/2030/events/${slug}`
const rivals = [
  { name: 'event, kept', path: page('hot'), fresh: false, goal: 0.6 },
  { name: 'event, not kept', path: page('hot'), fresh: true, goal: 0.25 },
  { name: 'schedule, kept', path: page('schedule'), fresh: false, goal: 0.6 },
  { name: 'schedule, not kept', path: page('schedule'), fresh: true, goal: 0.25 },
].map((rival) => ({ ...rival, rates: [] as Rate[] }))
const bare: Rate[] = []
for (const { path, fresh } of rivals) await rate(home.child.pid, home.origin, path, fresh) // warm
for (let round = 0; round < rounds; round += 1) {
  bare.push(await rate(hello.pid, `http://127.0.0.1:${helloPort}`, '/', false))
  for (const rival of rivals)
    rival.rates.push(await rate(home.child.pid, home.origin, rival.path, rival.fresh))
}
const middle = (rates: readonly Rate[]) => ({
  each: median(rates.map(({ each }) => each)),
  cpu: median(rates.map(({ cpu }) => cpu)),
})
const rival = middle(bare)
say(
  `bare node:http       ${rival.each.toFixed(0)}/s, ${(1000 * rival.cpu).toFixed(0)} µs of the processor each`,
)
for (const { name, rates, goal } of rivals) {
  const { each, cpu } = middle(rates)
  say(
    `${name.padEnd(20)} ${each.toFixed(0)}/s: ratio ${(each / rival.each).toFixed(2)} (goal ≥ ${goal}); ${(1000 * cpu).toFixed(0)} µs of the processor each: ratio ${(rival.cpu / cpu).toFixed(2)}`,
  )
}
say(`memory after that    ${memory('VmRSS').toFixed(0)} MB, at most ${memory('VmHWM').toFixed(0)} MB`)
hello.kill()
await home.stop()
