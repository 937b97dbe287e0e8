import { type AddressInfo, connect } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#platform/clock'
import type { Live, Sink } from '#platform/live'
import { PageCache } from '../../platform/http/cache.ts'
import { follow } from '../../platform/http/live.ts'
import { listener } from './listen.ts'

const sinks: Sink[] = []
let left = 0
const live: Live = {
  follow: async (_topic, sink) => {
    sinks.push(sink)
    sink.write(Buffer.from('event: value\ndata: 1\n\n'))
    return () => {
      left += 1
    }
  },
  stop: async () => {},
}
const app = new Hono<{ Bindings: HttpBindings }>()
app.use(async (c, next) => {
  await next()
  c.res.headers.set('x-late', 'set after the answer')
})
app.get('/live', (c) => follow(live, { name: 'thing', view: 'en', read: async () => ({}) }, c.env.outgoing))
const opened = listener({ app: app as unknown as Hono, cache: new PageCache(systemClock.now) })
afterEach(() => opened.server.closeAllConnections())

test('a live stream goes straight to the socket: one head, then each piece as it was given, until it ends', async () => {
  await new Promise<void>((ready) => opened.server.listen(0, '127.0.0.1', ready))
  const { port } = opened.server.address() as AddressInfo // it listens on a port
  const socket = connect(port, '127.0.0.1')
  let got = ''
  let closed = false
  socket.on('data', (chunk) => {
    got += chunk
  })
  socket.on('close', () => {
    closed = true
  })
  socket.write('GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n')
  await expect.poll(() => got).toContain('data: 1')
  sinks[0]?.write(Buffer.from('event: value\ndata: 2\n\n'))
  await expect.poll(() => got).toContain('data: 2')
  const [head = '', ...rest] = got.split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n/)
  expect(head).toContain('content-type: text/event-stream')
  expect(head).toContain('x-content-type-options: nosniff')
  expect(rest.join('')).toBe('retry: 1000\n\nevent: value\ndata: 1\n\nevent: value\ndata: 2\n\n')
  sinks[0]?.end()
  await expect.poll(() => closed).toBe(true)
  await expect.poll(() => left).toBe(1)
})
