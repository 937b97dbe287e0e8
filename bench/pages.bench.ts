// Pages a second of a 300-session schedule and of an event's page, kept and not kept, beside a bare node:http hello
// that takes turns with them (goals ≥ 0.6× kept, ≥ 0.25× not kept); what the server's own processor time says of it,
// which the neighbours of a shared machine disturb less; start-up time and memory. What is not kept has two limits beside it
// that no product can pass: the hello that asks the database one thing, and the hello that compresses the schedule's page.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

const page = (slug: string) => `/en/editions/2030/events/${slug}`
/** Of what is behind an address, compressed as the product does it for what is asked once. */
const schedule = join(home.folder, 'schedule.html')
writeFileSync(schedule, await (await fetch(home.origin + page('schedule'))).text())

/** A bare server in a process of its own, as the product is: the load comes from this one. */
async function bareServer(before: string, answer: string) {
  const child = spawn(process.execPath, [
    '-e',
    `${before}; const s = require('node:http').createServer(${answer}).listen(0, '127.0.0.1', () => console.log(s.address().port))`,
  ])
  const port = await new Promise<string>((told) =>
    child.stdout.once('data', (text) => told(String(text).trim())),
  )
  process.once('exit', () => child.kill('SIGKILL'))
  return { child, origin: `http://127.0.0.1:${port}`, rates: [] as Rate[] }
}
const hello = await bareServer('', `(q, r) => r.end('hello')`)
const limits = {
  'hello, one question': await bareServer(
    `const pool = new (require('pg').Pool)({ connectionString: ${JSON.stringify(home.postgres.url)}, max: 10 })`,
    `async (q, r) => { await pool.query({ name: 'one', text: 'select 1' }); r.end('hello') }`,
  ),
  'hello, compressing': await bareServer(
    `const z = require('node:zlib'); const text = require('node:fs').readFileSync(${JSON.stringify(schedule)})`,
    `(q, r) => z.gzip(text, { level: 1 }, (e, small) => r.end(small))`,
  ),
}

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

const rivals = [
  { name: 'event, kept', path: page('hot'), fresh: false, goal: 0.6 },
  { name: 'event, not kept', path: page('hot'), fresh: true, goal: 0.25 },
  { name: 'schedule, kept', path: page('schedule'), fresh: false, goal: 0.6 },
  { name: 'schedule, not kept', path: page('schedule'), fresh: true, goal: 0.25 },
].map((rival) => ({ ...rival, rates: [] as Rate[] }))
for (const { path, fresh } of rivals) await rate(home.child.pid, home.origin, path, fresh) // warm
for (let round = 0; round < rounds; round += 1) {
  for (const { child, origin, rates } of [hello, ...Object.values(limits)])
    rates.push(await rate(child.pid, origin, '/', false))
  for (const rival of rivals)
    rival.rates.push(await rate(home.child.pid, home.origin, rival.path, rival.fresh))
}
const middle = (rates: readonly Rate[]) => ({
  each: median(rates.map(({ each }) => each)),
  cpu: median(rates.map(({ cpu }) => cpu)),
})
const rival = middle(hello.rates)
say(
  `bare node:http       ${rival.each.toFixed(0)}/s, ${(1000 * rival.cpu).toFixed(0)} µs of the processor each`,
)
const told = (name: string, rates: readonly Rate[], goal: string) => {
  const { each, cpu } = middle(rates)
  say(
    `${name.padEnd(20)} ${each.toFixed(0)}/s: ratio ${(each / rival.each).toFixed(2)}${goal}; ${(1000 * cpu).toFixed(0)} µs of the processor each: ratio ${(rival.cpu / cpu).toFixed(2)}`,
  )
}
for (const [name, { rates }] of Object.entries(limits)) told(name, rates, '')
for (const { name, rates, goal } of rivals) told(name, rates, ` (goal ≥ ${goal})`)
say(`memory after that    ${memory('VmRSS').toFixed(0)} MB, at most ${memory('VmHWM').toFixed(0)} MB`)
for (const { child } of [hello, ...Object.values(limits)]) child.kill()
await home.stop()
