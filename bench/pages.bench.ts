// Pages a second of a 300-session schedule and of an event's page beside a bare node:http hello that takes turns with them
// (goals ≥ 0.6× kept, ≥ 0.25× not kept), and what the server's own processor time says of it, which the neighbours of a
// shared machine disturb less; start-up time and memory. Pages are
//   kept        as most visitors get them, also under a link that was shared (`?from=…`);
//   made anew   for each reader, from what queries answered within the last two seconds, and compressed;
//   signed in   made anew from the database for somebody who is found in it first, and not compressed.
// What is made anew has limits beside it that no product can pass: a hello that asks the database one thing, hellos that
// compress these pages, and one that does both.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { cpuMs, house, median, say, seconds, seed, signIn } from './ground.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const home = await house()
const memory = (what: string) =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${home.child.pid}/status`, 'utf8'))?.[1]) /
  1024
say(`start to ready         ${home.readyMs.toFixed(0)} ms (limit 3000), ${memory('VmRSS').toFixed(0)} MB`)
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
const cookie = await signIn(home, 'reader@example.org', 'organiser')

/** Code of a bare server that has read what is behind an address. */
async function having(slug: string): Promise<string> {
  const file = join(home.folder, `${slug}.html`)
  writeFileSync(file, await (await fetch(home.origin + page(slug))).text())
  return `const z = require('node:zlib'); const text = require('node:fs').readFileSync(${JSON.stringify(file)})`
}
const asking = `const pool = new (require('pg').Pool)({ connectionString: ${JSON.stringify(home.postgres.url)}, max: 10 })`
const ask = `await pool.query({ name: 'one', text: 'select 1' })`
// As fast as zlib packs, and in the same turn: handing it to another thread costs four times as much of the processor.
const compress = `r.end(z.brotliCompressSync(text, { params: { [z.constants.BROTLI_PARAM_QUALITY]: 1 } }))`

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
  'hello that asks': await bareServer(asking, `async (q, r) => { ${ask}; r.end('hello') }`),
  'hello, event packed': await bareServer(await having('hot'), `(q, r) => ${compress}`),
  'both, event packed': await bareServer(
    `${asking}; ${await having('hot')}`,
    `async (q, r) => { ${ask}; ${compress} }`,
  ),
  'hello, schedule packed': await bareServer(await having('schedule'), `(q, r) => ${compress}`),
}

type Rate = { each: number; cpu: number }
async function rate(
  pid: number | undefined,
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Rate> {
  const before = cpuMs(pid)
  const result = await autocannon({
    url: origin + path,
    connections: 16,
    duration: seconds,
    headers: { 'accept-encoding': 'gzip, deflate, br', ...headers },
  })
  if (result.non2xx > 0) throw new Error(`${path}: ${result.non2xx} answers were not 2xx`)
  return { each: result.requests.average, cpu: (cpuMs(pid) - before) / result.requests.total }
}

/** A page with a message at its head is shown once, and never kept. */
const told = '?told=people.told_signed_out'
const [kept, anew] = [' (goal ≥ 0.6)', ' (goal ≥ 0.25)']
const rivals = [
  { name: 'event, kept', path: page('hot'), headers: {}, goal: kept },
  { name: 'event, shared link', path: `${page('hot')}?from=timeline`, headers: {}, goal: kept },
  { name: 'event, made anew', path: page('hot') + told, headers: {}, goal: anew },
  { name: 'event, signed in', path: page('hot'), headers: { cookie }, goal: '' },
  { name: 'schedule, kept', path: page('schedule'), headers: {}, goal: kept },
  { name: 'schedule, made anew', path: page('schedule') + told, headers: {}, goal: anew },
]
const measured = rivals.map((rival) => ({ ...rival, rates: [] as Rate[] }))
for (const { path, headers } of measured) await rate(home.child.pid, home.origin, path, headers) // warm
for (let round = 0; round < rounds; round += 1) {
  for (const { child, origin, rates } of [hello, ...Object.values(limits)])
    rates.push(await rate(child.pid, origin, '/'))
  for (const { path, headers, rates } of measured)
    rates.push(await rate(home.child.pid, home.origin, path, headers))
}
const middle = (rates: readonly Rate[]) => ({
  each: median(rates.map(({ each }) => each)),
  cpu: median(rates.map(({ cpu }) => cpu)),
})
const rival = middle(hello.rates)
say(
  `bare node:http         ${rival.each.toFixed(0)}/s, ${(1000 * rival.cpu).toFixed(0)} µs of the processor each`,
)
const print = (name: string, rates: readonly Rate[], goal: string) => {
  const { each, cpu } = middle(rates)
  say(
    `${name.padEnd(22)} ${each.toFixed(0)}/s: ratio ${(each / rival.each).toFixed(2)}${goal}; ${(1000 * cpu).toFixed(0)} µs of the processor each: ratio ${(rival.cpu / cpu).toFixed(2)}`,
  )
}
for (const [name, { rates }] of Object.entries(limits)) print(name, rates, '')
for (const { name, rates, goal } of measured) print(name, rates, goal)
say(`memory after that      ${memory('VmRSS').toFixed(0)} MB, at most ${memory('VmHWM').toFixed(0)} MB`)
for (const { child } of [hello, ...Object.values(limits)]) child.kill()
await home.stop()
