// What a visitor's browser loads for each public page of the demo edition, found by following its links in both
// languages: HTML and CSS as they are sent (limit 14 kB), everything (limit 100 kB), JavaScript (limit 15 kB).
import { get } from 'node:http'
import { house, say } from './ground.ts'

const home = await house({ HAIGUI_DEMO: 'true' })

/** The bytes on the wire; fetch would unpack them and not tell. */
const load = (path: string) =>
  new Promise<{ status: number; type: string; size: number; text: string }>((resolve, reject) => {
    const packed: Buffer[] = []
    get(home.origin + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      answer.on('data', (chunk) => packed.push(chunk))
      answer.on('end', async () => {
        const type = answer.headers['content-type'] ?? ''
        const plain = type.includes('html') ? await (await fetch(home.origin + path)).text() : ''
        resolve({ status: answer.statusCode ?? 0, type, size: Buffer.concat(packed).length, text: plain })
      })
    }).on('error', reject)
  })

const sizes = new Map<string, number>()
async function sizeOf(path: string): Promise<number> {
  const known = sizes.get(path) ?? (await load(path)).size
  sizes.set(path, known)
  return known
}
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, found]) => found ?? [])

type Weight = { path: string; first: number; whole: number; script: number }
const weights: Weight[] = []
const seen = new Set(['/en', '/zh'])
const waiting = [...seen]
for (let path = waiting.shift(); path !== undefined && weights.length < 600; path = waiting.shift()) {
  await load(path) // the second time it is kept, as it is for all but the first visitor
  const { status, type, size, text } = await load(path)
  if (status !== 200 || !type.includes('html')) continue
  const css = await Promise.all(all(text, /<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g).map(sizeOf))
  const js = await Promise.all(all(text, /<script[^>]+src="([^"]+)"/g).map(sizeOf))
  const rest = await Promise.all(all(text, /<(?:img|source)[^>]+src="(\/[^"]+)"/g).map(sizeOf))
  const sum = (sizes: readonly number[]) => sizes.reduce((total, each) => total + each, 0)
  const first = size + sum(css)
  weights.push({ path, first, whole: first + sum(js) + sum(rest), script: sum(js) })
  for (const link of all(text, /<a[^>]+href="(\/(?:en|zh)(?:\/[^"?#]*)?)"/g)) {
    if (seen.has(link)) continue
    seen.add(link)
    waiting.push(link)
  }
}
const kB = (bytes: number) => (bytes / 1000).toFixed(1)
const tell = (what: string, of: (weight: Weight) => number, limit: number) => {
  const sorted = weights.toSorted((a, b) => of(b) - of(a))
  const over = sorted.filter((each) => of(each) > limit * 1000)
  const [worst] = sorted
  const middle = sorted[sorted.length >> 1]
  if (!worst || !middle) throw new Error('no page was found')
  say(
    `${what.padEnd(20)} ${kB(of(middle))} kB in the middle, ${kB(of(worst))} kB at most (limit ${limit}): ${worst.path}${over.length > 0 ? `; OVER on ${over.length}` : ''}`,
  )
}
say(`public pages         ${weights.length}`)
tell('HTML and CSS', ({ first }) => first, 14)
tell('everything', ({ whole }) => whole, 100)
tell('JavaScript', ({ script }) => script, 15)
await home.stop()
