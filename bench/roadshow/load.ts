// Many screens and many voters: opens the screens, sends votes at a steady pace, and tells how long each took to be seen.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'

type Asked = {
  origin: string
  live: string
  vote: string
  links: string[]
  entries: string[]
  rate: number
  watchers: number
}
const { origin, live, vote, links, entries, rate, watchers } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as Asked
const address = new URL(origin)
const port = Number(address.port)
const host = address.hostname

const slowest = 30_000
const seen = new Uint32Array(slowest + 1)
const sentAt = new Float64Array(links.length)
let sent = 0
let messages = 0
let least = 0
const totals = new Int32Array(watchers)

/** A screen: each vote up to the number it shows has been seen by it now. Votes are numbered as they were sent. */
function took(screen: number, total: number) {
  messages += 1
  const now = performance.now()
  for (let vote = totals[screen] ?? 0; vote < Math.min(total, sent); vote += 1) {
    const bucket = Math.min(slowest, Math.round(now - (sentAt[vote] ?? now)))
    seen[bucket] = (seen[bucket] ?? 0) + 1
  }
  totals[screen] = total
}

const opened: Promise<void>[] = []
const sockets = Array.from({ length: watchers }, (_none, screen) => {
  const socket = connect(port, host)
  let rest = ''
  opened.push(
    new Promise((ready, failed) => {
      socket.once('error', failed)
      socket.on('data', (chunk) => {
        rest += chunk.toString('latin1')
        for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
          const frame = rest.slice(0, end)
          rest = rest.slice(end + 2)
          const found = /event: votes\ndata: "([\d,]*)/.exec(frame)
          if (!found) continue
          if (totals[screen] === 0 && sent === 0) ready()
          took(screen, Number((found[1] ?? '').replaceAll(',', '')))
        }
      })
    }),
  )
  socket.write(
    `GET ${live} HTTP/1.1\r\nHost: ${address.host}\r\nAccept: text/event-stream\r\nConnection: keep-alive\r\n\r\n`,
  )
  return socket
})
await Promise.all(opened)
messages = 0

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const acks: number[] = []
let refused = 0
const answers: Promise<void>[] = []
const send = (index: number) =>
  new Promise<void>((done) => {
    const body = JSON.stringify({ entryId: entries[index % entries.length], link: links[index] })
    const began = performance.now()
    sentAt[index] = began
    const asking = request(
      {
        host,
        port,
        path: vote,
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () => {
          if (answer.statusCode === 201) acks.push(performance.now() - began)
          else refused += 1
          done()
        })
      },
    )
    asking.once('error', () => {
      refused += 1
      done()
    })
    asking.end(body)
  })

const began = performance.now()
await new Promise<void>((done) => {
  const timer = setInterval(() => {
    const due = Math.min(links.length, Math.floor(((performance.now() - began) * rate) / 1000))
    for (; sent < due; ) {
      answers.push(send(sent))
      sent += 1
    }
    if (sent === links.length) {
      clearInterval(timer)
      done()
    }
  }, 5)
})
await Promise.all(answers)
const until = performance.now() + 5000
do {
  least = Math.min(...totals)
  if (least < acks.length) await new Promise((wait) => setTimeout(wait, 20))
} while (least < acks.length && performance.now() < until)
const seconds = (performance.now() - began) / 1000
for (const socket of sockets) socket.destroy()
agent.destroy()

const all = seen.reduce((sum, n) => sum + n, 0)
const quantile = (share: number) => {
  let passed = 0
  for (let ms = 0; ms <= slowest; ms += 1) {
    passed += seen[ms] ?? 0
    if (passed >= share * all) return ms
  }
  return slowest
}
acks.sort((a, b) => a - b)
process.stdout.write(
  JSON.stringify({
    acked: acks.length,
    refused,
    seconds,
    ackP95: Math.round(acks[Math.floor(acks.length * 0.95)] ?? 0),
    boardP50: quantile(0.5),
    boardP95: quantile(0.95),
    messages,
    last: least,
  }),
)
