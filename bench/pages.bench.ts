// Pages a second of a 300-session event page, kept and not kept, beside a bare node:http hello in the same run
// (goals ≥ 0.6× kept, ≥ 0.25× not kept), page weight, start-up time and memory.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import autocannon from 'autocannon'
import { house, median, say, seed } from './ground.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const home = await house()
await seed(home.pool, { quota: 100, sessions: 300 })
const hello = createServer((_request, response) => response.end('hello')).listen(0)
const address = hello.address()
const helloPort = typeof address === 'object' && address ? address.port : 0

async function rate(url: string, headers: Record<string, string> = {}): Promise<number> {
  const result = await autocannon({ url, connections: 16, duration: seconds, headers })
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx`)
  return result.requests.average
}

const page = `${home.origin}/en/editions/2030/events/hot`
await rate(page)
const bare: number[] = []
const kept: number[] = []
const fresh: number[] = []
for (let round = 0; round < 3; round += 1) {
  bare.push(await rate(`http://localhost:${helloPort}/`))
  kept.push(await rate(page))
  // A search that nobody asked before is a page that nobody has kept.
  const result = await autocannon({
    url: home.origin,
    connections: 16,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => ({ ...request, path: `/en/editions/2030/events/hot?n=${Math.random()}` }),
      },
    ],
  })
  fresh.push(result.requests.average)
}
say(`bare node:http       ${median(bare).toFixed(0)} answers/s`)
say(
  `event page, kept     ${median(kept).toFixed(0)} pages/s: ratio ${(median(kept) / median(bare)).toFixed(2)} (goal ≥ 0.6)`,
)
say(
  `event page, not kept ${median(fresh).toFixed(0)} pages/s: ratio ${(median(fresh) / median(bare)).toFixed(2)} (goal ≥ 0.25)`,
)

for (const path of [
  '/en',
  '/zh',
  '/en/editions/2030',
  '/en/editions/2030/events',
  '/zh/editions/2030/events/hot',
  '/en/statements',
]) {
  const html = await (await fetch(`${home.origin}${path}`)).text()
  const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? ''
  const css = await (await fetch(`${home.origin}${sheet}`)).text()
  const script = /<script[^>]+src="([^"]+)"/.exec(html)?.[1]
  const js = script ? brotliCompressSync(await (await fetch(`${home.origin}${script}`)).text()).length : 0
  const flight = brotliCompressSync(html).length + brotliCompressSync(css).length
  say(
    `weight of ${path.padEnd(32)} HTML+CSS ${(flight / 1024).toFixed(1)} kB (limit 14), JavaScript ${(js / 1024).toFixed(1)} kB (limit 15)`,
  )
}
const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${home.child.pid}/status`, 'utf8'))?.[1]
say(`start to ready       ${home.readyMs.toFixed(0)} ms (limit 3000)`)
say(`memory after that    ${Math.round(Number(memory) / 1024)} MB`)
hello.close()
await home.stop()
